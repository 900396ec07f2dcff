//! `data/rulesets.toml` read into published rulesets: inheritance resolved, citations kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{DataError, Dated, document, law_begins};
use crate::channel::{Channel, Decider};
use crate::codes::RulesetId;
use crate::entry::EntryKind;
use crate::entry::event::DocumentKind;
use crate::reference::event::ReferenceEvent;
use crate::ruleset::{Line, MonthDay, Parameters, Ruleset};

#[derive(Deserialize)]
struct File {
    meta: Meta,
    ruleset: BTreeMap<RulesetId, Raw>,
}

#[derive(Deserialize)]
struct Meta {
    timeline: Vec<RulesetId>,
}

#[derive(Clone, Deserialize)]
struct Raw {
    #[serde(alias = "variant_of")]
    inherits: Option<RulesetId>,
    effective_from: toml::Value,
    effective_to: toml::Value,
    #[serde(default)]
    params: BTreeMap<String, Parameter>,
    #[serde(default)]
    extension_decider: BTreeMap<Channel, Deciders>,
    #[serde(default)]
    documents: BTreeMap<EntryKind, Documents>,
    channels: Option<Channels>,
}

#[derive(Clone, Deserialize)]
struct Parameter {
    value: toml::Value,
    cite: String,
    #[serde(default)]
    channels: Vec<Channel>,
}

#[derive(Clone, Deserialize)]
struct Deciders {
    value: Vec<String>,
    cite: String,
}

#[derive(Clone, Deserialize)]
struct Documents {
    value: Vec<DocumentKind>,
    cite: String,
}

#[derive(Clone, Deserialize)]
struct Channels {
    allowed: Vec<Channel>,
    cite: String,
}

pub(super) fn facts() -> Result<Vec<Dated>, DataError> {
    let file: File = document("rulesets.toml", include_str!("../../../data/rulesets.toml"))?;
    let fact = |(id, raw): (&RulesetId, &Raw)| {
        let line = if file.meta.timeline.contains(id) {
            Line::InForce
        } else {
            Line::Variant
        };
        let ruleset = publish(*id, line, &inherited(&file, raw));
        let on = ruleset.effective_from.unwrap_or_else(law_begins);
        (on, ReferenceEvent::RulesetPublished(Box::new(ruleset)))
    };
    Ok(file.ruleset.iter().map(fact).collect())
}

/// The ruleset's own parameters over those of the one it inherits from.
fn inherited(file: &File, raw: &Raw) -> Raw {
    let Some(parent) = raw.inherits.and_then(|id| file.ruleset.get(&id)) else {
        return raw.clone();
    };
    let mut whole = inherited(file, parent);
    whole.effective_from = raw.effective_from.clone();
    whole.effective_to = raw.effective_to.clone();
    whole.params.extend(raw.params.clone());
    whole
        .extension_decider
        .extend(raw.extension_decider.clone());
    whole.documents.extend(raw.documents.clone());
    whole.channels = raw.channels.clone().or(whole.channels);
    whole
}

fn publish(ruleset: RulesetId, line: Line, raw: &Raw) -> Ruleset {
    let cited = |(name, parameter): (&String, &Parameter)| {
        // The file says whether it is allowed and where; the parameter is the list of places.
        let name = match name.as_str() {
            "pre_dispute_allowed" => "pre_dispute_channels",
            name => name,
        };
        (name.to_owned(), parameter.cite.clone())
    };
    let mut citations: BTreeMap<String, String> = raw.params.iter().map(cited).collect();
    for (channel, deciders) in &raw.extension_decider {
        citations.insert(
            format!("extension_decider.{channel}"),
            deciders.cite.clone(),
        );
    }
    for (kind, documents) in &raw.documents {
        let name = format!("documents.{}", kind.as_str());
        citations.insert(name, documents.cite.clone());
    }
    if let Some(channels) = &raw.channels {
        citations.insert("channels".to_owned(), channels.cite.clone());
    }
    Ruleset {
        ruleset,
        effective_from: date(&raw.effective_from),
        effective_to: date(&raw.effective_to),
        line,
        parameters: parameters(raw),
        citations,
    }
}

fn date(value: &toml::Value) -> Option<NaiveDate> {
    value.as_datetime()?.to_string().parse().ok()
}

fn parameters(raw: &Raw) -> Parameters {
    let value = |name: &str| raw.params.get(name).map(|parameter| &parameter.value);
    let number = |name: &str| {
        let number = value(name).and_then(toml::Value::as_integer).unwrap_or(0);
        u16::try_from(number).unwrap_or(0)
    };
    let flag = |name: &str| value(name).and_then(toml::Value::as_bool).unwrap_or(false);
    let renewal = value("annual_renewal_deadline").and_then(toml::Value::as_str);
    Parameters {
        base_days: number("base_days"),
        extension_days: number("extension_days"),
        cap_days: number("cap_days"),
        several_extensions_inside_cap: flag("several_extensions_inside_cap"),
        roll_non_working: flag("roll_non_working"),
        pre_dispute_channels: raw
            .params
            .get("pre_dispute_allowed")
            .filter(|parameter| parameter.value.as_bool() == Some(true))
            .map_or_else(Vec::new, |parameter| parameter.channels.clone()),
        refusal_days: number("refusal_days"),
        suspension_months: number("suspension_months"),
        annual_renewal_deadline: renewal.and_then(|text| MonthDay::try_from(text.to_owned()).ok()),
        min_age_professional: u32::from(number("min_age_professional")),
        min_age_public: u32::from(number("min_age_public")),
        offer_answer_days: number("offer_answer_days"),
        enforcement_suspension_days: number("enforcement_suspension_days"),
        extension_decider: raw
            .extension_decider
            .iter()
            .map(|(channel, deciders)| {
                (
                    *channel,
                    deciders
                        .value
                        .iter()
                        .filter_map(|name| decider(name))
                        .collect(),
                )
            })
            .collect(),
        channels: raw
            .channels
            .as_ref()
            .map_or_else(Vec::new, |channels| channels.allowed.clone()),
        documents: raw
            .documents
            .iter()
            .map(|(kind, documents)| (*kind, documents.value.clone()))
            .collect(),
    }
}

/// The parties with the mediator's consent decide as the parties.
fn decider(name: &str) -> Option<Decider> {
    name.strip_suffix("_AND_MEDIATOR")
        .unwrap_or(name)
        .parse()
        .ok()
}
