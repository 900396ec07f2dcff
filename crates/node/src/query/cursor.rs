//! The place in a list after which to go on: opaque to whoever holds it.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use medreg_domain::EntryNo;
use serde::{Deserialize, Serialize};

use super::catalogue::{Listed, Order};

/// A place in a list: behind what the last entry was sorted by when it was listed, wherever it
/// is now, and whether it is there or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ListCursor {
    pub(super) order: Order,
    key: Vec<u8>,
    entry_no: EntryNo,
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no cursor of a list: begin again without it")]
pub struct CursorError;

/// What parts the pieces of a cursor; no order and no number has it.
const MARK: u8 = 0;

impl ListCursor {
    /// Behind an entry.
    pub(super) fn behind(order: Order, listed: &Listed) -> Self {
        Self {
            order,
            key: listed.sort_key(order),
            entry_no: listed.entry_no,
        }
    }

    /// True if an entry is listed behind this place.
    pub(super) fn is_before(&self, listed: &Listed) -> bool {
        let own = (listed.sort_key(self.order), listed.entry_no);
        (&self.key, self.entry_no) < (&own.0, own.1)
    }
}

impl fmt::Display for ListCursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let order: &str = self.order.into();
        let mut bytes = order.as_bytes().to_vec();
        bytes.push(MARK);
        bytes.extend(self.entry_no.to_string().as_bytes());
        bytes.push(MARK);
        bytes.extend(&self.key);
        out.write_str(&BASE64URL_NOPAD.encode(&bytes))
    }
}

impl FromStr for ListCursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let bytes = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| CursorError)?;
        let mut parts = bytes.splitn(3, |byte| *byte == MARK);
        let mut text = || std::str::from_utf8(parts.next()?).ok();
        let order = text().and_then(|order| order.parse().ok());
        let entry_no = text().and_then(|entry_no| entry_no.parse().ok());
        let key = parts.next().map(<[u8]>::to_vec);
        match (order, entry_no, key) {
            (Some(order), Some(entry_no), Some(key)) => Ok(Self {
                order,
                key,
                entry_no,
            }),
            _ => Err(CursorError),
        }
    }
}

impl TryFrom<String> for ListCursor {
    type Error = CursorError;

    fn try_from(text: String) -> Result<Self, CursorError> {
        text.parse()
    }
}

impl From<ListCursor> for String {
    fn from(cursor: ListCursor) -> Self {
        cursor.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
        let cursor = ListCursor {
            order: Order::NameKk,
            key: vec![1, 0, 255, 7],
            entry_no: "KZ-75-012-2025-00041".parse().unwrap(),
        };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for text in ["", "KZ-75-012-2025-00041", "????", "bnVtYmVy", "AAAA"] {
            assert_eq!(text.parse::<ListCursor>(), Err(CursorError), "{text}");
        }
    }
}
