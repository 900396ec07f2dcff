//! The office as a node: its core on a disk that fails, its place in the stream, and what it
//! has published.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use medreg_domain::{Digest, Source};
use medreg_log::Checkpoint;
use medreg_node::Receipt;
use medreg_node::entropy::Entropy;
use medreg_node::federal::quarantine::Reason;
use medreg_node::federal::{Clock, Federal, FederalError};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::network::{Letter, Network};
use super::platter::{Failure, Platter};
use super::{Broken, plan, world};

/// Openings that may fail before one is let through.
const OPENINGS_MAX: u32 = 4;

/// The office.
#[derive(Debug)]
pub(super) struct Desk {
    folder: PathBuf,
    seed: u64,
    platter: Platter,
    federal: Option<Federal>,
    starts: u32,
    /// Every checkpoint that left the office.
    pub(super) published: Vec<Checkpoint>,
    /// Events the views had to catch up when it opened last.
    pub(super) caught_up: u64,
    /// The leaves of messages that are kept aside for good, as the office said itself.
    kept: Vec<Digest>,
}

/// A fact to be stated, on its day.
type Fact = (NaiveDate, medreg_domain::reference::event::ReferenceEvent);

impl Desk {
    /// Begins an office that knows the keys of so many courts.
    pub(super) fn begin(folder: &Path, seed: u64, courts: usize) -> Result<Self, Broken> {
        let platter = Platter::new(seed, false);
        Federal::create_on(platter.disk(), folder, &world::office_keys())
            .map_err(Broken::of("begin the office"))?;
        let mut desk = Self {
            folder: folder.to_owned(),
            seed,
            platter,
            federal: None,
            starts: 0,
            published: Vec::new(),
            caught_up: 0,
            kept: Vec::new(),
        };
        desk.open().map_err(Broken::of("open the office"))?;
        let begun = world::day("2025-01-01");
        let enrolled: Vec<Fact> = (0..courts)
            .map(|at| (begun, world::enrolment(at)))
            .collect();
        let at = begun.and_hms_opt(9, 0, 0).unwrap_or_default().and_utc();
        if let Some(federal) = &mut desk.federal {
            federal
                .state(&enrolled, at)
                .map_err(Broken::of("enrol the courts"))?;
        }
        Ok(desk)
    }

    fn open(&mut self) -> Result<(), FederalError> {
        self.starts += 1;
        let name = format!("office/{}", self.starts);
        let (federal, opening) = Federal::open_on(
            &self.platter.disk(),
            Clock::Events,
            &self.folder,
            world::office_keys(),
            Entropy::seeded(self.seed, &name),
            |_| {},
        )?;
        self.caught_up = opening.caught_up;
        self.federal = Some(federal);
        Ok(())
    }

    /// Opens the office, again and again where a crash falls into that.
    pub(super) fn start(&mut self, rng: &mut ChaCha8Rng, is_healed: bool) -> Result<(), Broken> {
        for attempt in 0.. {
            self.platter
                .settle()
                .map_err(Broken::of("put the store's files in place"))?;
            self.platter
                .plan(plan(rng).filter(|_| !is_healed && attempt < OPENINGS_MAX));
            match self.open() {
                Ok(()) => return self.keeps_what_it_kept(),
                Err(error) => self.goes_down(error)?,
            }
        }
        Ok(())
    }

    /// An error is believed only of a disk that failed.
    fn goes_down(&mut self, error: FederalError) -> Result<(), Broken> {
        if self.platter.failed().is_none() {
            return Err(Broken::new(format!(
                "the office failed by itself: {error:?}"
            )));
        }
        self.stop(Failure::Before);
        Ok(())
    }

    /// The office is gone, and with it what it remembered.
    pub(super) fn stop(&mut self, failure: Failure) {
        self.platter.stop(failure);
        self.federal = None;
    }

    /// What brought it down last.
    pub(super) fn fell(&self) -> String {
        self.platter.fell()
    }

    pub(super) fn is_down(&self) -> bool {
        self.federal.is_none()
    }

