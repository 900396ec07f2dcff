//! Randomness: the operating system's, or a seed's, so that a simulated life repeats.

use chrono::{DateTime, Utc};
use rand::rngs::{SysError, SysRng};
use rand::{Rng, SeedableRng, TryRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Where a node's random bytes come from.
#[derive(Clone, Debug)]
pub enum Entropy {
    /// The operating system.
    System,
    /// A seed: the same bytes in the same order, for simulated lives only.
    Seeded(Box<ChaCha20Rng>),
}

impl Entropy {
    /// Bytes that follow from a seed and a name.
    pub fn seeded(seed: u64, name: &str) -> Self {
        Self::Seeded(Box::new(ChaCha20Rng::from_seed(derive(seed, name))))
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> Result<[u8; N], SysError> {
        let mut bytes = [0; N];
        match self {
            Self::System => SysRng.try_fill_bytes(&mut bytes)?,
            Self::Seeded(rng) => rng.fill_bytes(&mut bytes),
        }
        Ok(bytes)
    }

    /// An identity that sorts by the instant it was given.
    pub fn uuid(&mut self, at: DateTime<Utc>) -> Result<Uuid, SysError> {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        Ok(Builder::from_unix_timestamp_millis(millis, &self.bytes()?).into_uuid())
    }
}

/// Thirty-two bytes that follow from a seed and a name: keys of simulated nodes.
pub fn derive(seed: u64, name: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"medreg/simulated/v1\0");
    hash.update(seed.to_be_bytes());
    hash.update(name.as_bytes());
    hash.finalize().into()
}
