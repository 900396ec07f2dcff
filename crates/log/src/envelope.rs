//! The envelope of an event: CloudEvents 1.0, JSON format, one line.
//!
//! Knows the attributes around a payload and the one form each has; the payload and the
//! meaning of a type are the codec's business. A line is written by [`Draft`] and read by
//! [`Envelope`]; its bytes are never written again to be verified.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::{Digest, Source};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::leaf::has_control;

mod draft;
mod field;
mod raw;

pub use draft::Draft;

/// One event has at most this many bytes: 32 KiB.
pub const EVENT_BYTES_MAX: usize = 32 * 1024;

/// An event's attributes, read from its line and borrowing from it where they can.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// Identity of the event.
    pub id: Uuid,
    /// Who states it.
    pub source: Source,
    /// Name and version, such as `medreg.FeePaid.v1`.
    pub event_type: Cow<'a, str>,
    /// The stream inside the source, such as `entry/KZ-75-012-2025-00041`.
    pub subject: Cow<'a, str>,
    /// When it was recorded.
    pub time: DateTime<Utc>,
    /// Its place among the events of its source, from 1, without gaps.
    pub courtseq: u64,
    /// The leaf hash of the source's previous event; absent on the first.
    pub prevhash: Option<Digest>,
    /// Civil date of the act, in the court's own calendar.
    pub occurred_on: NaiveDate,
    /// The ruleset it was judged by; absent for reference data.
    pub ruleset: Option<Cow<'a, str>>,
    /// Role and pseudonymous office, such as `COORDINATOR:o-19`.
    pub actor: Cow<'a, str>,
    /// What the event belongs to.
    pub correlation_id: Option<Uuid>,
    /// What caused the event.
    pub causation_id: Option<Uuid>,
    /// The newest federal checkpoint the source had verified.
    pub seen: Option<Seen>,
    /// The payload, a JSON object, as written.
    pub data: &'a RawValue,
}

/// A federal checkpoint that a source had verified when it stated an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The size of the tree.
    pub size: u64,
    /// The root of the tree.
    pub root: Digest,
}

/// Why a line is no event. No message repeats content of the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The line is longer than an event may be.
    #[error("an event has at most 32768 bytes, this one has {0}")]
    Oversize(usize),
    /// The bytes are not text.
    #[error("an event is UTF-8 text, and these bytes are not")]
    NotUtf8,
    /// The text has a newline or another control character.
    #[error("an event is one line without control characters")]
    NotOneLine,
    /// The text is not a JSON object.
    #[error("an event is a JSON object; this text stops being one near character {0}")]
    NotJson(usize),
    /// An attribute has the wrong JSON type, or stands twice.
    #[error("an attribute has the wrong JSON type or stands twice, near character {0}")]
    WrongType(usize),
    /// An attribute that every event has is missing.
    #[error("attribute `{0}` is missing")]
    Missing(&'static str),
    /// An attribute has a value that this version does not read.
    #[error("attribute `{attribute}` must be `{expected}`")]
    Unsupported {
        /// The attribute.
        attribute: &'static str,
        /// The only value that is read.
        expected: &'static str,
    },
    /// An attribute is not written as it must be.
    #[error("attribute `{attribute}` must be {expected}")]
    Form {
        /// The attribute.
        attribute: &'static str,
        /// Its form, in words.
        expected: &'static str,
    },
    /// A text is longer than texts may be.
    #[error("attribute `{0}` has more than 512 characters")]
    TooLong(&'static str),
    /// A date lies outside the years the register knows.
    #[error("attribute `{0}` must lie between 2000-01-01 and 2199-12-31")]
    DateOutOfRange(&'static str),
    /// Sequences begin at 1.
    #[error("attribute `courtseq` begins at 1")]
    CourtseqZero,
    /// Every event but the first names its predecessor.
    #[error("event {0} must name the leaf hash of its predecessor in `prevhash`")]
    PrevhashMissing(u64),
    /// The first event has no predecessor.
    #[error("the first event of a source has no `prevhash`")]
    PrevhashUnexpected,
}

impl EnvelopeError {
    /// The reason code, stable across versions.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Oversize(_) => "EVENT_OVERSIZE",
            Self::NotUtf8 => "EVENT_NOT_UTF8",
            Self::NotOneLine => "EVENT_NOT_ONE_LINE",
            Self::NotJson(_) => "EVENT_NOT_JSON",
            Self::WrongType(_) => "ATTRIBUTE_TYPE_WRONG",
            Self::Missing(_) => "ATTRIBUTE_MISSING",
            Self::Unsupported { .. } => "ATTRIBUTE_UNSUPPORTED",
            Self::Form { .. } => "ATTRIBUTE_FORM_WRONG",
            Self::TooLong(_) => "ATTRIBUTE_TOO_LONG",
            Self::DateOutOfRange(_) => "DATE_OUT_OF_RANGE",
            Self::CourtseqZero => "COURTSEQ_ZERO",
            Self::PrevhashMissing(_) => "PREVHASH_MISSING",
            Self::PrevhashUnexpected => "PREVHASH_UNEXPECTED",
        }
    }
}

