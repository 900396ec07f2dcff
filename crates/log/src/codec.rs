//! The codec: event type and payload to the domain's events and back.
//!
//! Names never change once published. A new shape is a new version with an upcast from the
//! old one, and upcasts live only here; so far every event is at version 1.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::correction::CorrectionEvent;
use medreg_domain::entry::event::EntryEvent;
use medreg_domain::fund::event::FundEvent;
use medreg_domain::outreach::event::OutreachEvent;
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{Event, EventId, Source, Stream, StreamError};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess, Visitor,
};
use strum::VariantNames;
use uuid::Uuid;

use crate::envelope::{Envelope, EnvelopeError};
use crate::leaf::Leaf;

/// The version every event is written in today.
const VERSION: u32 = 1;

/// An event as recorded: who stated it, in which order, when, and for which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The event's identity.
    pub id: Uuid,
    /// Who states it.
    pub source: Source,
    /// Its place in the source's chain.
    pub courtseq: u64,
    /// When it was recorded.
    pub time: DateTime<Utc>,
    /// The civil date of the act.
    pub on: NaiveDate,
    /// What it states.
    pub event: Event,
    /// The stream of what it corrects; none for an event that corrects nothing.
    pub corrects: Option<Stream>,
    /// The last event of the matter that another court stated, on the first event of a court
    /// that took the matter over.
    pub after: Option<(Stream, EventId)>,
}

/// An event's type or payload is not one we know.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The envelope is malformed.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// No event of that name and version is known here: it waits for an upgrade.
    #[error("event type `{0}` is not known to this version of medreg")]
    TypeUnknown(String),
    /// The payload has a field the contract does not allow.
    #[error("the payload of `{event_type}` has a field that may not stand in an event")]
    FieldUnknown {
        /// Which event.
        event_type: String,
        /// Which field.
        #[source]
        source: serde_json::Error,
    },
    /// A correction names no stream that can be corrected.
    #[error("the subject of `{event_type}` is no stream that can be corrected")]
    SubjectUnknown {
        /// Which event.
        event_type: String,
        /// What it names.
        #[source]
        source: StreamError,
    },
    /// The payload is not what the type demands.
    #[error("the payload of `{event_type}` is malformed")]
    PayloadMalformed {
        /// Which event.
        event_type: String,
        /// Where.
        #[source]
        source: serde_json::Error,
    },
}

impl CodecError {
    /// The stable code of the fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Envelope(error) => error.code(),
            Self::TypeUnknown(_) => "TYPE_UNKNOWN",
            Self::FieldUnknown { .. } => "PAYLOAD_FIELD_UNKNOWN",
            Self::SubjectUnknown { .. } => "SUBJECT_UNKNOWN",
            Self::PayloadMalformed { .. } => "PAYLOAD_MALFORMED",
        }
    }
}

#[derive(Clone, Copy)]
enum Family {
    Reference,
    Entry,
    Referral,
    Fund,
    Outreach,
    Correction,
    Oversight,
}

static FAMILIES: LazyLock<HashMap<&'static str, Family>> = LazyLock::new(|| {
    let families = [
        (ReferenceEvent::VARIANTS, Family::Reference),
        (EntryEvent::VARIANTS, Family::Entry),
        (ReferralEvent::VARIANTS, Family::Referral),
        (FundEvent::VARIANTS, Family::Fund),
        (OutreachEvent::VARIANTS, Family::Outreach),
        (CorrectionEvent::VARIANTS, Family::Correction),
        (OversightEvent::VARIANTS, Family::Oversight),
    ];
    families
        .into_iter()
        .flat_map(|(names, family)| names.iter().map(move |name| (*name, family)))
        .collect()
});

impl Recorded {
    /// Reads an event from its JSON line.
    pub fn from_line(line: &[u8]) -> Result<Self, CodecError> {
        let envelope = Envelope::parse(line)?;
        Self::from_envelope(&envelope)
    }

    /// Reads the event of a leaf.
    pub fn from_leaf(leaf: &Leaf<'_>) -> Result<Self, CodecError> {
        Self::from_envelope(&leaf.envelope()?)
    }

