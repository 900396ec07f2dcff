//! The federal office at work: reads the inbox, takes events in, answers courts and people.
//!
//! One task owns the core; everything else speaks to it through bounded channels.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Days, NaiveDate, Utc};
use medreg_domain::{CourtCode, Source};
use medreg_projections::statistics::Period;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{JoinSet, block_in_place, spawn_blocking};
use tokio::time::{Instant, Interval, MissedTickBehavior};

use super::intake::{Prepared, Taken};
use super::keyring::{Keyring, KeyringError};
use super::reading::{self, Batch};
use super::request::Request;
use super::{Federal, FederalError, history_folder};
use crate::asking::{ANSWER_BYTES_MAX, Answer, Question, sign_public_key};
use crate::published::Published;
use crate::query::{self, QueryError, QueryHandle};
use crate::receipt::Receipt;
use crate::stop::Stop;
use crate::transport::{Ask, Asks, FederalLink, LinkError, StartOver, StreamPosition};

mod key_copies;

/// Requests of people that may wait.
const REQUESTS_MAX: usize = 256;

/// A request with the way back.
pub type Asked = (Request, oneshot::Sender<Result<Value, ServeError>>);

/// Why the office could not answer, or cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// History, views or quarantine failed.
    #[error(transparent)]
    Federal(#[from] FederalError),
    /// A question could not be answered.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The link failed for good.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The data keys failed.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// The inbox is no longer read: a bug, never to be served through.
    #[error("the inbox is no longer read: start the office again")]
    ReaderStopped,
    /// The office has stopped.
    #[error("the federal office has stopped")]
    Stopped,
}

/// How often an office does what it does by itself.
#[derive(Clone, Copy, Debug)]
pub struct Intervals {
    /// Signs a checkpoint.
    pub checkpoint: Duration,
    /// Looks for findings; never by itself if absent.
    pub audit: Option<Duration>,
}

/// Speaks to a serving office; clones share it.
#[derive(Clone, Debug)]
pub struct FederalHandle {
    requests: mpsc::Sender<Asked>,
    queries: QueryHandle,
    published: Published,
    progress: watch::Receiver<Progress>,
}

/// How far an office has come, by what is durable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Progress {
    position: u64,
    court_events: u64,
}

impl Progress {
    fn of(federal: &Federal) -> Self {
        let position = federal.views().cursor().position;
        let own = federal
            .source_head(Source::Federal)
            .map_or(0, |head| head.seq);
        Self {
            position,
            court_events: position - own,
        }
    }
}

/// A federal office with its link, ready to run.
#[derive(Debug)]
pub struct FederalService {
    federal: Federal,
    keyring: Arc<Keyring>,
    queries: QueryHandle,
    link: FederalLink,
    requests: mpsc::Receiver<Asked>,
    progress: watch::Sender<Progress>,
    intervals: Intervals,
    taken: Counts,
    started_over: Option<StartedOver>,
}

/// When and why the stream was read from its first message again.
#[derive(Clone, Copy, Debug)]
struct StartedOver {
    times: u64,
    reason: StartOver,
    at: DateTime<Utc>,
}

/// What came in since the start.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    recorded: u64,
    duplicates: u64,
    kept_aside: u64,
    stream_sequence: u64,
}

impl FederalHandle {
    /// Asks the office. Questions to the views are answered beside what it does.
    pub async fn ask(&self, mut request: Request) -> Result<Value, ServeError> {
        if let Request::Query(query) = request {
            return self.beside(move |queries| queries.answer(&query)).await;
        }
        if let Request::Release { on } = request {
            let made = self.beside(move |queries| queries.make_release(on)).await?;
            request = Request::Released(Box::new(made));
        }
        let (reply, answer) = oneshot::channel();
        self.requests
            .send((request, reply))
            .await
            .map_err(|_| ServeError::Stopped)?;
        answer.await.map_err(|_| ServeError::Stopped)?
    }

