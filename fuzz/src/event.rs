//! The codec: an event that is read is written and reads as the same event.

use medreg_log::{Envelope, Recorded, decode, encode, event_type};

/// Reads a line with its payload.
pub fn check(line: &[u8]) -> bool {
    let Ok(recorded) = Recorded::from_line(line) else {
        return false;
    };
    let envelope = Envelope::parse(line).unwrap();
    let event_type = event_type(&recorded.event);
    assert_eq!(event_type, envelope.event_type);
    let written = encode(&recorded.event).unwrap();
    let again = decode(&event_type, &written).unwrap();
    assert_eq!(again, recorded.event);
    assert_eq!(encode(&again).unwrap(), written);
    if let Some(stream) = recorded.corrects {
        assert_eq!(stream.to_string(), envelope.subject);
    }
    true
}

/// A line of every event.
pub fn seeds() -> Vec<Vec<u8>> {
    crate::envelope::seeds()
}
