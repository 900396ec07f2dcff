//! A court's desk in simulated lives: rooms, information, contacts, and the fund that pays
//! the coordinator.

use medreg_domain::fund::command::FundCommand;
use medreg_domain::fund::event::AllocationPurpose;
use medreg_domain::outreach::command::OutreachCommand;
use medreg_domain::outreach::event::{ContactParty, ContactTopic, InformationChannel, Slot};
use medreg_domain::{AllocationId, Command, Money, RoomId};
use rand::RngExt;

use super::SimulationError;
use super::life::{Life, Task, after};

/// A step of the desk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    OpenRoom,
    MoveRoom,
    Inform,
    Contact,
    Pay,
}

/// Days between two payments of the coordinator.
const PAY_DAYS: u64 = 91;

impl Life {
    /// Plans what the desk does again and again.
    pub(super) fn plan_desk(&mut self) {
        let start = self.knobs.start();
        let mut begin = |days: u64, step: Step| {
            let tasks = self.agenda.entry(after(start, days)).or_default();
            tasks.push(Task::Desk(step));
        };
        begin(0, Step::OpenRoom);
        begin(20, Step::Inform);
        begin(9, Step::Contact);
        begin(PAY_DAYS, Step::Pay);
        begin(250, Step::MoveRoom);
    }

    pub(super) fn desk_step(&mut self, step: Step) -> Result<(), SimulationError> {
        match step {
            Step::OpenRoom => self.open_room(1),
            Step::MoveRoom => {
                if let Some(room) = room(1) {
                    self.act(Command::Outreach(OutreachCommand::CloseRoom { room }))?;
                }
                self.open_room(2)
            }
            Step::Inform => self.inform(),
            Step::Contact => self.contact(),
            Step::Pay => self.pay_coordinator(),
        }
    }

    /// The room that is open today, if one is.
    pub(super) fn room(&self) -> Option<RoomId> {
        let rooms = &self.court.docket().rooms;
        rooms.open_on(self.today).next()
    }

    fn open_room(&mut self, number: u32) -> Result<(), SimulationError> {
        let at = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let slot = |weekday| Slot {
            weekday,
            from: at(9),
            to: at(13),
        };
        let Some(room) = room(number) else {
            return Ok(());
        };
        let hours = (1..=5).map(slot).collect();
        self.act(Command::Outreach(OutreachCommand::OpenRoom { room, hours }))
            .map(drop)
    }

    fn inform(&mut self) -> Result<(), SimulationError> {
        let channel = [
            InformationChannel::Leaflet,
            InformationChannel::Talk,
            InformationChannel::Page,
        ][self.rng.random_range(0..3)];
        let language = (if self.percent(60) { "kk" } else { "ru" }).parse().ok();
        if let Some(language) = language {
            let count = self.rng.random_range(5..200);
            self.act(Command::Outreach(OutreachCommand::ProvideInformation {
                channel,
                category: None,
                language,
                count,
                note: None,
            }))?;
        }
        let day = after(self.today, self.rng.random_range(20..60));
        self.plan(day, Task::Desk(Step::Inform));
        Ok(())
    }

    fn contact(&mut self) -> Result<(), SimulationError> {
        let with = [
            ContactParty::Mediator,
            ContactParty::Party,
            ContactParty::Sro,
        ][self.rng.random_range(0..3)];
        let topic = [
            ContactTopic::Registration,
            ContactTopic::Referral,
            ContactTopic::Information,
        ][self.rng.random_range(0..3)];
        let answered_on = self.percent(80).then_some(self.today);
        self.act(Command::Outreach(OutreachCommand::LogContact {
            with,
            topic,
            answered_on,
            note: None,
        }))?;
        let day = after(self.today, self.rng.random_range(5..25));
        self.plan(day, Task::Desk(Step::Contact));
        Ok(())
    }

    /// Sets four fifths of the fund aside each quarter and pays the coordinator from it.
    fn pay_coordinator(&mut self) -> Result<(), SimulationError> {
        let amount = Money::tiyin(self.court.docket().fund.balance() / 5 * 4);
        let allocation_id = AllocationId(self.uuid());
        // A court whose secretary is its registrar has no coordinator to pay.
        let held = self.held(self.today).first().copied();
        let allocated = amount.amount_minor > 0
            && held.is_some()
            && self.act(Command::Fund(FundCommand::AllocateRevenue {
                allocation_id,
                amount,
                purpose: AllocationPurpose::CoordinatorPay,
            }))?;
        if let (true, Some(office)) = (allocated, held) {
            self.act(Command::Fund(FundCommand::PayCoordinator {
                allocation_id,
                office,
                amount,
            }))?;
        }
        self.plan(after(self.today, PAY_DAYS), Task::Desk(Step::Pay));
        Ok(())
    }
}

fn room(number: u32) -> Option<RoomId> {
    format!("R-{number}").parse().ok()
}
