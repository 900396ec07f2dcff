//! Disputes: referred, offered, perhaps agreed on, mediated.
//!
//! The agreement and its term are in `disputes/agreement.rs`, who mediates in
//! `disputes/choice.rs`, the end and what comes after it in `disputes/ending.rs`.

use chrono::{Days, NaiveDate};
use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{Authority, Outcome, SessionMode};
use medreg_domain::{Channel, Command, ReferralNo};
use rand::RngExt;

use super::SimulationError;
use super::corrections::{Matter, Slip};
use super::life::{Life, Task, after};

mod agreement;
mod choice;
mod ending;

/// A step of a dispute.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Consent(u8),
    Withdraw(u8),
    Lapse,
    Agree,
    Suspend,
    Session,
    Extend,
    MoveDeadline,
    End,
    Return,
    Approve,
    Feedback,
    Breach,
}

/// A dispute and how it is going to go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dispute {
    pub(super) referral_no: ReferralNo,
    channel: Channel,
    parties: u8,
    outcome: Outcome,
    ends_on: NaiveDate,
}

impl Life {
    pub(super) fn plan_dispute(
        &mut self,
        referral_no: ReferralNo,
        channel: Channel,
        parties: u8,
    ) -> Result<(), SimulationError> {
        let which = self.disputes.len();
        let starts = self.percent(35);
        let outcome = self.outcome(channel);
        let agreed_on = after(self.today, self.rng.random_range(3..10));
        let ends_on = after(agreed_on, self.duration());
        self.disputes.push(Dispute {
            referral_no,
            channel,
            parties,
            outcome,
            ends_on,
        });
        self.begin_under_earlier_agreement(which)?;
        let offered =
            self.percent(40) && self.act(Command::Referral(C::OfferMediation { referral_no }))?;
        let consenting = if starts {
            parties
        } else {
            self.rng.random_range(0..parties)
        };
        for party in 0..consenting {
            let day = after(self.today, self.rng.random_range(1..3));
            self.plan(day, Task::Dispute(which, Step::Consent(party)));
        }
        if starts {
            self.plan(agreed_on, Task::Dispute(which, Step::Agree));
        } else {
            self.plan_refusal(which, consenting, offered);
        }
        Ok(())
    }

    /// The parties do not agree: an offer stays without answer, or somebody thinks better of it.
    fn plan_refusal(&mut self, which: usize, consenting: u8, offered: bool) {
        if consenting > 0 && self.percent(5) {
            let day = after(self.today, self.rng.random_range(4..8));
            self.plan(day, Task::Dispute(which, Step::Withdraw(0)));
        }
        let mut returned_after = self.rng.random_range(8..20);
        if offered && self.percent(60) {
            let unanswered = self.answer_days() + 1;
            let day = after(self.today, unanswered);
            self.plan(day, Task::Dispute(which, Step::Lapse));
            returned_after = returned_after.max(unanswered);
        }
        let day = after(self.today, returned_after);
        self.plan(day, Task::Dispute(which, Step::Return));
    }

    /// Days the law of today gives to answer an offer.
    fn answer_days(&self) -> u64 {
        let law = self.court.reference().ruleset_for(self.code(), self.today);
        law.map_or(10, |law| u64::from(law.parameters.offer_answer_days))
    }

    /// Settlement of ended: 45-65 %, out of court 85-95 % (statistics.md).
    fn outcome(&mut self, channel: Channel) -> Outcome {
        let settles = if matches!(channel, Channel::OutOfCourt | Channel::Arbitration) {
            88
        } else {
            55
        };
        if self.percent(settles) {
            return if self.percent(85) {
                Outcome::FullSettlement
            } else {
                Outcome::PartialSettlement
            };
        }
        match self.rng.random_range(0..100) {
            0..45 => Outcome::NoSettlement,
            45..65 => Outcome::WithdrawnOne,
            65..75 => Outcome::WithdrawnAll,
            75..85 => Outcome::NotPossible,
            _ => Outcome::Expired,
        }
    }

    /// Days from agreement to end: median about 18, a long tail, 2 % over the term.
    fn duration(&mut self) -> u64 {
        match self.rng.random_range(0..100) {
            0..50 => self.rng.random_range(3..19),
            50..80 => self.rng.random_range(18..30),
            80..98 => self.rng.random_range(30..56),
            _ => self.rng.random_range(61..75),
        }
    }

    pub(super) fn dispute_step(&mut self, which: usize, step: Step) -> Result<(), SimulationError> {
        let dispute = self.disputes[which];
        let referral_no = dispute.referral_no;
        match step {
            Step::Consent(party) => self.consent(which, party),
            Step::Withdraw(party_index) => self
                .act(Command::Referral(C::WithdrawParty {
                    referral_no,
                    party_index,
                }))
                .map(drop),
            Step::Lapse => self
                .act(Command::Referral(C::LapseOffer { referral_no }))
                .map(drop),
            Step::Agree => self.agree(which, dispute),
            Step::Suspend => self
                .act(Command::Referral(C::SuspendProceedings { referral_no }))
                .map(drop),
            Step::Session => self.meet(which, dispute),
            Step::Extend => self.extend(dispute),
            Step::MoveDeadline => {
                let deadline_on = after(dispute.ends_on, 3);
                let authority = Authority::Investigator;
                self.act(Command::Referral(C::SetProceduralDeadline {
                    referral_no,
                    deadline_on,
                    authority,
                }))
                .map(drop)
            }
            Step::End => self.end(which, dispute),
            Step::Return => self.return_result(which, dispute),
            Step::Approve => self.approve(referral_no),
            Step::Feedback => self.answer_questions(referral_no),
            Step::Breach => self
                .act(Command::Referral(C::ReportBreach { referral_no }))
                .map(drop),
        }
    }

    /// The number and the channel of a dispute.
    pub(super) fn dispute(&self, which: usize) -> (ReferralNo, Channel) {
        let dispute = &self.disputes[which];
        (dispute.referral_no, dispute.channel)
    }

    fn consent(&mut self, which: usize, party_index: u8) -> Result<(), SimulationError> {
        let referral_no = self.disputes[which].referral_no;
        let consented = self.act(Command::Referral(C::RecordConsent {
            referral_no,
            party_index,
        }))?;
        let yesterday = self.today.checked_sub_days(Days::new(1));
        if let (true, Some(day)) = (consented, yesterday) {
            self.plan_correction(Matter::Dispute(which), Slip::Consent(day));
        }
        Ok(())
    }

    fn meet(&mut self, which: usize, dispute: Dispute) -> Result<(), SimulationError> {
        let referral_no = dispute.referral_no;
        let referral = self.court.docket().referrals.get(&referral_no);
        if referral.is_none_or(|referral| referral.in_term(self.today).is_none()) {
            return Ok(());
        }
        let mode = [
            SessionMode::InPerson,
            SessionMode::Video,
            SessionMode::Shuttle,
        ][self.rng.random_range(0..3)];
        let minutes = self.rng.random_range(30..180);
        self.ensure_mediator(referral_no)?;
        // About half of those invited come to the first session (statistics.md).
        let attended = (dispute.parties > 1 && self.percent(12)).then_some(dispute.parties - 1);
        let held = self.act(Command::Referral(C::HoldSession {
            referral_no,
            mode,
            minutes,
            attended,
        }))?;
        if held {
            self.plan_correction(Matter::Dispute(which), Slip::Session);
        }
        Ok(())
    }
}
