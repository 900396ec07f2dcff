//! A court's clerk: acts by the law, one small life at a time.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use medreg_domain::application::required_documents;
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::command::EntryCommand as E;
use medreg_domain::entry::event::{CheckResult, DocumentCheck, DocumentKind, EntryEvent, Payer};
use medreg_domain::reference::Reference;
use medreg_domain::reference::builtin;
use medreg_domain::reference::event::{LegalEducation, ReferenceEvent, Training};
use medreg_domain::referral::command::ReferralCommand as R;
use medreg_domain::referral::event::{
    CaseStage, ChoiceMethod, FeeKind, Outcome, ReferralEvent, ReferralSource, ValueBand,
};
use medreg_domain::{
    ApplicationId, Channel, Command, CourtCode, Digest, EntryNo, Event, FeeId, PersonKey,
    ProcedureId, ReferralNo, VerificationId,
};
use medreg_log::{PersonName, SigningKey};
use medreg_node::court::{Acted, Court, CourtError, DataKey, Person, Request, key_name, unsealed};
use medreg_node::entropy::{Entropy, derive};
use medreg_node::federal::federal_key_name;
use medreg_node::transport::Message;
use uuid::Uuid;

pub(crate) const ORIGIN: &str = "register.example";
pub(crate) const SEED: u64 = 7;

/// Courts in the region of Abai, with a place in the territory of each.
pub(crate) const SEMEY: &str = "KZ-10-101";
pub(crate) const KURCHATOV: &str = "KZ-10-102";
pub(crate) const ABAI: &str = "KZ-10-201";
const PLACES: [(&str, &str); 3] = [
    (SEMEY, "101000000"),
    (KURCHATOV, "101800000"),
    (ABAI, "103200000"),
];

const OFFICE: &str = "o-1";

/// A code or number, by its text.
pub(crate) fn code<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    code(text)
}

/// Ten in the morning UTC of a day, the same day in every court.
pub(crate) fn morning(on: &str) -> DateTime<Utc> {
    day(on).and_hms_opt(10, 0, 0).unwrap().and_utc()
}

pub(crate) fn court_key(court: &str, seed: u64) -> SigningKey {
    let name = match court {
        "federal" => federal_key_name(ORIGIN),
        court => key_name(code(court), ORIGIN),
    };
    SigningKey::from_seed(&name, &derive(seed, &name)).unwrap()
}

/// Who signs at a court.
pub(crate) fn appointment(court: &str, office: &str) -> ReferenceEvent {
    let hash = |what: &str| Digest(derive(SEED, &format!("{court}/{office}/{what}")));
    ReferenceEvent::CoordinatorAppointed {
        court: code(court),
        office: code(office),
        person_key: PersonKey(hash("person")),
        training: Training {
            provider: code("TP-001"),
            certificate_hash: hash("certificate"),
            completed_on: day("2022-06-01"),
        },
        legal_education: LegalEducation {
            institution: "KZ-UNI-01".to_owned(),
            diploma_hash: hash("diploma"),
        },
        from: day("2022-07-01"),
    }
}

pub(crate) fn key_added(court: &str, seed: u64) -> ReferenceEvent {
    ReferenceEvent::CourtKeyAdded {
        court: code(court),
        vkey: court_key(court, seed).vkey().to_string(),
    }
}

/// The world as the courts of these tests know it.
pub(crate) fn reference() -> Arc<Reference> {
    let mut reference = builtin::reference().unwrap();
    for (court, _) in PLACES {
        reference.evolve(&appointment(court, OFFICE));
    }
    Arc::new(reference)
}

/// A person whose name stands nowhere else.
pub(crate) fn person(surname: &str) -> Person {
    let name = |given: &str| format!("{surname} {given}");
    Person {
        name: PersonName {
            kk: name("Әйгерім"),
            ru: name("Айгерим"),
            latn: name("Aigerim"),
        },
        contact: BTreeMap::from([("phone".to_owned(), "+7 700 123 45 67".to_owned())]),
    }
}

