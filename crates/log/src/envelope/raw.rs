//! The attributes as JSON gives them: present or not, of the right JSON type.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::{EVENT_BYTES_MAX, EnvelopeError};

/// Every known attribute; unknown ones are passed over.
#[derive(Deserialize)]
pub(super) struct Raw<'a> {
    #[serde(borrow)]
    pub(super) specversion: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) id: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) source: Option<Text<'a>>,
    #[serde(borrow, rename = "type")]
    pub(super) event_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) subject: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) time: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) datacontenttype: Option<Text<'a>>,
    pub(super) courtseq: Option<u64>,
    #[serde(borrow)]
    pub(super) prevhash: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) occurredon: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) ruleset: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) actor: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) correlationid: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) causationid: Option<Text<'a>>,
    pub(super) seensize: Option<u64>,
    #[serde(borrow)]
    pub(super) seenroot: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) data: Option<&'a RawValue>,
}

/// A text that borrows from the line unless it has escapes.
///
/// serde borrows a `Cow` only where it stands alone, not inside an `Option`.
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'a> Raw<'a> {
    /// Reads a line without control characters.
    pub(super) fn parse(line: &'a str) -> Result<Self, EnvelopeError> {
        if line.len() > EVENT_BYTES_MAX {
            return Err(EnvelopeError::Oversize(line.len()));
        }
        // serde would also read the attributes from an array, by their places.
        if !line.starts_with('{') {
            return Err(EnvelopeError::NotJson(1));
        }
        // The library's message may repeat content, so only the place is kept.
        serde_json::from_str(line).map_err(|error| match error.classify() {
            Category::Data => EnvelopeError::WrongType(error.column()),
            Category::Syntax | Category::Eof | Category::Io => {
                EnvelopeError::NotJson(error.column())
            }
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Text)
    }
}

struct TextVisitor;

impl<'de> de::Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}
