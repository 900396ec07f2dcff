//! One court's life: an agenda of acts, lived day by day through the law, never around it.
//!
//! A life follows from the seed and the court's code alone, so courts may live side by
//! side, in one process or many, and always live the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use medreg_domain::{Code, Command, CourtCode, Digest, Event, EventId, OfficeId};
use medreg_node::court::{Court, CourtError, DataKey, Person, Request};
use medreg_node::transport::Message;
use rand::{Rng, RngExt};
use rand_chacha::ChaCha20Rng;

use super::disputes::Dispute;
use super::mediators::{Candidate, Entered};
use super::people::NameLists;
use super::reorganisation::{Reorganisation, TakeOver};
use super::{Knobs, SimulationError};

/// Of a hundred acts, how many are recorded some days late.
const LATE_PERCENT: u32 = 2;

/// Of a thousand acts, how many come with a wrong input first.
const MISTAKES_PER_MILLE: u32 = 8;

/// A step of something under way.
#[derive(Debug)]
pub(super) enum Task {
    /// About a person who wants to be entered, or is.
    Mediator(usize, super::mediators::Step),
    /// About a dispute.
    Dispute(usize, super::disputes::Step),
    /// At the desk.
    Desk(super::desk::Step),
    /// About something recorded before.
    Correction(super::corrections::Step),
}

/// What a court did in a span of days.
#[derive(Debug, Default)]
pub(crate) struct Lived {
    /// Events by the day they were recorded on.
    pub(crate) messages: BTreeMap<NaiveDate, Vec<Message>>,
    /// Data keys of what was sealed.
    pub(crate) data_keys: Vec<DataKey>,
    /// The requests, where they are kept for another process to repeat.
    pub(crate) requests: Vec<Request>,
}

/// A court and all that is under way in it.
#[derive(Debug)]
pub(crate) struct Life {
    pub(super) court: Court,
    pub(super) rng: ChaCha20Rng,
    pub(super) names: Arc<NameLists>,
    pub(super) knobs: Knobs,
    pub(super) offices: Vec<OfficeId>,
    pub(super) agenda: BTreeMap<NaiveDate, Vec<Task>>,
    pub(super) candidates: BTreeMap<usize, Candidate>,
    pub(super) entered: Vec<Entered>,
    pub(super) disputes: Vec<Dispute>,
    /// How and when the court ends, if it does.
    pub(super) ending: Option<Reorganisation>,
    pub(super) handed_over: bool,
    /// The courts it takes over from.
    pub(super) takes_over: Vec<TakeOver>,
    /// The day that is lived next.
    pub(crate) today: NaiveDate,
    disputes_per_day: f64,
    clock: DateTime<Utc>,
    spells: Vec<(NaiveDate, NaiveDate)>,
    keeps_requests: bool,
    lived: Lived,
    /// What the last act made happen.
    pub(super) made: Vec<Event>,
    /// The ids of those events.
    pub(super) made_ids: Vec<EventId>,
    /// Refusals by code: a court is told no, and goes on.
    pub(crate) refused: BTreeMap<Code, u64>,
}

impl Life {
    /// A life that begins on the first day.
    pub(super) fn new(
        court: Court,
        knobs: Knobs,
        offices: Vec<OfficeId>,
        disputes: f64,
        names: Arc<NameLists>,
        rng: ChaCha20Rng,
    ) -> Self {
        let days = (knobs.end() - knobs.start()).num_days().max(1);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand days")]
        let working_days = days as f64 * 247.0 / 365.0;
        let mut life = Self {
            court,
            rng,
            names,
            knobs,
            offices,
            agenda: BTreeMap::new(),
            candidates: BTreeMap::new(),
            entered: Vec::new(),
            disputes: Vec::new(),
            ending: None,
            handed_over: false,
            takes_over: Vec::new(),
            today: knobs.start(),
            disputes_per_day: disputes / working_days,
            clock: DateTime::UNIX_EPOCH,
            spells: Vec::new(),
            keeps_requests: false,
            lived: Lived::default(),
            made: Vec::new(),
            made_ids: Vec::new(),
            refused: BTreeMap::new(),
        };
        life.plan_spells();
        life.plan_mediators(disputes);
        life.plan_desk();
        life
    }

    /// Keeps every request for another process to repeat.
    pub(crate) fn keep_requests(&mut self) {
        self.keeps_requests = true;
    }

    /// The court's code.
    pub(crate) fn code(&self) -> CourtCode {
        self.court.code()
    }

    /// The court.
    pub(crate) fn court_mut(&mut self) -> &mut Court {
        &mut self.court
    }

    /// The court sequence of its last event.
    pub(crate) fn head_seq(&self) -> u64 {
        self.court.head().map_or(0, |head| head.seq)
    }