    /// Asks the views beside what the office does.
    async fn beside<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&QueryHandle) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, ServeError> {
        let queries = self.queries.clone();
        let answered = spawn_blocking(move || ask(&queries)).await;
        Ok(answered.map_err(|_| ServeError::Stopped)??)
    }

    /// Releases the figures of the last quarter once so many days have passed since its end, if
    /// that was not done yet.
    pub async fn release_if_due(&self, today: NaiveDate, after: Days) -> Result<(), ServeError> {
        let quarter = Period::quarter_before(today);
        let is_due = quarter.last().last_day() + after <= today;
        if is_due && self.queries.release(Some(quarter)).is_none() {
            self.ask(Request::Release { on: today }).await?;
        }
        Ok(())
    }

    /// Who answers questions to the views.
    pub fn queries(&self) -> &QueryHandle {
        &self.queries
    }

    /// The history as it is published.
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// Waits until the views hold `position` events, durably.
    pub async fn reached(&self, position: u64) -> Result<(), ServeError> {
        self.until(|progress| progress.position >= position).await
    }

    /// Waits until the views hold so many events of courts, durably; what the office states
    /// itself does not count.
    pub async fn has_taken(&self, court_events: u64) -> Result<(), ServeError> {
        self.until(|progress| progress.court_events >= court_events)
            .await
    }

    async fn until(&self, holds: impl Fn(&Progress) -> bool) -> Result<(), ServeError> {
        let mut watched = self.progress.clone();
        let waited = watched.wait_for(|progress| holds(progress)).await;
        waited.map(drop).map_err(|_| ServeError::Stopped)
    }

    /// Events in the views now.
    pub fn position(&self) -> u64 {
        self.progress.borrow().position
    }
}

impl FederalService {
    /// An office on a link, and the handle to speak to it.
    pub fn new(
        federal: Federal,
        keyring: Keyring,
        link: FederalLink,
        intervals: Intervals,
    ) -> (Self, FederalHandle) {
        let (sender, requests) = mpsc::channel(REQUESTS_MAX);
        let (progress, watched) = watch::channel(Progress::of(&federal));
        let keyring = Arc::new(keyring);
        let queries = federal.queries(Arc::clone(&keyring));
        let published = Published::of(history_folder(federal.folder()));
        let service = Self {
            federal,
            keyring,
            queries: queries.clone(),
            link,
            requests,
            progress,
            intervals,
            taken: Counts::default(),
            started_over: None,
        };
        (
            service,
            FederalHandle {
                requests: sender,
                queries,
                published,
                progress: watched,
            },
        )
    }

    /// Runs until `stop` turns true or something fails for good; gives the core back.
    pub async fn run(mut self, mut stop: Stop) -> Result<Federal, ServeError> {
        self.mend_keys().await?;
        let position = self.stored_position()?;
        let mut asks = self.link.serve_asks().await?;
        let (sender, mut batches) = mpsc::channel(reading::BATCHES_AHEAD);
        // Dropping the set ends the reader with the service.
        let mut reader = JoinSet::new();
        reader.spawn(reading::read_ahead(self.link.clone(), position, sender));
        let mut tick = ticks(self.intervals.checkpoint);
        let mut audits = self.intervals.audit.map(ticks);
        loop {
            tokio::select! {
                biased;
                () = stop.asked() => break,
                Some(asked) = self.requests.recv() => self.answer_person(asked).await,
                Some(ask) = asks.next() => self.answer_court(ask).await,
                _ = tick.tick() => self.publish()?,
                () = next(&mut audits) => self.audit()?,
                read = batches.recv() => match read {
                    Some(read) => self.take(read).await?,
                    None => return Err(ServeError::ReaderStopped),
                },
            }
        }
        self.drain(&mut asks).await;
        self.publish()?;
        block_in_place(|| self.federal.views().flush()).map_err(FederalError::from)?;
        Ok(self.federal)
    }

