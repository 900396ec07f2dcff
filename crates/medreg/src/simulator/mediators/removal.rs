//! How entries end in simulated lives: by wish, by moving, by a judgment, by a bar, by false
//! documents; and how some come back.

use medreg_domain::entry::command::EntryCommand as C;
use medreg_domain::entry::event::{Bar, ReinstatementBasis, RemovalReason, RevocationReason};
use medreg_domain::{Command, EntryNo};
use rand::RngExt;

use super::Step;
use crate::simulator::SimulationError;
use crate::simulator::life::{Life, Task, after};

impl Life {
    pub(super) fn leave(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        if self.percent(30) {
            // The practice moves to another region, and the entry ends with it.
            let own = self.code().region().to_string();
            let elsewhere = if own == "71" {
                "750000000"
            } else {
                "710000000"
            };
            let Ok(practice_kato) = elsewhere.parse() else {
                return Ok(());
            };
            return self
                .act(Command::Entry(C::ChangePracticeLocation {
                    entry_no,
                    practice_kato,
                }))
                .map(drop);
        }
        let reason = if self.percent(25) {
            RemovalReason::Judgment
        } else {
            RemovalReason::OwnWish
        };
        if !self.act(Command::Entry(C::RemoveEntry { entry_no, reason }))? {
            return Ok(());
        }
        if reason == RemovalReason::Judgment {
            self.plan_removal_appeal((who, entry_no));
        } else if self.percent(30) {
            let day = after(self.today, self.rng.random_range(40..200));
            self.plan(day, Task::Mediator(who, Step::Reapply(entry_no)));
        }
        Ok(())
    }

    /// A bar of art 9(7) arises and ends the entry; most are lifted again.
    pub(super) fn bar(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let bar = if self.percent(60) {
            Bar::Prosecution
        } else {
            Bar::StateFunctions
        };
        let since = self.today;
        let barred = self.act(Command::Entry(C::EstablishBar {
            entry_no,
            bar,
            since,
        }))?;
        if barred && self.percent(75) {
            let day = after(self.today, self.rng.random_range(30..150));
            self.plan(day, Task::Mediator(who, Step::LiftBar(entry_no, bar)));
        }
        Ok(())
    }

    /// With the bar lifted the entry comes back, unless its time has run out.
    pub(super) fn lift_bar(&mut self, entry_no: EntryNo, bar: Bar) -> Result<(), SimulationError> {
        let lifted = self.act(Command::Entry(C::LiftBar { entry_no, bar }))?;
        if lifted && self.today <= self.ends_on(entry_no) {
            let basis = ReinstatementBasis::BarLifted;
            self.act(Command::Entry(C::ReinstateEntry { entry_no, basis }))?;
        }
        Ok(())
    }

    /// The check an entry rests on turns out wrong: the entry ends, and some appeal.
    pub(super) fn revoke(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let entry = self.court.docket().entries.get(&entry_no);
        let Some(verification_id) = entry.map(|entry| entry.verification_id) else {
            return Ok(());
        };
        let reason = [
            RevocationReason::Forged,
            RevocationReason::Withdrawn,
            RevocationReason::CheckedInError,
        ][self.rng.random_range(0..3)];
        let revoked = self.act(Command::Entry(C::RevokeVerification {
            verification_id,
            reason,
        }))?;
        if revoked {
            self.plan_removal_appeal((who, entry_no));
        }
        Ok(())
    }
}