    /// Reads the payload of a parsed envelope.
    pub fn from_envelope(envelope: &Envelope<'_>) -> Result<Self, CodecError> {
        let event = decode(&envelope.event_type, envelope.data.get())?;
        let corrects = match event {
            Event::Correction(_) => Some(envelope.subject.parse::<Stream>().map_err(|error| {
                CodecError::SubjectUnknown {
                    event_type: envelope.event_type.to_string(),
                    source: error,
                }
            })?),
            Event::Reference(_)
            | Event::Entry(_)
            | Event::Referral(_)
            | Event::Fund(_)
            | Event::Outreach(_)
            | Event::Oversight(_) => None,
        };
        let causation = envelope.causation_id.map(EventId);
        let after = causation.and_then(|id| Some((event.matter(&envelope.subject)?, id)));
        Ok(Self {
            id: envelope.id,
            source: envelope.source,
            courtseq: envelope.courtseq,
            time: envelope.time,
            on: envelope.occurred_on,
            event,
            corrects,
            after,
        })
    }
}

/// The `type` of an event, such as `medreg.FeePaid.v1`.
pub fn event_type(event: &Event) -> String {
    format!("medreg.{}.v{VERSION}", event.name())
}

/// Writes an event's payload as JSON.
pub fn encode(event: &Event) -> Result<String, serde_json::Error> {
    let tagged = match event {
        Event::Reference(event) => serde_json::to_string(event),
        Event::Entry(event) => serde_json::to_string(event),
        Event::Referral(event) => serde_json::to_string(event),
        Event::Fund(event) => serde_json::to_string(event),
        Event::Outreach(event) => serde_json::to_string(event),
        Event::Correction(event) => serde_json::to_string(event),
        Event::Oversight(event) => serde_json::to_string(event),
    }?;
    // Serde writes `{"Name":{…}}`; the name stands in the envelope.
    let payload = tagged.get(event.name().len() + 4..tagged.len() - 1);
    Ok(payload.unwrap_or_default().to_owned())
}

/// Reads a payload by the event's type.
pub fn decode(event_type: &str, data: &str) -> Result<Event, CodecError> {
    let unknown = || CodecError::TypeUnknown(event_type.chars().take(64).collect());
    let name = event_type
        .strip_prefix("medreg.")
        .and_then(|rest| rest.strip_suffix(".v1"))
        .ok_or_else(unknown)?;
    let tagged = Tagged { name, data };
    let decoded = match FAMILIES.get(name).ok_or_else(unknown)? {
        Family::Reference => tagged.read::<ReferenceEvent>().map(Event::from),
        Family::Entry => tagged.read::<EntryEvent>().map(Event::from),
        Family::Referral => tagged.read::<ReferralEvent>().map(Event::from),
        Family::Fund => tagged.read::<FundEvent>().map(Event::from),
        Family::Outreach => tagged.read::<OutreachEvent>().map(Event::from),
        Family::Correction => tagged.read::<CorrectionEvent>().map(Event::from),
        Family::Oversight => tagged.read::<OversightEvent>().map(Event::from),
    };
    decoded.map_err(|source| {
        let event_type = event_type.to_owned();
        if source.to_string().starts_with("unknown field") {
            CodecError::FieldUnknown { event_type, source }
        } else {
            CodecError::PayloadMalformed { event_type, source }
        }
    })
}

/// A payload beside its name: serde's external tag without writing the two together.
#[derive(Clone, Copy)]
struct Tagged<'de> {
    name: &'de str,
    data: &'de str,
}

impl<'de> Tagged<'de> {
    fn read<T: de::Deserialize<'de>>(self) -> Result<T, serde_json::Error> {
        T::deserialize(self)
    }
}

impl<'de> Deserializer<'de> for Tagged<'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_enum(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for Tagged<'de> {
    type Error = serde_json::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), Self::Error> {
        let name = IntoDeserializer::<Self::Error>::into_deserializer(self.name);
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Tagged<'de> {
    type Error = serde_json::Error;

    fn unit_variant(self) -> Result<(), Self::Error> {
        Err(de::Error::custom("every event has a payload"))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        let mut json = serde_json::Deserializer::from_str(self.data);
        let value = seed.deserialize(&mut json)?;
        json.end()?;
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _len: usize,
        _visitor: V,
    ) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("no event is a tuple"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let mut json = serde_json::Deserializer::from_str(self.data);
        let value = json.deserialize_struct("", fields, visitor)?;
        json.end()?;
        Ok(value)
    }
}
