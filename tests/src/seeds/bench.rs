//! A court as a node: its core on a disk that fails, its outbox, and what it has promised.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use medreg_domain::Digest;
use medreg_domain::reference::Reference;
use medreg_log::{TileReader, leaf_hash};
use medreg_node::Receipt;
use medreg_node::court::{Court, CourtError, message};
use medreg_node::entropy::Entropy;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::clerk::Clerk;
use super::network::{Letter, Network};
use super::platter::{Failure, Platter};
use super::{Broken, Sabotage, plan, world};

/// Events a court sends at once.
const SENT_MAX: u64 = 40;

/// Openings that may fail before one is let through.
const OPENINGS_MAX: u32 = 4;

/// A court.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) place: usize,
    folder: PathBuf,
    seed: u64,
    reference: Arc<Reference>,
    platter: Platter,
    court: Option<Court>,
    /// What is durable and may travel.
    log: Option<TileReader>,
    starts: u32,
    /// By how much its clock is wrong.
    skew: TimeDelta,
    /// Events sent, as far as it remembers.
    sent: u64,
    /// How far the office was when it was asked last, if something was missing there.
    behind: Option<u64>,
    /// The leaf of every event that somebody was told is recorded.
    promised: Vec<Digest>,
}

/// What became of some requests.
#[derive(Debug, Default)]
pub(super) struct Answered {
    pub(super) recorded: u64,
    pub(super) refused: u64,
}

impl Bench {
    pub(super) fn new(
        place: usize,
        folder: PathBuf,
        seed: u64,
        reference: Arc<Reference>,
        sabotage: Sabotage,
    ) -> Self {
        let lies = sabotage == Sabotage::LyingDisk;
        Self {
            place,
            folder,
            seed,
            reference,
            platter: Platter::new(seed ^ (place as u64 + 1) << 32, lies),
            court: None,
            log: None,
            starts: 0,
            skew: TimeDelta::zero(),
            sent: 0,
            behind: None,
            promised: Vec::new(),
        }
    }

    /// Opens the court, again and again where a crash falls into that.
    pub(super) fn start(&mut self, rng: &mut ChaCha8Rng, is_healed: bool) -> Result<(), Broken> {
        if !is_healed && rng.random_bool(0.5) {
            self.skew = TimeDelta::minutes(rng.random_range(-2_880..=2_880));
        }
        for attempt in 0.. {
            self.starts += 1;
            self.platter
                .plan(plan(rng).filter(|_| !is_healed && attempt < OPENINGS_MAX));
            let name = format!("{}/{}", self.place, self.starts);
            let opened = Court::open_on(
                self.platter.disk(),
                world::court(self.place),
                &self.folder,
                world::court_key(self.place),
                Arc::clone(&self.reference),
                Entropy::seeded(self.seed, &name),
            );
            match opened {
                Ok((court, _)) => {
                    self.log = court.reader();
                    self.court = Some(court);
                    return self.keeps_its_promises();
                }
                Err(error) => self.goes_down(error)?,
            }
        }
        Ok(())
    }

    /// An error is believed only of a disk that failed.
    fn goes_down(&mut self, error: CourtError) -> Result<(), Broken> {
        if self.platter.failed().is_none() {
            return Err(Broken::new(format!(
                "court {} failed by itself: {error:?}",
                self.place
            )));
        }
        self.stop(Failure::Before);
        Ok(())
    }

    /// The court is gone, and with it what it remembered.
    pub(super) fn stop(&mut self, failure: Failure) {
        self.platter.stop(failure);
        self.court = None;
        self.log = None;
        self.behind = None;
    }

    /// What brought it down last.
    pub(super) fn fell(&self) -> String {
        self.platter.fell()
    }

    pub(super) fn is_down(&self) -> bool {
        self.court.is_none()
    }

