//! Documents: checked once per person and set, relied on until revoked (R36, R37).

use chrono::NaiveDate;

use super::ensure_code;
use crate::act::Act;
use crate::court_code::CourtCode;
use crate::docket::Docket;
use crate::entry::event::{
    CheckResult, DocumentCheck, DocumentKind, EntryEvent, RemovalReason, RevocationReason,
};
use crate::entry::{EntryKind, ensure_not_removed};
use crate::ids::{ApplicationId, VerificationId};
use crate::person::PersonKey;
use crate::rejection::{Code, Rejection, ensure};

/// A check of documents, kept at the court that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whose documents.
    pub person: PersonKey,
    /// What was checked.
    pub items: Vec<DocumentCheck>,
    /// False once revoked.
    pub stands: bool,
}

/// The documents an entry kind demands (art 9, 14(2), 15).
pub fn required_documents(kind: EntryKind) -> &'static [DocumentKind] {
    use DocumentKind as D;
    match kind {
        EntryKind::Professional => &[
            D::Identity,
            D::DrugCertificate,
            D::PsychiatricCertificate,
            D::NoConviction,
            D::Diploma,
            D::TrainingCertificate,
        ],
        EntryKind::Public => &[
            D::Identity,
            D::DrugCertificate,
            D::PsychiatricCertificate,
            D::NoConviction,
            D::ElectionMinutes,
        ],
        EntryKind::RetiredJudge => &[D::Identity, D::NoConviction, D::JudgeRetirement],
    }
}

/// Records the check of documents (R36, R37).
pub(super) fn verify(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    check: (VerificationId, Vec<DocumentCheck>),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (verification_id, items) = check;
    let application = docket.open_application(application_id)?;
    let verifier = act.reference.holder(act.court, act.office, act.on);
    ensure(
        verifier != Some(application.person),
        Code::SelfVerification,
        || {
            format!(
                "office {} is held by the applicant: another office must verify",
                act.office
            )
        },
    )?;
    ensure(
        !docket.verifications.contains_key(&verification_id),
        Code::AlreadyExists,
        || format!("verification {verification_id} exists already: give the new one its own id"),
    )?;
    let same = |known: &&Verification| known.stands && same_documents(&known.items, &items);
    let known = docket.verifications_of(application.person);
    let again = known.into_iter().find(|(_, known)| same(known));
    if let Some((known, _)) = again {
        return Err(Rejection::new(
            Code::AlreadyVerified,
            format!("the same documents passed as verification {known}: reuse that one"),
        ));
    }
    for item in &items {
        ensure_code(&item.issuer, "issuer")?;
    }
    ensure_documents(application.kind, &items, act.on)?;
    Ok(vec![EntryEvent::DocumentsVerified {
        application_id,
        verification_id,
        items,
        verified_on: act.on,
    }])
}

fn same_documents(known: &[DocumentCheck], items: &[DocumentCheck]) -> bool {
    let hashes = |items: &[DocumentCheck]| {
        let mut hashes: Vec<_> = items.iter().map(|item| item.number_hash).collect();
        hashes.sort_unstable();
        hashes
    };
    hashes(known) == hashes(items)
}

/// Refuses unless every document the kind demands passed and has not expired.
pub(super) fn ensure_documents(
    kind: EntryKind,
    items: &[DocumentCheck],
    day: NaiveDate,
) -> Result<(), Rejection> {
    for required in required_documents(kind) {
        let name: &'static str = required.into();
        let passed: Vec<&DocumentCheck> = items
            .iter()
            .filter(|item| item.kind == *required && item.result == CheckResult::Pass)
            .collect();
        ensure(!passed.is_empty(), missing_code(*required), || {
            format!("{name} is missing or did not pass: return the application for it")
        })?;
        ensure(
            passed.iter().any(|item| item.issued_on <= day),
            Code::DateOrder,
            || format!("{name} was issued after {day}, the day of the act"),
        )?;
        let current = |item: &&DocumentCheck| {
            item.issued_on <= day && item.valid_to.is_none_or(|to| day <= to)
        };
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

/// Relies on a verification of this court that stands (R36).
///
/// What another court checked is not known here: its events do not reach this docket.
pub(super) fn reuse(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    check: (VerificationId, CourtCode),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (verification_id, from_court) = check;
    let application = docket.open_application(application_id)?;
    let known = docket.verifications.get(&verification_id);
    let verification = known
        .filter(|known| known.stands && known.person == application.person)
        .filter(|_| from_court == act.court)
        .ok_or_else(|| {
            let detail = format!(
                "verification {verification_id} of {from_court} does not stand for this person \
                 at {}: verify the documents here",
                act.court
            );
            Rejection::new(Code::VerificationUnknown, detail)
        })?;
    ensure_documents(application.kind, &verification.items, act.on)?;
    Ok(vec![EntryEvent::VerificationReused {
        application_id,
        verification_id,
        from_court,
    }])
}

/// Withdraws a check; entries that rest on it end.
pub(super) fn revoke(
    docket: &Docket,
    act: &Act<'_>,
    verification_id: VerificationId,
    reason: RevocationReason,
) -> Result<Vec<EntryEvent>, Rejection> {
    let known = docket.verifications.get(&verification_id);
    let verification = known.filter(|known| known.stands).ok_or_else(|| {
        let detail = format!("verification {verification_id} does not stand here");
        Rejection::new(Code::VerificationUnknown, detail)
    })?;
    let mut events = vec![EntryEvent::VerificationRevoked {
        verification_id,
        reason,
    }];
    for entry_no in docket.entries_of(verification.person) {
        let entry = docket.entry(*entry_no)?;
        let rests = entry.verification_id == verification_id;
        if rests && ensure_not_removed(entry, *entry_no, act.on).is_ok() {
            events.push(EntryEvent::EntryRemoved {
                entry_no: *entry_no,
                reason: RemovalReason::VerificationRevoked,
                on: act.on,
            });
        }
    }
    Ok(events)
}

#[cfg(test)]
mod tests;
