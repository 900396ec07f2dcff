//! A simulated federation in one process: lives on one side, the office on the other, the
//! embedded link between them. What is published is published in one order, so equal knobs
//! give equal histories, byte for byte.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate};
use indicatif::ProgressBar;
use medreg_domain::CourtCode;
use medreg_log::{Disk, VerifierKey};
use medreg_node::court::publisher::{HandOverError, hand_over};
use medreg_node::court::{Court, DataKey};
use medreg_node::entropy::{Entropy, derive};
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::request::Request;
use medreg_node::federal::service::{FederalHandle, FederalService, Intervals, ServeError};
use medreg_node::federal::{Clock, Federal};
use medreg_node::query::hex;
use medreg_node::transport::{
    AskError, BATCH_MAX, CourtLink, Embedded, FederalLink, Message, PublishError,
};
use rayon::prelude::*;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::exit::{Failure, chain};
use crate::output;
use crate::simulator::{Knobs, Life, Lived, ORIGIN, World, court_key};

/// Days lived at a time, on every core, before they are published.
const SPAN_DAYS: u64 = 7;

/// Spans that may be lived ahead of what is published.
const SPANS_AHEAD: usize = 2;

/// Questions asked again before a court gives up on a silent office: a minute in all.
const ATTEMPTS_MAX: u32 = 12;

/// How often the office signs while history comes in; it audits when the history asks it to.
const INTERVALS: Intervals = Intervals {
    checkpoint: Duration::from_secs(1),
    audit: None,
};

/// What a simulated history came to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Summary {
    pub(crate) events: u64,
    pub(crate) courts: usize,
    pub(crate) entries: u64,
    pub(crate) referrals: u64,
    pub(crate) findings: u64,
    pub(crate) position: u64,
    pub(crate) root: String,
    pub(crate) origin: &'static str,
    pub(crate) vkey: String,
    pub(crate) register_digest: String,
    pub(crate) statistics_digest: String,
    pub(crate) refused: u64,
    pub(crate) seconds: f64,
}

/// A federation at work.
pub(crate) struct Federation {
    world: Arc<World>,
    office: FederalHandle,
    office_key: VerifierKey,
    log_key: VerifierKey,
    running: JoinHandle<Result<Federal, ServeError>>,
    stop: medreg_node::StopSwitch,
    courts: Vec<Outbox>,
    lives: Vec<Life>,
    published: u64,
    begun: Instant,
}

/// One court's way to the office.
struct Outbox {
    code: CourtCode,
    link: CourtLink,
    waiting: VecDeque<Message>,
    keys: Vec<DataKey>,
    sent: u64,
}

/// Where the office of a simulated federation keeps what it has.
pub(crate) fn office_folder(data: &Path) -> PathBuf {
    data.join("federal")
}

/// Where a court of a simulated federation keeps what it has.
pub(crate) fn court_folder(data: &Path, code: CourtCode) -> PathBuf {
    data.join("courts").join(code.to_string())
}

/// Writes what the command line needs to know an office again.
pub(crate) fn write_public_keys(
    office: &Path,
    log: &VerifierKey,
    federal: &VerifierKey,
) -> std::io::Result<()> {
    std::fs::write(office.join("log.vkey"), format!("{log}\n"))?;
    std::fs::write(office.join("federal.vkey"), format!("{federal}\n"))?;
    std::fs::write(
        office.join("audit.policy"),
        format!("log {log}\nquorum none\n"),
    )
}

impl Federation {
    /// Begins a federation in an empty folder; with `court_logs` every court keeps its own log.
    pub(crate) async fn begin(
        data: &Path,
        knobs: Knobs,
        court_logs: bool,
    ) -> Result<Self, Failure> {
        let begun = Instant::now();
        let world = Arc::new(World::new(knobs)?);
        let keys = world.office_keys()?;
        let (office_key, log_key) = (keys.federal.vkey(), keys.log.vkey());
        let folder = office_folder(data);
        std::fs::create_dir_all(&folder)?;
        write_public_keys(&folder, &log_key, &office_key)?;
        Federal::create(&folder, &keys)?;
        // Kept so that the folder is an office like any other once the lives have ended.
        for (name, key) in [("log.key", &keys.log), ("federal.key", &keys.federal)] {
            medreg_node::secret::create(&folder.join(name), &key.seed())
                .map_err(|error| Failure::Unreachable(chain(&error)))?;
        }
        let entropy = Entropy::seeded(knobs.seed, "federal/entropy");
        let disk = Disk::default();
        let (mut federal, _) =
            Federal::open_on(&disk, Clock::Events, &folder, keys, entropy, |_| {})?;
        let (facts, at) = world.facts();
        federal.state(facts, at)?;
        let keyring = open_keyring(&folder, knobs.seed)?;
        let hub = Embedded::open(&data.join("hub-keys"))
            .map_err(|error| Failure::Unreachable(chain(&error)))?;
        let link = FederalLink::embedded(&hub);
        let (service, office) = FederalService::new(federal, keyring, link, INTERVALS);
        let (stop, stopped) = medreg_node::stop();
        let running = tokio::spawn(service.run(stopped));
        let lives = begin_lives(&world, court_logs.then_some(data))?;
        // It answers people once it listens to courts.
        office.ask(Request::Status).await?;
        let courts = world
            .courts
            .iter()
            .map(|(code, _)| Outbox::new(*code, CourtLink::embedded(&hub, *code)))
            .collect();
        Ok(Self {
            world,
            office,
            office_key,
            log_key,
            running,
            stop,
            courts,
            lives,
            published: 0,
            begun,
        })
    }

