//! What figures and groups are called.

use medreg_domain::reference::Reference;
use medreg_domain::referral::event::Outcome;
use medreg_projections::statistics::indicator::{Dimension, Indicator, Row};

use crate::language::Language;

/// What an indicator is called.
pub(super) fn title(language: Language, indicator: Indicator) -> String {
    let id: &str = indicator.into();
    language.t(&format!("indicator-{id}"))
}

/// What a figure is called: by the indicator it is of, or by itself.
pub(super) fn figure(language: Language, indicator: Indicator, name: &str) -> String {
    let id: &str = indicator.into();
    let of_indicator = language.find(&format!("figure-{id}-{name}"), None);
    let (stem, parts) = name.split_once(':').unwrap_or((name, ""));
    let by_parts = || match stem {
        "removed" => {
            let reason = language.word("removal_reason", parts);
            Some(language.with("figure-removed", &[("reason", &reason)]))
        }
        "fee_band" => {
            let band = language.word("fee_band", parts);
            Some(language.with("figure-fee_band", &[("band", &band)]))
        }
        _ if !parts.is_empty() => Some(ending(language, stem, parts)),
        _ => None,
    };
    let by_name = || language.t(&format!("figure-{name}"));
    of_indicator.or_else(by_parts).unwrap_or_else(by_name)
}

/// How a procedure ended: by its result, and by its ground where that does not follow.
fn ending(language: Language, ground: &str, outcome: &str) -> String {
    let result = language.word("outcome", outcome);
    let lawful = outcome.parse::<Outcome>().ok().and_then(Outcome::ground);
    let follows = lawful.is_some_and(|lawful| ground == <&str>::from(lawful));
    if follows {
        return result;
    }
    let ground = language.word("ground", ground);
    let put = [("ground", ground.as_str()), ("outcome", &result)];
    language.with("figure-ending", &put)
}

/// The group of a row, by the names of its values.
pub(super) fn group(language: Language, reference: &Reference, row: &Row) -> String {
    let values = row.group.iter().map(|(dimension, value)| {
        let dimension = dimension.parse::<Dimension>().ok();
        value_of(language, reference, dimension, value)
    });
    let values: Vec<String> = values.collect();
    if values.is_empty() {
        language.t("whole-country")
    } else {
        values.join(", ")
    }
}

/// What the value of a dimension is called.
pub(super) fn value(
    language: Language,
    reference: &Reference,
    dimension: Dimension,
    value: &str,
) -> String {
    value_of(language, reference, Some(dimension), value)
}

fn value_of(
    language: Language,
    reference: &Reference,
    dimension: Option<Dimension>,
    value: &str,
) -> String {
    let names = match dimension {
        Some(Dimension::Region) => {
            let code = value.parse().ok();
            let regions = code.and_then(|code| reference.regions.get(&code));
            regions.and_then(|regions| Some(&regions.last()?.names))
        }
        Some(Dimension::Court) => {
            let code = value.parse().ok();
            code.and_then(|code| Some(&reference.courts.get(&code)?.names))
        }
        Some(Dimension::Category) => {
            let code = value.parse().ok();
            code.and_then(|code| Some(&reference.categories.get(&code)?.names))
        }
        Some(Dimension::Language) => {
            let code = value.parse().ok();
            code.and_then(|code| reference.languages.get(&code))
        }
        Some(Dimension::Channel | Dimension::Source | Dimension::Kind) | None => None,
    };
    match (names, dimension) {
        (Some(names), _) => language.name(names).to_owned(),
        (None, Some(dimension)) => {
            let dimension: &str = (&dimension).into();
            language.t(&format!("value-{dimension}-{value}"))
        }
        (None, None) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use medreg_domain::entry::event::RemovalReason;
    use medreg_domain::referral::event::{FeeBand, Ground};
    use strum::VariantArray;

    use super::*;

    /// The parts of figures' names that are codes.
    fn codes() -> BTreeSet<&'static str> {
        let grounds = Ground::VARIANTS.iter().map(Into::into);
        let outcomes = Outcome::VARIANTS.iter().map(Into::into);
        let bands = FeeBand::VARIANTS.iter().map(Into::into);
        let reasons = RemovalReason::VARIANTS.iter().map(Into::into);
        let known = grounds.chain(outcomes).chain(bands).chain(reasons);
        known.chain(["UNKNOWN"]).collect()
    }

    #[test]
    fn a_ground_is_named_where_it_does_not_follow_from_the_result() {
        let named = |name| figure(Language::En, Indicator::S11, name);
        assert_eq!(named("A26_1:FULL_SETTLEMENT"), "Full settlement");
        assert_eq!(
            named("A26_5:FULL_SETTLEMENT"),
            "Term expired: Full settlement"
        );
        assert_eq!(
            named("A26_5:UNKNOWN"),
            "Term expired: Result not returned yet"
        );
    }

    #[test]
    fn figures_of_many_parts_are_named_in_words() {
        for language in Language::VARIANTS {
            let named = |indicator, stem: &str, part: &str| {
                figure(*language, indicator, &format!("{stem}:{part}"))
            };
            for reason in RemovalReason::VARIANTS {
                let name = named(Indicator::S4, "removed", reason.into());
                assert!(!codes().iter().any(|code| name.contains(code)), "{name}");
            }
            let bands = FeeBand::VARIANTS.iter().map(Into::into);
            for band in bands.chain(["UNKNOWN"]) {
                let name = named(Indicator::S24, "fee_band", band);
                assert!(!codes().iter().any(|code| name.contains(code)), "{name}");
            }
            for ground in Ground::VARIANTS {
                let outcomes = Outcome::VARIANTS.iter().map(Into::into);
                for outcome in outcomes.chain(["UNKNOWN"]) {
                    let name = named(Indicator::S11, ground.into(), outcome);
                    assert!(!codes().iter().any(|code| name.contains(code)), "{name}");
                }
            }
        }
    }
}
