//! Documents: checked once per person and set, relied on until revoked (R36, R37).
//!
//! What a check must hold is in `application/checklist.rs`.

use super::checklist::{Check, Shown, ensure_shown};
use super::{Application, ensure_code};
use crate::act::Act;
use crate::court_code::CourtCode;
use crate::docket::Docket;
use crate::entry::event::{DocumentCheck, EntryEvent, RemovalReason, RevocationReason};
use crate::entry::{self, ensure_not_removed};
use crate::ids::{ApplicationId, VerificationId};
use crate::numbers::EntryNo;
use crate::person::PersonKey;
use crate::reference::SharedVerification;
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

/// The check an application rests on, if it stands on the day.
pub(super) fn relied_on<'a>(
    docket: &'a Docket,
    act: &Act<'a>,
    application: &Application,
) -> Option<(VerificationId, Check<'a>)> {
    if let Some((id, known)) = docket.standing_verification(application) {
        return Some((id, Check::Own(known)));
    }
    let id = application.verification?;
    if docket.verifications.contains_key(&id) {
        return None;
    }
    shared(act, id, application.person).map(|known| (id, Check::Shared(known)))
}

/// Another court's check of the person's documents, if it stands on the day.
fn shared<'a>(
    act: &Act<'a>,
    id: VerificationId,
    person: PersonKey,
) -> Option<&'a SharedVerification> {
    let known = act.reference.shared_verification(id)?;
    let stands = known.stands
        && known.verified_on <= act.on
        && act.reference.person(known.person) == act.reference.person(person);
    stands.then_some(known)
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
        verifier.is_none_or(|holder| {
            act.reference.person(holder) != act.reference.person(application.person)
        }),
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
    ensure_not_verified(docket, act, application, &items)?;
    for item in &items {
        ensure_code(&item.issuer, "issuer")?;
    }
    ensure_shown(act, application.kind, &Shown::by(&items))?;
    Ok(vec![EntryEvent::DocumentsVerified {
        application_id,
        verification_id,
        items,
        verified_on: act.on,
    }])
}

/// Refuses to check what was checked: the same set here, or any sound set at another court.
fn ensure_not_verified(
    docket: &Docket,
    act: &Act<'_>,
    application: &Application,
    items: &[DocumentCheck],
) -> Result<(), Rejection> {
    let person = application.person;
    let mut own = act
        .reference
        .keys_of(person)
        .flat_map(|key| docket.verifications_of(key));
    let again = own.find(|(_, known)| known.stands && same_documents(&known.items, items));
    if let Some((known, _)) = again {
        return Err(Rejection::new(
            Code::AlreadyVerified,
            format!("the same documents passed as verification {known}: reuse that one"),
        ));
    }
    let is_sound = |(id, known): &(VerificationId, &SharedVerification)| {
        let elsewhere = !docket.verifications.contains_key(id) && known.court != act.court;
        let shown = shared(act, *id, person).map(Shown::by_shared);
        elsewhere && shown.is_some_and(|shown| ensure_shown(act, application.kind, &shown).is_ok())
    };
    let mut elsewhere = act.reference.shared_verifications_of(person);
    match elsewhere.find(is_sound) {
        Some((id, known)) => Err(Rejection::new(
            Code::AlreadyVerified,
            format!(
                "court {} verified the person's documents as {id}: reuse that verification",
                known.court
            ),
        )),
        None => Ok(()),
    }
}

fn same_documents(known: &[DocumentCheck], items: &[DocumentCheck]) -> bool {
    let hashes = |items: &[DocumentCheck]| {
        let mut hashes: Vec<_> = items.iter().map(|item| item.number_hash).collect();
        hashes.sort_unstable();
        hashes
    };
    hashes(known) == hashes(items)
}

/// Relies on a verification that stands: this court's own, or one another court shares (R36).
pub(super) fn reuse(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    check: (VerificationId, CourtCode),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (verification_id, from_court) = check;
    let application = docket.open_application(application_id)?;
    let person = application.person;
    let check = match docket.verifications.get(&verification_id) {
        Some(known) => {
            let same = act.reference.person(known.person) == act.reference.person(person);
            let stands = known.stands && same && act.ensure_keeps(from_court, None).is_ok();
            stands.then_some(Check::Own(known))
        }
        None => shared(act, verification_id, person)
            .filter(|known| known.court == from_court)
            .map(Check::Shared),
    };
    let check = check.ok_or_else(|| {
        let detail = format!(
            "verification {verification_id} of {from_court} does not stand for this person on \
             {}: verify the documents here",
            act.on
        );
        Rejection::new(Code::VerificationUnknown, detail)
    })?;
    check.ensure_documents(act, application.kind)?;
    Ok(vec![EntryEvent::VerificationReused {
        application_id,
        verification_id,
        from_court,
    }])
}

/// Withdraws a check of this court, and ends the entries that rest on it. Another court's
/// check is withdrawn by the office: here it only ends what rests on it.
pub(super) fn revoke(
    docket: &Docket,
    act: &Act<'_>,
    verification_id: VerificationId,
    reason: RevocationReason,
) -> Result<Vec<EntryEvent>, Rejection> {
    let own = docket.verifications.get(&verification_id);
    let withdrawn = act.reference.shared_verification(verification_id);
    let mut events = Vec::new();
    let person = match (own, withdrawn) {
        (Some(known), _) if known.stands => {
            events.push(EntryEvent::VerificationRevoked {
                verification_id,
                reason,
            });
            Some(known.person)
        }
        (None, Some(known)) if !known.stands => Some(known.person),
        _ => None,
    };
    for key in person
        .into_iter()
        .flat_map(|key| act.reference.keys_of(key))
    {
        for entry_no in docket.entries_of(key) {
            events.extend(end_of(docket, act, *entry_no, verification_id)?);
        }
    }
    ensure(!events.is_empty(), Code::VerificationUnknown, || {
        format!(
            "verification {verification_id} does not stand here, \
             and no entry that is left rests on it"
        )
    })?;
    Ok(events)
}

/// How an entry ends whose verification no longer stands; nothing where it rests on another.
fn end_of(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    verification_id: VerificationId,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    let rests = entry.verification_id == verification_id
        && act
            .ensure_keeps(entry_no.court(), entry.transferred_to)
            .is_ok();
    if rests && ensure_not_removed(entry, entry_no, act.on).is_ok() {
        let reason = RemovalReason::VerificationRevoked;
        return Ok(entry::removed(entry, entry_no, reason, act.on));
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests;
