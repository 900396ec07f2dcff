//! A message that is kept aside, and why.

use std::fmt;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use medreg_domain::Source;
use medreg_log::{Leaf, NoteSignature};
use medreg_projections::{Views, short_hash};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use strum::IntoStaticStr;

use crate::transport::Delivery;

/// Why a message was kept aside.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// Not an event by its shape, or too long.
    Malformed,
    /// Delivered under another source's subject.
    WrongSubject,
    /// No signature.
    Unsigned,
    /// A signature by no valid key, or that does not match.
    BadSignature,
    /// A court without a valid key.
    UnknownSource,
    /// An event type this version does not know; the court's later events wait behind it.
    TypeUnknown,
    /// A payload the contract does not allow.
    PayloadRefused,
    /// Events before it are missing.
    Gap,
    /// It does not name the event before it.
    BrokenChain,
    /// Another event with its sequence is recorded.
    Equivocation,
    /// It states what cannot be.
    Impossible,
}

impl Reason {
    /// The reason as reports write it.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// True for what an upgrade, an enrolment or the event before it may let pass.
    pub(in super::super) fn may_pass(self) -> bool {
        matches!(self, Self::Gap | Self::TypeUnknown | Self::UnknownSource)
    }
}

/// A message kept aside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Who states it, where that can be read.
    pub source: Option<Source>,
    /// Its place in the source's chain, where that can be read.
    pub courtseq: Option<u64>,
    /// Why it is here.
    pub reason: Reason,
    /// The same for a person.
    pub detail: String,
    /// Where it stood in the stream.
    pub stream_sequence: u64,
    /// When it was kept aside first.
    #[serde(default)]
    pub kept_at: DateTime<Utc>,
    /// The signature header.
    pub signature: Option<String>,
    /// The message, verbatim, as base64.
    pub body: String,
}

impl Item {
    pub(in super::super) fn new(
        delivery: &Delivery,
        place: Option<(Source, u64)>,
        reason: Reason,
        detail: &str,
    ) -> Self {
        Self {
            source: place.map(|(source, _)| source),
            courtseq: place.map(|(_, courtseq)| courtseq),
            reason,
            detail: detail.to_owned(),
            stream_sequence: delivery.sequence,
            kept_at: Utc::now(),
            signature: delivery.signature.clone(),
            body: BASE64_STANDARD.encode(&delivery.body),
        }
    }

    /// The message as it came.
    pub fn delivery(&self) -> Option<Delivery> {
        Some(Delivery {
            sequence: self.stream_sequence,
            subject_source: self.source,
            message_id: None,
            body: Bytes::from(BASE64_STANDARD.decode(&self.body).ok()?),
            signature: self.signature.clone(),
        })
    }

    /// True if this very event, to the byte, is in the history.
    pub(super) fn is_recorded(&self, views: &Views) -> bool {
        let (Some(source), Some(courtseq), Some(delivery)) =
            (self.source, self.courtseq, self.delivery())
        else {
            return false;
        };
        let recorded = views.recorded_hash(source, courtseq).ok().flatten();
        let signature = delivery
            .signature
            .and_then(|header| header.parse::<NoteSignature>().ok());
        let line = std::str::from_utf8(&delivery.body).ok();
        let leaf = signature
            .zip(line)
            .and_then(|(signature, line)| Leaf::new(line, &signature).ok());
        recorded.is_some() && recorded == leaf.map(|leaf| short_hash(&leaf.hash()))
    }

    pub(super) fn file_name(&self) -> String {
        let hash = sha2::Sha256::digest(format!("{}{:?}", self.body, self.signature));
        let short = data_encoding::HEXLOWER.encode(&hash[..6]);
        format!("{:012}-{short}.json", self.courtseq.unwrap_or(0))
    }
}

/// What names a message that is kept: its source, its sequence, and a hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemId(pub String);

impl ItemId {
    pub(super) fn of(path: &Path) -> Self {
        let source = path.parent().and_then(Path::file_name).unwrap_or_default();
        let name = path.file_stem().unwrap_or_default();
        Self(format!("{}/{}", source.display(), name.display()))
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