    /// True if the court's line is down on a day.
    pub(crate) fn is_offline(&self, day: NaiveDate) -> bool {
        self.spells
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&day))
    }

    /// Lives from today to before `until`.
    pub(crate) fn live(&mut self, until: NaiveDate) -> Result<Lived, SimulationError> {
        while self.today < until {
            self.live_day()?;
            self.today = after(self.today, 1);
        }
        Ok(std::mem::take(&mut self.lived))
    }

    fn live_day(&mut self) -> Result<(), SimulationError> {
        let is_working = self
            .court
            .reference()
            .calendar
            .is_working(self.today)
            .unwrap_or(true);
        if !is_working {
            return Ok(());
        }
        // Nine in the morning at UTC+5.
        self.clock = self
            .today
            .and_hms_opt(4, 0, 0)
            .unwrap_or_default()
            .and_utc();
        if self.has_ended() {
            return self.hand_over();
        }
        self.take_over()?;
        while let Some(entry) = self
            .agenda
            .first_entry()
            .filter(|entry| *entry.key() <= self.today)
        {
            for task in entry.remove() {
                match task {
                    Task::Mediator(who, step) => self.mediator_step(who, step)?,
                    Task::Dispute(which, step) => self.dispute_step(which, step)?,
                    Task::Desk(step) => self.desk_step(step)?,
                    Task::Correction(step) => self.correction_step(step)?,
                }
            }
        }
        for _ in 0..self.arrivals() {
            self.begin_dispute()?;
        }
        Ok(())
    }

    /// How many disputes come today: the whole of the mean, and one more by its fraction.
    fn arrivals(&mut self) -> u32 {
        let spread = self.disputes_per_day * self.rng.random_range(0.4..1.6);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let whole = spread as u32;
        whole
            + u32::from(
                self.rng
                    .random_bool((spread - f64::from(whole)).clamp(0.0, 1.0)),
            )
    }

    fn plan_spells(&mut self) {
        let mut day = self.knobs.start();
        while day < self.knobs.end() {
            day = after(day, self.rng.random_range(20..200));
            let length = self.rng.random_range(1..12);
            if self.rng.random_bool(0.5) {
                self.spells.push((day, after(day, length)));
            }
        }
    }

    /// Puts a task on the agenda of the first working day at or after `day`.
    pub(super) fn plan(&mut self, day: NaiveDate, task: Task) {
        let day = self
            .court
            .reference()
            .calendar
            .roll(day)
            .unwrap_or(day)
            .max(after(self.today, 1));
        self.agenda.entry(day).or_default().push(task);
    }

    /// Acts today for today, now and then after a mistake.
    pub(super) fn act(&mut self, command: impl Into<Command>) -> Result<bool, SimulationError> {
        self.act_on(self.today, command)
    }

    /// Acts today for a day that may lie back.
    pub(super) fn act_on(
        &mut self,
        on: NaiveDate,
        command: impl Into<Command>,
    ) -> Result<bool, SimulationError> {
        let command = command.into();
        if self.rng.random_range(0..1000) < MISTAKES_PER_MILLE {
            let wrong = super::mistakes::of(&command, &mut self.rng);
            if let Some((wrong, days_ahead)) = wrong {
                self.request(after(on, days_ahead), wrong, None)?;
            }
        }
        self.request(on, command, None)
    }

    /// Enters a mediator with name and contact.
    pub(super) fn register(
        &mut self,
        command: Command,
        person: Person,
    ) -> Result<bool, SimulationError> {
        self.request(self.today, command, Some(person))
    }

    /// The offices that are held on a day.
    pub(super) fn held(&self, on: NaiveDate) -> Vec<OfficeId> {
        let (code, reference) = (self.code(), self.court.reference());
        let offices = self.offices.iter().copied();
        offices
            .filter(|office| reference.holder(code, *office, on).is_some())
            .collect()
    }

    /// An office that acts for a day; where none is held, the registrar signs by its code.
    fn office_on(&mut self, on: NaiveDate) -> OfficeId {
        let held = self.held(on);
        let among = if held.is_empty() {
            &self.offices
        } else {
            &held
        };
        among[self.rng.random_range(0..among.len())]
    }

    fn request(
        &mut self,
        on: NaiveDate,
        command: Command,
        person: Option<Person>,
    ) -> Result<bool, SimulationError> {
        self.clock += TimeDelta::seconds(self.rng.random_range(2..20));
        let office = self.office_on(on);
        let request = Request {
            recorded_at: self.clock,
            on,
            office,
            command,
            person,
        };
        if self.keeps_requests {
            self.lived.requests.push(request.clone());
        }
        match self.court.act(request) {
            Ok(acted) => {
                let ids = acted
                    .messages
                    .iter()
                    .filter_map(|message| message.id.map(EventId));
                self.made_ids = ids.collect();
                self.lived
                    .messages
                    .entry(self.today)
                    .or_default()
                    .extend(acted.messages);
                self.lived.data_keys.extend(acted.data_keys);
                self.made = acted.events;
                Ok(true)
            }
            Err(CourtError::Rejected(rejection)) => {
                *self.refused.entry(rejection.code).or_default() += 1;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Days by which an act is recorded late: almost always none.
    pub(super) fn late_days(&mut self) -> u64 {
        if self.rng.random_range(0..100) < LATE_PERCENT {
            self.rng.random_range(1..6)
        } else {
            0
        }
    }

    /// A number for an identity, sortable by the day it was given.
    pub(super) fn uuid(&mut self) -> uuid::Uuid {
        let mut random = [0; 10];
        self.rng.fill_bytes(&mut random);
        let millis = u64::try_from(self.clock.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A hash of something that never leaves the court.
    pub(super) fn secret_hash(&mut self) -> Digest {
        let mut bytes = [0; 32];
        self.rng.fill_bytes(&mut bytes);
        Digest(bytes)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }
}

/// The day so many days later.
pub(super) fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}
