//! What happens under a seed: one moment after another, at each of which one node does
//! something or something is done to it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::bench::Bench;
use super::desk::Desk;
use super::network::{Letter, Network};
use super::platter::Failure;
use super::proof::Proof;
use super::story::Story;
use super::{Broken, Counts, Sabotage, world};

/// Rounds within which all must have arrived once everything works again.
const ROUNDS_MAX: u32 = 200;

/// Messages the office reads at once, mostly; sometimes as many as catching up takes.
const READ_MAX: usize = 40;
const READ_MAX_CATCHING_UP: usize = 400;

/// Courts, office and what lies between them.
#[derive(Debug)]
pub(super) struct Federation {
    folder: PathBuf,
    sabotage: Sabotage,
    rng: ChaCha8Rng,
    now: DateTime<Utc>,
    moments: u64,
    courts: Vec<Bench>,
    desk: Desk,
    network: Network,
    /// Rules of oversight are looked at while it lives: what they find depends on when.
    audits: bool,
}

impl Federation {
    pub(super) fn begin(seed: u64, folder: &Path, sabotage: Sabotage) -> Result<Self, Broken> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let number = rng.random_range(2..=world::PLACES.len());
        let reference = world::reference();
        let mut courts = Vec::new();
        for place in 0..number {
            let folder = folder.join(format!("court-{place}"));
            std::fs::create_dir(&folder).map_err(Broken::of("make a court's folder"))?;
            let reference = std::sync::Arc::clone(&reference);
            courts.push(Bench::new(place, folder, seed, reference, sabotage));
        }
        let office = folder.join("office");
        std::fs::create_dir(&office).map_err(Broken::of("make the office's folder"))?;
        let long = rng.random_bool(0.05);
        let moments = rng.random_range(60..if long { 1_200 } else { 260 });
        let begun = world::day("2025-01-06").and_hms_opt(3, 0, 0);
        Ok(Self {
            folder: folder.to_owned(),
            sabotage,
            now: begun.unwrap_or_default().and_utc(),
            moments,
            courts,
            desk: Desk::begin(&office, seed, number)?,
            network: Network::new(seed ^ 0x006e_6574),
            audits: rng.random_bool(0.3),
            rng,
        })
    }

    /// Lives through all moments, heals, delivers everything, and proves what must hold.
    pub(super) fn live(mut self, story: &mut Story, counts: &mut Counts) -> Result<(), Broken> {
        for moment in 0..self.moments {
            self.now += TimeDelta::minutes(self.rng.random_range(1..600));
            self.raise(story, counts)?;
            let told = self.happen(counts)?;
            story.tell(format!("{moment} {told}"));
            self.deliver()?;
        }
        self.heal(story)?;
        counts.operations = self.desk.operations();
        let proof = Proof {
            folder: &self.folder,
            courts: &self.courts,
            desk: &self.desk,
            network: &self.network,
            audits: self.audits,
            sabotage: self.sabotage,
        };
        let (root, kept) = proof.hold()?;
        counts.kept = kept;
        story.tell(format!("all is there: {root}"));
        Ok(())
    }

    /// Opens what is down.
    fn raise(&mut self, story: &mut Story, counts: &mut Counts) -> Result<(), Broken> {
        for court in &mut self.courts {
            if court.is_down() {
                court.start(&mut self.rng, false)?;
                counts.crashes += 1;
                let (place, fell, size) = (court.place, court.fell(), court.size());
                story.tell(format!("court {place} opens at {size} after {fell}"));
            }
        }
        if self.desk.is_down() {
            self.desk.start(&mut self.rng, false)?;
            counts.crashes += 1;
            let size = self.desk.federal().map_or(0, |it| it.history().size());
            let (caught_up, fell) = (self.desk.caught_up, self.desk.fell());
            story.tell(format!(
                "the office opens at {size} after {fell}, its views catch up {caught_up}"
            ));
        }
        Ok(())
    }

    /// One thing happens.
    fn happen(&mut self, counts: &mut Counts) -> Result<String, Broken> {
        let at = self.rng.random_range(0..self.courts.len());
        let court = &mut self.courts[at];
        match self.rng.random_range(0..100) {
            0..36 => {
                let answered = court.act(&mut self.rng, self.now, self.sabotage)?;
                counts.recorded += answered.recorded;
                counts.refused += answered.refused;
                Ok(format!("court {at}: {answered:?}"))
            }
            36..58 => {
                let most = self.rng.random_range(1..30);
                let sent = court.send(&mut self.network, most)?;
                Ok(format!("court {at} sends {sent}"))
            }
            58..63 => {
                court.reconcile(self.desk.taken(at));
                Ok(format!("court {at} asks where it stands"))
            }
            63..84 => {
                let max = if self.rng.random_bool(0.1) {
                    READ_MAX_CATCHING_UP
                } else {
                    self.rng.random_range(1..READ_MAX)
                };
                let read = self.desk.take(&mut self.network, max)?;
                counts.read += read as u64;
                Ok(format!("the office reads {read}"))
            }
            84..91 => self.tend_office(),
            91..93 => {
                let lost = self.network.lose_tail();
                Ok(format!("the broker forgets {lost}"))
            }
            93..97 => {
                let failure = self.stopped_by();
                self.courts[at].stop(failure);
                Ok(format!("court {at} stops: {failure:?}"))
            }
            _ => {
                let failure = self.stopped_by();
                self.desk.stop(failure);
                Ok(format!("the office stops: {failure:?}"))
            }
        }
    }

    fn stopped_by(&mut self) -> Failure {
        if self.rng.random_bool(0.5) {
            Failure::Before
        } else {
            Failure::Power
        }
    }

    fn tend_office(&mut self) -> Result<String, Broken> {
        match self.rng.random_range(0..4) {
            0 => self
                .desk
                .flush()
                .map(|()| "the office writes its views".to_owned()),
            1 if self.audits => {
                let today = self.now.date_naive();
                self.desk
                    .audit(today)
                    .map(|()| "the office audits".to_owned())
            }
            2 => {
                self.desk.state(&mut self.rng, self.now)?;
                Ok("the office states a fact".to_owned())
            }
            _ => self
                .desk
                .publish()
                .map(|()| "the office publishes".to_owned()),
        }
    }

    /// What the network has for the courts comes in.
    fn deliver(&mut self) -> Result<usize, Broken> {
        let letters = self.network.pass();
        let count = letters.len();
        for letter in letters {
            match letter {
                Letter::Receipt(court, note) => self.courts[court].hear(&note)?,
                Letter::Resend(court, from) => self.courts[court].send_again(from),
                Letter::Event(..) => {}
            }
        }
        Ok(count)
    }

    /// The power fails once more, everywhere; then everything works, and all arrives.
    fn heal(&mut self, story: &mut Story) -> Result<(), Broken> {
        self.network.heal();
        for court in &mut self.courts {
            court.stop(Failure::Power);
            court.start(&mut self.rng, true)?;
        }
        self.desk.stop(Failure::Power);
        self.desk.start(&mut self.rng, true)?;
        for round in 0..ROUNDS_MAX {
            for court in &mut self.courts {
                court.reconcile(self.desk.taken(court.place));
                court.send(&mut self.network, u64::MAX)?;
            }
            self.deliver()?;
            let read = self.desk.take(&mut self.network, READ_MAX_CATCHING_UP)?;
            self.deliver()?;
            let has_all = |court: &Bench| self.desk.taken(court.place) == court.size();
            if read == 0 && self.courts.iter().all(has_all) {
                self.desk.publish()?;
                story.tell(format!("all arrived after {round} rounds"));
                return Ok(());
            }
        }
        let missing: Vec<String> = self
            .courts
            .iter()
            .map(|court| format!("{} of {}", self.desk.taken(court.place), court.size()))
            .collect();
        Err(Broken::new(format!(
            "the office does not get everything: {}, {} messages at the broker, kept aside {:?}",
            missing.join(", "),
            self.network.held(),
            self.desk
                .items()?
                .iter()
                .map(|item| item.0)
                .collect::<Vec<_>>(),
        )))
    }
}
