//! The rules of oversight: their ids in code, what they are for and their parameters in data.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// A rule of oversight, by its stable id.
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
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Rule {
    /// A result is not returned though it should be (R27).
    ReturnOverdue,
    /// A result was returned late (art 23(4)).
    ReturnLate,
    /// A term goes beyond the cap (R44).
    TermOverCap,
    /// A procedure ended after its term (R43).
    TermExceeded,
    /// An extension was decided after the term (R44).
    ExtensionAfterExpiry,
    /// An extension decided in time was recorded after the term (vector T13).
    LateRecorded,
    /// An application was or is not decided in time (art 14(4)).
    DecisionOverdue,
    /// An entry's validity passed without renewal or lapse (art 14(5)).
    ValidityPassed,
    /// A place of practice outside the court's territory (R42).
    PracticeOutsideTerritory,
    /// A coordinator with a live entry (R24).
    CoordinatorMediates,
    /// A procedure under a mediator who is not active (vector T21).
    SuspendedMediatorRuns,
    /// A settlement on the agreement's day without a session.
    SameDaySettlement,
    /// One mediator with an outlying share of a court's procedures (S27).
    OutlyingShare,
    /// A live entry whose fee is not settled (R40).
    FeeMismatch,
    /// A fund that set aside or paid more than it has (R41).
    FundNegative,
    /// An enrolled court from which nothing comes (S29).
    SilentCourt,
    /// One training certificate under two persons (R29).
    SameCertificate,
    /// A live entry on a check of documents that was revoked (R36).
    VerificationWithdrawn,
    /// A court that signed two events under one sequence.
    Equivocation,
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.into())
    }
}

/// What a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LooksAt {
    /// What was noted while the events came in.
    Observations,
    /// What was noted of applications, and those undecided.
    Applications,
    /// Entries.
    Entries,
    /// Referrals without a result.
    OpenReferrals,
    /// Referrals, closed ones too.
    AllReferrals,
    /// The courts' desks.
    Desks,
    /// What came from each court last.
    Courts,
    /// What comes in: the office says so at once, and only a person closes it.
    Intake,
}

/// How grave what a rule finds is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// Worth a look by a person.
    Hint,
    /// A rule of law may be broken.
    Warning,
    /// A rule of law is broken.
    Breach,
}

/// A rule as its data describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditRule {
    /// The law, requirement or indicator it serves.
    pub serves: String,
    /// What it reads.
    pub looks_at: LooksAt,
    /// How grave what it finds is.
    pub severity: Severity,
    /// What a finding of it says, in one sentence.
    pub says: String,
    /// Its parameters, by name.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
}

/// One parameter of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its value.
    pub value: u32,
    /// What the value means.
    pub meaning: String,
}

/// Every rule of oversight.
#[derive(Clone, Debug)]
pub struct AuditRules {
    rules: BTreeMap<Rule, AuditRule>,
    limits: Limits,
}

/// The parameters as the code reads them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) return_overdue_days: i64,
    pub(crate) return_late_days: i64,
    pub(crate) validity_passed_days: i64,
    pub(crate) share_percent: u64,
    pub(crate) share_procedures: u64,
    pub(crate) share_months: u32,
    pub(crate) silent_days: i64,
}

/// The rules of oversight cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// The document does not have its form.
    #[error("the rules of oversight are malformed")]
    Malformed(#[from] toml::de::Error),
    /// A rule the code knows is not described.
    #[error("rule {0} is not described: add its section")]
    RuleMissing(Rule),
    /// A parameter is missing.
    #[error("rule {rule} has no parameter `{parameter}`: add it")]
    ParameterMissing {
        /// The rule.
        rule: Rule,
        /// The parameter.
        parameter: &'static str,
    },
    /// A parameter that the code does not read.
    #[error("rule {rule} has a parameter `{parameter}` that nothing reads: take it out")]
    ParameterUnknown {
        /// The rule.
        rule: Rule,
        /// The parameter.
        parameter: String,
    },
}