    pub(super) fn federal(&self) -> Option<&Federal> {
        self.federal.as_ref()
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Does one thing that may fail with the disk; what it gave, unless it did.
    fn attempt<T>(
        &mut self,
        act: impl FnOnce(&mut Federal) -> Result<T, FederalError>,
    ) -> Result<Option<T>, Broken> {
        let Some(federal) = &mut self.federal else {
            return Ok(None);
        };
        match act(federal) {
            Ok(done) => Ok(Some(done)),
            Err(error) => self.goes_down(error).map(|()| None),
        }
    }

    /// Takes in what the broker holds next, and answers.
    pub(super) fn take(&mut self, network: &mut Network, max: usize) -> Result<usize, Broken> {
        let Some(federal) = &self.federal else {
            return Ok(0);
        };
        let kept = federal.views().transport_position();
        let kept = kept.map_err(Broken::of("read the place in the stream"))?;
        let (deliveries, position) = network.read(kept.as_deref(), max);
        if deliveries.is_empty() {
            return Ok(0);
        }
        let count = deliveries.len();
        let taken = self.attempt(|federal| federal.take(deliveries, Some(&position)))?;
        let Some(taken) = taken else { return Ok(0) };
        for place in 0..world::PLACES.len() {
            let source = Source::Court(world::court(place));
            if taken.sources.contains(&source)
                && let Some(note) = self.receipt(place)
            {
                network.send(Letter::Receipt(place, note));
            }
            let gap = taken.gaps.iter().find(|(of, _)| *of == source);
            if let Some((_, from)) = gap {
                network.send(Letter::Resend(place, *from));
            }
        }
        self.note_what_is_kept()?;
        Ok(count)
    }

    /// How far the office is with a court, signed; none where it has taken nothing.
    fn receipt(&self, place: usize) -> Option<String> {
        let federal = self.federal.as_ref()?;
        let court = world::court(place);
        let head = federal.views().sources().head(Source::Court(court))?;
        let receipt = Receipt {
            court,
            courtseq: head.courtseq,
            leaf_hash: head.leaf_hash,
            position: federal.views().cursor().position,
        };
        receipt.sign(federal.key()).ok()
    }

    /// How many events of a court the office has taken.
    pub(super) fn taken(&self, place: usize) -> u64 {
        let source = Source::Court(world::court(place));
        let views = self.federal.as_ref().map(Federal::views);
        let head = views.and_then(|views| views.sources().head(source));
        head.map_or(0, |head| head.courtseq)
    }

    pub(super) fn publish(&mut self) -> Result<(), Broken> {
        if let Some(checkpoint) = self.attempt(Federal::publish)? {
            self.published.push(checkpoint);
        }
        Ok(())
    }

    /// Looks for findings and seals what the views say.
    pub(super) fn audit(&mut self, today: NaiveDate) -> Result<(), Broken> {
        self.attempt(|federal| {
            federal.audit(today)?;
            federal.seal(today)
        })?;
        Ok(())
    }

    /// States a fact that changes nothing for anybody here.
    pub(super) fn state(&mut self, rng: &mut ChaCha8Rng, at: DateTime<Utc>) -> Result<(), Broken> {
        let place = rng.random_range(0..world::PLACES.len());
        let office = format!("o-{}", rng.random_range(2..99));
        let fact = (at.date_naive(), world::appointment(place, &office));
        self.attempt(|federal| federal.state(&[fact], at))?;
        Ok(())
    }

    /// Writes the views out, as an office does that stops in good order.
    pub(super) fn flush(&mut self) -> Result<(), Broken> {
        self.attempt(|federal| Ok(federal.views().flush()?))?;
        Ok(())
    }

    /// What is kept for a bad signature is evidence, and stays.
    fn note_what_is_kept(&mut self) -> Result<(), Broken> {
        for item in self.items()? {
            if item.0 == Reason::BadSignature && !self.kept.contains(&item.1) {
                self.kept.push(item.1);
            }
        }
        Ok(())
    }

    fn keeps_what_it_kept(&mut self) -> Result<(), Broken> {
        let items = self.items()?;
        let lost = self
            .kept
            .iter()
            .find(|kept| !items.iter().any(|item| item.1 == **kept));
        match lost {
            None => Ok(()),
            Some(lost) => Err(Broken::new(format!(
                "the office lost the message {lost} that it had kept aside"
            ))),
        }
    }

    /// What is kept aside: why, and the leaf it makes.
    pub(super) fn items(&self) -> Result<Vec<(Reason, Digest)>, Broken> {
        let Some(federal) = &self.federal else {
            return Ok(Vec::new());
        };
        let items = federal.quarantine().items();
        let items = items.map_err(Broken::of("read what is kept aside"))?;
        Ok(items
            .into_iter()
            .map(|(_, item)| (item.reason, item.leaf_hash()))
            .collect())
    }

    pub(super) fn operations(&self) -> u64 {
        self.platter.operations()
    }
}
