//! A seeded federation: courts, coordinators, mediators and disputes that live through
//! their history by the law, with the habits published statistics tell of.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::person::Pepper;
use medreg_domain::reference::Reference;
use medreg_domain::reference::builtin::{DataError, facts, reference};
use medreg_domain::reference::event::{LegalEducation, ReferenceEvent, Training};
use medreg_domain::{CourtCode, Digest, Names, OfficeId, PersonKey, ProviderId, SroId};
use medreg_log::{NoteError, SigningKey};
use medreg_node::court::{Court, CourtError, key_name};
use medreg_node::entropy::{Entropy, derive};
use medreg_node::federal::{OfficeKeys, federal_key_name};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

mod disputes;
mod life;
mod mediators;
mod mistakes;
mod people;

pub(crate) use life::{Life, Lived};
use people::NameLists;

/// What a simulated federation is made by; equal knobs give equal histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Knobs {
    /// Courts that take part.
    pub(crate) courts: usize,
    /// Years of history, from 2024 on.
    pub(crate) years: u32,
    /// Disputes referred in all courts and years together.
    pub(crate) procedures: u64,
    /// The seed.
    pub(crate) seed: u64,
}

/// The origin of a simulated federation's log.
pub(crate) const ORIGIN: &str = "register.example";

/// A simulated federation cannot be made or go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SimulationError {
    /// A court failed.
    #[error(transparent)]
    Court(#[from] CourtError),
    /// The shipped data is malformed.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The name lists are malformed.
    #[error("the name lists are malformed")]
    Names(#[from] csv::Error),
    /// A key's name is not one.
    #[error(transparent)]
    Key(#[from] NoteError),
    /// More courts are asked for than there are.
    #[error("{wanted} courts are asked for, but {known} take part at most")]
    Courts {
        /// Asked for.
        wanted: usize,
        /// There are.
        known: usize,
    },
    /// The court takes no part.
    #[error("court {0} takes no part in this federation")]
    NoPart(CourtCode),
}

impl Knobs {
    /// The first day.
    #[expect(clippy::unused_self, reason = "a day of the knobs, as the end is")]
    pub(crate) fn start(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 1, 3).unwrap_or_default()
    }

    /// The day after the last.
    pub(crate) fn end(self) -> NaiveDate {
        let year = 2024 + i32::try_from(self.years).unwrap_or(1);
        NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX)
    }
}

/// The world a simulated federation begins in.
#[derive(Debug)]
pub(crate) struct World {
    /// What it is made by.
    pub(crate) knobs: Knobs,
    /// The courts that take part, with their offices.
    pub(crate) courts: Vec<(CourtCode, Vec<OfficeId>)>,
    reference: Arc<Reference>,
    names: Arc<NameLists>,
    facts: Vec<(NaiveDate, ReferenceEvent)>,
}

impl World {
    /// The world of these knobs.
    pub(crate) fn new(knobs: Knobs) -> Result<Self, SimulationError> {
        let mut world_facts = facts()?;
        let mut known = reference()?;
        let courts = choose(&known, knobs)?;
        let added = added_facts(knobs, &courts)?;
        for (_, fact) in &added {
            known.evolve(fact);
        }
        world_facts.extend(added);
        let names = Arc::new(NameLists::shipped()?);
        Ok(Self {
            knobs,
            courts,
            reference: Arc::new(known),
            names,
            facts: world_facts,
        })
    }

    /// What the office states before anything else, with the instant it states it at.
    pub(crate) fn facts(&self) -> (&[(NaiveDate, ReferenceEvent)], DateTime<Utc>) {
        (&self.facts, self.opened_at())
    }

    /// The facts every court knows from the beginning.
    pub(crate) fn reference(&self) -> &Arc<Reference> {
        &self.reference
    }

    fn opened_at(&self) -> DateTime<Utc> {
        self.knobs
            .start()
            .and_hms_opt(2, 0, 0)
            .unwrap_or_default()
            .and_utc()
    }

    /// The keys of the simulated office.
    pub(crate) fn office_keys(&self) -> Result<OfficeKeys, SimulationError> {
        let federal = federal_key_name(ORIGIN);
        Ok(OfficeKeys {
            log: SigningKey::from_seed(ORIGIN, &derive(self.knobs.seed, ORIGIN))?,
            federal: SigningKey::from_seed(&federal, &derive(self.knobs.seed, &federal))?,
        })
    }

    /// A court's randomness.
    pub(crate) fn court_entropy(&self, code: CourtCode) -> Entropy {
        Entropy::seeded(self.knobs.seed, &format!("{code}/entropy"))
    }

    /// A court's life; its events go into memory unless a court with a log is given.
    pub(crate) fn life(
        &self,
        code: CourtCode,
        court: Option<Court>,
    ) -> Result<Life, SimulationError> {
        let at = self
            .courts
            .iter()
            .position(|(known, _)| *known == code)
            .ok_or(SimulationError::NoPart(code))?;
        let court = if let Some(court) = court {
            court
        } else {
            let key = court_key(self.knobs.seed, code)?;
            Court::in_memory(
                code,
                key,
                Arc::clone(&self.reference),
                self.court_entropy(code),
            )?
        };
        let rng = ChaCha20Rng::from_seed(derive(self.knobs.seed, &format!("{code}/life")));
        let share = self.share(at);
        Ok(Life::new(
            court,
            self.knobs,
            self.courts[at].1.clone(),
            share,
            Arc::clone(&self.names),
            rng,
        ))
    }

