//! A message that is kept aside, and why.

use std::fmt;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use medreg_domain::{Digest, Source};
use medreg_projections::{Views, short_hash};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use strum::IntoStaticStr;

use super::super::intake::Place;
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
    /// An earlier event of its court does not enter yet.
    Waiting,
    /// It goes on with a matter of another court that has not come in yet.
    Predecessor,
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

    /// True for what waits only for its turn.
    pub(in super::super) fn waits(self) -> bool {
        matches!(self, Self::Gap | Self::Waiting)
    }

    /// True for what an upgrade, an enrolment or an event before it may let pass.
    pub(in super::super) fn may_pass(self) -> bool {
        self.waits()
            || matches!(
                self,
                Self::Predecessor | Self::TypeUnknown | Self::PayloadRefused | Self::UnknownSource
            )
    }

    /// True for what its court signed, and does not enter: the court's later events wait until
    /// it does, or a person has decided.
    pub(in super::super) fn holds_up(self) -> bool {
        matches!(
            self,
            Self::Predecessor
                | Self::TypeUnknown
                | Self::PayloadRefused
                | Self::Impossible
                | Self::Equivocation
        )
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
        place: Option<Place>,
        reason: Reason,
        detail: &str,
    ) -> Self {
        Self {
            source: place.map(|place| place.source),
            courtseq: place.map(|place| place.courtseq),
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
        let (Some(source), Some(courtseq)) = (self.source, self.courtseq) else {
            return false;
        };
        let recorded = views.recorded_hash(source, courtseq).ok().flatten();
        recorded == Some(short_hash(&self.leaf_hash()))
    }

    /// The hash of the leaf that the message and its signature make, or would make: what a
    /// decision names it by.
    pub fn leaf_hash(&self) -> Digest {
        let body = BASE64_STANDARD.decode(&self.body).unwrap_or_default();
        let header = self.signature.as_deref().unwrap_or_default();
        let leaf = [&body, "\n\n\u{2014} ".as_bytes(), header.as_bytes(), b"\n"].concat();
        medreg_log::leaf_hash(&leaf)
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
