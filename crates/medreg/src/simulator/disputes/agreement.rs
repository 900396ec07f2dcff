//! The agreement of a simulated dispute, of the day or from before it, and its term.

use chrono::{Days, NaiveDate};
use medreg_domain::entry::EntryKind;
use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{Authority, FeeBand, FeeKind, Outcome};
use medreg_domain::{Channel, Command, Decider, LanguageCode, ProcedureId, ReferralNo};
use rand::RngExt;

use super::{Dispute, Step};
use crate::simulator::SimulationError;
use crate::simulator::life::{Life, Task, after};

/// Of a hundred disputes that may, how many come with an agreement from before they arose.
const EARLIER_AGREEMENT_PERCENT: u32 = 35;

impl Life {
    pub(super) fn agree(&mut self, which: usize, dispute: Dispute) -> Result<(), SimulationError> {
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
        let signed = self.sign(referral_no, language)?;
        if signed {
            self.plan_procedure(which, dispute);
        } else {
            self.plan(after(self.today, 5), Task::Dispute(which, Step::Return));
        }
        Ok(())
    }

    /// Signs the agreement of the day, or starts under the one from before the dispute.
    fn sign(
        &mut self,
        referral_no: ReferralNo,
        language: LanguageCode,
    ) -> Result<bool, SimulationError> {
        let (fee_kind, fee_band) = self.mediator_fee(referral_no);
        let procedure_id = ProcedureId(self.uuid());
        let referral = self.court.docket().referrals.get(&referral_no);
        let earlier = referral.and_then(|referral| referral.pre_dispute);
        self.act(Command::Referral(match earlier {
            Some(_) => C::StartProcedure {
                referral_no,
                procedure_id,
                language,
                fee_kind,
                fee_band,
            },
            None => C::SignAgreement {
                referral_no,
                procedure_id,
                language,
                fee_kind,
                fee_band,
                declared_due_on: None,
            },
        }))
    }

    /// Some disputes come with an agreement from before they arose, where the court's law
    /// knows one (R47).
    pub(super) fn begin_under_earlier_agreement(
        &mut self,
        which: usize,
    ) -> Result<(), SimulationError> {
        let Dispute {
            referral_no,
            channel,
            ..
        } = self.disputes[which];
        let law = self.court.reference().ruleset_for(self.code(), self.today);
        let permits = law.is_ok_and(|law| law.parameters.pre_dispute_channels.contains(&channel));
        if !permits || !self.percent(EARLIER_AGREEMENT_PERCENT) {
            return Ok(());
        }
        let arose_on = self.days_ago(self.today, 5..90);
        let agreement_on = self.days_ago(arose_on, 30..700);
        self.act(Command::Referral(C::RecordPreDisputeAgreement {
            referral_no,
            agreement_on,
            dispute_arose_on: arose_on,
        }))
        .map(drop)
    }

    fn days_ago(&mut self, day: NaiveDate, days: std::ops::Range<u64>) -> NaiveDate {
        let days = self.rng.random_range(days);
        day.checked_sub_days(Days::new(days)).unwrap_or(day)
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
                due_on - Days::new(early),
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

    pub(super) fn extend(&mut self, dispute: Dispute) -> Result<(), SimulationError> {
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
            .checked_sub_days(Days::new(late))
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
}
