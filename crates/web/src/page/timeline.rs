//! An entry's history as a page tells it: what, from when, by whom.

use chrono::NaiveDate;
use medreg_node::query::Fact;

use crate::language::Language;

/// One fact of a history.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) tone: &'static str,
    pub(super) on: NaiveDate,
    pub(super) text: String,
    /// What stands smaller below it.
    pub(super) details: Vec<String>,
}

impl Step {
    pub(super) fn of(language: Language, fact: &Fact) -> Self {
        Self {
            tone: tone(fact.event),
            on: fact.on,
            text: text(language, fact),
            details: details(language, fact),
        }
    }
}

fn tone(event: &str) -> &'static str {
    match event {
        "EntryRenewed" | "EntryReinstated" => "mr-ok",
        "MediatorSuspended" | "SanctionRecorded" | "BarEstablished" => "mr-bad",
        "EntryLapsed" => "mr-warn",
        "EntryRemoved" => "mr-off",
        _ => "mr-info",
    }
}

/// What happened, with what goes with it.
fn text(language: Language, fact: &Fact) -> String {
    let text = capitalised(&language.word("event", fact.event));
    let text = match fact.until {
        Some(until) => {
            let until = language.date(until);
            language.with("fact-until", &[("what", &text), ("date", &until)])
        }
        None => text,
    };
    let reason = fact
        .reason
        .map(|reason| lower(&reason_said(language, fact.event, reason)));
    let changed = fact.changed.iter();
    let changed = changed.map(|field| language.word("changed", field));
    let more: Vec<String> = reason.into_iter().chain(changed).collect();
    match &more[..] {
        [] => text,
        more => format!("{text}: {}", more.join(", ")),
    }
}

/// A reason: as coarse as everybody is told it, or as it was stated.
fn reason_said(language: Language, event: &str, reason: &str) -> String {
    let noun = match event {
        "SanctionRecorded" => "sanction",
        _ => "removal_reason",
    };
    let class = language.find(&format!("removal_class-{reason}"), None);
    class.unwrap_or_else(|| language.word(noun, reason))
}

fn details(language: Language, fact: &Fact) -> Vec<String> {
    let mut details = Vec::new();
    if let Some(court) = fact.court {
        details.push(language.with("fact-court", &[("court", &court.to_string())]));
    }
    if let Some(court) = fact.to_court {
        details.push(language.with("fact-to-court", &[("court", &court.to_string())]));
    }
    details.extend(fact.place.map(|place| place.to_string()));
    details.extend(fact.sro.map(|sro| sro.to_string()));
    if let Some(record) = &fact.record {
        let recorded = language.instant(record.recorded_at);
        let number = language.number(record.position);
        details.push(language.with("fact-recorded", &[("at", &recorded), ("number", &number)]));
        details.push(record.event_id.to_string());
        if record.voided {
            details.push(language.t("fact-voided"));
        } else if record.corrected {
            details.push(language.t("fact-corrected"));
        }
    }
    details
}

/// The phrase with a capital at its beginning.
fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The phrase as it stands within a sentence.
fn lower(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
