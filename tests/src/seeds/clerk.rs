//! What a coordinator asks of a court next: drawn from the seed and the court's own state, so
//! that a court which lost its memory goes on where its log stands.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use medreg_domain::application::{Application, FeeStatus, Stage, required_documents};
use medreg_domain::correction::{CorrectionCommand, CorrectionReason};
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::command::EntryCommand as E;
use medreg_domain::entry::event::{CheckResult, DocumentCheck, Payer, RemovalReason};
use medreg_domain::outreach::command::OutreachCommand;
use medreg_domain::outreach::event::InformationChannel;
use medreg_domain::{ApplicationId, Command, Digest, EventId, FeeId, PersonKey, VerificationId};
use medreg_log::{Leaf, PersonName};
use medreg_node::court::{Court, Person, Request, message, unsealed};
use medreg_node::entropy::derive;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, json};
use uuid::Uuid;

use super::disputes;
use super::world::{OFFICE, PLACES, code, day};

/// People who ask to be entered, in all courts together: some ask twice.
const PEOPLE: u32 = 40;

/// Whoever acts at a court at one moment.
pub(super) struct Clerk<'a> {
    pub(super) rng: &'a mut ChaCha8Rng,
    pub(super) court: &'a Court,
    pub(super) place: usize,
    /// What the court's clock says.
    pub(super) now: DateTime<Utc>,
}