    /// Acts once or a few times, then makes it durable and tells who asked.
    pub(super) fn act(
        &mut self,
        rng: &mut ChaCha8Rng,
        now: DateTime<Utc>,
        sabotage: Sabotage,
    ) -> Result<Answered, Broken> {
        let mut answered = Answered::default();
        let Some(court) = &mut self.court else {
            return Ok(answered);
        };
        let mut recorded = Vec::new();
        for number in 0..rng.random_range(1..=5) {
            let now = now + self.skew + TimeDelta::milliseconds(number);
            let request = Clerk {
                rng: &mut *rng,
                court,
                place: self.place,
                now,
            }
            .request();
            match court.act(request) {
                Ok(acted) => recorded.extend(acted.messages),
                Err(CourtError::Rejected(_)) => answered.refused += 1,
                Err(error) => {
                    self.goes_down(error)?;
                    return Ok(answered);
                }
            }
        }
        let hashes = recorded.iter().map(|message| {
            let leaf = format!(
                "{}\n\n\u{2014} {}\n",
                String::from_utf8_lossy(&message.body),
                message.signature
            );
            leaf_hash(leaf.as_bytes())
        });
        let hashes: Vec<Digest> = hashes.collect();
        if sabotage == Sabotage::HastyPromise {
            self.promised.extend(&hashes);
        }
        match court.commit() {
            Ok(()) => {
                answered.recorded = hashes.len() as u64;
                self.log = court.reader();
                self.promise()?;
            }
            Err(error) => self.goes_down(error)?,
        }
        Ok(answered)
    }

    /// Everything durable counts as promised: another court, or the next start, may rely on it.
    fn promise(&mut self) -> Result<(), Broken> {
        let Some(log) = &self.log else { return Ok(()) };
        for index in self.promised.len() as u64..log.size() {
            let leaf = log
                .leaf(index)
                .map_err(Broken::of("read the court's log"))?;
            self.promised.push(leaf_hash(&leaf));
        }
        Ok(())
    }

    /// What was promised is in the log, in its place.
    pub(super) fn keeps_its_promises(&mut self) -> Result<(), Broken> {
        let Some(log) = self.log.clone() else {
            return Ok(());
        };
        for (index, promised) in (0..).zip(&self.promised) {
            let leaf = log.leaf(index).map(|leaf| leaf_hash(&leaf)).ok();
            if leaf != Some(*promised) {
                return Err(Broken::new(format!(
                    "court {} lost event {} that it had acknowledged",
                    self.place,
                    index + 1
                )));
            }
        }
        self.promise()
    }

    /// Sends some of what was not sent yet.
    pub(super) fn send(&mut self, network: &mut Network, most: u64) -> Result<u64, Broken> {
        let Some(log) = &self.log else { return Ok(0) };
        let from = self.sent.min(log.size());
        let to = log.size().min(from + most.min(SENT_MAX));
        log.leaves(from..to, |_, leaf| {
            let message = message(leaf)?;
            network.send(Letter::Event(world::court(self.place), message));
            Ok::<_, CourtError>(())
        })
        .map_err(Broken::of("read what is to be sent"))?;
        self.sent = to;
        Ok(to - from)
    }

    /// Sends from an event on again.
    pub(super) fn send_again(&mut self, from: u64) {
        self.sent = self.sent.min(from.saturating_sub(1));
    }

    /// Hears how far the office is: what it has taken must be this court's own.
    pub(super) fn hear(&mut self, note: &str) -> Result<(), Broken> {
        let Some(log) = &self.log else { return Ok(()) };
        let court = world::court(self.place);
        let office = world::office_keys().federal.vkey();
        let receipt = Receipt::open(note.as_bytes(), &office, court)
            .map_err(Broken::of("believe the office's receipt"))?;
        let own = log.leaf(receipt.courtseq - 1).ok();
        if own.map(|leaf| leaf_hash(&leaf)) == Some(receipt.leaf_hash) {
            return Ok(());
        }
        Err(Broken::new(format!(
            "the office has event {} of court {} with other bytes than its log",
            receipt.courtseq, self.place
        )))
    }

    /// Asks how far the office is; what was missing there both times is sent again.
    pub(super) fn reconcile(&mut self, taken: u64) {
        let size = self.size();
        if taken < size && self.behind == Some(taken) {
            self.send_again(taken + 1);
        }
        self.behind = (taken < size).then_some(taken);
    }

    pub(super) fn size(&self) -> u64 {
        self.log.as_ref().map_or(0, TileReader::size)
    }

    /// Every leaf of the log, in order.
    pub(super) fn leaves(&self) -> Result<Vec<Vec<u8>>, Broken> {
        let mut leaves = Vec::new();
        if let Some(log) = &self.log {
            log.leaves(0..log.size(), |_, leaf| {
                leaves.push(leaf.to_vec());
                Ok::<_, CourtError>(())
            })
            .map_err(Broken::of("read the court's log"))?;
        }
        Ok(leaves)
    }
}