/// A court and whoever acts in it.
#[derive(Debug)]
pub(crate) struct Clerk {
    pub(crate) court: Court,
    pub(crate) messages: Vec<Message>,
    pub(crate) data_keys: Vec<DataKey>,
    next: u32,
}

impl Clerk {
    pub(crate) fn of(court: Court) -> Self {
        Self {
            court,
            messages: Vec::new(),
            data_keys: Vec::new(),
            next: 0,
        }
    }

    pub(crate) fn in_memory(court: &str) -> Self {
        let (key, entropy) = (court_key(court, SEED), entropy(court, SEED));
        Self::of(Court::in_memory(code(court), key, reference(), entropy).unwrap())
    }

    /// A court with a log on disk.
    pub(crate) fn open(court: &str, data: &Path) -> Self {
        let (key, entropy) = (court_key(court, SEED), entropy(court, SEED));
        let (court, _) = Court::open(code(court), data, key, reference(), entropy).unwrap();
        Self::of(court)
    }

    /// The same court at the beginning of the same life, or of one by another seed.
    pub(crate) fn repeat(court: &str, data: &Path, seed: u64) -> Self {
        let (key, entropy) = (court_key(court, SEED), entropy(court, seed));
        Self::of(Court::repeat(code(court), data, key, reference(), entropy).unwrap())
    }

    /// What no other act has, and every life of the same acts has again.
    pub(crate) fn uuid(&mut self) -> Uuid {
        self.next += 1;
        let bytes = derive(SEED, &format!("{}/{}", self.court.code(), self.next));
        uuid::Builder::from_random_bytes(bytes[..16].try_into().unwrap()).into_uuid()
    }

    fn hash(&mut self) -> Digest {
        let uuid = self.uuid();
        Digest(derive(SEED, &uuid.to_string()))
    }

    pub(crate) fn request(&mut self, on: &str, command: impl Into<Command>) -> Request {
        self.next += 1;
        Request {
            recorded_at: morning(on) + TimeDelta::milliseconds(i64::from(self.next)),
            on: day(on),
            office: code(OFFICE),
            command: command.into(),
            person: None,
        }
    }

    pub(crate) fn try_act(
        &mut self,
        on: &str,
        command: impl Into<Command>,
    ) -> Result<Acted, CourtError> {
        let request = self.request(on, command);
        self.carry_out(request)
    }

    pub(crate) fn act(&mut self, on: &str, command: impl Into<Command>) -> Acted {
        self.try_act(on, command).unwrap()
    }

    fn carry_out(&mut self, request: Request) -> Result<Acted, CourtError> {
        let acted = self.court.act(request)?;
        self.messages.extend(acted.messages.iter().cloned());
        self.data_keys.extend(acted.data_keys.iter().cloned());
        Ok(acted)
    }

    /// Everything up to the registration, which is given back: four events.
    pub(crate) fn apply(&mut self, on: &str, surname: &str) -> Request {
        let application_id = ApplicationId(self.uuid());
        let (kind, code_of_court) = (EntryKind::RetiredJudge, self.court.code());
        let place = place(code_of_court);
        let person_key = PersonKey(Digest(derive(SEED, surname)));
        self.act(
            on,
            E::SubmitApplication {
                application_id,
                person_key,
                kind,
                practice_kato: code(place),
                sro: None,
            },
        );
        let verification_id = VerificationId(self.uuid());
        let ruleset = self.court.reference().ruleset_for(code_of_court, day(on));
        let required = required_documents(ruleset.unwrap(), kind).unwrap().to_vec();
        let items = required
            .into_iter()
            .map(|kind| self.document(kind))
            .collect();
        self.act(
            on,
            E::VerifyDocuments {
                application_id,
                verification_id,
                items,
            },
        );
        let fee_id = FeeId(self.uuid());
        self.act(
            on,
            E::AssessFee {
                application_id,
                fee_id,
            },
        );
        let amount = self.court.docket().fees[&fee_id].amount;
        let bank_ref_hash = self.hash();
        self.act(
            on,
            E::RecordFee {
                fee_id,
                amount,
                payer: Payer::Own,
                bank_ref_hash,
            },
        );
        let registration = E::RegisterMediator {
            application_id,
            born_on: day("1960-01-01"),
            personal: unsealed(application_id).unwrap(),
            categories: vec![code("CIVIL.LOAN")],
            languages: vec![code("kk")],
            certificate: None,
        };
        let mut request = self.request(on, registration);
        request.person = Some(person(surname));
        request
    }