impl Clerk<'_> {
    /// The next request; the court may refuse it.
    pub(super) fn request(&mut self) -> Request {
        let command = match self.rng.random_range(0..100) {
            0..12 => Some(self.submit()),
            12..50 => self.forward_application(),
            50..80 => disputes::forward(self),
            80..84 => self.entry_act(),
            84..92 => self.correct(),
            92..96 => Some(self.inform()),
            _ => Some(disputes::nonsense(self)),
        };
        let command = command.unwrap_or_else(|| disputes::refer(self));
        let person = matches!(&command, Command::Entry(E::RegisterMediator { .. })).then(person);
        Request {
            recorded_at: self.now,
            on: self.today(),
            office: code(OFFICE),
            command,
            person,
        }
    }

    /// The day of the act, now and then a day or two before it is recorded.
    fn today(&mut self) -> NaiveDate {
        let late = if self.rng.random_bool(0.1) { 2 } else { 0 };
        (self.now + TimeDelta::hours(5) - TimeDelta::days(late)).date_naive()
    }

    pub(super) fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.rng.random()).into_uuid()
    }

    pub(super) fn hash(&mut self) -> Digest {
        Digest(self.rng.random())
    }

    fn submit(&mut self) -> Command {
        let number = self.rng.random_range(0..PEOPLE);
        let kind = EntryKind::RetiredJudge;
        E::SubmitApplication {
            application_id: ApplicationId(self.uuid()),
            person_key: PersonKey(Digest(derive(1, &number.to_string()))),
            kind,
            practice_kato: code(PLACES[self.place].1),
            sro: None,
        }
        .into()
    }

    /// The next step of some application that is not decided yet.
    fn forward_application(&mut self) -> Option<Command> {
        let applications = &self.court.docket().applications;
        let open = applications.iter().filter(|(_, it)| it.is_open());
        let mut open: Vec<(ApplicationId, Application)> =
            open.map(|(id, it)| (*id, it.clone())).collect();
        open.sort_by_key(|(id, _)| *id);
        let (id, application) = open.choose(self.rng)?.clone();
        let command = match application.stage {
            Stage::Submitted if self.rng.random_bool(0.05) => E::ReturnApplication {
                application_id: id,
                missing: self
                    .required(application.kind)
                    .into_iter()
                    .take(1)
                    .collect(),
            },
            Stage::Submitted | Stage::Returned => self.verify(id, application.kind),
            Stage::Verified => self.settle_fee(id),
            Stage::Registered(_) | Stage::Refused => return None,
        };
        Some(command.into())
    }

    fn required(&mut self, kind: EntryKind) -> Vec<medreg_domain::entry::event::DocumentKind> {
        let today = self.now.date_naive();
        let ruleset = self.court.reference().ruleset_for(self.court.code(), today);
        let ruleset = ruleset.expect("there is a ruleset for every day of the simulation");
        required_documents(ruleset, kind).map_or_else(|_| Vec::new(), <[_]>::to_vec)
    }

    fn verify(&mut self, application_id: ApplicationId, kind: EntryKind) -> E {
        let items = self.required(kind).into_iter().map(|kind| DocumentCheck {
            kind,
            issuer: "KZ-GOV".to_owned(),
            issued_on: day("2024-12-01"),
            valid_to: None,
            number_hash: self.hash(),
            result: CheckResult::Pass,
        });
        let items = items.collect();
        E::VerifyDocuments {
            application_id,
            verification_id: VerificationId(self.uuid()),
            items,
        }
    }

    fn settle_fee(&mut self, application_id: ApplicationId) -> E {
        let fees = self.court.docket().fees.iter();
        let mut fees: Vec<_> = fees
            .filter(|(_, fee)| fee.application == application_id)
            .collect();
        fees.sort_by_key(|(id, _)| **id);
        match fees.last() {
            None => E::AssessFee {
                application_id,
                fee_id: FeeId(self.uuid()),
            },
            Some((fee_id, fee)) if fee.status == FeeStatus::Assessed => E::RecordFee {
                fee_id: **fee_id,
                amount: fee.amount,
                payer: Payer::Own,
                bank_ref_hash: self.hash(),
            },
            Some(_) => E::RegisterMediator {
                application_id,
                born_on: day("1960-01-01"),
                personal: unsealed(application_id).expect("an application names a data key"),
                categories: vec![code("CIVIL.LOAN")],
                languages: vec![code("kk")],
                certificate: None,
            },
        }
    }

    /// Something about an entry, which the law mostly refuses.
    fn entry_act(&mut self) -> Option<Command> {
        let entries: Vec<_> = self.court.docket().entries.keys().copied().collect();
        let entry_no = *entries.choose(self.rng)?;
        let command = match self.rng.random_range(0..4) {
            0 => E::LapseEntry { entry_no },
            1 => E::RemoveEntry {
                entry_no,
                reason: RemovalReason::OwnWish,
            },
            2 => E::IssueCertificate {
                entry_no,
                credential_id: medreg_domain::CredentialId(self.uuid()),
            },
            _ => E::ChangePracticeLocation {
                entry_no,
                practice_kato: code(PLACES[self.place].1),
            },
        };
        Some(command.into())
    }

    /// Corrects or voids some event of the court's own log.
    fn correct(&mut self) -> Option<Command> {
        let reader = self.court.reader()?;
        let last = reader.size().checked_sub(1)?;
        let leaf = reader.leaf(self.rng.random_range(0..=last)).ok()?;
        let line = Leaf::parse(&leaf).ok()?.line().to_owned();
        let target_event = EventId(message(&leaf).ok()?.id?);
        let patch = if line.contains("medreg.DisputeReferred.") {
            json!({"category": "FAMILY.DIVORCE"})
        } else if line.contains("medreg.MediatorRegistered.") {
            json!({"languages": ["kk", "ru"]})
        } else {
            json!({})
        };
        let patch: Map<_, _> = patch.as_object().cloned()?;
        let reason = CorrectionReason::Clerical;
        let voids = patch.is_empty() || self.rng.random_bool(0.2);
        let command = if voids {
            CorrectionCommand::VoidEvent {
                target_event,
                reason,
            }
        } else {
            CorrectionCommand::CorrectRecord {
                target_event,
                reason,
                patch,
            }
        };
        Some(command.into())
    }

    fn inform(&mut self) -> Command {
        OutreachCommand::ProvideInformation {
            channel: InformationChannel::Talk,
            category: None,
            language: code("kk"),
            count: self.rng.random_range(1..9),
            note: None,
        }
        .into()
    }
}

fn person() -> Person {
    let name = |given: &str| format!("Ибраева {given}");
    Person {
        name: PersonName {
            kk: name("Әйгерім"),
            ru: name("Айгерим"),
            latn: name("Aigerim"),
        },
        contact: BTreeMap::from([("phone".to_owned(), "+7 700 123 45 67".to_owned())]),
    }
}