    /// The office, to be asked.
    pub(crate) fn office(&self) -> &FederalHandle {
        &self.office
    }

    /// The last day of the history.
    pub(crate) fn today(&self) -> NaiveDate {
        self.lives
            .first()
            .map_or(self.world.knobs.end(), |life| life.today)
    }

    /// How many courts have no line to the office today.
    pub(crate) fn offline(&self) -> usize {
        let today = self.today();
        self.lives
            .iter()
            .filter(|life| life.is_offline(today))
            .count()
    }

    /// Lives through the whole history and waits until the office has it.
    pub(crate) async fn live_history(&mut self, bar: &ProgressBar) -> Result<(), Failure> {
        match self.live_and_publish(bar).await {
            Err(failure) if self.running.is_finished() => Err(self.why_stopped(failure).await),
            lived => lived,
        }
    }

    /// The office's own reason, where it has stopped and a court only found nobody there.
    async fn why_stopped(&mut self, failure: Failure) -> Failure {
        match (&mut self.running).await {
            Ok(Err(error)) => error.into(),
            Err(error) => Failure::Bug(error.into()),
            Ok(Ok(_)) => failure,
        }
    }

    async fn live_and_publish(&mut self, bar: &ProgressBar) -> Result<(), Failure> {
        let (sender, mut spans) = mpsc::channel(SPANS_AHEAD);
        let mut lives = std::mem::take(&mut self.lives);
        let (start, end) = (self.world.knobs.start(), self.world.knobs.end());
        let living = tokio::task::spawn_blocking(move || {
            let mut from = start;
            while from < end {
                let until = (from + chrono::Days::new(SPAN_DAYS)).min(end);
                let span = live_span(&mut lives, until);
                let failed = span.is_err();
                if sender.blocking_send((from, until, span)).is_err() || failed {
                    break;
                }
                from = until;
            }
            lives
        });
        let mut ticker = output::Ticker::new("days lived");
        while let Some((from, until, span)) = spans.recv().await {
            self.publish_span(from, until, span?).await?;
            self.audit_quarter(from, until).await?;
            let days = u64::try_from((until - start).num_days()).unwrap_or(0);
            bar.set_position(days);
            ticker.tick(days);
        }
        self.lives = living.await.map_err(|error| Failure::Bug(error.into()))?;
        self.publish_waiting().await?;
        self.audit(end).await?;
        self.office.has_taken(self.published).await?;
        Ok(())
    }

    /// Lives one more day, at a human pace.
    pub(crate) async fn live_day(&mut self) -> Result<(), Failure> {
        let today = self.today();
        let until = today + chrono::Days::new(1);
        let span = tokio::task::block_in_place(|| live_span(&mut self.lives, until))?;
        self.publish_span(today, until, span).await?;
        self.office.has_taken(self.published).await?;
        Ok(())
    }

    /// Publishes what was lived, day by day and court by court; courts that are off wait.
    async fn publish_span(
        &mut self,
        from: NaiveDate,
        until: NaiveDate,
        mut span: Vec<(Lived, Vec<NaiveDate>)>,
    ) -> Result<(), Failure> {
        for (outbox, (lived, _)) in self.courts.iter_mut().zip(&mut span) {
            outbox.keys.append(&mut lived.data_keys);
        }
        let mut day = from;
        while day < until {
            for (outbox, (lived, offline)) in self.courts.iter_mut().zip(&mut span) {
                outbox
                    .waiting
                    .extend(lived.messages.remove(&day).unwrap_or_default());
                if !offline.contains(&day) {
                    self.published += outbox.publish(&self.office_key).await?;
                }
            }
            day = day.succ_opt().unwrap_or(NaiveDate::MAX);
        }
        Ok(())
    }

    /// Looks for findings where a quarter ends within a span of days.
    async fn audit_quarter(&self, from: NaiveDate, until: NaiveDate) -> Result<(), Failure> {
        let quarter = |day: NaiveDate| (day.year(), day.month0() / 3);
        if quarter(from) == quarter(until) {
            return Ok(());
        }
        self.audit(until).await
    }

