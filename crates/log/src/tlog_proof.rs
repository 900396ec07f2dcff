//! A proof in a text file, after C2SP `tlog-proof`: it checks with no network.
//!
//! Ours carry the leaf itself as extra data, so that the one file shows what was stated, that
//! it stands in the log, and who signed the log's head.

use std::fmt;
use std::str::FromStr;

use base64::prelude::{BASE64_STANDARD, Engine};
use medreg_domain::Digest;

use crate::checkpoint::Checkpoint;
use crate::proof::{ProofError, verify_inclusion};
use crate::tree::leaf_hash;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A tree of 2^64 leaves has no more hashes on a path.
const HASHES_MAX: usize = 64;

/// A leaf's place in a log, the hashes up to the root, and the log's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// The leaf, byte for byte, if the file carries it.
    pub leaf: Option<Vec<u8>>,
    /// Its index.
    pub index: u64,
    /// The inclusion proof, leaf side first.
    pub hashes: Vec<Digest>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

/// The text is no proof of this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no proof of the form c2sp.org/tlog-proof@v1: {0}")]
pub struct TlogProofError(&'static str);

impl TlogProof {
    /// Checks that the leaf stands where the proof says, by a checkpoint that was believed.
    pub fn verify(&self, leaf: &[u8], checkpoint: &Checkpoint) -> Result<(), ProofError> {
        let (index, hash) = (self.index, leaf_hash(leaf));
        verify_inclusion(index, checkpoint.size, hash, &self.hashes, checkpoint.root)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{HEADER}")?;
        if let Some(leaf) = &self.leaf {
            writeln!(out, "extra {}", BASE64_STANDARD.encode(leaf))?;
        }
        writeln!(out, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(out, "{hash}")?;
        }
        write!(out, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = TlogProofError;

    fn from_str(text: &str) -> Result<Self, TlogProofError> {
        let (proof, checkpoint) = text
            .split_once("\n\n")
            .ok_or(TlogProofError("no empty line before the checkpoint"))?;
        let mut lines = proof.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(TlogProofError("another first line"));
        }
        let mut line = lines.next();
        let extra = line.and_then(|line| line.strip_prefix("extra "));
        let leaf = extra
            .map(|base64| BASE64_STANDARD.decode(base64))
            .transpose()
            .map_err(|_| TlogProofError("the extra data is not base64"))?;
        if leaf.is_some() {
            line = lines.next();
        }
        let index = line
            .and_then(|line| line.strip_prefix("index "))
            .and_then(|text| text.parse::<u64>().ok().filter(|n| n.to_string() == text))
            .ok_or(TlogProofError("no index, a decimal number"))?;
        let hashes: Vec<Digest> = lines
            .take(HASHES_MAX + 1)
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| TlogProofError("a line is no hash"))?;
        if hashes.len() > HASHES_MAX {
            return Err(TlogProofError("it has more than 64 hashes"));
        }
        Ok(Self {
            leaf,
            index,
            hashes,
            checkpoint: checkpoint.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Frontier, SignedCheckpoint, SigningKey, inclusion_proof};

    const LEAVES: [&str; 3] = ["one", "two", "three"];

    fn proof(index: u64) -> (TlogProof, Checkpoint) {
        let mut tree = Frontier::default();
        let hashes = LEAVES.map(|leaf| leaf_hash(leaf.as_bytes()));
        for hash in &hashes {
            tree.append(*hash);
        }
        let checkpoint = Checkpoint {
            origin: "register.example".to_owned(),
            size: 3,
            root: tree.root(),
        };
        let key = SigningKey::from_seed("register.example", &[1; 32]).unwrap();
        let signed = SignedCheckpoint::sign(checkpoint.clone(), &key).unwrap();
        let subtree = |level: u8, at: u64| {
            let width = 1_usize << level;
            let mut tree = Frontier::default();
            let first = usize::try_from(at).unwrap() * width;
            hashes[first..first + width]
                .iter()
                .for_each(|hash| tree.append(*hash));
            Ok::<_, ProofError>(tree.root())
        };
        let proof = TlogProof {
            leaf: Some(LEAVES[usize::try_from(index).unwrap()].as_bytes().to_vec()),
            index,
            hashes: inclusion_proof(index, 3, subtree).unwrap(),
            checkpoint: signed.note().to_owned(),
        };
        (proof, checkpoint)
    }

    #[test]
    fn a_proof_reads_back_as_written_and_holds_for_its_leaf_alone() {
        for index in 0..3 {
            let (proof, checkpoint) = proof(index);
            let read: TlogProof = proof.to_string().parse().unwrap();
            assert_eq!(read, proof);
            let leaf = read.leaf.clone().unwrap();
            assert_eq!(read.verify(&leaf, &checkpoint), Ok(()));
            assert!(read.verify(b"four", &checkpoint).is_err());
        }
    }

    #[test]
    fn another_form_is_refused() {
        let (proof, _) = proof(1);
        let text = proof.to_string();
        assert!(
            TlogProof {
                leaf: None,
                ..proof
            }
            .to_string()
            .parse::<TlogProof>()
            .is_ok()
        );
        for wrong in [
            text.replace("@v1", "@v2"),
            text.replace("index 1", "index 01"),
            text.replace("index 1\n", ""),
            text.replace("extra ", "extra !"),
            text.replace("\n\n", "\n"),
            text.replace(
                "index 1\n",
                &format!(
                    "index 1\n{}",
                    format!("{}\n", crate::empty_root()).repeat(65)
                ),
            ),
        ] {
            assert!(wrong.parse::<TlogProof>().is_err(), "{wrong}");
        }
    }
}
