//! An application to be entered: documents verified once, fee settled, decided in time.
//!
//! Submitted → (returned ⇄ submitted) → verified → fee settled → registered, or refused.
//! The checks of documents are in `application/documents.rs`, what they must hold in
//! `application/checklist.rs`, the fee in `application/fee.rs`, the entry that comes of it
//! in `application/registration.rs`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::calendar::{add_days, days_between};
use crate::codes::{Kato, SroId};
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::EntryKind;
use crate::entry::command::EntryCommand;
use crate::entry::event::{DocumentKind, EntryEvent};
use crate::ids::{ApplicationId, VerificationId};
use crate::numbers::EntryNo;
use crate::person::PersonKey;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;

mod checklist;
mod documents;
mod fee;
mod registration;

pub use checklist::required_documents;
pub use documents::Verification;
pub use fee::{Fee, FeeStatus};
pub(crate) use registration::{ensure_in_territory, ensure_no_live_entry, ensure_sro, valid_to};

/// How far an application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Handed in.
    Submitted,
    /// Given back for what is missing.
    Returned,
    /// Documents verified.
    Verified,
    /// Entered.
    Registered(EntryNo),
    /// Refused.
    Refused,
}

/// An application as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// The person.
    pub person: PersonKey,
    /// The kind of entry asked for.
    pub kind: EntryKind,
    /// Where the person practises.
    pub practice_kato: Kato,
    /// The organisation.
    pub sro: Option<SroId>,
    /// When it was asked for.
    pub requested_on: NaiveDate,
    /// How far it has come.
    pub stage: Stage,
    /// The check of documents relied on.
    pub verification: Option<VerificationId>,
}

impl Application {
    /// The application that handing it in begins; none for any other event.
    pub fn begin(event: &EntryEvent) -> Option<(ApplicationId, Self)> {
        let EntryEvent::ApplicationSubmitted {
            application_id,
            person_key,
            kind,
            practice_kato,
            sro,
            requested_on,
        } = event
        else {
            return None;
        };
        let application = Self {
            person: *person_key,
            kind: *kind,
            practice_kato: *practice_kato,
            sro: *sro,
            requested_on: *requested_on,
            stage: Stage::Submitted,
            verification: None,
        };
        Some((*application_id, application))
    }

    /// Takes an event of this application over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events leave an application where it stands"
    )]
    pub fn evolve(&mut self, event: &EntryEvent) {
        use EntryEvent as E;
        match event {
            E::ApplicationReturned { .. } => self.stage = Stage::Returned,
            E::DocumentsVerified {
                verification_id, ..
            }
            | E::VerificationReused {
                verification_id, ..
            } => {
                self.stage = Stage::Verified;
                self.verification = Some(*verification_id);
            }
            E::RegistrationRefused { .. } => self.stage = Stage::Refused,
            E::MediatorRegistered { entry_no, .. } => self.stage = Stage::Registered(*entry_no),
            _ => {}
        }
    }

    /// True until it is decided.
    pub fn is_open(&self) -> bool {
        matches!(
            self.stage,
            Stage::Submitted | Stage::Returned | Stage::Verified
        )
    }
}

/// Decides what comes before an entry.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the docket sends only commands about an application"
)]
pub(crate) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    use EntryCommand as C;
    match command {
        C::SubmitApplication { .. } => submit(docket, act, command),
        C::ReturnApplication {
            application_id,
            missing,
        } => give_back(docket, application_id, missing),
        C::VerifyDocuments {
            application_id,
            verification_id,
            items,
        } => documents::verify(docket, act, application_id, (verification_id, items)),
        C::ReuseVerification {
            application_id,
            verification_id,
            from_court,
        } => documents::reuse(docket, act, application_id, (verification_id, from_court)),
        C::RevokeVerification {
            verification_id,
            reason,
        } => documents::revoke(docket, act, verification_id, reason),
        C::RefuseRegistration {
            application_id,
            reasons,
        } => refuse(docket, act, application_id, reasons),
        C::RegisterMediator { .. } => registration::register(docket, act, command),
        about_a_fee => fee::decide(docket, act, about_a_fee),
    }
}