    /// Looks for findings, once everything published is in: so that what the office states
    /// has its place in the history whatever the pace.
    async fn audit(&self, as_of: NaiveDate) -> Result<(), Failure> {
        self.office.has_taken(self.published).await?;
        self.office.ask(Request::Audit { as_of }).await?;
        Ok(())
    }

    /// Publishes what courts that were off still hold.
    async fn publish_waiting(&mut self) -> Result<(), Failure> {
        for outbox in &mut self.courts {
            self.published += outbox.publish(&self.office_key).await?;
        }
        Ok(())
    }

    /// Stops the office and sums up.
    pub(crate) async fn finish(self) -> Result<Summary, Failure> {
        self.stop.stop();
        let federal = self
            .running
            .await
            .map_err(|error| Failure::Bug(error.into()))??;
        let cursor = federal.views().cursor();
        let digests = federal.views().digests()?;
        Ok(Summary {
            events: cursor.position,
            courts: self.world.courts.len(),
            entries: cursor.entries,
            referrals: cursor.referrals,
            findings: cursor.findings,
            position: cursor.position,
            root: federal.history().root().to_string(),
            origin: ORIGIN,
            vkey: self.log_key.to_string(),
            register_digest: hex(&digests.register),
            statistics_digest: hex(&digests.statistics),
            refused: self
                .lives
                .iter()
                .flat_map(|life| life.refused.values())
                .sum(),
            seconds: self.begun.elapsed().as_secs_f64(),
        })
    }
}

/// The office's keyring in a simulated federation.
pub(crate) fn open_keyring(office: &Path, seed: u64) -> Result<Keyring, Failure> {
    let secret = derive(seed, "office/wrap");
    let path = office.join("wrap.key");
    if !path.exists() {
        medreg_node::secret::create(&path, &secret)
            .map_err(|error| Failure::Unreachable(chain(&error)))?;
    }
    Keyring::open(&office.join("data-keys"), secret)
        .map_err(|error| Failure::Unreachable(chain(&error)))
}

fn begin_lives(world: &World, logs: Option<&Path>) -> Result<Vec<Life>, Failure> {
    let mut lives = Vec::with_capacity(world.courts.len());
    for (code, _) in &world.courts {
        let court = match logs {
            Some(data) => Some(open_court(world, data, *code)?),
            None => None,
        };
        lives.push(world.life(*code, court)?);
    }
    Ok(lives)
}

/// A simulated court with a log of its own.
pub(crate) fn open_court(world: &World, data: &Path, code: CourtCode) -> Result<Court, Failure> {
    let key = court_key(world.knobs.seed, code).map_err(|error| Failure::Bug(error.into()))?;
    let folder = court_folder(data, code);
    let reference = Arc::clone(world.reference());
    Ok(Court::repeat(
        code,
        &folder,
        key,
        reference,
        world.court_entropy(code),
    )?)
}

/// Every court lives until a day, on every core; with each, the days it is off.
fn live_span(
    lives: &mut [Life],
    until: NaiveDate,
) -> Result<Vec<(Lived, Vec<NaiveDate>)>, Failure> {
    let lived: Result<Vec<_>, crate::simulator::SimulationError> = lives
        .par_iter_mut()
        .map(|life| {
            let from = life.today;
            let lived = life.live(until)?;
            life.court_mut().commit()?;
            let days = from.iter_days().take_while(|day| *day < until);
            let offline = days.filter(|day| life.is_offline(*day)).collect();
            Ok((lived, offline))
        })
        .collect();
    Ok(lived?)
}

impl Outbox {
    fn new(code: CourtCode, link: CourtLink) -> Self {
        Self {
            code,
            link,
            waiting: VecDeque::new(),
            keys: Vec::new(),
            sent: 0,
        }
    }

    /// Publishes everything that waits; returns how much that was.
    async fn publish(&mut self, office: &VerifierKey) -> Result<u64, Failure> {
        let mut attempts = 0;
        while !self.keys.is_empty() {
            attempts += 1;
            match hand_over(&self.link, &self.keys, office).await {
                Ok(()) => self.keys.clear(),
                // An office busy catching up answers later; one that has stopped says so elsewhere.
                Err(HandOverError::Ask(AskError::TimedOut { .. })) if attempts < ATTEMPTS_MAX => {}
                Err(error) => return Err(Failure::Unreachable(chain(&error))),
            }
        }
        let mut published = 0;
        while !self.waiting.is_empty() {
            let some: Vec<Message> = self
                .waiting
                .drain(..self.waiting.len().min(BATCH_MAX))
                .collect();
            let count = some.len() as u64;
            self.link
                .publish(self.sent + 1, &some)
                .await
                .map_err(|error: PublishError| {
                    Failure::Unreachable(format!(
                        "court {} cannot publish: {}",
                        self.code,
                        chain(&error)
                    ))
                })?;
            self.sent += count;
            published += count;
        }
        Ok(published)
    }
}