    /// Enters a mediator: five events.
    pub(crate) fn enter(&mut self, on: &str, surname: &str) -> EntryNo {
        let request = self.apply(on, surname);
        let acted = self.carry_out(request).unwrap();
        entered(&acted.events)
    }

    fn document(&mut self, kind: DocumentKind) -> DocumentCheck {
        DocumentCheck {
            kind,
            issuer: "KZ-GOV".to_owned(),
            issued_on: day("2024-12-01"),
            valid_to: None,
            number_hash: self.hash(),
            result: CheckResult::Pass,
        }
    }

    pub(crate) fn refer_command(&mut self) -> R {
        R::ReferDispute {
            channel: Channel::OutOfCourt,
            category: code("CIVIL.LOAN"),
            stage: CaseStage::PreTrial,
            source: ReferralSource::Parties,
            parties_count: 2,
            value_band: ValueBand::None,
            consultation_id: None,
            case_ref_hash: self.hash(),
            suitability: None,
            assessed_by: None,
            mandatory: false,
        }
    }

    /// Refers a dispute: one event.
    pub(crate) fn refer(&mut self, on: &str) -> ReferralNo {
        let command = self.refer_command();
        referred(&self.act(on, command).events)
    }

    /// Mediates a dispute from referral to settlement: six events.
    pub(crate) fn settle(&mut self, from: &str, to: &str, mediator: EntryNo) -> ReferralNo {
        let referral_no = self.refer(from);
        for party_index in [0, 1] {
            self.act(
                from,
                R::RecordConsent {
                    referral_no,
                    party_index,
                },
            );
        }
        self.act(
            from,
            R::ChooseMediator {
                referral_no,
                entry_no: mediator,
                method: ChoiceMethod::JointOwn,
                all_parties: true,
            },
        );
        let procedure_id = ProcedureId(self.uuid());
        self.act(
            from,
            R::SignAgreement {
                referral_no,
                procedure_id,
                language: code("kk"),
                fee_kind: FeeKind::Paid,
                fee_band: None,
                declared_due_on: None,
            },
        );
        self.act(to, returned(referral_no, Outcome::FullSettlement, to));
        referral_no
    }
}

pub(crate) fn returned(referral_no: ReferralNo, result: Outcome, ended_on: &str) -> R {
    R::ReturnResult {
        referral_no,
        result,
        ended_on: day(ended_on),
        signed_by_parties: true,
    }
}

fn entropy(court: &str, seed: u64) -> Entropy {
    Entropy::seeded(seed, court)
}

fn place(court: CourtCode) -> &'static str {
    let known = PLACES.iter().find(|(known, _)| *known == court.to_string());
    known.unwrap().1
}

fn entered(events: &[Event]) -> EntryNo {
    if let [Event::Entry(event)] = events
        && let EntryEvent::MediatorRegistered { entry_no, .. } = event.as_ref()
    {
        return *entry_no;
    }
    panic!("{events:?} registers nobody")
}

fn referred(events: &[Event]) -> ReferralNo {
    match events {
        [Event::Referral(ReferralEvent::DisputeReferred { referral_no, .. })] => *referral_no,
        other => panic!("{other:?} refers nothing"),
    }
}