    fn stored_position(&self) -> Result<Option<StreamPosition>, ServeError> {
        let stored = self
            .federal
            .views()
            .transport_position()
            .map_err(FederalError::from)?;
        Ok(stored.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Questions that wait are answered before the office stops.
    async fn drain(&mut self, asks: &mut Asks) {
        while let Ok(Some(ask)) = tokio::time::timeout(Duration::ZERO, asks.next()).await {
            self.answer_court(ask).await;
        }
    }

    fn tell_progress(&self) {
        self.progress.send_replace(Progress::of(&self.federal));
    }

    /// Looks for findings as they stand today, and seals what the views say.
    #[tracing::instrument(skip_all)]
    fn audit(&mut self) -> Result<(), ServeError> {
        let today = Utc::now().date_naive();
        let changed = block_in_place(|| self.federal.audit(today))?;
        if changed > 0 {
            tracing::info!(changed, "Findings changed: {changed} raised or closed");
        }
        block_in_place(|| self.federal.seal(today))?;
        self.tell_progress();
        Ok(())
    }

    fn publish(&mut self) -> Result<(), ServeError> {
        block_in_place(|| self.federal.publish())?;
        Ok(())
    }

    async fn take(&mut self, read: Result<Batch, LinkError>) -> Result<(), ServeError> {
        let Batch {
            prepared,
            position,
            sequence,
            started_over,
        } = read?;
        if let Some(reason) = started_over {
            self.note_start_over(reason);
        }
        self.taken.stream_sequence = sequence;
        if prepared.is_empty() {
            return Ok(());
        }
        let taken = self.take_in(prepared, position.as_deref())?;
        self.taken.recorded += taken.recorded;
        self.taken.duplicates += taken.duplicates;
        self.taken.kept_aside += taken.kept_aside;
        self.tell_progress();
        for court in taken.sources.iter().filter_map(|source| source.court()) {
            self.send_receipt(court).await;
        }
        for (source, from) in taken.gaps {
            self.ask_again(source, from).await;
        }
        Ok(())
    }

    #[tracing::instrument(
        skip_all,
        fields(messages = prepared.len(), recorded, duplicates, kept_aside)
    )]
    fn take_in(
        &mut self,
        prepared: Prepared,
        position: Option<&[u8]>,
    ) -> Result<Taken, ServeError> {
        let taken = block_in_place(|| self.federal.take_prepared(prepared, position))?;
        tracing::Span::current()
            .record("recorded", taken.recorded)
            .record("duplicates", taken.duplicates)
            .record("kept_aside", taken.kept_aside);
        Ok(taken)
    }

    /// The stream lost what was read, or is another one: what it lacks, the courts send again.
    fn note_start_over(&mut self, reason: StartOver) {
        tracing::warn!(
            reason = reason.code(),
            "The stream is not as it was read ({reason}): reading from its first message, duplicates drop"
        );
        self.started_over = Some(StartedOver {
            times: self.started_over.map_or(0, |before| before.times) + 1,
            reason,
            at: Utc::now(),
        });
    }

    /// The office's word on how far it is with a court; none where it has taken nothing.
    fn receipt(&self, court: CourtCode) -> Option<String> {
        let head = self.federal.source_head(Source::Court(court))?;
        let receipt = Receipt {
            court,
            courtseq: head.seq,
            leaf_hash: head.leaf_hash,
            position: self.federal.views().cursor().position,
        };
        receipt.sign(self.federal.key()).ok()
    }

    async fn send_receipt(&self, court: CourtCode) {
        // A receipt that is lost is told again by the next one, or when the court asks.
        if let Some(note) = self.receipt(court)
            && let Err(error) = self.link.send_receipt(court, Bytes::from(note)).await
        {
            tracing::debug!(court.id = %court, error = %error, "Could not send a receipt to court `{court}`");
        }
    }

    async fn ask_again(&self, source: Source, from: u64) {
        let Some(court) = source.court() else { return };
        tracing::warn!(court.id = %court, court.seq = from, "Court `{court}` has a gap at {from}; asked it to resend");
        let request = json!({"court": court, "from": from}).to_string();
        if let Err(error) = self.link.send_resend(court, Bytes::from(request)).await {
            tracing::debug!(court.id = %court, error = %error, "Could not ask court `{court}` to resend");
        }
    }

    #[tracing::instrument(skip_all, fields(court.id = %ask.court))]
    async fn answer_court(&mut self, ask: Ask) {
        let court = ask.court;
        let answer = match serde_json::from_slice(&ask.request) {
            Ok(question) => self.answer_question(court, question).await,
            Err(error) => Answer::Refused {
                detail: format!("the question is malformed: {error}"),
            },
        };
        let sent = match serde_json::to_vec(&answer) {
            Ok(bytes) => ask.answer(Bytes::from(bytes)).await,
            Err(_) => return,
        };
        if let Err(error) = sent {
            tracing::debug!(court.id = %court, error = %error, "Could not answer court `{court}`");
        }
    }

