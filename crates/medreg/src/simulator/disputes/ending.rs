//! How a simulated dispute ends, and what comes after: the judge, scores, breaches, complaints.

use chrono::NaiveDate;
use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{FeedbackRole, Ground, Outcome};
use medreg_domain::{Command, ReferralNo};
use rand::RngExt;

use super::{Dispute, Step};
use crate::simulator::SimulationError;
use crate::simulator::life::{Life, Task, after};

/// Of a hundred settlements, how many are reported as broken.
const BREACHES_PERCENT: u32 = 3;

/// Of a thousand procedures that ended, after how many somebody complains of the mediator
/// (statistics.md: half a complaint in a hundred is the mean).
const COMPLAINTS_PER_MILLE: u32 = 5;

impl Life {
    pub(super) fn end(&mut self, which: usize, dispute: Dispute) -> Result<(), SimulationError> {
        let Dispute { referral_no, .. } = dispute;
        let outcome = self.outcome_now(dispute).0;
        self.withdraw(dispute, outcome)?;
        let ground = outcome.ground().unwrap_or(Ground::RefusedByAll);
        if !outcome.is_settlement() && self.percent(60) {
            self.act(Command::Referral(C::Terminate {
                referral_no,
                ground,
            }))?;
        }
        let lag = match self.rng.random_range(0..100) {
            0..80 => self.rng.random_range(0..3),
            80..95 => self.rng.random_range(3..7),
            _ => self.rng.random_range(7..15),
        };
        self.disputes[which].ends_on = self.today;
        if lag == 0 {
            return self.dispute_step(which, Step::Return);
        }
        self.plan(after(self.today, lag), Task::Dispute(which, Step::Return));
        Ok(())
    }

    pub(super) fn return_result(
        &mut self,
        which: usize,
        dispute: Dispute,
    ) -> Result<(), SimulationError> {
        let Dispute {
            referral_no,
            channel,
            ..
        } = dispute;
        let Some(referral) = self.court.docket().referrals.get(&referral_no).copied() else {
            return Ok(());
        };
        let (result, ended_on) = self.outcome_now(dispute);
        // What was fully settled does not go on; the return ends its rest.
        if referral.rests_since.is_some() && result != Outcome::FullSettlement {
            self.act(Command::Referral(C::ResumeProceedings { referral_no }))?;
        }
        let command = C::ReturnResult {
            referral_no,
            result,
            ended_on,
            signed_by_parties: result.is_settlement(),
        };
        if !self.act(Command::Referral(command))? {
            return Ok(());
        }
        if result.is_settlement() && channel.is_before_a_judge() {
            let day = after(self.today, self.rng.random_range(2..12));
            self.plan(day, Task::Dispute(which, Step::Approve));
        }
        if result.is_settlement() && self.percent(BREACHES_PERCENT) {
            let day = after(self.today, self.rng.random_range(15..120));
            self.plan(day, Task::Dispute(which, Step::Breach));
        }
        if result != Outcome::NotStarted && self.percent(30) {
            let day = after(self.today, self.rng.random_range(1..10));
            self.plan(day, Task::Dispute(which, Step::Feedback));
        }
        if let (Some(entry_no), Some(_)) = (referral.mediator, referral.procedure)
            && self.rng.random_range(0..1000) < COMPLAINTS_PER_MILLE
        {
            self.plan_complaint(entry_no);
        }
        Ok(())
    }

    /// Whoever withdraws says so before the procedure ends.
    fn withdraw(&mut self, dispute: Dispute, outcome: Outcome) -> Result<(), SimulationError> {
        let withdrawing = match outcome {
            Outcome::WithdrawnOne => {
                let party = self.rng.random_range(0..dispute.parties);
                party..party + 1
            }
            Outcome::WithdrawnAll => 0..dispute.parties,
            Outcome::FullSettlement
            | Outcome::PartialSettlement
            | Outcome::NoSettlement
            | Outcome::NotPossible
            | Outcome::Expired
            | Outcome::NotStarted => return Ok(()),
        };
        for party_index in withdrawing {
            self.act(Command::Referral(C::WithdrawParty {
                referral_no: dispute.referral_no,
                party_index,
            }))?;
        }
        Ok(())
    }

    pub(super) fn approve(&mut self, referral_no: ReferralNo) -> Result<(), SimulationError> {
        let command = if self.percent(94) {
            C::ApproveSettlement {
                referral_no,
                state_fee_refunded: true,
            }
        } else {
            C::RefuseSettlement { referral_no }
        };
        self.act(Command::Referral(command)).map(drop)
    }

    pub(super) fn answer_questions(
        &mut self,
        referral_no: ReferralNo,
    ) -> Result<(), SimulationError> {
        let score = self.rng.random_range(2..=5);
        self.act(Command::Referral(C::ReceiveFeedback {
            referral_no,
            role: FeedbackRole::Party,
            score,
        }))
        .map(drop)
    }

    /// The result as things stand: nothing started, or by law expired, or as it was meant to go.
    fn outcome_now(&self, dispute: Dispute) -> (Outcome, NaiveDate) {
        let Some(referral) = self.court.docket().referrals.get(&dispute.referral_no) else {
            return (dispute.outcome, self.today);
        };
        let Some(procedure) = &referral.procedure else {
            return (Outcome::NotStarted, self.today);
        };
        let due_on = procedure.term.due.rolled;
        match referral.ended {
            Some((Ground::Expired, on)) => (Outcome::Expired, on),
            // Ended before its term ran out after all.
            Some((_, on)) if dispute.outcome == Outcome::Expired => (Outcome::NoSettlement, on),
            Some((_, on)) => (dispute.outcome, on),
            None if dispute.ends_on > due_on && self.today > due_on => (Outcome::Expired, due_on),
            None if dispute.outcome == Outcome::Expired => {
                (Outcome::NoSettlement, dispute.ends_on.min(self.today))
            }
            None => (dispute.outcome, dispute.ends_on.min(self.today)),
        }
    }
}
