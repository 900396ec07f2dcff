//! The parameters of a ruleset in words, and which of them are others than before.

use std::collections::BTreeMap;

use chrono::Datelike;
use medreg_domain::ruleset::Ruleset;

use crate::language::Language;

/// The parameters that are deadlines, in the order of the page.
pub(super) const DEADLINES: [&str; 9] = [
    "base_days",
    "extension_days",
    "cap_days",
    "criminal_term",
    "enforcement_suspension_days",
    "offer_answer_days",
    "refusal_days",
    "suspension_months",
    "annual_renewal_deadline",
];

/// A parameter with its value in words.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) article: String,
}

/// A rule that was another before.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) label: String,
    pub(super) now: String,
    pub(super) before: String,
}

impl Rule {
    /// Every parameter of a ruleset, deadlines first.
    pub(super) fn all(language: Language, ruleset: &Ruleset) -> Vec<Self> {
        let deadlines = DEADLINES.iter().filter_map(|key| {
            let value = deadline(language, ruleset, key)?;
            Some(Self::plain(language, ruleset, key, value))
        });
        deadlines
            .chain(deciders(language, ruleset))
            .chain(others(language, ruleset))
            .chain(documents(language, ruleset))
            .collect()
    }

    fn of(
        language: Language,
        ruleset: &Ruleset,
        key: String,
        (label, value): (String, String),
    ) -> Self {
        Self {
            article: language.citation(ruleset.citation(&key)),
            key,
            label,
            value,
        }
    }

    /// A parameter whose name says all.
    fn plain(language: Language, ruleset: &Ruleset, key: &str, value: String) -> Self {
        let label = language.t(&format!("parameter-{key}"));
        Self::of(language, ruleset, key.to_owned(), (label, value))
    }
}

/// Who extends the term, by channel.
fn deciders(language: Language, ruleset: &Ruleset) -> impl Iterator<Item = Rule> {
    let channels = ruleset.parameters.channels.iter();
    channels.map(move |channel| {
        let deciders = ruleset.parameters.extension_decider.get(channel);
        let words: Vec<String> = deciders
            .into_iter()
            .flatten()
            .map(|decider| language.word("decider", decider))
            .collect();
        let value = match words.as_slice() {
            [] => language.t("parameter-extension_decider.nobody"),
            words => words.join("; "),
        };
        let word = language.word("channel", channel);
        let label = language.with("parameter-extension_decider.of", &[("channel", &word)]);
        let key = format!("extension_decider.{channel}");
        Rule::of(language, ruleset, key, (label, value))
    })
}

fn others(language: Language, ruleset: &Ruleset) -> impl Iterator<Item = Rule> {
    let parameters = &ruleset.parameters;
    let yes = |is_so: bool| language.t(&format!("bool-{is_so}"));
    let age = |years: u32| language.amount("age", "years", years);
    let others = [
        (
            "several_extensions_inside_cap",
            yes(parameters.several_extensions_inside_cap),
        ),
        ("roll_non_working", yes(parameters.roll_non_working)),
        (
            "pre_dispute_channels",
            language.channels(&parameters.pre_dispute_channels),
        ),
        ("channels", language.channels(&parameters.channels)),
        ("min_age_professional", age(parameters.min_age_professional)),
        ("min_age_public", age(parameters.min_age_public)),
    ];
    let rule = move |(key, value): (&str, String)| Rule::plain(language, ruleset, key, value);
    others.into_iter().map(rule)
}

/// The documents of an application, by kind of entry.
fn documents(language: Language, ruleset: &Ruleset) -> impl Iterator<Item = Rule> {
    let kinds = ruleset.parameters.documents.iter();
    kinds.map(move |(kind, documents)| {
        let words: Vec<String> = documents
            .iter()
            .map(|document| language.word("document", <&str>::from(document)))
            .collect();
        let word = language.word("kind", kind.as_str());
        let label = language.with("parameter-documents.of", &[("kind", &word)]);
        let key = format!("documents.{}", kind.as_str());
        Rule::of(language, ruleset, key, (label, words.join("; ")))
    })
}

/// A deadline in words; none where the ruleset has no such thing.
fn deadline(language: Language, ruleset: &Ruleset, key: &str) -> Option<String> {
    let parameters = &ruleset.parameters;
    let days = |days: u16| {
        let said = || language.amount("calendar_days", "days", u32::from(days));
        (days > 0).then(said)
    };
    match key {
        "base_days" => days(parameters.base_days),
        "extension_days" => days(parameters.extension_days),
        "cap_days" => days(parameters.cap_days),
        "criminal_term" => Some(language.t("rules-procedural")),
        "enforcement_suspension_days" => days(parameters.enforcement_suspension_days),
        "offer_answer_days" => days(parameters.offer_answer_days),
        "refusal_days" => days(parameters.refusal_days),
        "suspension_months" => {
            Some(language.amount("months", "months", u32::from(parameters.suspension_months)))
        }
        "annual_renewal_deadline" => {
            // Any year has the day.
            let day = parameters.annual_renewal_deadline?.in_year(2000);
            let month = language.t(&format!("month-{}", day.month()));
            let put = [("day", day.day().to_string()), ("month", month)];
            let put = put.each_ref().map(|(name, value)| (*name, value.as_str()));
            Some(language.with("rules-day", &put))
        }
        _ => None,
    }
}

impl Difference {
    /// What is different from the other ruleset.
    pub(super) fn between(language: Language, ruleset: &Ruleset, other: &Ruleset) -> Vec<Self> {
        let before = Rule::all(language, other).into_iter();
        let mut before: BTreeMap<String, Rule> =
            before.map(|rule| (rule.key.clone(), rule)).collect();
        let none = || language.t("amount-none");
        let mut differences = Vec::new();
        for rule in Rule::all(language, ruleset) {
            let other = before.remove(&rule.key).map(|other| other.value);
            if other.as_ref() != Some(&rule.value) {
                differences.push(Difference {
                    label: rule.label,
                    now: rule.value,
                    before: other.unwrap_or_else(none),
                });
            }
        }
        let gone = before.into_values().map(|rule| Difference {
            label: rule.label,
            now: none(),
            before: rule.value,
        });
        differences.extend(gone);
        differences
    }
}
