//! A pen that writes what a sound court would not: any type, payload, sequence and key.

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use medreg_domain::referral::event::{
    CaseStage, ConsultationChannel, ConsultationGiver, ConsultationOutcome, Outcome, ReferralEvent,
    ReferralSource, ValueBand,
};
use medreg_domain::{Channel, ConsultationId, Digest, Docket, Event, Source};
use medreg_log::{Draft, Leaf, SigningKey, SourceHead, encode, event_type};
use medreg_node::entropy::derive;
use medreg_node::transport::{Delivery, Message};
use uuid::Uuid;

use crate::clerk::{SEED, code, court_key, day, morning};

/// Writes events of one court, each following the one before it.
#[derive(Clone, Debug)]
pub(crate) struct Pen {
    source: Source,
    pub(crate) head: Option<SourceHead>,
    seed: u64,
    /// Sets apart events that are otherwise the same.
    pub(crate) ink: u32,
    /// The event of another court that the next one goes on with.
    pub(crate) after: Option<Uuid>,
}

impl Pen {
    pub(crate) fn of(court: &str) -> Self {
        Self {
            source: code(court),
            head: None,
            seed: SEED,
            ink: 0,
            after: None,
        }
    }

    /// From now on with another key.
    pub(crate) fn sign_with(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// The next event of the court.
    pub(crate) fn write(&mut self, event: impl Into<Event>) -> Message {
        let event = event.into();
        let data = encode(&event).unwrap();
        self.write_raw(
            &event_type(&event),
            &data,
            event.subject(self.source, &Docket::default()),
        )
    }

    /// The next event of the court, with a type and payload that need not exist.
    pub(crate) fn write_raw(&mut self, event_type: &str, data: &str, subject: String) -> Message {
        let seq = self.head.map_or(0, |head| head.seq) + 1;
        self.ink += 1;
        let name = format!("{}/{seq}/{}", self.source, self.ink);
        let random: [u8; 10] = derive(SEED, &name)[..10].try_into().unwrap();
        let id = uuid::Builder::from_unix_timestamp_millis(1_750_000_000_000, &random).into_uuid();
        let line = self
            .draft(id, event_type, data, subject)
            .line(seq, self.head.map(|head| head.leaf_hash));
        let leaf = Leaf::sign(&line, &self.key()).unwrap();
        self.head = Some(SourceHead {
            seq,
            leaf_hash: leaf.hash(),
        });
        self.after = None;
        Message {
            id: Some(id),
            source: self.source,
            signature: leaf.signature_header().to_owned(),
            body: Bytes::from(line),
        }
    }

    fn draft(&self, id: Uuid, event_type: &str, data: &str, subject: String) -> Draft {
        Draft {
            id,
            source: self.source,
            event_type: event_type.to_owned(),
            subject,
            time: morning("2025-06-15"),
            occurred_on: day("2025-06-15"),
            ruleset: Some("KZ-2021".to_owned()),
            actor: "COORDINATOR:o-1".to_owned(),
            correlation_id: None,
            causation_id: self.after,
            seen: None,
            data: data.to_owned(),
        }
    }

    fn key(&self) -> SigningKey {
        court_key(&self.source.to_string(), self.seed)
    }

    /// The next event with a wrong signature, which the events after it name all the same.
    pub(crate) fn write_missigned(&mut self) -> Message {
        let message = missigned(&self.write(consulted()));
        let line = std::str::from_utf8(&message.body).unwrap();
        let leaf = Leaf::new(line, &message.signature.parse().unwrap()).unwrap();
        self.head = self.head.map(|head| SourceHead {
            leaf_hash: leaf.hash(),
            ..head
        });
        message
    }

    /// So many consultations, which follow from nothing.
    pub(crate) fn consultations(&mut self, count: usize) -> Vec<Message> {
        (0..count).map(|_| self.write(consulted())).collect()
    }
}

pub(crate) fn consulted() -> ReferralEvent {
    ReferralEvent::ConsultationHeld {
        consultation_id: ConsultationId(Uuid::nil()),
        on: day("2025-06-15"),
        channel: ConsultationChannel::Room,
        category: None,
        given_by: ConsultationGiver::Coordinator,
        entry_no: None,
        room: None,
        outcome: ConsultationOutcome::Information,
    }
}

pub(crate) fn referred(no: &str) -> ReferralEvent {
    ReferralEvent::DisputeReferred {
        referral_no: code(no),
        channel: Channel::InCourt,
        category: code("CIVIL.LOAN"),
        stage: CaseStage::FirstInstance,
        source: ReferralSource::Judge,
        parties_count: 2,
        value_band: ValueBand::None,
        after: None,
        case_ref_hash: Digest([3; 32]),
        referred_on: day("2025-06-15"),
    }
}

pub(crate) fn offered(no: &str) -> ReferralEvent {
    ReferralEvent::MediationOffered {
        referral_no: code(no),
        offered_on: day("2025-06-15"),
        answer_by: day("2025-06-25"),
    }
}

pub(crate) fn not_started(no: &str) -> ReferralEvent {
    ReferralEvent::ResultReturned {
        referral_no: code(no),
        result: Outcome::NotStarted,
        ended_on: day("2025-06-15"),
        returned_on: day("2025-06-15"),
        sessions: 0,
    }
}

/// Messages as the stream would give them, each under its own court's subject.
pub(crate) fn delivered(messages: &[Message]) -> Vec<Delivery> {
    let delivery = |(sequence, message): (u64, &Message)| Delivery {
        sequence,
        subject_source: Some(message.source),
        message_id: message.id,
        body: message.body.clone(),
        signature: Some(message.signature.clone()),
    };
    (1..).zip(messages).map(delivery).collect()
}

/// The message with another body under the same signature.
pub(crate) fn altered(message: &Message) -> Message {
    let line = String::from_utf8(message.body.to_vec()).unwrap();
    let other = line.replace("INFORMATION", "REFERRAL");
    assert_ne!(line, other);
    Message {
        body: Bytes::from(other),
        ..message.clone()
    }
}

/// The message with one bit of its signature flipped; it still names the same key.
pub(crate) fn missigned(message: &Message) -> Message {
    let (name, base64) = message.signature.split_once(' ').unwrap();
    let mut bytes = BASE64_STANDARD.decode(base64).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    Message {
        signature: format!("{name} {}", BASE64_STANDARD.encode(bytes)),
        ..message.clone()
    }
}