    async fn answer_question(&mut self, court: CourtCode, question: Question) -> Answer {
        match question {
            Question::Office => Answer::Office {
                note: sign_public_key(&self.keyring.public_key(), self.federal.key()),
            },
            Question::Standing => Answer::Standing {
                note: self.receipt(court),
            },
            Question::Reference { from } => match block_in_place(|| self.reference_from(from)) {
                Ok(leaves) => Answer::Reference { leaves },
                Err(error) => Answer::Refused {
                    detail: error.to_string(),
                },
            },
            Question::PutKeys { keys } => {
                for key in &keys {
                    if let Err(error) = self.keep_key(key).await {
                        tracing::warn!(court.id = %court, error = %error, "Could not keep a data key of court `{court}`");
                        return Answer::Refused {
                            detail: error.to_string(),
                        };
                    }
                }
                Answer::Kept { keys: keys.len() }
            }
        }
    }

    /// The office's own leaves from a sequence on, as many as fit an answer.
    fn reference_from(&self, from: u64) -> Result<Vec<String>, FederalError> {
        let views = self.federal.views();
        let last = views
            .sources()
            .head(Source::Federal)
            .map_or(0, |head| head.courtseq);
        let reader = self.federal.history().reader();
        let mut leaves = Vec::new();
        let mut bytes = 0;
        for courtseq in from.max(1)..=last {
            let Some(position) = views.position_of(Source::Federal, courtseq)? else {
                break;
            };
            let leaf = String::from_utf8_lossy(&reader.leaf(position)?).into_owned();
            bytes += leaf.len() * 2;
            if bytes > ANSWER_BYTES_MAX && !leaves.is_empty() {
                break;
            }
            leaves.push(leaf);
        }
        Ok(leaves)
    }

    #[tracing::instrument(skip_all)]
    async fn answer_person(&mut self, (request, reply): Asked) {
        let is_status = matches!(request, Request::Status);
        let erases = matches!(request, Request::Erase { .. });
        let mut answer = block_in_place(|| self.answer(request));
        if erases && answer.is_ok() {
            self.purge_erased().await;
        }
        if is_status && let Ok(status) = &mut answer {
            // Without the broker the office still stands; what the stream holds is unknown then.
            let state = if self.link.is_connected() {
                self.link.stream_state().await.ok()
            } else {
                None
            };
            status["stream"]["last_sequence"] = json!(state.map(|state| state.last_sequence));
        }
        // Whoever asked may have left.
        drop(reply.send(answer));
    }

    fn answer(&mut self, request: Request) -> Result<Value, ServeError> {
        let is_status = matches!(request, Request::Status);
        let mut answer = self.federal.answer(&self.queries, request)?;
        if is_status {
            answer["stream"]["taken"] = json!(self.taken.stream_sequence);
            answer["stream"]["started_over"] =
                json!(self.started_over.map(|it| {
                    json!({"times": it.times, "reason": it.reason.code(), "at": it.at})
                }));
            answer["taken"] = json!({
                "recorded": self.taken.recorded,
                "duplicates": self.taken.duplicates,
                "kept_aside": self.taken.kept_aside,
            });
        }
        self.tell_progress();
        Ok(answer)
    }
}

impl Federal {
    /// How the office stands, by what is committed.
    pub fn status(&self) -> Result<Value, FederalError> {
        let cursor = self.views().cursor();
        let checkpoint = self.history().published().map(|signed| {
            let checkpoint = signed.checkpoint();
            json!({"size": checkpoint.size, "root": checkpoint.root})
        });
        let quarantine = self.quarantine();
        let today = self
            .views()
            .sources()
            .heads()
            .iter()
            .map(|(_, head)| head.time.date_naive())
            .max();
        let (open, overdue) = self.views().open_and_overdue(today.unwrap_or_default())?;
        Ok(json!({
            "open": open,
            "overdue": overdue,
            "position": cursor.position,
            "checkpoint": checkpoint,
            "stream": {"last_sequence": Value::Null, "taken": Value::Null, "started_over": Value::Null},
            "courts": query::courts(
                self.views(),
                |source| quarantine.waiting(source),
                |source| self.is_paused(source),
            ),
            "entries": cursor.entries,
            "referrals": cursor.referrals,
            "quarantine": quarantine.len(),
            "quarantine_reasons": quarantine.by_reason(),
            "quarantine_oldest_s": quarantine.oldest().map(|since| (Utc::now() - since).num_seconds()),
            "findings": cursor.findings,
        }))
    }
}

fn ticks(every: Duration) -> Interval {
    let mut ticks = tokio::time::interval_at(Instant::now() + every, every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

async fn next(ticks: &mut Option<Interval>) {
    match ticks {
        Some(ticks) => drop(ticks.tick().await),
        None => std::future::pending().await,
    }
}
