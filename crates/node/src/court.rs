//! A court's core: decides by the law, signs, chains and records its own events.
//!
//! Synchronous and without a network; [`service`] drives it, [`publisher`] carries its
//! events to the office. The court's state is a fold of its own log.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use medreg_domain::calendar::civil_date;
use medreg_domain::correction::{self, Target};
use medreg_domain::entry::command::EntryCommand;
use medreg_domain::entry::event::SealedPersonal;
use medreg_domain::reference::Reference;
use medreg_domain::{
    Act, Command, CourtCode, DataKeyId, Digest, Docket, Event, EventId, OfficeId, Rejection, Source,
};
use medreg_log::{
    CodecError, Disk, Draft, Leaf, LeafError, NoteError, PersonName, PersonalData, Recovery,
    SealedError, SigningKey, SourceHead, TileError, TileReader, TileWriter, VerifierKey, encode,
    event_type, seal,
};
use serde::{Deserialize, Serialize};

use crate::entropy::Entropy;
use crate::transport::Message;
use past::Past;

pub mod adopted;
pub mod facts;
pub mod hearing;
mod past;
pub mod publisher;
pub mod service;

/// A request to act, as it comes from a console, a file or a simulated life.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// When it is recorded; a court that serves people takes its own clock instead.
    #[serde(default)]
    pub recorded_at: DateTime<Utc>,
    /// The civil date of the act.
    pub on: NaiveDate,
    /// The office that signs.
    pub office: OfficeId,
    /// What is to be done.
    pub command: Command,
    /// Name and contact in clear, where the command enters a mediator; sealed before it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
}

/// Name and published contacts of a mediator, in clear.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name.
    pub name: PersonName,
    /// Contacts by kind.
    pub contact: std::collections::BTreeMap<String, String>,
}

/// A data key on its way to the office, not yet wrapped.
#[derive(Clone)]
pub struct DataKey {
    /// Its id.
    pub id: DataKeyId,
    /// The key.
    pub key: [u8; 32],
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "DataKey({})", self.id)
    }
}

/// What an act left behind.
#[derive(Debug, Default)]
pub struct Acted {
    /// What happened.
    pub events: Vec<Event>,
    /// The events, signed, as they travel.
    pub messages: Vec<Message>,
    /// The keys of what they seal.
    pub data_keys: Vec<DataKey>,
}

