//! Who may see what of an entry: the law lists what everybody may (art 14(3), 16(3); R30), and
//! what it does not list is not public.
//!
//! The table is of fields as answers carry them. Whether a value is shown at a time (a name
//! that was erased, a suspension that has passed) is for who answers; that it may be shown to
//! somebody at all is decided here.

use strum::{Display, EnumString, VariantArray};

use serde::{Deserialize, Serialize};

use crate::rejection::{Code, Rejection, ensure};

mod events;

pub use events::least_audience_of;

/// Who asks, from the many to the few: each sees what those before it see, and more.
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
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Audience {
    /// Everybody, without a login.
    Public,
    /// A judge, who may point parties to a mediator (R35).
    Judge,
    /// The federal office and its auditors.
    Federal,
    /// The court that keeps the entry, about its own entries alone.
    Court,
}

/// The fields of an entry, each with the widest audience it may be shown to.
const FIELDS: [(&str, Audience); 38] = [
    ("entry_no", Audience::Public),
    ("federal_no", Audience::Public),
    ("court", Audience::Public),
    ("region", Audience::Public),
    ("name", Audience::Public),
    ("contact", Audience::Public),
    ("erased", Audience::Public),
    ("erased_on", Audience::Public),
    ("kind", Audience::Public),
    ("practice_kato", Audience::Public),
    ("categories", Audience::Public),
    ("languages", Audience::Public),
    ("certificate", Audience::Public),
    ("sro", Audience::Public),
    ("valid_from", Audience::Public),
    ("valid_to", Audience::Public),
    ("standing", Audience::Public),
    ("availability", Audience::Public),
    ("corrected_on", Audience::Public),
    ("source_events", Audience::Public),
    ("sanctions", Audience::Judge),
    ("application_id", Audience::Federal),
    ("person_key", Audience::Federal),
    ("verification", Audience::Federal),
    ("training", Audience::Federal),
    ("quality_reviews", Audience::Federal),
    ("bars", Audience::Federal),
    ("fees", Audience::Federal),
    ("complaints", Audience::Federal),
    ("proceedings", Audience::Federal),
    ("appeals", Audience::Federal),
    ("findings", Audience::Federal),
    ("documents", Audience::Court),
    ("iin", Audience::Court),
    ("born_on", Audience::Court),
    ("address", Audience::Court),
    ("complaint_text", Audience::Court),
    ("notes", Audience::Court),
];

/// The widest audience a field of an entry may be shown to; none for what is no such field.
///
/// ```
/// use medreg_domain::visibility::{Audience, least_audience};
/// assert_eq!(least_audience("standing"), Some(Audience::Public));
/// assert_eq!(least_audience("documents"), Some(Audience::Court));
/// assert_eq!(least_audience("horoscope"), None);
/// ```
pub fn least_audience(field: &str) -> Option<Audience> {
    let known = FIELDS.iter().find(|(name, _)| *name == field);
    known.map(|(_, audience)| *audience)
}

/// Every field of an entry with the widest audience it may be shown to.
pub fn all() -> impl Iterator<Item = (&'static str, Audience)> {
    FIELDS.into_iter()
}

/// The fields an audience may see, in the order answers carry them.
pub fn fields(audience: Audience) -> impl Iterator<Item = &'static str> {
    let seen = FIELDS.iter().filter(move |(_, least)| *least <= audience);
    seen.map(|(name, _)| *name)
}

/// Refuses a field the audience may not see, or that no entry has (art 14(3), R30).
pub fn ensure_visible(field: &str, audience: Audience) -> Result<(), Rejection> {
    let least = least_audience(field).ok_or_else(|| {
        let public: Vec<&str> = fields(Audience::Public).collect();
        let field: String = field.chars().take(64).collect();
        let detail = format!(
            "`{field}` is no field of an entry: everybody may see {}",
            public.join(", ")
        );
        Rejection::new(Code::FieldNotPublic, detail)
    })?;
    ensure(least <= audience, Code::FieldNotPublic, || {
        let who = match least {
            Audience::Public => "everybody",
            Audience::Judge => "judges and the federal office",
            Audience::Federal => "the federal office and the court that keeps the entry",
            Audience::Court => "the court that keeps the entry alone",
        };
        format!("`{field}` is shown to {who}, not to {audience}")
    })
}

#[cfg(test)]
mod tests;
