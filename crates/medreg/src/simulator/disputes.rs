//! Disputes: referred, perhaps agreed on, mediated, extended, ended, returned, approved.

use chrono::NaiveDate;
use medreg_domain::entry::EntryKind;
use medreg_domain::outreach::command::OutreachCommand;
use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{
    Authority, CaseStage, ChoiceMethod, ConsultationChannel, ConsultationGiver,
    ConsultationOutcome, Criterion, FeeKind, FeedbackRole, Ground, ListMethod, Outcome,
    ReferralEvent, ReferralSource, ReplacementReason, SessionMode, ShortListReason, ValueBand,
};
use medreg_domain::{
    CategoryCode, Channel, Command, ConsultationId, Decider, EntryNo, Event, ProcedureId,
    ReferralNo, RoomId,
};
use rand::RngExt;

use super::SimulationError;
use super::life::{Life, Task, after};

/// Categories with their weights in a thousand and their usual channels (statistics.md).
pub(super) const CATEGORIES: &[(&str, u32, &[Channel])] = &[
    (
        "FAMILY.DIVORCE",
        300,
        &[Channel::InCourt, Channel::InCourt, Channel::OutOfCourt],
    ),
    (
        "CIVIL.LOAN",
        180,
        &[
            Channel::InCourt,
            Channel::InCourt,
            Channel::OutOfCourt,
            Channel::Arbitration,
        ],
    ),
    (
        "FINANCE.MICROCREDIT",
        120,
        &[Channel::InCourt, Channel::OutOfCourt, Channel::Enforcement],
    ),
    (
        "HOUSING.NEIGHBOURS",
        70,
        &[Channel::InCourt, Channel::OutOfCourt],
    ),
    (
        "LAND.BOUNDARY",
        50,
        &[Channel::InCourt, Channel::AdminCourt],
    ),
    ("LABOUR.WAGES", 80, &[Channel::InCourt, Channel::OutOfCourt]),
    (
        "HEALTH.TREATMENT",
        40,
        &[Channel::OutOfCourt, Channel::InCourt],
    ),
    ("CRIMINAL.MINOR", 100, &[Channel::Criminal]),
    ("ADMIN_OFFENCE", 20, &[Channel::AdminOffence]),
    (
        "CONSUMER.GOODS",
        40,
        &[Channel::OutOfCourt, Channel::InCourt],
    ),
];

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
    referral_no: ReferralNo,
    channel: Channel,
    parties: u8,
    outcome: Outcome,
    ends_on: NaiveDate,
}

impl Life {
    pub(super) fn begin_dispute(&mut self) -> Result<(), SimulationError> {
        let mut pick = self.rng.random_range(0..1000);
        let found = CATEGORIES.iter().find(|(_, weight, _)| {
            let here = pick < *weight;
            pick = pick.saturating_sub(*weight);
            here
        });
        let (category, _, channels) = found.copied().unwrap_or(CATEGORIES[0]);
        let channel = channels[self.rng.random_range(0..channels.len())];
        let Ok(category) = category.parse() else {
            return Ok(());
        };
        self.consult(category)?;
        let source = match channel {
            Channel::Criminal => ReferralSource::Investigator,
            Channel::Enforcement => ReferralSource::Bailiff,
            Channel::OutOfCourt | Channel::Arbitration => ReferralSource::Parties,
            Channel::InCourt | Channel::AdminCourt | Channel::AdminOffence => ReferralSource::Judge,
        };
        let parties = if self.percent(90) { 2 } else { 3 };
        let suitability =
            (source != ReferralSource::Parties).then(|| vec![Criterion::ContinuingRelation]);
        let command = C::ReferDispute {
            channel,
            category,
            stage: if channel == Channel::OutOfCourt {
                CaseStage::PreTrial
            } else {
                CaseStage::FirstInstance
            },
            source,
            parties_count: parties,
            value_band: [
                ValueBand::None,
                ValueBand::UpTo100,
                ValueBand::UpTo1000,
                ValueBand::UpTo10000,
            ][self.rng.random_range(0..4)],
            consultation_id: None,
            case_ref_hash: self.secret_hash(),
            suitability,
            assessed_by: None,
            mandatory: false,
        };
        if !self.act(Command::Referral(command))? {
            return Ok(());
        }
        let referred = self.made.iter().find_map(|event| {
            let Event::Referral(event @ ReferralEvent::DisputeReferred { .. }) = event else {
                return None;
            };
            event.referral_no()
        });
        match referred {
            Some(referral_no) => self.plan_dispute(referral_no, channel, parties),
            None => Ok(()),
        }
    }

    /// Now and then a consultation comes before a dispute.
    fn consult(&mut self, category: CategoryCode) -> Result<(), SimulationError> {
        if !self.percent(25) {
            return Ok(());
        }
        let channel = [
            ConsultationChannel::Room,
            ConsultationChannel::Phone,
            ConsultationChannel::Online,
        ][self.rng.random_range(0..3)];
        let room = match channel {
            ConsultationChannel::Room => self.room()?,
            ConsultationChannel::Phone | ConsultationChannel::Online => None,
        };
        let command = C::HoldConsultation {
            consultation_id: ConsultationId(self.uuid()),
            channel,
            category: Some(category),
            given_by: ConsultationGiver::Coordinator,
            entry_no: None,
            room,
            outcome: if self.percent(40) {
                ConsultationOutcome::Referral
            } else {
                ConsultationOutcome::Information
            },
            fee: None,
        };
        self.act(Command::Referral(command)).map(drop)
    }

    /// The court's reconciliation room, opened when it is first needed.
    fn room(&mut self) -> Result<Option<RoomId>, SimulationError> {
        let Ok(room) = "R-1".parse() else {
            return Ok(None);
        };
        if !self.court.docket().rooms.is_open(room, self.today) {
            let hours = Vec::new();
            self.act(OutreachCommand::OpenRoom { room, hours })?;
        }
        Ok(Some(room))
    }

    fn plan_dispute(
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
                self.act(Command::Referral(C::HoldSession {
                    referral_no,
                    mode,
                    minutes,
                    attended: None,
                }))
                .map(drop)
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
        let mediator = self
            .court
            .docket()
            .referrals
            .get(&referral_no)
            .and_then(|referral| referral.mediator);
        let paid = self.percent(70) && mediator.is_some_and(|entry_no| self.takes_fee(entry_no));
        let fee_kind = if paid { FeeKind::Paid } else { FeeKind::Free };
        let procedure_id = ProcedureId(self.uuid());
        let signed = self.act(Command::Referral(C::SignAgreement {
            referral_no,
            procedure_id,
            language,
            fee_kind,
            fee_band: None,
            declared_due_on: None,
        }))?;
        if signed {
            self.plan_procedure(which, dispute);
        } else {
            self.plan(after(self.today, 5), Task::Dispute(which, Step::Return));
        }
        Ok(())
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