impl<'a> Envelope<'a> {
    /// Reads one line, without its newline.
    pub fn parse(line: &'a [u8]) -> Result<Self, EnvelopeError> {
        let line = std::str::from_utf8(line).map_err(|_| EnvelopeError::NotUtf8)?;
        if has_control(line) {
            return Err(EnvelopeError::NotOneLine);
        }
        Self::of_line(line)
    }

    /// Reads a line that has no control character.
    pub(crate) fn of_line(line: &'a str) -> Result<Self, EnvelopeError> {
        let raw = raw::Raw::parse(line)?;
        field::fixed("specversion", raw.specversion, "1.0")?;
        field::fixed("datacontenttype", raw.datacontenttype, "application/json")?;
        let courtseq = field::required("courtseq", raw.courtseq)?;
        let prevhash = field::digest("prevhash", raw.prevhash)?;
        match (courtseq, prevhash) {
            (0, _) => return Err(EnvelopeError::CourtseqZero),
            (1, Some(_)) => return Err(EnvelopeError::PrevhashUnexpected),
            (1, None) | (2.., Some(_)) => {}
            (2.., None) => return Err(EnvelopeError::PrevhashMissing(courtseq)),
        }
        let seen = match (raw.seensize, field::digest("seenroot", raw.seenroot)?) {
            (Some(size), Some(root)) => Some(Seen { size, root }),
            (None, None) => None,
            (None, Some(_)) => return Err(EnvelopeError::Missing("seensize")),
            (Some(_), None) => return Err(EnvelopeError::Missing("seenroot")),
        };
        Ok(Self {
            id: field::event_id(raw.id)?,
            source: field::source(raw.source)?,
            event_type: field::text("type", field::required("type", raw.event_type)?)?,
            subject: field::text("subject", field::required("subject", raw.subject)?)?,
            time: field::time(raw.time)?,
            courtseq,
            prevhash,
            occurred_on: field::occurred_on(raw.occurredon)?,
            ruleset: raw
                .ruleset
                .map(|ruleset| field::text("ruleset", ruleset))
                .transpose()?,
            actor: field::text("actor", field::required("actor", raw.actor)?)?,
            correlation_id: field::uuid("correlationid", raw.correlationid)?,
            causation_id: field::uuid("causationid", raw.causationid)?,
            seen,
            data: field::object(raw.data)?,
        })
    }

    /// The event's name and version; none if the type is not of the register.
    pub fn name_and_version(&self) -> Option<(&str, u32)> {
        split_event_type(&self.event_type)
    }
}

