//! Slips of the pen in simulated lives: some are noticed later and corrected.

use chrono::NaiveDate;
use medreg_domain::correction::{CorrectionCommand, CorrectionReason};
use medreg_domain::{Channel, Command, EntryNo, EventId, ReferralNo};
use rand::RngExt;
use serde_json::{Map, Value, json};

use super::SimulationError;
use super::life::{Life, Task, after};
use super::referring::CATEGORIES;

/// The matter a slip was made in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Matter {
    /// A mediator's, by the number of the candidate.
    Mediator(usize, EntryNo),
    /// A dispute's, by its place.
    Dispute(usize),
}

impl Matter {
    /// Its number in the court's life.
    pub(super) fn number(self) -> usize {
        match self {
            Self::Mediator(who, _) => who,
            Self::Dispute(which) => which,
        }
    }
}

/// What was written down wrongly.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slip {
    /// How long a session took, or that it was held at all.
    Session,
    /// What a dispute is about.
    Category,
    /// The day of a party's consent, which was another.
    Consent(NaiveDate),
    /// The languages on a public page.
    Languages,
}

impl Slip {
    /// Of a thousand such records, how many were written down wrongly.
    fn per_mille(self) -> u32 {
        match self {
            Self::Session => 4,
            Self::Category | Self::Consent(_) => 3,
            Self::Languages => 40,
        }
    }
}

/// A correction to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) matter: Matter,
    slip: Slip,
    event: EventId,
}

impl Step {
    /// The same step in the life of a court that took over, where numbers begin elsewhere.
    pub(super) fn moved(self, who: usize, which: usize) -> Self {
        let matter = match self.matter {
            Matter::Mediator(number, entry_no) => Matter::Mediator(number + who, entry_no),
            Matter::Dispute(number) => Matter::Dispute(number + which),
        };
        Self { matter, ..self }
    }
}

impl Life {
    /// What was just recorded may turn out to be wrong.
    pub(super) fn plan_correction(&mut self, matter: Matter, slip: Slip) {
        let Some(event) = self.made_ids.last().copied() else {
            return;
        };
        if self.rng.random_range(0..1000) >= slip.per_mille() {
            return;
        }
        let step = Step {
            matter,
            slip,
            event,
        };
        let day = after(self.today, self.rng.random_range(1..15));
        self.plan(day, Task::Correction(step));
    }

    pub(super) fn correction_step(&mut self, step: Step) -> Result<(), SimulationError> {
        let Step {
            matter,
            slip,
            event,
        } = step;
        let patch = match (slip, matter) {
            (Slip::Session, _) if self.percent(30) => {
                return self.void(event);
            }
            (Slip::Session, _) => Some(json!({"minutes": self.rng.random_range(20..200)})),
            (Slip::Category, Matter::Dispute(which)) => {
                let (referral_no, channel) = self.dispute(which);
                let category = self.another_category(referral_no, channel);
                category.map(|category| json!({"category": category}))
            }
            (Slip::Consent(day), Matter::Dispute(which)) => {
                let referral_no = self.dispute(which).0;
                let referral = self.court.docket().referrals.get(&referral_no);
                let referred_on = referral.map(|referral| referral.referred_on);
                let may = referred_on.is_some_and(|referred_on| referred_on <= day);
                may.then(|| json!({"on": day}))
            }
            (Slip::Languages, Matter::Mediator(_, entry_no)) => {
                let languages = self.languages();
                let entry = self.court.docket().entries.get(&entry_no);
                let differ = entry.is_some_and(|entry| entry.languages != languages);
                differ.then(|| json!({"changed": {"languages": languages}}))
            }
            (Slip::Category | Slip::Consent(_), Matter::Mediator(..))
            | (Slip::Languages, Matter::Dispute(_)) => None,
        };
        match patch {
            Some(Value::Object(patch)) => self.correct(event, patch),
            Some(_) | None => Ok(()),
        }
    }

    fn correct(
        &mut self,
        target_event: EventId,
        patch: Map<String, Value>,
    ) -> Result<(), SimulationError> {
        self.act(Command::Correction(CorrectionCommand::CorrectRecord {
            target_event,
            reason: CorrectionReason::Clerical,
            patch,
        }))
        .map(drop)
    }

    fn void(&mut self, target_event: EventId) -> Result<(), SimulationError> {
        self.act(Command::Correction(CorrectionCommand::VoidEvent {
            target_event,
            reason: CorrectionReason::Clerical,
        }))
        .map(drop)
    }

    /// A category of the same channel, other than the one that was written down.
    fn another_category(
        &mut self,
        referral_no: ReferralNo,
        channel: Channel,
    ) -> Option<&'static str> {
        let referral = self.court.docket().referrals.get(&referral_no)?;
        let stated = referral.category.to_string();
        let others: Vec<&str> = CATEGORIES
            .iter()
            .filter(|(category, _, channels)| *category != stated && channels.contains(&channel))
            .map(|(category, _, _)| *category)
            .collect();
        (!others.is_empty()).then(|| others[self.rng.random_range(0..others.len())])
    }
}
