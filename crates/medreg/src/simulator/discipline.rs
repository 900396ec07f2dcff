//! Complaints, quality reviews, proceedings, sanctions and appeals in simulated lives.

use medreg_domain::entry::command::EntryCommand as C;
use medreg_domain::entry::event::{
    AppealOutcome, Appealed, Complainant, ComplaintGround, LiftReason, ProceedingOutcome,
    ReviewResult, SanctionKind,
};
use medreg_domain::{AppealId, Command, ComplaintId, EntryNo, ProceedingId};
use rand::RngExt;

use super::life::{Life, Task, after};
use super::mediators;
use super::{SimulationError, quality_body};

/// A step of discipline.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Complaint,
    Review,
    Proceeding(Option<ComplaintId>),
    Outcome(ProceedingId),
    Lift,
    Appeal(Option<ProceedingId>, Appealed),
    Decision(AppealId),
}

/// Whom it is about: the candidate and the entry.
type About = (usize, EntryNo);

impl Life {
    /// Somebody complains of a mediator whose entry is kept here.
    pub(super) fn plan_complaint(&mut self, entry_no: EntryNo) {
        let mut entered = self.entered.iter();
        let Some(who) = entered
            .find(|entered| entered.entry_no == entry_no)
            .map(|e| e.who)
        else {
            return;
        };
        let days = self.rng.random_range(2..20);
        self.plan_discipline((who, entry_no), days, Step::Complaint);
    }

    /// Half of those whose entries were ended against their will turn to the court.
    pub(super) fn plan_removal_appeal(&mut self, about: About) {
        if self.percent(50) {
            let days = self.rng.random_range(3..20);
            self.plan_discipline(about, days, Step::Appeal(None, Appealed::Removal));
        }
    }

    /// A quality body looks at a mediator's procedures.
    pub(super) fn plan_review(&mut self, about: About) {
        let days = self.rng.random_range(60..300);
        self.plan_discipline(about, days, Step::Review);
    }

    fn plan_discipline(&mut self, about: About, days: u64, step: Step) {
        let (who, entry_no) = about;
        let step = mediators::Step::Discipline(entry_no, step);
        self.plan(after(self.today, days), Task::Mediator(who, step));
    }

    pub(super) fn discipline_step(
        &mut self,
        about: About,
        step: Step,
    ) -> Result<(), SimulationError> {
        match step {
            Step::Complaint => self.complain(about),
            Step::Review => self.review(about),
            Step::Proceeding(complaint_id) => self.proceed(about, complaint_id),
            Step::Outcome(proceeding_id) => self.conclude(about, proceeding_id),
            Step::Lift => self.lift_suspension(about.1),
            Step::Appeal(proceeding_id, against) => self.appeal(about, proceeding_id, against),
            Step::Decision(appeal_id) => self.decide_appeal(about, appeal_id),
        }
    }

    fn complain(&mut self, about: About) -> Result<(), SimulationError> {
        let complaint_id = ComplaintId(self.uuid());
        let ground = [
            ComplaintGround::Conduct,
            ComplaintGround::Costs,
            ComplaintGround::Impartiality,
        ][self.rng.random_range(0..3)];
        let command = C::ReceiveComplaint {
            complaint_id,
            entry_no: about.1,
            by: Complainant::Party,
            ground,
            referral_no: None,
        };
        if self.act(Command::Entry(command))? && self.percent(75) {
            let days = self.rng.random_range(3..10);
            self.plan_discipline(about, days, Step::Proceeding(Some(complaint_id)));
        }
        Ok(())
    }

    fn review(&mut self, about: About) -> Result<(), SimulationError> {
        let result = match self.rng.random_range(0..100) {
            0..78 => ReviewResult::Sound,
            78..90 => ReviewResult::Remarks,
            _ => ReviewResult::Breach,
        };
        let Some(body) = quality_body(self.rng.random_range(1..=3)) else {
            return Ok(());
        };
        let reviewed = self.act(Command::Entry(C::RecordQualityReview {
            entry_no: about.1,
            body,
            result,
        }))?;
        if reviewed && result == ReviewResult::Breach {
            self.plan_discipline(about, 5, Step::Proceeding(None));
        }
        Ok(())
    }

    fn proceed(
        &mut self,
        about: About,
        complaint_id: Option<ComplaintId>,
    ) -> Result<(), SimulationError> {
        let proceeding_id = ProceedingId(self.uuid());
        if self.act(Command::Entry(C::OpenProceeding {
            proceeding_id,
            entry_no: about.1,
            complaint_id,
            body: "SRO-BOARD".to_owned(),
        }))? {
            let days = self.rng.random_range(10..40);
            self.plan_discipline(about, days, Step::Outcome(proceeding_id));
        }
        Ok(())
    }

    fn conclude(
        &mut self,
        about: About,
        proceeding_id: ProceedingId,
    ) -> Result<(), SimulationError> {
        let entry_no = about.1;
        let breach = self.percent(55);
        let outcome = if breach {
            ProceedingOutcome::BreachConfirmed
        } else {
            ProceedingOutcome::Dismissed
        };
        self.act(Command::Entry(C::CloseProceeding {
            proceeding_id,
            entry_no,
            outcome,
        }))?;
        if !breach {
            return Ok(());
        }
        let (sanction, against) = if self.is_live(entry_no) && self.percent(50) {
            let suspend = C::SuspendMediator {
                proceeding_id,
                entry_no,
            };
            (suspend, Appealed::Suspension)
        } else {
            let warn = C::RecordSanction {
                proceeding_id,
                entry_no,
                kind: SanctionKind::Warning,
            };
            (warn, Appealed::Sanction)
        };
        if !self.act(Command::Entry(sanction))? {
            return Ok(());
        }
        if self.percent(50) {
            let days = self.rng.random_range(5..25);
            let step = Step::Appeal(Some(proceeding_id), against);
            self.plan_discipline(about, days, step);
        } else if against == Appealed::Suspension && self.percent(40) {
            let days = self.rng.random_range(30..120);
            self.plan_discipline(about, days, Step::Lift);
        }
        Ok(())
    }

    /// The ground of a suspension fell away before its end.
    fn lift_suspension(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let reason = LiftReason::GroundFellAway;
        self.act(Command::Entry(C::LiftSuspension { entry_no, reason }))
            .map(drop)
    }

    fn appeal(
        &mut self,
        about: About,
        proceeding_id: Option<ProceedingId>,
        against: Appealed,
    ) -> Result<(), SimulationError> {
        let appeal_id = AppealId(self.uuid());
        if self.act(Command::Entry(C::LodgeAppeal {
            appeal_id,
            entry_no: about.1,
            against,
            proceeding_id,
        }))? {
            let days = self.rng.random_range(20..60);
            self.plan_discipline(about, days, Step::Decision(appeal_id));
        }
        Ok(())
    }

    fn decide_appeal(&mut self, about: About, appeal_id: AppealId) -> Result<(), SimulationError> {
        let outcome = match self.rng.random_range(0..100) {
            0..45 => AppealOutcome::Won,
            45..90 => AppealOutcome::Lost,
            _ => AppealOutcome::Withdrawn,
        };
        self.act(Command::Entry(C::DecideAppeal {
            appeal_id,
            entry_no: about.1,
            outcome,
            effective_on: None,
        }))
        .map(drop)
    }
}