    /// Disputes of one court: some courts are several times as busy as others.
    fn share(&self, at: usize) -> f64 {
        let weight = |at: usize| 1.0 + f64::from(u8::try_from(at % 7).unwrap_or(0));
        let total: f64 = (0..self.courts.len()).map(weight).sum();
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let disputes = self.knobs.procedures as f64;
        disputes * weight(at) / total
    }
}

/// A simulated court's signing key.
pub(crate) fn court_key(seed: u64, code: CourtCode) -> Result<SigningKey, NoteError> {
    let name = key_name(code, ORIGIN);
    SigningKey::from_seed(&name, &derive(seed, &name))
}

/// The register's pepper in a simulated federation.
pub(crate) fn pepper(seed: u64) -> Pepper {
    Pepper::new(derive(seed, "pepper"))
}

/// Courts of today with a territory, spread over the regions.
fn choose(
    reference: &Reference,
    knobs: Knobs,
) -> Result<Vec<(CourtCode, Vec<OfficeId>)>, SimulationError> {
    let sits = |court: &medreg_domain::reference::Court| {
        court.valid_to.is_none()
            && court.valid_from.is_none_or(|from| from <= knobs.start())
            && !court.territory.is_empty()
            && matches!(
                court.kind.as_str(),
                "district" | "city" | "interdistrict-civil" | "interdistrict-economic"
            )
    };
    let eligible: Vec<CourtCode> = reference
        .courts
        .iter()
        .filter(|(_, court)| sits(court))
        .map(|(code, _)| *code)
        .collect();
    if knobs.courts == 0 || knobs.courts > eligible.len() {
        return Err(SimulationError::Courts {
            wanted: knobs.courts,
            known: eligible.len(),
        });
    }
    let chosen = (0..knobs.courts).map(|n| eligible[n * eligible.len() / knobs.courts]);
    Ok(chosen
        .enumerate()
        .map(|(n, code)| {
            let offices =
                (1..=1 + n % 2).filter_map(|office| format!("o-{}", n * 2 + office).parse().ok());
            (code, offices.collect())
        })
        .collect())
}

/// Keys, coordinators, providers and organisations of the federation.
fn added_facts(
    knobs: Knobs,
    courts: &[(CourtCode, Vec<OfficeId>)],
) -> Result<Vec<(NaiveDate, ReferenceEvent)>, SimulationError> {
    let from = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default();
    let mut facts = Vec::new();
    let names = |kk: &str, ru: &str, en: &str, n: u32| Names {
        kk: format!("{kk} {n}"),
        ru: format!("{ru} {n}"),
        en: format!("{en} {n}"),
    };
    for n in 1..=12 {
        if let Some(id) = provider(n) {
            let names = names("Оқу орталығы", "Учебный центр", "Training centre", n);
            facts.push((
                from,
                ReferenceEvent::TrainingProviderRecognised {
                    id,
                    names,
                    valid_from: from,
                    valid_to: None,
                },
            ));
        }
    }
    for n in 1..=16 {
        if let Some(sro) = sro(n) {
            let names = names(
                "Медиаторлар ұйымы",
                "Организация медиаторов",
                "Organisation of mediators",
                n,
            );
            facts.push((
                from,
                ReferenceEvent::SroRegistered {
                    sro,
                    bin: format!("2404400{n:05}"),
                    names,
                    contact: None,
                },
            ));
        }
    }
    for (court, offices) in courts {
        let vkey = court_key(knobs.seed, *court)?.vkey().to_string();
        facts.push((
            knobs.start(),
            ReferenceEvent::CourtKeyAdded {
                court: *court,
                vkey,
            },
        ));
        for office in offices {
            facts.push((
                knobs.start(),
                appointment(knobs.seed, *court, *office, knobs.start()),
            ));
        }
    }
    Ok(facts)
}

fn appointment(seed: u64, court: CourtCode, office: OfficeId, from: NaiveDate) -> ReferenceEvent {
    let hash = |what: &str| Digest(derive(seed, &format!("{court}/{office}/{what}")));
    ReferenceEvent::CoordinatorAppointed {
        court,
        office,
        person_key: PersonKey(hash("person")),
        training: Training {
            provider: provider(1).unwrap_or_else(unnamed),
            certificate_hash: hash("certificate"),
            completed_on: from,
        },
        legal_education: LegalEducation {
            institution: "KZ-UNI-01".to_owned(),
            diploma_hash: hash("diploma"),
        },
        from,
    }
}

#[expect(
    clippy::expect_used,
    reason = "the text has the form of a provider's code"
)]
fn unnamed() -> ProviderId {
    "TP-001".parse().expect("TP-001 is a provider's code")
}

pub(crate) fn provider(n: u32) -> Option<ProviderId> {
    format!("TP-{n:03}").parse().ok()
}

pub(crate) fn sro(n: u32) -> Option<SroId> {
    format!("SRO-{n:03}").parse().ok()
}
