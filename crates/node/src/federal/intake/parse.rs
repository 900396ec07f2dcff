//! The first checks, each on one delivery alone, so that they run on every core.

use medreg_domain::{EventId, Source};
use medreg_log::{CodecError, Envelope, Leaf, Link, NoteSignature, Recorded};

use super::Judged;
use crate::federal::quarantine::Reason;
use crate::transport::Delivery;

/// A delivery that is an event by its shape.
pub(super) struct Parsed {
    pub(super) leaf: Leaf<'static>,
    pub(super) link: Link,
    pub(super) id: EventId,
    /// What it states, or why that cannot be read: a matter of its own, since only an event
    /// that the court signed may hold the court up.
    pub(super) payload: Result<Recorded, (Reason, String)>,
}

/// Size, shape, subject, signature's form; the payload is read, and judged in its turn.
pub(super) fn parse(delivery: &Delivery) -> Judged {
    let aside = |reason, why: String| Judged::Aside(reason, why);
    let envelope = match Envelope::parse(&delivery.body) {
        Ok(envelope) => envelope,
        Err(error) => return aside(Reason::Malformed, format!("{}: {error}", error.code())),
    };
    if delivery.subject_source != Some(envelope.source) {
        return aside(
            Reason::WrongSubject,
            format!("the subject is not that of {}", envelope.source),
        );
    }
    if envelope.source == Source::Federal {
        return aside(
            Reason::WrongSubject,
            "the office's own facts do not come by the inbox".to_owned(),
        );
    }
    let Some(header) = &delivery.signature else {
        return aside(
            Reason::Unsigned,
            "the message bears no Medreg-Signature".to_owned(),
        );
    };
    let leaf = header
        .parse::<NoteSignature>()
        .ok()
        .zip(std::str::from_utf8(&delivery.body).ok());
    let Some(leaf) = leaf.and_then(|(signature, line)| Leaf::new(line, &signature).ok()) else {
        return aside(
            Reason::BadSignature,
            "the signature header does not have its form".to_owned(),
        );
    };
    let link = Link::new(&envelope, leaf.hash());
    Judged::Sound(Box::new(Parsed {
        leaf,
        link,
        id: EventId(envelope.id),
        payload: Recorded::from_envelope(&envelope).map_err(unreadable),
    }))
}

fn unreadable(error: CodecError) -> (Reason, String) {
    if matches!(error, CodecError::TypeUnknown(_)) {
        return (Reason::TypeUnknown, error.to_string());
    }
    let why = format!("{}: {error}", error.code());
    (Reason::PayloadRefused, why)
}

/// What a message says of its place.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Place {
    pub(in super::super) source: Source,
    pub(in super::super) courtseq: u64,
    pub(in super::super) id: EventId,
}

/// The place of a delivery, where it can be read and the subject agrees.
pub(super) fn place(delivery: &Delivery) -> Option<Place> {
    let envelope = Envelope::parse(&delivery.body).ok()?;
    let is_own = delivery.subject_source == Some(envelope.source);
    is_own.then_some(Place {
        source: envelope.source,
        courtseq: envelope.courtseq,
        id: EventId(envelope.id),
    })
}
