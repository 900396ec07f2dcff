//! Groups: the values of the dimensions figures are given by.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use medreg_domain::entry::EntryKind;
use medreg_domain::referral::event::ReferralSource;
use medreg_domain::{CategoryCode, Channel, CourtCode, LanguageCode, RegionCode};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::super::Facets;

/// A dimension figures are given by.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Dimension {
    /// The region the court lies in on the map.
    Region,
    /// The court.
    Court,
    /// The category of the dispute.
    Category,
    /// The channel.
    Channel,
    /// Who had the idea of the referral.
    Source,
    /// The kind of the mediator.
    Kind,
    /// The language of the procedure.
    Language,
}

/// One value of a dimension; none where an event has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::statistics) enum Value {
    Region(RegionCode),
    Court(CourtCode),
    Category(Option<CategoryCode>),
    Channel(Option<Channel>),
    Source(Option<ReferralSource>),
    Kind(Option<EntryKind>),
    Language(Option<LanguageCode>),
}

impl Value {
    pub(in crate::statistics) fn dimension(self) -> Dimension {
        match self {
            Self::Region(_) => Dimension::Region,
            Self::Court(_) => Dimension::Court,
            Self::Category(_) => Dimension::Category,
            Self::Channel(_) => Dimension::Channel,
            Self::Source(_) => Dimension::Source,
            Self::Kind(_) => Dimension::Kind,
            Self::Language(_) => Dimension::Language,
        }
    }

    /// The value a place has in a dimension.
    pub(super) fn of(
        dimension: Dimension,
        place: (CourtCode, RegionCode),
        facets: &Facets,
    ) -> Self {
        match dimension {
            Dimension::Region => Self::Region(place.1),
            Dimension::Court => Self::Court(place.0),
            Dimension::Category => Self::Category(facets.category),
            Dimension::Channel => Self::Channel(facets.channel),
            Dimension::Source => Self::Source(facets.source),
            Dimension::Kind => Self::Kind(facets.kind),
            Dimension::Language => Self::Language(facets.language),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNKNOWN: &str = "UNKNOWN";
        match self {
            Self::Region(region) => write!(out, "{region}"),
            Self::Court(court) => write!(out, "{court}"),
            Self::Category(Some(category)) => write!(out, "{category}"),
            Self::Channel(Some(channel)) => write!(out, "{channel}"),
            Self::Source(Some(source)) => out.write_str(source.into()),
            Self::Kind(Some(kind)) => out.write_str(kind.as_str()),
            Self::Language(Some(language)) => write!(out, "{language}"),
            Self::Category(None)
            | Self::Channel(None)
            | Self::Source(None)
            | Self::Kind(None)
            | Self::Language(None) => out.write_str(UNKNOWN),
        }
    }
}

/// The values of some dimensions, in the order they were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::statistics) struct Group(pub(in crate::statistics) Vec<Value>);

impl Borrow<[Value]> for Group {
    fn borrow(&self) -> &[Value] {
        &self.0
    }
}

impl Group {
    /// True if the group is one of these dimensions.
    pub(in crate::statistics) fn is_by(&self, by: &[Dimension]) -> bool {
        self.0
            .iter()
            .map(|value| value.dimension())
            .eq(by.iter().copied())
    }

    /// The values as they are written.
    pub(super) fn texts(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }

    /// The values under the names of their dimensions.
    pub(super) fn named(&self) -> BTreeMap<&'static str, String> {
        let named = |value: &Value| (value.dimension().into(), value.to_string());
        self.0.iter().map(named).collect()
    }
}
