//! An event before its source has given it a place, and the line it becomes.

use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use medreg_domain::{Digest, Source};
use uuid::Uuid;

use super::Seen;

/// An event that has no sequence yet; [`Draft::line`] writes it once it has.
///
/// Fields mean what they mean in [`super::Envelope`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Identity of the event, a `UUIDv7`.
    pub id: Uuid,
    /// Who states it.
    pub source: Source,
    /// Name and version, such as `medreg.FeePaid.v1`.
    pub event_type: String,
    /// The stream inside the source.
    pub subject: String,
    /// When it was recorded; written with milliseconds, the rest is cut off.
    pub time: DateTime<Utc>,
    /// Civil date of the act.
    pub occurred_on: NaiveDate,
    /// The ruleset it was judged by.
    pub ruleset: Option<String>,
    /// Role and pseudonymous office.
    pub actor: String,
    /// What the event belongs to.
    pub correlation_id: Option<Uuid>,
    /// What caused the event.
    pub causation_id: Option<Uuid>,
    /// The newest federal checkpoint the source had verified.
    pub seen: Option<Seen>,
    /// The payload: the text of a JSON object, without newlines.
    pub data: String,
}

impl Draft {
    /// The event as one line, without its newline: these bytes are signed and kept.
    pub fn line(&self, courtseq: u64, prevhash: Option<Digest>) -> String {
        let mut line = Line(String::with_capacity(self.data.len() + 640));
        line.0.push('{');
        line.text("specversion", "1.0");
        line.display("id", self.id.as_hyphenated());
        line.text("source", &self.source.urn());
        line.text("type", &self.event_type);
        line.text("subject", &self.subject);
        line.time("time", self.time);
        line.text("datacontenttype", "application/json");
        line.number("courtseq", courtseq);
        if let Some(prevhash) = prevhash {
            line.display("prevhash", prevhash);
        }
        line.date("occurredon", self.occurred_on);
        if let Some(ruleset) = &self.ruleset {
            line.text("ruleset", ruleset);
        }
        line.text("actor", &self.actor);
        if let Some(id) = self.correlation_id {
            line.display("correlationid", id.as_hyphenated());
        }
        if let Some(id) = self.causation_id {
            line.display("causationid", id.as_hyphenated());
        }
        if let Some(Seen { size, root }) = self.seen {
            line.number("seensize", size);
            line.display("seenroot", root);
        }
        line.name("data");
        line.0.push_str(&self.data);
        line.0.push('}');
        line.0
    }
}

/// A JSON object under way. Writing to a `String` cannot fail, so results are dropped.
struct Line(String);

impl Line {
    fn name(&mut self, name: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        let _ = write!(self.0, "\"{name}\":");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\0'..='\x1f' => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(c));
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    /// A value whose text needs no escapes.
    fn display(&mut self, name: &str, value: impl std::fmt::Display) {
        self.name(name);
        let _ = write!(self.0, "\"{value}\"");
    }

    fn number(&mut self, name: &str, number: u64) {
        self.name(name);
        let _ = write!(self.0, "{number}");
    }

    fn date(&mut self, name: &str, date: NaiveDate) {
        let (year, month, day) = (date.year(), date.month(), date.day());
        self.display(name, format_args!("{year:04}-{month:02}-{day:02}"));
    }

    fn time(&mut self, name: &str, time: DateTime<Utc>) {
        let (year, month, day) = (time.year(), time.month(), time.day());
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        // A leap second is held as second 59 with 1000 and more milliseconds.
        let millis = time.timestamp_subsec_millis().min(999);
        self.display(
            name,
            format_args!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Envelope;
    use super::*;

    fn draft(subject: String, seconds: i64, millis: u32, seen: Option<Seen>) -> Draft {
        let time = DateTime::from_timestamp(seconds, millis * 1_000_000).unwrap();
        Draft {
            id: "01957f3e-6b1a-7c3e-9d0a-2f6f0f6f7c11".parse().unwrap(),
            source: Source::Federal,
            event_type: "medreg.MciSet.v1".to_owned(),
            subject,
            time,
            occurred_on: time.date_naive(),
            ruleset: seen.map(|_| "KZ-2021".to_owned()),
            actor: "FEDERAL_OFFICE:f-1".to_owned(),
            correlation_id: seen.map(|_| Uuid::nil()),
            causation_id: seen.map(|_| Uuid::max()),
            seen,
            data: r#"{"amount":1}"#.to_owned(),
        }
    }

    proptest! {
        #[test]
        fn a_line_reads_back_as_it_was_drafted(
            subject in "[^\\p{Cc}]{1,40}",
            // 2000-01-01 to 2199-12-31.
            seconds in 946_684_800_i64..7_258_118_400,
            millis in 0..1000_u32,
            courtseq in 1_u64..,
            seen in any::<Option<u64>>(),
        ) {
            let seen = seen.map(|size| Seen { size, root: Digest([9; 32]) });
            let prevhash = (courtseq > 1).then_some(Digest([8; 32]));
            let draft = draft(subject, seconds, millis, seen);
            let line = draft.line(courtseq, prevhash);
            let read = Envelope::parse(line.as_bytes()).unwrap();
            prop_assert_eq!(draft, Draft {
                id: read.id,
                source: read.source,
                event_type: read.event_type.into_owned(),
                subject: read.subject.into_owned(),
                time: read.time,
                occurred_on: read.occurred_on,
                ruleset: read.ruleset.map(std::borrow::Cow::into_owned),
                actor: read.actor.into_owned(),
                correlation_id: read.correlation_id,
                causation_id: read.causation_id,
                seen: read.seen,
                data: read.data.get().to_owned(),
            });
            prop_assert_eq!((read.courtseq, read.prevhash), (courtseq, prevhash));
        }
    }

    #[test]
    fn a_control_character_stays_inside_the_line() {
        let line = draft("a\n\"\\\u{1}".to_owned(), 1_700_000_000, 0, None).line(1, None);
        assert!(line.contains(r#""subject":"a\u000a\"\\\u0001""#));
    }
}
