//! Disputes: referred, perhaps agreed on, mediated, extended, ended, returned, approved.

use chrono::NaiveDate;
use medreg_domain::entry::EntryKind;
use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{
    Authority, ChoiceMethod, FeeBand, FeeKind, FeedbackRole, Ground, ListMethod, Outcome,
    ReplacementReason, SessionMode, ShortListReason,
};
use medreg_domain::{Channel, Command, Decider, EntryNo, ProcedureId, ReferralNo};
use rand::RngExt;

use super::SimulationError;
use super::life::{Life, Task, after};

/// A step of a dispute.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Consent(u8),
    Agree,
    Suspend,
    Session,
    Extend,
    MoveDeadline,
    End,
    Return,
    Approve,
    Feedback,
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
        if self.percent(40) {
            self.act(Command::Referral(C::OfferMediation { referral_no }))?;
        }
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
            let day = after(self.today, self.rng.random_range(8..20));
            self.plan(day, Task::Dispute(which, Step::Return));
        }
        Ok(())
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
            Step::Consent(party_index) => self
                .act(Command::Referral(C::RecordConsent {
                    referral_no,
                    party_index,
                }))
                .map(drop),
            Step::Agree => self.agree(which, dispute),
            Step::Suspend => self
                .act(Command::Referral(C::SuspendProceedings { referral_no }))
                .map(drop),
            Step::Session => {
                let mode = [
                    SessionMode::InPerson,
                    SessionMode::Video,
                    SessionMode::Shuttle,
                ][self.rng.random_range(0..3)];
                let minutes = self.rng.random_range(30..180);
                self.ensure_mediator(referral_no)?;
                // About half of those invited come to the first session (statistics.md).
                let attended =
                    (dispute.parties > 1 && self.percent(12)).then_some(dispute.parties - 1);
                let held = self.act(Command::Referral(C::HoldSession {
                    referral_no,
                    mode,
                    minutes,
                    attended,
                }))?;
                if held {
                    self.plan_correction();
                }
                Ok(())
            }
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
            Step::Approve => {
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
            Step::Feedback => {
                let score = self.rng.random_range(2..=5);
                self.act(Command::Referral(C::ReceiveFeedback {
                    referral_no,
                    role: FeedbackRole::Party,
                    score,
                }))
                .map(drop)
            }
        }
    }

    fn agree(&mut self, which: usize, dispute: Dispute) -> Result<(), SimulationError> {
        let Dispute {
            referral_no,
            channel,
            parties,
            ends_on,
            ..
        } = dispute;
        if !self.choose(referral_no)? {
            let day = after(self.today, self.rng.random_range(5..12));
            self.plan(day, Task::Dispute(which, Step::Return));
            return Ok(());
        }
        let shares = if parties == 2 {
            vec![50, 50]
        } else {
            vec![34, 33, 33]
        };
        self.act(Command::Referral(C::AgreeCostShare {
            referral_no,
            shares,
        }))?;
        if channel.has_procedural_term() {
            let deadline_on = after(self.today, self.rng.random_range(20..50));
            self.act(Command::Referral(C::SetProceduralDeadline {
                referral_no,
                deadline_on,
                authority: Authority::Investigator,
            }))?;
            if deadline_on < ends_on {
                self.plan(deadline_on, Task::Dispute(which, Step::MoveDeadline));
            }
        }
        let Ok(language) = (if self.percent(60) { "kk" } else { "ru" }).parse() else {
            return Ok(());
        };
        let (fee_kind, fee_band) = self.mediator_fee(referral_no);
        let procedure_id = ProcedureId(self.uuid());
        let signed = self.act(Command::Referral(C::SignAgreement {
            referral_no,
            procedure_id,
            language,
            fee_kind,
            fee_band,
            declared_due_on: None,
        }))?;
        if signed {
            self.plan_procedure(which, dispute);
        } else {
            self.plan(after(self.today, 5), Task::Dispute(which, Step::Return));
        }
        Ok(())
    }

    /// What the mediator asks; public mediators are unpaid (art 22).
    fn mediator_fee(&mut self, referral_no: ReferralNo) -> (FeeKind, Option<FeeBand>) {
        let docket = self.court.docket();
        let mediator = docket.referrals.get(&referral_no).and_then(|r| r.mediator);
        let entry = mediator.and_then(|entry_no| docket.entries.get(&entry_no));
        let is_public = entry.is_some_and(|entry| entry.kind == EntryKind::Public);
        if is_public || self.percent(25) {
            return (FeeKind::Free, None);
        }
        let bands = [
            FeeBand::UpTo10,
            FeeBand::UpTo10,
            FeeBand::UpTo50,
            FeeBand::UpTo200,
        ];
        (FeeKind::Paid, Some(bands[self.rng.random_range(0..4)]))
    }

    fn plan_procedure(&mut self, which: usize, dispute: Dispute) {
        let Dispute {
            referral_no,
            channel,
            outcome,
            ends_on,
            ..
        } = dispute;
        if matches!(
            channel,
            Channel::InCourt | Channel::AdminCourt | Channel::Enforcement
        ) {
            self.plan(after(self.today, 1), Task::Dispute(which, Step::Suspend));
        }
        let due_on = self
            .court
            .docket()
            .referrals
            .get(&referral_no)
            .and_then(|referral| referral.running().map(|p| p.term.due.rolled));
        let expires = outcome == Outcome::Expired;
        let ends_on = match due_on {
            Some(due_on) if expires => after(due_on, 1),
            _ => ends_on,
        };
        self.disputes[which].ends_on = ends_on;
        let days = u64::try_from((ends_on - self.today).num_days())
            .unwrap_or(1)
            .max(2);
        for _ in 0..self.rng.random_range(1..5) {
            let day = after(self.today, self.rng.random_range(1..days));
            self.plan(day, Task::Dispute(which, Step::Session));
        }
        if let Some(due_on) =
            due_on.filter(|due_on| ends_on > *due_on && !expires && !channel.has_procedural_term())
        {
            // Decided some days before the end of the term; now and then on its last day.
            let early = if self.percent(20) {
                0
            } else {
                self.rng.random_range(1..6)
            };
            self.plan_exactly(
                due_on - chrono::Days::new(early),
                Task::Dispute(which, Step::Extend),
            );
        }
        self.plan(ends_on, Task::Dispute(which, Step::End));
    }

    /// A last day that is no working day is decided on before it, not after.
    fn plan_exactly(&mut self, day: NaiveDate, task: Task) {
        let mut day = day;
        while !self
            .court
            .reference()
            .calendar
            .is_working(day)
            .unwrap_or(true)
        {
            day = day.pred_opt().unwrap_or(day);
        }
        self.plan(day, task);
    }

    fn extend(&mut self, dispute: Dispute) -> Result<(), SimulationError> {
        let referral_no = dispute.referral_no;
        let Some(due_on) = self
            .court
            .docket()
            .referrals
            .get(&referral_no)
            .and_then(|r| r.running().map(|p| p.term.due.rolled))
        else {
            return Ok(());
        };
        let wanted = (dispute.ends_on - due_on).num_days().clamp(1, 30);
        let days = u16::try_from(wanted).unwrap_or(30);
        let late = self.late_days();
        let command = C::Extend {
            referral_no,
            days: days.max(self.rng.random_range(5..=15)).min(30),
            decided_by: Decider::Parties,
            all_parties: true,
            notified_court_on: (dispute.channel == Channel::InCourt).then_some(self.today),
        };
        // An act of some days ago, recorded only today.
        let on = self
            .today
            .checked_sub_days(chrono::Days::new(late))
            .unwrap_or(self.today);
        let starts_on = self
            .court
            .docket()
            .referrals
            .get(&referral_no)
            .and_then(|r| r.running().map(|p| p.term.started_on));
        let on = starts_on.map_or(on, |starts_on| on.max(starts_on));
        self.act_on(on, Command::Referral(command))?;
        Ok(())
    }

    fn end(&mut self, which: usize, dispute: Dispute) -> Result<(), SimulationError> {
        let Dispute { referral_no, .. } = dispute;
        let outcome = self.outcome_now(dispute).0;
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

    fn return_result(&mut self, which: usize, dispute: Dispute) -> Result<(), SimulationError> {
        let Dispute {
            referral_no,
            channel,
            ..
        } = dispute;
        let Some(referral) = self.court.docket().referrals.get(&referral_no).copied() else {
            return Ok(());
        };
        let (result, ended_on) = self.outcome_now(dispute);
        let command = C::ReturnResult {
            referral_no,
            result,
            ended_on,
            signed_by_parties: result.is_settlement(),
        };
        self.act(Command::Referral(command))?;
        if result.is_settlement() && channel.is_before_a_judge() {
            let day = after(self.today, self.rng.random_range(2..12));
            self.plan(day, Task::Dispute(which, Step::Approve));
        }
        if result != Outcome::NotStarted && self.percent(30) {
            let day = after(self.today, self.rng.random_range(1..10));
            self.plan(day, Task::Dispute(which, Step::Feedback));
        }
        if let Some(entry_no) = referral.mediator
            && self.rng.random_range(0..200) == 0
        {
            self.plan_complaint(entry_no);
        }
        Ok(())
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
            Some((_, on)) => (dispute.outcome, on),
            None if dispute.ends_on > due_on && self.today > due_on => (Outcome::Expired, due_on),
            None if dispute.outcome == Outcome::Expired => {
                (Outcome::NoSettlement, dispute.ends_on.min(self.today))
            }
            None => (dispute.outcome, dispute.ends_on.min(self.today)),
        }
    }

    /// A list is offered and a mediator chosen; false if nobody is active.
    fn choose(&mut self, referral_no: ReferralNo) -> Result<bool, SimulationError> {
        let (entries, method) = self.listed(referral_no);
        let Some(chosen) =
            (!entries.is_empty()).then(|| entries[self.rng.random_range(0..entries.len())])
        else {
            return Ok(false);
        };
        let reason = (entries.len() < 2).then_some(ShortListReason::OnlyOneActive);
        self.act(Command::Referral(C::OfferMediators {
            referral_no,
            entries,
            method,
            reason,
        }))?;
        let command = C::ChooseMediator {
            referral_no,
            entry_no: chosen,
            method: ChoiceMethod::JointFromList,
            all_parties: true,
        };
        self.act(Command::Referral(command))
    }

    /// Five mediators of the dispute's category, or all where fewer than two cover it.
    fn listed(&self, referral_no: ReferralNo) -> (Vec<EntryNo>, ListMethod) {
        let docket = self.court.docket();
        let fits = |entry_no: &EntryNo| {
            let referral = docket.referrals.get(&referral_no);
            let both = docket.entries.get(entry_no).zip(referral);
            both.is_some_and(|(entry, referral)| {
                let mut known = entry.categories.iter();
                entry.categories.is_empty()
                    || known.any(|category| category.is_in_line_with(&referral.category))
            })
        };
        let active = self.active();
        let fitting: Vec<EntryNo> = active.iter().copied().filter(fits).take(5).collect();
        if fitting.len() < 2 {
            (active.into_iter().take(64).collect(), ListMethod::All)
        } else {
            (fitting, ListMethod::Filtered)
        }
    }

    /// True if the mediator may take a fee: public mediators work unpaid.
    fn takes_fee(&self, entry_no: EntryNo) -> bool {
        let entry = self.court.docket().entries.get(&entry_no);
        entry.is_some_and(|entry| entry.kind != EntryKind::Public)
    }

    /// A mediator who may no longer mediate is replaced; the term runs on (T21).
    fn ensure_mediator(&mut self, referral_no: ReferralNo) -> Result<(), SimulationError> {
        let referral = self.court.docket().referrals.get(&referral_no);
        let mediator = referral.and_then(|referral| referral.mediator);
        let procedure = referral.and_then(|referral| referral.procedure);
        let is_paid = procedure.is_some_and(|procedure| procedure.fee_kind == FeeKind::Paid);
        let is_active = mediator
            .and_then(|entry_no| self.court.docket().entries.get(&entry_no))
            .is_some_and(|entry| entry.validity.is_active(self.today));
        let mut active = if is_active { Vec::new() } else { self.active() };
        active.retain(|entry_no| !is_paid || self.takes_fee(*entry_no));
        if !active.is_empty() {
            let entry_no = active[self.rng.random_range(0..active.len())];
            let command = C::ReplaceMediator {
                referral_no,
                entry_no,
                reason: ReplacementReason::NotActive,
                all_parties: true,
            };
            self.act(Command::Referral(command))?;
        }
        Ok(())
    }

    fn active(&self) -> Vec<EntryNo> {
        let docket = self.court.docket();
        let is_active = |entry_no: &EntryNo| {
            docket
                .entries
                .get(entry_no)
                .is_some_and(|entry| entry.validity.is_active(self.today))
        };
        self.entered
            .iter()
            .map(|entered| entered.entry_no)
            .filter(is_active)
            .collect()
    }
}