/// Why a court could not act.
#[derive(Debug, thiserror::Error)]
pub enum CourtError {
    /// The law said no; nothing is recorded.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The court's log failed; nothing may be acted on until it is opened again.
    #[error(transparent)]
    Log(#[from] TileError),
    /// An event in the court's own log cannot be read.
    #[error(
        "event {courtseq} of the court's own log cannot be read: check it with `medreg history verify`"
    )]
    Unreadable {
        /// Which.
        courtseq: u64,
        /// Why.
        #[source]
        source: CodecError,
    },
    /// A predecessor's log cannot be taken over.
    #[error(transparent)]
    Adopt(#[from] adopted::AdoptError),
    /// An event could not be written down.
    #[error("the event cannot be written")]
    Encode(#[from] serde_json::Error),
    /// A leaf is malformed or too long.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// Personal data could not be sealed.
    #[error(transparent)]
    Sealing(#[from] SealedError),
    /// The key's name is not one.
    #[error(transparent)]
    Key(#[from] NoteError),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    Entropy(#[from] rand::rngs::SysError),
    /// A repeated life differs from the one in the log.
    #[error(
        "event {0} of the court's log is not what its acts give: the log is of another seed or other acts"
    )]
    Diverged(u64),
    /// The court is not in the reference facts.
    #[error("there is no court {0} in the reference facts")]
    UnknownCourt(CourtCode),
}

/// A court.
#[derive(Debug)]
pub struct Court {
    code: CourtCode,
    zone: Tz,
    docket: Docket,
    reference: Arc<Reference>,
    key: SigningKey,
    log: Option<TileWriter>,
    /// What the log held when a simulated court began to repeat its life.
    recorded: Option<TileReader>,
    head: Option<SourceHead>,
    entropy: Entropy,
    past: Past,
}

/// The name of a court's signing key: code and origin.
pub fn key_name(code: CourtCode, origin: &str) -> String {
    format!("{code}.{origin}")
}

/// Where a court keeps its log.
pub fn log_folder(data: &Path) -> PathBuf {
    data.join("log")
}

impl Court {
    /// A court with an empty log in memory alone: for simulated lives whose history is what counts.
    pub fn in_memory(
        code: CourtCode,
        key: SigningKey,
        reference: Arc<Reference>,
        entropy: Entropy,
    ) -> Result<Self, CourtError> {
        let zone = reference
            .courts
            .get(&code)
            .ok_or(CourtError::UnknownCourt(code))?
            .zone;
        Ok(Self {
            code,
            zone,
            docket: Docket::default(),
            reference,
            key,
            log: None,
            recorded: None,
            head: None,
            entropy,
            past: Past::default(),
        })
    }

    /// Opens a court's log, or begins it, and folds its state from it.
    pub fn open(
        code: CourtCode,
        data: &Path,
        key: SigningKey,
        reference: Arc<Reference>,
        entropy: Entropy,
    ) -> Result<(Self, Recovery), CourtError> {
        Self::open_on(Disk::default(), code, data, key, reference, entropy)
    }

    /// The same on a disk that may be simulated.
    pub fn open_on(
        disk: Disk,
        code: CourtCode,
        data: &Path,
        key: SigningKey,
        reference: Arc<Reference>,
        entropy: Entropy,
    ) -> Result<(Self, Recovery), CourtError> {
        let (log, recovery) = open_log(disk, data, &key)?;
        let mut court = Self::in_memory(code, key, reference, entropy)?;
        let reader = log.reader();
        reader.leaves(0..reader.size(), |index, bytes| {
            court.replay(index + 1, bytes)
        })?;
        court.log = Some(log);
        for file in adopted::files(data)? {
            court.adopt_log(&file)?;
        }
        court.docket = court.past.fold();
        Ok((court, recovery))
    }

    /// Opens the log of a simulated court that lives its seeded life again from the beginning:
    /// what is recorded already must come out the same, and only what follows is appended.
    pub fn repeat(
        code: CourtCode,
        data: &Path,
        key: SigningKey,
        reference: Arc<Reference>,
        entropy: Entropy,
    ) -> Result<Self, CourtError> {
        let (log, _) = open_log(Disk::default(), data, &key)?;
        let mut court = Self::in_memory(code, key, reference, entropy)?;
        court.recorded = Some(log.reader());
        court.log = Some(log);
        Ok(court)
    }

    fn replay(&mut self, courtseq: u64, bytes: &[u8]) -> Result<(), CourtError> {
        let leaf = Leaf::parse(bytes)?;
        self.past.read(leaf.line())?;
        self.head = Some(SourceHead {
            seq: courtseq,
            leaf_hash: leaf.hash(),
        });
        Ok(())
    }

    /// The key that the court signs with.
    pub fn vkey(&self) -> VerifierKey {
        self.key.vkey()
    }

    /// The court's code.
    pub fn code(&self) -> CourtCode {
        self.code
    }

    /// The court's state.
    pub fn docket(&self) -> &Docket {
        &self.docket
    }

    /// Its last event.
    pub fn head(&self) -> Option<SourceHead> {
        self.head
    }

    /// The facts it knows.
    pub fn reference(&self) -> &Arc<Reference> {
        &self.reference
    }

    /// Takes newer facts over.
    pub fn set_reference(&mut self, reference: Arc<Reference>) {
        self.reference = reference;
    }

    /// Decides, signs and appends. Nothing is durable before [`Court::commit`].
    pub fn act(&mut self, request: Request) -> Result<Acted, CourtError> {
        let Request {
            recorded_at,
            on,
            office,
            command,
            person,
        } = request;
        let reference = Arc::clone(&self.reference);
        let recorded_on = civil_date(recorded_at, self.zone);
        let act = Act {
            court: self.code,
            office,
            on,
            recorded_on,
            reference: &reference,
        };
        let ruleset = reference.ruleset_for(self.code, on)?.ruleset;
        let mut acted = Acted::default();
        let command = self.sealed(command, person, &mut acted)?;
        for event in self.decide(&act, command)? {
            let message = self.record(&event, (recorded_at, on), (office, ruleset.as_str()))?;
            acted.messages.push(message);
            acted.events.push(event);
        }
        Ok(acted)
    }

    fn decide(&self, act: &Act<'_>, command: Command) -> Result<Vec<Event>, Rejection> {
        let Command::Correction(command) = command else {
            return self.docket.decide(act, command);
        };
        let stream = self.past.stream_of(command.target());
        let stream = stream.map(|stream| self.past.stream(stream));
        let corrections = self.past.corrections();
        let target = stream.as_deref().map(|stream| Target {
            stream,
            corrections: &corrections,
        });
        let corrected = correction::decide(act, command, target.as_ref())?;
        Ok(vec![Event::from(corrected)])
    }

    /// Makes everything recorded durable.
    pub fn commit(&mut self) -> Result<(), CourtError> {
        if let Some(log) = &mut self.log {
            log.flush()?;
            log.publish()?;
        }
        Ok(())
    }

    /// A reader of what is durable; none for a court in memory.
    pub fn reader(&self) -> Option<TileReader> {
        self.log.as_ref().map(TileWriter::reader)
    }

    /// Seals the person a registration enters.
    fn sealed(
        &mut self,
        command: Command,
        person: Option<Person>,
        acted: &mut Acted,
    ) -> Result<Command, CourtError> {
        let (Command::Entry(mut command), Some(person)) = (command.clone(), person) else {
            return Ok(command);
        };
        if let EntryCommand::RegisterMediator {
            application_id,
            personal,
            ..
        } = &mut command
        {
            let id: DataKeyId = format!("{application_id}/1")
                .parse()
                .map_err(|_| SealedError::Form)?;
            let salt = Digest(self.entropy.bytes()?);
            let (key, nonce) = (self.entropy.bytes()?, self.entropy.bytes()?);
            let data = PersonalData {
                salt,
                name: person.name,
                contact: person.contact,
            };
            let sealed = seal(data.plaintext()?.as_bytes(), &key, &nonce)?;
            *personal = SealedPersonal {
                key: id,
                commitment: sealed.commitment,
                sealed: sealed.sealed,
            };
            acted.data_keys.push(DataKey { id, key });
        }
        Ok(Command::Entry(command))
    }

    fn record(
        &mut self,
        event: &Event,
        when: (DateTime<Utc>, NaiveDate),
        by: (OfficeId, &str),
    ) -> Result<Message, CourtError> {
        let source = Source::Court(self.code);
        let subject = self.subject_of(event);
        let matter = event.matter(&subject);
        let before = matter.and_then(|matter| self.past.last_before(matter));
        let draft = Draft {
            id: self.entropy.uuid(when.0)?,
            source,
            event_type: event_type(event),
            subject: subject.clone(),
            time: when.0,
            occurred_on: when.1,
            ruleset: Some(by.1.to_owned()),
            actor: format!("COORDINATOR:{}", by.0),
            correlation_id: None,
            causation_id: before.map(|event| event.0),
            seen: None,
            data: encode(event)?,
        };
        let seq = self.head.map_or(0, |head| head.seq) + 1;
        let line = draft.line(seq, self.head.map(|head| head.leaf_hash));
        let leaf = Leaf::sign(&line, &self.key)?;
        let leaf_hash = leaf.hash();
        let recorded = self
            .recorded
            .as_ref()
            .filter(|recorded| seq <= recorded.size());
        if let Some(recorded) = recorded {
            if recorded.leaf(seq - 1)? != leaf.as_bytes() {
                return Err(CourtError::Diverged(seq));
            }
        } else if let Some(log) = &mut self.log {
            log.append(leaf.as_bytes(), leaf_hash)?;
        }
        self.head = Some(SourceHead { seq, leaf_hash });
        self.past.add(EventId(draft.id), when.1, event, &subject);
        if let Event::Correction(_) = event {
            self.docket = self.past.fold();
        } else {
            self.docket.evolve(event, when.1);
        }
        let signature = leaf.signature_header().to_owned();
        Ok(Message {
            id: Some(draft.id),
            source,
            body: Bytes::from(line),
            signature,
        })
    }
}

impl Court {
    /// The stream an event stands in; a correction stands in that of what it corrects.
    fn subject_of(&self, event: &Event) -> String {
        if let Event::Correction(correction) = event
            && let Some(stream) = self.past.stream_of(correction.target())
        {
            return stream.to_string();
        }
        event.subject(Source::Court(self.code), &self.docket)
    }
}

/// Opens a court's log, or begins it.
fn open_log(
    disk: Disk,
    data: &Path,
    key: &SigningKey,
) -> Result<(TileWriter, Recovery), CourtError> {
    let folder = log_folder(data);
    let again = || SigningKey::from_seed(key.name(), &key.seed());
    match TileWriter::create_on(disk.clone(), &folder, again()?) {
        Ok(log) => Ok((log, Recovery::default())),
        Err(TileError::Exists(_)) => Ok(TileWriter::open_on(disk, &folder, again()?)?),
        Err(error) => Err(error.into()),
    }
}

/// The place of a person's sealed data in a command, before the court has sealed it.
pub fn unsealed(application: medreg_domain::ApplicationId) -> Option<SealedPersonal> {
    let key = format!("{application}/1").parse().ok()?;
    Some(SealedPersonal {
        key,
        commitment: Digest([0; 32]),
        sealed: String::new(),
    })
}

/// A leaf of a court's log as it travels.
pub fn message(bytes: &[u8]) -> Result<Message, CourtError> {
    let leaf = Leaf::parse(bytes)?;
    let envelope = leaf.envelope().map_err(|source| CourtError::Unreadable {
        courtseq: 0,
        source: source.into(),
    })?;
    let signature = leaf.signature_header().to_owned();
    Ok(Message {
        id: Some(envelope.id),
        source: envelope.source,
        body: Bytes::copy_from_slice(leaf.line().as_bytes()),
        signature,
    })
}