/// Takes an application in (R14, R24, R42).
fn submit(
    docket: &Docket,
    act: &Act<'_>,
    command: EntryCommand,
) -> Result<Vec<EntryEvent>, Rejection> {
    let EntryCommand::SubmitApplication {
        application_id,
        person_key,
        kind,
        practice_kato,
        sro,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    ensure(
        !docket.applications.contains_key(&application_id),
        Code::AlreadyExists,
        || format!("application {application_id} exists already: give the new one its own id"),
    )?;
    act.ensure_court_sits()?;
    registration::ensure_not_entered(docket, act, person_key, None)?;
    ensure_in_territory(act, &practice_kato)?;
    act.reference
        .ensure_not_coordinator(person_key, act.on, act.on)?;
    ensure_sro(act, sro)?;
    Ok(vec![EntryEvent::ApplicationSubmitted {
        application_id,
        person_key,
        kind,
        practice_kato,
        sro,
        requested_on: act.on,
    }])
}

/// Gives the application back for what is missing.
fn give_back(
    docket: &Docket,
    application_id: ApplicationId,
    missing: Vec<DocumentKind>,
) -> Result<Vec<EntryEvent>, Rejection> {
    let application = docket.open_application(application_id)?;
    ensure(
        application.stage != Stage::Verified,
        Code::WrongState,
        || {
            format!(
                "the documents of application {application_id} are verified: register or refuse it"
            )
        },
    )?;
    ensure(!missing.is_empty(), Code::ReasonMissing, || {
        format!("application {application_id} goes back for something: name a document")
    })?;
    Ok(vec![EntryEvent::ApplicationReturned {
        application_id,
        missing,
    }])
}

/// Refuses the application; later than the law allows is recorded all the same.
fn refuse(
    docket: &Docket,
    act: &Act<'_>,
    application_id: ApplicationId,
    reasons: Vec<String>,
) -> Result<Vec<EntryEvent>, Rejection> {
    docket.open_application(application_id)?;
    ensure(!reasons.is_empty(), Code::ReasonMissing, || {
        format!("the refusal of application {application_id} is reasoned: name at least one code")
    })?;
    for reason in &reasons {
        ensure(
            reason.parse::<Code>().is_ok(),
            Code::ConfidentialContent,
            || {
                format!(
                    "`{}` is no code of a rule: free text may not enter an event",
                    short(reason)
                )
            },
        )?;
    }
    Ok(vec![EntryEvent::RegistrationRefused {
        application_id,
        reasons,
        decided_on: act.on,
    }])
}

/// The day by which an application is decided (art 14(4); vector T23).
pub fn decide_by(requested_on: NaiveDate, ruleset: &Ruleset) -> NaiveDate {
    add_days(requested_on, ruleset.parameters.refusal_days)
}

/// True if the decision came later than the law allows (flag `DECISION_OVERDUE`).
pub fn is_decision_overdue(
    requested_on: NaiveDate,
    decided_on: NaiveDate,
    ruleset: &Ruleset,
) -> bool {
    days_between(requested_on, decided_on) > i64::from(ruleset.parameters.refusal_days)
}

/// Refuses text that is not a code: free text may not enter an event (R8).
pub(crate) fn ensure_code(text: &str, what: &str) -> Result<(), Rejection> {
    let is_code = text.len() <= 64 && crate::codes::is_name(text);
    ensure(is_code, Code::ConfidentialContent, || {
        format!(
            "{what} `{}` is no code (letters, digits and - _ . / only, at most 64): \
             free text may not enter an event",
            short(text)
        )
    })
}

/// As much of a text as a message should repeat.
fn short(text: &str) -> String {
    text.chars().take(64).collect()
}

#[cfg(test)]
mod tests;
