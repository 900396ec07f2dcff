//! What lies between courts and office: letters that are lost, doubled, late and out of turn,
//! a broker that forgets its newest messages, and somebody who forges.
//!
//! Once healed it carries everything at once and in order.

use std::collections::BTreeSet;

use bytes::Bytes;
use medreg_domain::{CourtCode, Digest, Source};
use medreg_log::leaf_hash;
use medreg_node::transport::{Delivery, Message};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::forger;

/// What travels.
#[derive(Clone, Debug)]
pub(super) enum Letter {
    /// An event on its way to the broker, under the subject of a court.
    Event(CourtCode, Message),
    /// The office's receipt for a court.
    Receipt(usize, String),
    /// The office asks a court to send from an event on.
    Resend(usize, u64),
}

/// How bad it is, drawn once for a seed.
#[derive(Clone, Copy, Debug)]
struct Weather {
    lost: f64,
    doubled: f64,
    late: f64,
    late_max: u64,
    forged: f64,
}

/// The link, and what the broker holds.
#[derive(Debug)]
pub(super) struct Network {
    rng: ChaCha8Rng,
    weather: Weather,
    is_healed: bool,
    now: u64,
    flying: Vec<(u64, Letter)>,
    stream: Vec<Delivery>,
    /// The leaves that forged messages make, or would make.
    forged: BTreeSet<Digest>,
}

impl Network {
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut up_to = |most: f64| most * rng.random::<f64>();
        let weather = Weather {
            lost: up_to(0.3),
            doubled: up_to(0.2),
            late: up_to(0.5),
            late_max: 1,
            forged: up_to(0.05),
        };
        let late_max = rng.random_range(1..30);
        Self {
            rng,
            weather: Weather {
                late_max,
                ..weather
            },
            is_healed: false,
            now: 0,
            flying: Vec::new(),
            stream: Vec::new(),
            forged: BTreeSet::new(),
        }
    }

    /// From now on everything arrives, at once and in order.
    pub(super) fn heal(&mut self) {
        self.is_healed = true;
    }

    /// Sends a letter, whatever becomes of it.
    pub(super) fn send(&mut self, letter: Letter) {
        if self.is_healed {
            self.flying.push((self.now, letter));
            return;
        }
        if let Letter::Event(court, message) = &letter
            && self.rng.random_bool(self.weather.forged)
        {
            let (court, message) = forger::forge(&mut self.rng, *court, message);
            self.forged.insert(made_leaf(&message));
            self.fly(Letter::Event(court, message));
        }
        while self.rng.random_bool(self.weather.doubled) {
            self.fly(letter.clone());
        }
        if !self.rng.random_bool(self.weather.lost) {
            self.fly(letter);
        }
    }

    fn fly(&mut self, letter: Letter) {
        let late = if self.rng.random_bool(self.weather.late) {
            self.rng.random_range(0..=self.weather.late_max)
        } else {
            0
        };
        self.flying.push((self.now + late, letter));
    }

    /// A moment passes: what has come for the courts, while events go to the broker.
    pub(super) fn pass(&mut self) -> Vec<Letter> {
        self.now += 1;
        let (now, is_healed) = (self.now, self.is_healed);
        let is_due = |(due, _): &mut (u64, Letter)| is_healed || *due < now;
        let mut due: Vec<Letter> = self
            .flying
            .extract_if(.., is_due)
            .map(|(_, letter)| letter)
            .collect();
        if !is_healed && self.rng.random_bool(0.3) {
            due.shuffle(&mut self.rng);
        }
        let mut for_courts = Vec::new();
        for letter in due {
            match letter {
                Letter::Event(court, message) => self.keep(court, message),
                Letter::Receipt(..) | Letter::Resend(..) => for_courts.push(letter),
            }
        }
        for_courts
    }

    fn keep(&mut self, court: CourtCode, message: Message) {
        self.stream.push(Delivery {
            sequence: self.stream.len() as u64 + 1,
            subject_source: Some(Source::Court(court)),
            message_id: message.id,
            body: message.body,
            signature: Some(message.signature),
        });
    }

    /// The broker forgets its newest messages, acknowledged or not.
    pub(super) fn lose_tail(&mut self) -> usize {
        let lost = self.rng.random_range(0..=self.stream.len().min(20));
        self.stream.truncate(self.stream.len() - lost);
        lost
    }

    /// What the office reads behind a position it kept, `max` at most, and the position then;
    /// from the beginning where the broker holds another message there.
    pub(super) fn read(&self, kept: Option<&[u8]>, max: usize) -> (Vec<Delivery>, Vec<u8>) {
        let kept = kept.unwrap_or_default();
        let place = self.stream.iter().position(|it| position(it) == kept);
        let from = place.map_or(0, |place| place + 1);
        let to = (from + max).min(self.stream.len());
        let deliveries = self.stream[from..to].to_vec();
        let read = deliveries.last().map_or(kept.to_vec(), position);
        (deliveries, read)
    }

    /// How many messages the broker holds.
    pub(super) fn held(&self) -> usize {
        self.stream.len()
    }

    /// True if this leaf is one a forged message makes.
    pub(super) fn is_forged(&self, leaf: &Digest) -> bool {
        self.forged.contains(leaf)
    }
}

/// Where a message stands in the stream, and which it is.
fn position(delivery: &Delivery) -> Vec<u8> {
    format!("{} {}", delivery.sequence, leaf_hash(&delivery.body)).into_bytes()
}

/// The leaf that a message and its signature make, or would make.
fn made_leaf(message: &Message) -> Digest {
    let Message {
        body, signature, ..
    } = message;
    let ending = Bytes::from(format!("\n\n\u{2014} {signature}\n"));
    leaf_hash(&[body.as_ref(), ending.as_ref()].concat())
}
