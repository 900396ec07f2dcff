//! The checklist of art 14(2): what a check of documents must hold for a kind of entry under
//! the ruleset of the day (R37).

use chrono::NaiveDate;

use super::documents::Verification;
use crate::act::Act;
use crate::entry::EntryKind;
use crate::entry::event::{Certificate, CheckResult, DocumentCheck, DocumentKind};
use crate::reference::SharedVerification;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;

/// A check that an application may rest on, by where it was made.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check<'a> {
    /// By this court, or by one whose matters it took over.
    Own(&'a Verification),
    /// By another court, which shares that it was made and what was found sound.
    Shared(&'a SharedVerification),
}

/// A document that passed, and when it is good.
pub(super) struct Shown {
    kind: DocumentKind,
    issued_on: NaiveDate,
    valid_to: Option<NaiveDate>,
}

impl Shown {
    pub(super) fn by(items: &[DocumentCheck]) -> Vec<Self> {
        let passed = items.iter().filter(|item| item.result == CheckResult::Pass);
        let shown = passed.map(|item| Self {
            kind: item.kind,
            issued_on: item.issued_on,
            valid_to: item.valid_to,
        });
        shown.collect()
    }

    /// What another court shares had been issued when it was checked there.
    pub(super) fn by_shared(known: &SharedVerification) -> Vec<Self> {
        let shown = known.documents.iter().map(|document| Self {
            kind: document.kind,
            issued_on: known.verified_on,
            valid_to: document.valid_to,
        });
        shown.collect()
    }
}

impl Check<'_> {
    /// Refuses unless every document the kind demands is in the check and has not expired.
    pub(super) fn ensure_documents(self, act: &Act<'_>, kind: EntryKind) -> Result<(), Rejection> {
        let shown = match self {
            Self::Own(known) => Shown::by(&known.items),
            Self::Shared(known) => Shown::by_shared(known),
        };
        ensure_shown(act, kind, &shown)
    }

    /// Refuses a certificate other than the one that was checked; another court's numbers are
    /// not known here (R2).
    pub(super) fn ensure_certificate(self, certificate: &Certificate) -> Result<(), Rejection> {
        let Self::Own(known) = self else {
            return Ok(());
        };
        let is_checked = known.items.iter().any(|item| {
            item.kind == DocumentKind::TrainingCertificate
                && item.result == CheckResult::Pass
                && item.number_hash == certificate.number_hash
        });
        ensure(is_checked, Code::CertificateUnverified, || {
            "the training certificate is not the one that was verified: \
             verify it, or state the one that was"
                .to_owned()
        })
    }
}

/// The documents an entry of the kind demands under a ruleset (art 9, 14(2), 15; R37).
pub fn required_documents(
    ruleset: &Ruleset,
    kind: EntryKind,
) -> Result<&[DocumentKind], Rejection> {
    let required = ruleset.parameters.documents.get(&kind);
    required.map(Vec::as_slice).ok_or_else(|| {
        let kinds = ruleset.parameters.documents.keys();
        let known: Vec<&str> = kinds.map(|kind| kind.as_str()).collect();
        let detail = format!(
            "ruleset {} names no documents for a {} mediator: it knows {}",
            ruleset.ruleset,
            kind.as_str(),
            if known.is_empty() {
                "none, publish it with its documents".to_owned()
            } else {
                known.join(", ")
            }
        );
        Rejection::new(Code::RulesetUnknown, detail)
    })
}

/// Refuses unless every document the kind demands is shown and has not expired on the day.
pub(super) fn ensure_shown(
    act: &Act<'_>,
    kind: EntryKind,
    shown: &[Shown],
) -> Result<(), Rejection> {
    let ruleset = act.ruleset()?;
    for required in required_documents(ruleset, kind)? {
        let name: &'static str = required.into();
        let passed: Vec<&Shown> = shown.iter().filter(|item| item.kind == *required).collect();
        ensure(!passed.is_empty(), missing_code(*required), || {
            let source = ruleset.source_of(&format!("documents.{}", kind.as_str()));
            format!("{name} is missing or did not pass by {source}: return the application for it")
        })?;
        let day = act.on;
        ensure(
            passed.iter().any(|item| item.issued_on <= day),
            Code::DateOrder,
            || format!("{name} was issued after {day}, the day of the act"),
        )?;
        let current =
            |item: &&Shown| item.issued_on <= day && item.valid_to.is_none_or(|to| day <= to);
        ensure(passed.iter().any(current), Code::DocumentExpired, || {
            format!("{name} expired before {day}: ask for a new one")
        })?;
    }
    Ok(())
}

fn missing_code(required: DocumentKind) -> Code {
    match required {
        DocumentKind::TrainingCertificate => Code::CertificateUnverified,
        DocumentKind::Diploma => Code::EducationRequirement,
        DocumentKind::Identity
        | DocumentKind::DrugCertificate
        | DocumentKind::PsychiatricCertificate
        | DocumentKind::NoConviction
        | DocumentKind::ElectionMinutes
        | DocumentKind::JudgeRetirement => Code::DocumentMissing,
    }
}
