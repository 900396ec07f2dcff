//! Choices of a filter: each value with its word, and how many it would leave.

use medreg_domain::reference::Reference;
use medreg_node::query::FilterCounts;

use crate::language::Language;

/// One choice.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) word: String,
    pub(super) count: Option<usize>,
}

/// The choices of all filters.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    pub(super) courts: Vec<Choice>,
    pub(super) regions: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
    pub(super) languages: Vec<Choice>,
    pub(super) kinds: Vec<Choice>,
    pub(super) standings: Vec<Choice>,
}

/// Every category, those below another after it: a question may be about any of them.
pub(super) fn all_categories(language: Language, reference: &Reference) -> Vec<Choice> {
    let categories = reference.categories.values().map(|category| {
        let depth = category.code.as_str().matches('.').count();
        Choice {
            value: category.code.to_string(),
            word: format!("{}{}", "– ".repeat(depth), language.name(&category.names)),
            count: None,
        }
    });
    categories.collect()
}

impl Choices {
    /// The choices there are: of courts those with an entry, of the rest all.
    pub(super) fn of(
        language: Language,
        reference: &Reference,
        counts: Option<&FilterCounts>,
    ) -> Self {
        let count = |filter: &str, value: &str| {
            let of_filter = counts.map(|counts| counts.get(filter));
            of_filter.map(|counts| {
                counts
                    .and_then(|counts| counts.get(value))
                    .copied()
                    .unwrap_or(0)
            })
        };
        let choice = |filter: &str, value: String, word: String| Choice {
            count: count(filter, &value),
            value,
            word,
        };
        let names = |names: &medreg_domain::Names| language.name(names).to_owned();
        let courts = reference.courts.iter();
        let courts =
            courts.map(|(code, court)| choice("court", code.to_string(), names(&court.names)));
        let regions = reference.regions.iter().filter_map(|(code, regions)| {
            let newest = regions.last()?;
            Some(choice("region", code.to_string(), names(&newest.names)))
        });
        let categories = reference
            .categories
            .values()
            .filter(|category| category.parent.is_none());
        let words = |filter: &'static str, noun: &str, values: &[&str]| {
            let choices = values
                .iter()
                .map(|value| choice(filter, (*value).to_owned(), language.word(noun, value)));
            choices.collect()
        };
        Self {
            courts: courts.filter(|choice| choice.count != Some(0)).collect(),
            regions: regions.collect(),
            categories: categories
                .map(|category| {
                    choice(
                        "category",
                        category.code.to_string(),
                        names(&category.names),
                    )
                })
                .map(|choice| Choice {
                    count: None,
                    ..choice
                })
                .collect(),
            languages: reference
                .languages
                .iter()
                .map(|(code, own)| choice("language", code.to_string(), names(own)))
                .filter(|choice| choice.count != Some(0))
                .collect(),
            kinds: words("kind", "kind", &["PROFESSIONAL", "PUBLIC", "RETIRED_JUDGE"]),
            standings: words(
                "standing",
                "standing",
                &["ACTIVE", "SUSPENDED", "LAPSED", "REMOVED"],
            ),
        }
    }
}
