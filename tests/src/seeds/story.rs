//! What happened under a seed, told line by line: the same seed tells the same.

use medreg_domain::Digest;
use medreg_log::leaf_hash;

/// The story of one seed.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Kept only where somebody wants to read it.
    lines: Option<Vec<String>>,
    digest: Vec<u8>,
}

impl Story {
    pub(super) fn new(is_told: bool) -> Self {
        Self {
            lines: is_told.then(Vec::new),
            digest: Vec::new(),
        }
    }

    pub(super) fn tell(&mut self, line: String) {
        self.digest.extend_from_slice(line.as_bytes());
        self.digest = leaf_hash(&self.digest).0.to_vec();
        if let Some(lines) = &mut self.lines {
            lines.push(line);
        }
    }

    pub(super) fn lines(&self) -> &[String] {
        self.lines.as_deref().unwrap_or_default()
    }

    /// Of all lines.
    pub(super) fn digest(&self) -> Digest {
        leaf_hash(&self.digest)
    }
}
