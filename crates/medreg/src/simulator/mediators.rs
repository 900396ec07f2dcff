//! People who want to be entered, are entered, and what becomes of their entries.
//!
//! The application is in `mediators/application.rs`, the entry in `mediators/entry.rs`, bars,
//! false documents and other ends in `mediators/removal.rs`.

use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::{Bar, DocumentCheck};
use medreg_domain::standing::Standing;
use medreg_domain::{ApplicationId, CategoryCode, EntryNo, FeeId, LanguageCode};
use rand::RngExt;

use super::life::{Life, Task, after};
use super::people::Applicant;
use super::{SimulationError, discipline};

mod application;
mod entry;
mod removal;

/// A step in a mediator's life.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Apply,
    Verify,
    Reapply(EntryNo),
    Reuse(EntryNo),
    Fee,
    Pay(FeeId),
    Decide,
    RenewalFee(EntryNo),
    Renew(EntryNo, Option<FeeId>),
    Lapse(EntryNo),
    Leave(EntryNo),
    Bar(EntryNo),
    LiftBar(EntryNo, Bar),
    Revoke(EntryNo),
    Profile(EntryNo),
    Reopen(EntryNo),
    Train(EntryNo),
    Join(EntryNo),
    Certify(EntryNo),
    Discipline(EntryNo, discipline::Step),
}

/// A person who wants to be entered, and then is.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    applicant: Applicant,
    kind: EntryKind,
    application: ApplicationId,
    documents: Vec<DocumentCheck>,
}

/// An entry, and the candidate it is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entered {
    pub(super) who: usize,
    pub(super) entry_no: EntryNo,
}

impl Life {
    /// Plans who applies when: most at the beginning, some later.
    pub(super) fn plan_mediators(&mut self, disputes: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let needed = ((disputes / 25.0) as usize).clamp(6, 80);
        for number in 0..self.knobs.mediators.unwrap_or(needed) {
            let day = if number < 4 || self.percent(60) {
                after(self.knobs.start(), self.rng.random_range(0..15))
            } else {
                let days =
                    u64::try_from((self.knobs.end() - self.knobs.start()).num_days()).unwrap_or(1);
                after(self.knobs.start(), self.rng.random_range(0..days.max(1)))
            };
            self.agenda
                .entry(day)
                .or_default()
                .push(Task::Mediator(number, Step::Apply));
        }
    }

    pub(super) fn mediator_step(&mut self, who: usize, step: Step) -> Result<(), SimulationError> {
        match step {
            Step::Apply => self.apply(who),
            Step::Verify => self.verify(who),
            Step::Reapply(entry_no) => self.reapply(who, entry_no),
            Step::Reuse(entry_no) => self.reuse(who, entry_no),
            Step::Fee => self.fee(who),
            Step::Pay(fee_id) => self.pay(fee_id),
            Step::Decide => self.decide_application(who),
            Step::Renew(entry_no, fee_id) => self.renew(who, entry_no, fee_id),
            Step::Lapse(entry_no) => self.lapse(who, entry_no),
            Step::LiftBar(entry_no, bar) => self.lift_bar(entry_no, bar),
            Step::Discipline(entry_no, step) => self.discipline_step((who, entry_no), step),
            Step::RenewalFee(entry_no)
            | Step::Leave(entry_no)
            | Step::Bar(entry_no)
            | Step::Revoke(entry_no)
            | Step::Profile(entry_no)
            | Step::Reopen(entry_no)
            | Step::Train(entry_no)
            | Step::Join(entry_no)
            | Step::Certify(entry_no) => {
                // Who has left asks for nothing more.
                if !self.is_live(entry_no) {
                    return Ok(());
                }
                self.entry_step(who, entry_no, step)
            }
        }
    }

    /// True while the entry is active or suspended.
    pub(super) fn is_live(&self, entry_no: EntryNo) -> bool {
        let entry = self.court.docket().entries.get(&entry_no);
        entry.is_some_and(|entry| match entry.validity.standing(self.today) {
            Standing::Active | Standing::Suspended { .. } => true,
            Standing::Lapsed { .. } | Standing::Removed { .. } | Standing::NotYet => false,
        })
    }

    fn categories(&mut self) -> Vec<CategoryCode> {
        let tops = super::referring::CATEGORIES;
        let count = self.rng.random_range(1..4);
        let mut chosen: Vec<CategoryCode> = (0..count)
            .filter_map(|_| tops[self.rng.random_range(0..tops.len())].0.parse().ok())
            .collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }

    pub(super) fn languages(&mut self) -> Vec<LanguageCode> {
        let codes: &[&str] = match self.rng.random_range(0..10) {
            0..6 => &["kk", "ru"],
            6..8 => &["kk"],
            8 => &["ru"],
            _ => &["kk", "ru", "en"],
        };
        codes.iter().filter_map(|code| code.parse().ok()).collect()
    }
}
