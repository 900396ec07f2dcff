//! Findings, with the law each rule serves.

use medreg_domain::AuditRuleId;
use medreg_projections::{Finding, Views};
use serde_json::{Value, json};

use super::QueryError;

pub(super) fn findings(
    views: &Views,
    rule: Option<AuditRuleId>,
    all: bool,
) -> Result<Value, QueryError> {
    let mut found: Vec<Finding> = Vec::new();
    for finding in views.findings() {
        let finding = finding?;
        let wanted = rule.is_none_or(|rule| finding.rule == rule);
        if wanted && (all || finding.is_open()) {
            found.push(finding);
        }
    }
    found.sort_by_key(|finding| (!finding.is_open(), finding.raised_on, finding.finding));
    let items: Vec<Value> = found.iter().map(|finding| item(views, finding)).collect();
    Ok(json!({
        "total": items.len(), "items": items, "position": views.cursor().position,
    }))
}

fn item(views: &Views, finding: &Finding) -> Value {
    let mut rules = views.rules().iter();
    let rule = rules.find(|(rule, _)| <&str>::from(*rule) == finding.rule.as_str());
    let closed = finding.closed.as_ref();
    json!({
        "finding": finding.finding,
        "rule": finding.rule,
        "law": rule.map(|(_, rule)| &rule.serves),
        "subjects": finding.subjects,
        "events": finding.events,
        "raised_on": finding.raised_on,
        "closed_on": closed.map(|closed| closed.on),
        "closed_by": closed.map(|closed| closed.by),
        "reason": closed.and_then(|closed| closed.reason.as_deref()),
    })
}
