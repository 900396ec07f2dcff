//! Registration: an application that meets every condition of the law becomes an entry.

use chrono::{Datelike, NaiveDate};

use super::checklist::Check;
use super::documents::relied_on;
use crate::act::Act;
use crate::calendar::add_months;
use crate::codes::{Kato, SroId};
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::command::EntryCommand;
use crate::entry::event::{Certificate, EntryEvent};
use crate::entry::{EntryKind, ensure_unbarred};
use crate::ids::ApplicationId;
use crate::person::PersonKey;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;
use crate::standing::Standing;

/// Enters the mediator (R2, R13, R15, R24, R36, R40, R42).
pub(super) fn register(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    let EntryCommand::RegisterMediator {
        application_id,
        born_on,
        personal,
        categories,
        languages,
        certificate,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    let application = docket.open_application(application_id)?;
    let (verification_id, check) = relied_on(docket, act, application).ok_or_else(|| {
        let detail = format!("the documents of application {application_id} are not verified");
        Rejection::new(Code::NotVerified, detail)
    })?;
    check.ensure_documents(act, application.kind)?;
    let fee_id = docket.settled_fee(application_id).ok_or_else(|| {
        let detail = format!(
            "the fee of application {application_id} is neither paid nor waived: \
             assess it and record the payment"
        );
        Rejection::new(Code::FeeUnpaid, detail)
    })?;
    let (person, kind) = (application.person, application.kind);
    let ruleset = act.ruleset()?;
    ensure_age(ruleset, kind, born_on, act.on)?;
    ensure_certificate(act, kind, certificate.as_ref(), check)?;
    let valid_to = valid_to(act, ruleset, kind, act.on)?;
    ensure_may_enter(docket, act, application_id, valid_to)?;
    for category in &categories {
        act.reference.ensure_category(*category)?;
    }
    for language in &languages {
        act.reference.ensure_language(*language)?;
    }
    Ok(vec![EntryEvent::MediatorRegistered {
        entry_no: docket.next_entry_no(act.court, act.on)?,
        application_id,
        person_key: person,
        kind,
        personal,
        practice_kato: application.practice_kato,
        categories,
        languages,
        certificate,
        sro: application.sro,
        verification_id,
        fee_id: Some(fee_id),
        valid_from: act.on,
        valid_to,
    }])
}

/// What must still hold of the person and the place on the day of entry.
fn ensure_may_enter(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    valid_to: NaiveDate,
) -> Result<(), Rejection> {
    let application = docket.application(application_id)?;
    act.ensure_court_sits()?;
    ensure_not_entered(docket, act, application.person, Some(application_id))?;
    ensure_no_bar(docket, act, application.person)?;
    ensure_in_territory(act, &application.practice_kato)?;
    act.reference
        .ensure_not_coordinator(application.person, act.on, valid_to)?;
    ensure_sro(act, application.sro)
}

/// The last day of an entry that begins on `from`.
///
/// Under the yearly rule it is the end of the calendar year (art 14(5)); otherwise the
/// validity the fee buys.
pub(crate) fn valid_to(
    act: &Act<'_>,
    ruleset: &Ruleset,
    kind: EntryKind,
    from: NaiveDate,
) -> Result<NaiveDate, Rejection> {
    if ruleset.parameters.annual_renewal_deadline.is_some() {
        return Ok(NaiveDate::from_ymd_opt(from.year(), 12, 31).unwrap_or(from));
    }
    let months = act.reference.fee(kind, act.on)?.validity_months;
    let end = add_months(from, months);
    Ok(end.pred_opt().unwrap_or(end).max(from))
}

fn ensure_age(
    ruleset: &Ruleset,
    kind: EntryKind,
    born_on: NaiveDate,
    day: NaiveDate,
) -> Result<(), Rejection> {
    let parameters = &ruleset.parameters;
    let (required, parameter) = match kind {
        EntryKind::Professional => (parameters.min_age_professional, "min_age_professional"),
        EntryKind::Public => (parameters.min_age_public, "min_age_public"),
        EntryKind::RetiredJudge => return Ok(()),
    };
    // The age at fault is personal: the message names the bound, not the person's years.
    let age = day.years_since(born_on).unwrap_or(0);
    ensure(age >= required, Code::AgeRequirement, || {
        format!(
            "by {} a {} mediator is at least {required} on the day of entry, {day}",
            ruleset.source_of(parameter),
            kind.as_str()
        )
    })
}

fn ensure_certificate(
    act: &Act<'_>,
    kind: EntryKind,
    certificate: Option<&Certificate>,
    check: Check<'_>,
) -> Result<(), Rejection> {
    let Some(certificate) = certificate else {
        return ensure(
            kind != EntryKind::Professional,
            Code::CertificateUnverified,
            || "a professional mediator shows a training certificate: state it".to_owned(),
        );
    };
    let Certificate {
        provider,
        issued_on,
        ..
    } = certificate;
    ensure(*issued_on <= act.on, Code::DateOrder, || {
        format!("the certificate of {issued_on} lies after {}", act.on)
    })?;
    ensure(
        act.reference.provider_recognised(*provider, *issued_on),
        Code::TrainingProviderUnknown,
        || format!("provider {provider} was not recognised on {issued_on}"),
    )?;
    check.ensure_certificate(certificate)
}

/// Refuses a person with another open application or a live entry here.
pub(super) fn ensure_not_entered(
    docket: &Docket,
    act: &Act<'_>,
    person: PersonKey,
    own: Option<ApplicationId>,
) -> Result<(), Rejection> {
    let mut keys = act.reference.keys_of(person);
    if let Some(open) = keys.find_map(|key| docket.open_application_of(key, own)) {
        let detail = format!("the person has the open application {open} here: decide that one");
        return Err(Rejection::new(Code::AlreadyEntered, detail));
    }
    ensure_no_live_entry(docket, act, person)
}

/// Refuses a person with an entry at this court that is live on the day, or begins after it.
///
/// The person is looked for under every key, and what was transferred away is not here.
pub(crate) fn ensure_no_live_entry(
    docket: &Docket,
    act: &Act<'_>,
    person: PersonKey,
) -> Result<(), Rejection> {
    for key in act.reference.keys_of(person) {
        for entry_no in docket.entries_of(key) {
            let entry = docket.entry(*entry_no)?;
            let is_live = match entry.validity.standing(act.on) {
                Standing::Active | Standing::Suspended { .. } | Standing::NotYet => true,
                Standing::Lapsed { .. } | Standing::Removed { .. } => false,
            };
            let kept = act.ensure_keeps(entry_no.court(), entry.transferred_to);
            ensure(!is_live || kept.is_err(), Code::AlreadyEntered, || {
                format!("the person has the live entry {entry_no} here")
            })?;
        }
    }
    Ok(())
}

/// Refuses a person on whose earlier entry here a statutory bar is open (art 9(7), R15).
fn ensure_no_bar(docket: &Docket, act: &Act<'_>, person: PersonKey) -> Result<(), Rejection> {
    for key in act.reference.keys_of(person) {
        for entry_no in docket.entries_of(key) {
            ensure_unbarred(docket.entry(*entry_no)?, *entry_no)?;
        }
    }
    Ok(())
}

/// Refuses a place of practice outside the court's territory (R42).
pub(crate) fn ensure_in_territory(act: &Act<'_>, place: &Kato) -> Result<(), Rejection> {
    let territory = act.reference.court(act.court)?.territory_on(act.on);
    ensure(
        territory.iter().any(|area| place.lies_in(area)),
        Code::PracticeLocationMismatch,
        || {
            let (court, on) = (act.court, act.on);
            format!("place {place} lies outside the territory of {court} on {on}")
        },
    )
}

pub(crate) fn ensure_sro(act: &Act<'_>, sro: Option<SroId>) -> Result<(), Rejection> {
    let Some(sro) = sro else {
        return Ok(());
    };
    ensure(
        act.reference.sro_active(sro, act.on),
        Code::SroUnknown,
        || format!("organisation {sro} is not active on {}", act.on),
    )
}

#[cfg(test)]
mod tests;