/// Splits `medreg.<Name>.v<N>` into name and version.
///
/// ```
/// use medreg_log::split_event_type;
/// assert_eq!(split_event_type("medreg.FeePaid.v1"), Some(("FeePaid", 1)));
/// assert_eq!(split_event_type("medreg.FeePaid"), None);
/// ```
pub fn split_event_type(event_type: &str) -> Option<(&str, u32)> {
    let (name, version) = event_type.strip_prefix("medreg.")?.split_once(".v")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_version = !version.starts_with('0') && version.bytes().all(|byte| byte.is_ascii_digit());
    if is_name && is_version {
        Some((name, version.parse().ok()?))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = concat!(
        r#"{"specversion":"1.0","id":"01957f3e-6b1a-7c3e-9d0a-2f6f0f6f7c11","#,
        r#""source":"urn:medreg:court:KZ-75-012","type":"medreg.MediationExtended.v1","#,
        r#""subject":"referral/KZ-75-012-2025-000318","time":"2025-03-28T09:12:44.120Z","#,
        r#""datacontenttype":"application/json","courtseq":1532,"#,
        r#""prevhash":"WIB05t2UrfUm987yq2UQbjnhUQHD7FxUfExH4He3rBE=","#,
        r#""occurredon":"2025-03-27","ruleset":"KZ-2021","actor":"COORDINATOR:o-19","#,
        r#""correlationid":"01957f3e-0000-7000-8000-000000000001","#,
        r#""causationid":"01957f3e-0000-7000-8000-000000000002","#,
        r#""seensize":7,"seenroot":"llCzEaGS+Mttel/Cxn+qvS1pGuE6a8Xi3jE4+xSC3vk=","#,
        r#""data":{"days":30}}"#
    );

    fn code_after(from: &str, to: &str) -> &'static str {
        assert!(LINE.contains(from), "{from}");
        let line = LINE.replacen(from, to, 1);
        Envelope::parse(line.as_bytes()).map_or_else(|error| error.code(), |_| "OK")
    }

    #[test]
    fn every_attribute_is_read() {
        let envelope = Envelope::parse(LINE.as_bytes()).unwrap();
        assert_eq!(
            envelope.id.to_string(),
            "01957f3e-6b1a-7c3e-9d0a-2f6f0f6f7c11"
        );
        assert_eq!(envelope.source.to_string(), "KZ-75-012");
        assert_eq!(envelope.name_and_version(), Some(("MediationExtended", 1)));
        assert_eq!(envelope.subject, "referral/KZ-75-012-2025-000318");
        assert_eq!(envelope.time.to_rfc3339(), "2025-03-28T09:12:44.120+00:00");
        assert_eq!(envelope.courtseq, 1532);
        assert_eq!(envelope.occurred_on.to_string(), "2025-03-27");
        assert_eq!(envelope.ruleset.as_deref(), Some("KZ-2021"));
        assert_eq!(envelope.actor, "COORDINATOR:o-19");
        assert!(envelope.correlation_id.is_some() && envelope.causation_id.is_some());
        assert_eq!(envelope.seen.map(|seen| seen.size), Some(7));
        assert_eq!(envelope.data.get(), r#"{"days":30}"#);
    }

    #[test]
    fn texts_are_borrowed_from_the_line() {
        let envelope = Envelope::parse(LINE.as_bytes()).unwrap();
        assert!(matches!(envelope.event_type, Cow::Borrowed(_)));
        assert!(matches!(envelope.subject, Cow::Borrowed(_)));
        assert!(matches!(envelope.ruleset, Some(Cow::Borrowed(_))));
        assert!(matches!(envelope.actor, Cow::Borrowed(_)));
    }

    #[test]
    fn unknown_attributes_are_ignored() {
        assert_eq!(
            code_after(r#""data":"#, r#""traceparent":"00-1","more":[1],"data":"#),
            "OK"
        );
    }

    #[test]
    fn a_control_character_is_refused_however_it_is_written() {
        for text in [
            "\u{7f}", "\u{80}", "\u{9f}", r"\u007f", r"\u0085", r"\u000a",
        ] {
            let actor = format!("o-{text}19");
            assert_eq!(code_after("o-19", &actor), "ATTRIBUTE_FORM_WRONG", "{text}");
        }
        for text in ["\u{a0}", "\u{bf}", r"\u00e9", "ө"] {
            assert_eq!(code_after("o-19", &format!("o-{text}19")), "OK", "{text}");
        }
    }

    #[test]
    fn each_breach_has_its_code() {
        for (from, to, code) in [
            ("\"1.0\"", "\"1.1\"", "ATTRIBUTE_UNSUPPORTED"),
            ("application/json", "text/plain", "ATTRIBUTE_UNSUPPORTED"),
            ("\"actor\"", "\"actress\"", "ATTRIBUTE_MISSING"),
            ("\"id\"", "\"ID\"", "ATTRIBUTE_MISSING"),
            ("\"data\"", "\"datum\"", "ATTRIBUTE_MISSING"),
            ("\"seensize\":7", "\"seen\":7", "ATTRIBUTE_MISSING"),
            ("\"seenroot\"", "\"root\"", "ATTRIBUTE_MISSING"),
            ("1532", "0", "COURTSEQ_ZERO"),
            ("1532", "1", "PREVHASH_UNEXPECTED"),
            ("\"prevhash\"", "\"previous\"", "PREVHASH_MISSING"),
            ("1532", "-1", "ATTRIBUTE_TYPE_WRONG"),
            ("1532", "\"1532\"", "ATTRIBUTE_TYPE_WRONG"),
            ("1532", "1532.0", "ATTRIBUTE_TYPE_WRONG"),
            ("\"COORDINATOR:o-19\"", "7", "ATTRIBUTE_TYPE_WRONG"),
            (
                "\"ruleset\"",
                "\"courtseq\":7,\"ruleset\"",
                "ATTRIBUTE_TYPE_WRONG",
            ),
            ("7c3e-9d0a", "4c3e-9d0a", "ATTRIBUTE_FORM_WRONG"),
            ("7c3e-9d0a", "7C3E-9d0a", "ATTRIBUTE_FORM_WRONG"),
            ("7c3e-9d0a", "7c3e-cd0a", "ATTRIBUTE_FORM_WRONG"),
            (
                "01957f3e-6b1a-7c3e-9d0a",
                "01957f3e6b1a7c3e9d0a",
                "ATTRIBUTE_FORM_WRONG",
            ),
            (
                "01957f3e-0000-7000",
                "01957f3e-0000-X000",
                "ATTRIBUTE_FORM_WRONG",
            ),
            ("WIB05", "WIB0", "ATTRIBUTE_FORM_WRONG"),
            (
                "urn:medreg:court:KZ",
                "urn:medreg:judge:KZ",
                "ATTRIBUTE_FORM_WRONG",
            ),
            ("\"KZ-2021\"", "\"\"", "ATTRIBUTE_FORM_WRONG"),
            ("KZ-2021", "KZ\\n2021", "ATTRIBUTE_FORM_WRONG"),
            ("{\"days\":30}", "[30]", "ATTRIBUTE_FORM_WRONG"),
            ("44.120Z", "44Z", "ATTRIBUTE_FORM_WRONG"),
            ("44.120Z", "44.12Z", "ATTRIBUTE_FORM_WRONG"),
            ("44.120Z", "60.120Z", "ATTRIBUTE_FORM_WRONG"),
            ("44.120Z", "44.120z", "ATTRIBUTE_FORM_WRONG"),
            (
                "09:12:44.120Z",
                "09:12:44.120+00:00",
                "ATTRIBUTE_FORM_WRONG",
            ),
            ("03-28T", "03-28 ", "ATTRIBUTE_FORM_WRONG"),
            ("2025-03-28T", "2025-02-29T", "ATTRIBUTE_FORM_WRONG"),
            ("2025-03-28T", "1999-12-31T", "DATE_OUT_OF_RANGE"),
            ("2025-03-27", "2200-01-01", "DATE_OUT_OF_RANGE"),
            ("2025-03-27", "2025-3-27", "ATTRIBUTE_FORM_WRONG"),
            ("2025-03-27", "2025-13-27", "ATTRIBUTE_FORM_WRONG"),
            ("{\"spec", "[{\"spec", "EVENT_NOT_JSON"),
            ("30}}", "30}", "EVENT_NOT_JSON"),
            ("30}}", "30}},{}", "EVENT_NOT_JSON"),
            ("{\"days\"", "{days", "EVENT_NOT_JSON"),
            ("\"data\":", "\"data\":\n", "EVENT_NOT_ONE_LINE"),
            ("\"data\":", "\"data\":\t", "EVENT_NOT_ONE_LINE"),
        ] {
            assert_eq!(code_after(from, to), code, "{from} -> {to}");
        }
    }

    #[test]
    fn a_positional_array_is_no_event() {
        let error = Envelope::parse(b"[\"1.0\"]").unwrap_err();
        assert_eq!(error.code(), "EVENT_NOT_JSON");
        assert_eq!(Envelope::parse(b"").unwrap_err().code(), "EVENT_NOT_JSON");
    }

    #[test]
    fn texts_are_counted_in_characters() {
        assert_eq!(code_after("KZ-2021", &"ш".repeat(512)), "OK");
        assert_eq!(
            code_after("KZ-2021", &"ш".repeat(513)),
            "ATTRIBUTE_TOO_LONG"
        );
    }

    #[test]
    fn size_is_told_apart_from_form() {
        let padding = " ".repeat(EVENT_BYTES_MAX - LINE.len());
        assert_eq!(
            code_after("\"data\":", &format!("\"data\":{padding}")),
            "OK"
        );
        assert_eq!(
            code_after("\"data\":", &format!("\"data\": {padding}")),
            "EVENT_OVERSIZE"
        );
        assert_eq!(
            Envelope::parse(b"{\xff}").unwrap_err().code(),
            "EVENT_NOT_UTF8"
        );
    }

    #[test]
    fn a_type_is_split_into_name_and_version() {
        assert_eq!(split_event_type("medreg.MciSet.v12"), Some(("MciSet", 12)));
        for bad in [
            "",
            "medreg.",
            "medreg.MciSet",
            "medreg.MciSet.v",
            "medreg.MciSet.v0",
            "medreg.MciSet.v01",
            "medreg.MciSet.v+1",
            "medreg.mciSet.v1",
            "medreg..v1",
            "medreg.Mci.Set.v1",
            "other.MciSet.v1",
            "medreg.MciSet.v99999999999",
        ] {
            assert_eq!(split_event_type(bad), None, "{bad}");
        }
    }
}
