//! A message as the broker delivers it: intake's first checks take whatever comes.

use bytes::Bytes;
use medreg_domain::Source;
use medreg_log::Envelope;
use medreg_node::federal::intake::prepare;
use medreg_node::transport::Delivery;

use crate::fixture;

/// Takes bytes as a message: the signature header, a newline, the body.
///
/// The subject is the one that the body's source may publish on, or a stranger's where the
/// bytes have no newline.
pub fn check(bytes: &[u8]) -> bool {
    let cut = bytes.iter().position(|byte| *byte == b'\n');
    let (header, body) = match cut {
        Some(cut) => (Some(&bytes[..cut]), &bytes[cut + 1..]),
        None => (None, bytes),
    };
    let envelope = Envelope::parse(body).ok();
    let subject_source = match (&envelope, header) {
        (Some(envelope), Some(_)) => Some(envelope.source),
        (Some(_), None) => Some(Source::Federal),
        (None, _) => None,
    };
    let delivery = Delivery {
        sequence: 1,
        subject_source,
        message_id: envelope.as_ref().map(|envelope| envelope.id),
        body: Bytes::copy_from_slice(body),
        signature: header.map(|header| String::from_utf8_lossy(header).into_owned()),
    };
    // A message is judged or kept aside, never dropped.
    assert_eq!(prepare(vec![delivery.clone(), delivery]).len(), 2);
    envelope.is_some()
}

/// A message of every event.
pub fn seeds() -> Vec<Vec<u8>> {
    let events = fixture::events().into_iter();
    events
        .map(|(line, header)| format!("{header}\n{line}").into_bytes())
        .collect()
}