impl AuditRules {
    /// The rules the product is shipped with.
    pub fn shipped() -> Result<&'static Self, RulesError> {
        static SHIPPED: LazyLock<Result<AuditRules, RulesError>> =
            LazyLock::new(|| AuditRules::read(include_str!("../../data/audit-rules.toml")));
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// Reads rules from TOML; every rule and every parameter stands in it, and nothing else.
    pub fn read(text: &str) -> Result<Self, RulesError> {
        let rules: BTreeMap<Rule, AuditRule> = toml::from_str(text)?;
        let missing = Rule::VARIANTS.iter().find(|rule| !rules.contains_key(rule));
        if let Some(rule) = missing {
            return Err(RulesError::RuleMissing(*rule));
        }
        let limits = Limits::of(&rules)?;
        Ok(Self { rules, limits })
    }

    /// Every rule with its description, by id.
    pub fn iter(&self) -> impl Iterator<Item = (Rule, &AuditRule)> {
        self.rules
            .iter()
            .map(|(rule, described)| (*rule, described))
    }

    /// A rule as it is described.
    pub fn get(&self, rule: Rule) -> Option<&AuditRule> {
        self.rules.get(&rule)
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }
}

impl Limits {
    fn of(rules: &BTreeMap<Rule, AuditRule>) -> Result<Self, RulesError> {
        let mut unread: BTreeMap<(Rule, &str), u32> = BTreeMap::new();
        for (rule, described) in rules {
            let parameters = described.parameters.iter();
            unread.extend(parameters.map(|(name, known)| ((*rule, name.as_str()), known.value)));
        }
        let mut read = |rule, parameter| {
            let value = unread.remove(&(rule, parameter));
            value.ok_or(RulesError::ParameterMissing { rule, parameter })
        };
        let limits = Self {
            return_overdue_days: read(Rule::ReturnOverdue, "days")?.into(),
            return_late_days: read(Rule::ReturnLate, "days")?.into(),
            validity_passed_days: read(Rule::ValidityPassed, "days")?.into(),
            share_percent: read(Rule::OutlyingShare, "percent")?.into(),
            share_procedures: read(Rule::OutlyingShare, "procedures")?.into(),
            share_months: read(Rule::OutlyingShare, "months")?,
            silent_days: read(Rule::SilentCourt, "days")?.into(),
        };
        match unread.pop_first() {
            None => Ok(limits),
            Some(((rule, parameter), _)) => Err(RulesError::ParameterUnknown {
                rule,
                parameter: parameter.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../data/audit-rules.toml");

    #[test]
    fn the_shipped_rules_describe_every_rule_and_nothing_else() {
        let rules = AuditRules::read(SHIPPED).unwrap();
        let described: Vec<Rule> = rules.iter().map(|(rule, _)| rule).collect();
        assert_eq!(described, Rule::VARIANTS);
        for (rule, described) in rules.iter() {
            assert!(described.says.ends_with('.'), "{rule}");
            assert!(!described.serves.is_empty(), "{rule}");
            let meanings = described.parameters.values();
            assert!(
                meanings.into_iter().all(|one| !one.meaning.is_empty()),
                "{rule}"
            );
        }
        assert!(AuditRules::shipped().is_ok());
    }

    #[test]
    fn a_rule_or_parameter_too_many_or_too_few_is_refused_by_name() {
        let without = |from: &str, to: &str| {
            let (before, rest) = SHIPPED.split_once(from).unwrap();
            let (_, after) = rest.split_once(to).unwrap();
            AuditRules::read(&format!("{before}{to}{after}")).unwrap_err()
        };
        assert_eq!(
            without("[SAME_CERTIFICATE]", "[VERIFICATION_WITHDRAWN]"),
            RulesError::RuleMissing(Rule::SameCertificate)
        );
        let missing = without("[SILENT_COURT.parameters.days]", "[SAME_CERTIFICATE]");
        let (rule, parameter) = (Rule::SilentCourt, "days");
        assert_eq!(missing, RulesError::ParameterMissing { rule, parameter });
        let more = "[FEE_MISMATCH.parameters.days]\nvalue = 1\nmeaning = \"none\"\n";
        let (rule, parameter) = (Rule::FeeMismatch, "days".to_owned());
        assert_eq!(
            AuditRules::read(&format!("{SHIPPED}{more}")).unwrap_err(),
            RulesError::ParameterUnknown { rule, parameter }
        );
        let malformed = AuditRules::read("[NO_SUCH_RULE]\nserves = \"\"").unwrap_err();
        assert!(matches!(malformed, RulesError::Malformed(_)), "{malformed}");
    }
}
