//! A seeded federation: courts, coordinators, mediators and disputes that live through
//! their history by the law, with the habits published statistics tell of.

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use medreg_domain::person::Pepper;
use medreg_domain::reference::Reference;
use medreg_domain::reference::builtin::{DataError, facts, reference};
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::{CourtCode, OfficeId};
use medreg_log::{NoteError, SigningKey};
use medreg_node::court::{Court, CourtError, key_name};
use medreg_node::entropy::{Entropy, derive};
use medreg_node::federal::{OfficeKeys, federal_key_name};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

mod appointments;
mod corrections;
mod desk;
mod discipline;
mod disputes;
mod facts;
mod life;
mod mediators;
mod mistakes;
mod people;
mod policies;
mod referring;
mod reorganisation;

use facts::{provider, quality_body, sro, sro_office};
pub(crate) use life::{Life, Lived};
use people::NameLists;
use reorganisation::{Reorganisation, TakeOver};

/// What a simulated federation is made by; equal knobs give equal histories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Knobs {
    /// Courts that take part.
    pub(crate) courts: usize,
    /// Years of history, from 2024 on.
    pub(crate) years: u32,
    /// Disputes referred in all courts and years together.
    pub(crate) procedures: u64,
    /// People who want to be entered at each court; as many as its disputes need if absent.
    pub(crate) mediators: Option<usize>,
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
    /// The court ends or takes over, so that its life hangs together with those of others.
    #[error(
        "court {0} is reorganised in this federation, so it cannot live apart from the courts it takes over from or that take over from it: name another"
    )]
    Reorganised(CourtCode),
}

impl Knobs {
    /// The first day.
    #[expect(clippy::unused_self, reason = "a day of the knobs, as the end is")]
    pub(crate) fn start(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 1, 3).unwrap_or_default()
    }

    /// The years that are lived through.
    fn years_lived(self) -> std::ops::RangeInclusive<i32> {
        self.start().year()..=self.end().pred_opt().unwrap_or(self.start()).year()
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
    reorganised: Vec<Reorganisation>,
    facts: Vec<(NaiveDate, ReferenceEvent)>,
}

impl World {
    /// The world of these knobs.
    pub(crate) fn new(knobs: Knobs) -> Result<Self, SimulationError> {
        let mut world_facts = facts()?;
        let mut known = reference()?;
        let courts = choose(&known, knobs)?;
        let reorganised = reorganisation::plan(knobs, &courts);
        let mut added = facts::added(knobs, &courts, &reorganised)?;
        added.extend(reorganisation::facts(&reorganised, &known));
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
            reorganised,
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

    /// Refuses a court that cannot live in a process of its own: it takes no part, or it ends
    /// or takes over, and matters pass between lives.
    pub(crate) fn ensure_apart(&self, code: CourtCode) -> Result<(), SimulationError> {
        if !self.courts.iter().any(|(known, _)| *known == code) {
            return Err(SimulationError::NoPart(code));
        }
        if self.reorganised.iter().any(|one| one.concerns(code)) {
            return Err(SimulationError::Reorganised(code));
        }
        Ok(())
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
        let offices = self.courts[at].1.clone();
        let names = Arc::clone(&self.names);
        let mut life = Life::new(court, self.knobs, offices, share, names, rng);
        for one in &self.reorganised {
            if one.predecessor == code {
                life.ending = Some(one.clone());
            } else if one.successors.contains(&code) {
                life.takes_over.push(TakeOver {
                    life: self.life(one.predecessor, None)?,
                    reorganisation: one.clone(),
                });
            }
        }
        Ok(life)
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

#[cfg(test)]
mod tests;
