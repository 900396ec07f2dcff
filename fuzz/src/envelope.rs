//! The line of an event: what is read is written back and reads the same.

use medreg_log::{Draft, EVENT_BYTES_MAX, Envelope};

use crate::fixture;

/// Reads a line.
pub fn check(line: &[u8]) -> bool {
    let Ok(read) = Envelope::parse(line) else {
        return false;
    };
    assert!(line.len() <= EVENT_BYTES_MAX);
    let ruleset = read.ruleset.as_deref();
    for text in [
        Some(&*read.event_type),
        Some(&*read.subject),
        Some(&*read.actor),
        ruleset,
    ] {
        let Some(text) = text else { continue };
        assert!((1..=512).contains(&text.chars().count()), "{text:?}");
        assert!(!text.contains(char::is_control), "{text:?}");
    }
    assert_eq!(read.courtseq == 1, read.prevhash.is_none());
    if let Some((name, version)) = read.name_and_version() {
        assert_eq!(format!("medreg.{name}.v{version}"), read.event_type);
    }

    let draft = draft(&read);
    let written = draft.line(read.courtseq, read.prevhash);
    // Order, escapes and unknown attributes may have made the line that came longer or shorter.
    if written.len() <= EVENT_BYTES_MAX {
        let again = Envelope::parse(written.as_bytes()).unwrap();
        assert_eq!(self::draft(&again), draft);
        assert_eq!(
            (again.courtseq, again.prevhash),
            (read.courtseq, read.prevhash)
        );
    }
    true
}

fn draft(read: &Envelope<'_>) -> Draft {
    Draft {
        id: read.id,
        source: read.source,
        event_type: read.event_type.clone().into_owned(),
        subject: read.subject.clone().into_owned(),
        time: read.time,
        occurred_on: read.occurred_on,
        ruleset: read.ruleset.as_deref().map(str::to_owned),
        actor: read.actor.clone().into_owned(),
        correlation_id: read.correlation_id,
        causation_id: read.causation_id,
        seen: read.seen,
        data: read.data.get().to_owned(),
    }
}

/// A line of every event.
pub fn seeds() -> Vec<Vec<u8>> {
    let lines = fixture::events().into_iter().map(|(line, _)| line);
    lines.map(String::into_bytes).collect()
}
