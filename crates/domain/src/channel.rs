//! The channel a dispute comes through: it decides the term, the decider and the authority.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// Where the dispute stands when it is referred (art 1, 23-25-1, 27-1; R11, R48).
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
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Channel {
    /// Before or beside any court.
    OutOfCourt,
    /// A civil case pending in court.
    InCourt,
    /// A criminal case.
    Criminal,
    /// An administrative offence.
    AdminOffence,
    /// A public-law dispute in an administrative court.
    AdminCourt,
    /// Enforcement of a judgment.
    Enforcement,
    /// A dispute before an arbitration court, treated as out of court (R48).
    Arbitration,
}

impl Channel {
    /// True where the authority sets the deadline by procedural law (art 24(4)).
    pub fn has_procedural_term(self) -> bool {
        matches!(self, Self::Criminal | Self::AdminOffence)
    }

    /// True where a judge approves the settlement and the case is suspended meanwhile.
    pub fn is_before_a_judge(self) -> bool {
        matches!(self, Self::InCourt | Self::AdminCourt)
    }
}

/// Who decided an extension (art 23; R44).
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
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Decider {
    /// All parties together.
    Parties,
    /// The court, on the parties' joint notice.
    Court,
}
