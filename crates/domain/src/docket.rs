//! A court's whole state: its applications, entries, fees and referrals, folded from its
//! own events. `decide` asks the law; `evolve` takes over what was recorded.
//!
//! Nothing here walks over all matters of a court: what a rule asks about a person stands
//! in an index by person. How events are taken over is in `docket/fold.rs`.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::act::Act;
use crate::application::{self, Application, Fee, Verification};
use crate::command::{Command, decided_elsewhere};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::entry::command::EntryCommand;
use crate::entry::event::EntryEvent;
use crate::entry::{self, Entry};
use crate::event::Event;
use crate::fund::{self, Fund};
use crate::ids::{ApplicationId, ConsultationId, FeeId, VerificationId};
use crate::numbers::{EntryNo, ReferralNo};
use crate::outreach::{self, Rooms};
use crate::person::PersonKey;
use crate::referral::{self, Referral};
use crate::rejection::{Code, Rejection, ensure};

mod fold;

/// A court's state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docket {
    /// Applications, decided ones too.
    pub applications: FxHashMap<ApplicationId, Application>,
    /// Entries, removed ones too.
    pub entries: BTreeMap<EntryNo, Entry>,
    /// Referrals, closed ones too.
    pub referrals: FxHashMap<ReferralNo, Referral>,
    /// Fees, in the order they were assessed.
    pub fees: FxHashMap<FeeId, Fee>,
    /// The court's fund.
    pub fund: Fund,
    /// The court's reconciliation rooms.
    pub rooms: Rooms,
    pub(crate) verifications: FxHashMap<VerificationId, Verification>,
    pub(crate) payments: FxHashSet<Digest>,
    matters_of: FxHashMap<PersonKey, Matters>,
    fees_of: FxHashMap<ApplicationId, Vec<FeeId>>,
    /// The mediator each list in rotation began with last.
    pub(crate) rotated: Option<EntryNo>,
    consultations: FxHashMap<ConsultationId, NaiveDate>,
    entry_serials: Serials,
    referral_serials: Serials,
}

/// The last serial given by each court in each year: numbers of courts that were merged in
/// use up nothing of the own ones.
type Serials = FxHashMap<(CourtCode, u16), u32>;

/// What a court takes over from one that was before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estate {
    /// Its matters and its fund: the court it went into whole, by merge, rename or close.
    Whole,
    /// Its matters alone: one of several courts, by a split.
    Matters,
}

/// Everything one person has at the court, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Matters {
    applications: Vec<ApplicationId>,
    verifications: Vec<VerificationId>,
    entries: Vec<EntryNo>,
}

impl Docket {
    /// What the command makes happen, or the rule that forbids it.
    ///
    /// A correction is not decided here but by [`crate::correction::decide`], by whoever has
    /// the recorded events at hand.
    pub fn decide(&self, act: &Act<'_>, command: Command) -> Result<Vec<Event>, Rejection> {
        act.ensure_allowed()?;
        act.ensure_court_acts(&command)?;
        command.ensure_bounds()?;
        match command {
            Command::Entry(command) => {
                let events = self.decide_entry(act, command)?;
                Ok(events.into_iter().map(Event::from).collect())
            }
            Command::Referral(command) => {
                let events = referral::decide(self, act, command)?;
                Ok(events.into_iter().map(Event::from).collect())
            }
            Command::Fund(command) => {
                let events = fund::decide(self, act, command)?;
                Ok(events.into_iter().map(Event::from).collect())
            }
            Command::Outreach(command) => {
                let events = outreach::decide(self, act, command)?;
                Ok(events.into_iter().map(Event::from).collect())
            }
            // It is judged by the stream of what it corrects, which a docket does not keep.
            Command::Correction(_) => Err(decided_elsewhere()),
        }
    }

    fn decide_entry(
        &self,
        act: &Act<'_>,
        command: EntryCommand,
    ) -> Result<Vec<EntryEvent>, Rejection> {
        use EntryCommand as C;
        match command {
            C::SubmitApplication { .. }
            | C::ReturnApplication { .. }
            | C::VerifyDocuments { .. }
            | C::ReuseVerification { .. }
            | C::RevokeVerification { .. }
            | C::AssessFee { .. }
            | C::WaiveFee { .. }
            | C::RecordFee { .. }
            | C::RefuseRegistration { .. }
            | C::RegisterMediator { .. } => application::decide(self, act, command),
            C::RefundFee { amount, .. } => {
                let events = application::decide(self, act, command)?;
                // What is set aside for coordinators can no longer be given back (R41).
                self.fund.ensure_free(amount, act.on)?;
                Ok(events)
            }
            C::ChangeProfile { .. }
            | C::ChangePracticeLocation { .. }
            | C::RecordTraining { .. }
            | C::RenewEntry { .. }
            | C::LapseEntry { .. }
            | C::EstablishBar { .. }
            | C::LiftBar { .. }
            | C::RemoveEntry { .. }
            | C::ReinstateEntry { .. }
            | C::RecordSroMembership { .. }
            | C::EndSroMembership { .. }
            | C::TransferEntry { .. }
            | C::IssueCertificate { .. }
            | C::RevokeCertificate { .. } => entry::decide(self, act, command),
            C::ReceiveComplaint { .. }
            | C::OpenProceeding { .. }
            | C::CloseProceeding { .. }
            | C::RecordSanction { .. }
            | C::SuspendMediator { .. }
            | C::LiftSuspension { .. }
            | C::RecordQualityReview { .. }
            | C::LodgeAppeal { .. }
            | C::DecideAppeal { .. } => crate::discipline::decide(self, act, command),
        }
    }

    /// The application, or a refusal that names it.
    pub fn application(&self, id: ApplicationId) -> Result<&Application, Rejection> {
        self.applications.get(&id).ok_or_else(|| {
            let detail = format!("there is no application {id} here");
            Rejection::new(Code::ApplicationUnknown, detail)
        })
    }

    /// The application, if it is open.
    pub(crate) fn open_application(&self, id: ApplicationId) -> Result<&Application, Rejection> {
        let application = self.application(id)?;
        ensure(application.is_open(), Code::WrongState, || {
            format!("application {id} is decided already")
        })?;
        Ok(application)
    }

    /// The person's open application, other than the one named.
    pub(crate) fn open_application_of(
        &self,
        person: PersonKey,
        own: Option<ApplicationId>,
    ) -> Option<ApplicationId> {
        let is_open = |id: &ApplicationId| {
            Some(*id) != own && self.applications.get(id).is_some_and(Application::is_open)
        };
        let matters = self.matters_of.get(&person)?;
        matters.applications.iter().copied().find(is_open)
    }

    /// The entry, or a refusal that names it.
    pub fn entry(&self, entry_no: EntryNo) -> Result<&Entry, Rejection> {
        self.entries.get(&entry_no).ok_or_else(|| {
            let detail = format!("there is no entry {entry_no} here");
            Rejection::new(Code::EntryUnknown, detail)
        })
    }

    /// The person's entries here, removed ones too, oldest first.
    pub fn entries_of(&self, person: PersonKey) -> &[EntryNo] {
        let matters = self.matters_of.get(&person);
        matters.map_or(&[], |matters| &matters.entries)
    }

    /// The referral, or a refusal that names it.
    pub fn referral(&self, referral_no: ReferralNo) -> Result<&Referral, Rejection> {
        self.referrals.get(&referral_no).ok_or_else(|| {
            let detail = format!("there is no referral {referral_no} here");
            Rejection::new(Code::ReferralUnknown, detail)
        })
    }

    /// The day a consultation was held here, if it was.
    pub fn consulted_on(&self, consultation_id: ConsultationId) -> Option<NaiveDate> {
        self.consultations.get(&consultation_id).copied()
    }

    /// The verifications of the person's documents.
    pub(crate) fn verifications_of(
        &self,
        person: PersonKey,
    ) -> impl IntoIterator<Item = (VerificationId, &Verification)> {
        let matters = self.matters_of.get(&person);
        let ids = matters.map_or(&[][..], |matters| &matters.verifications);
        ids.iter()
            .filter_map(|id| Some((*id, self.verifications.get(id)?)))
    }

    /// The verification an application rests on, if it stands.
    pub(crate) fn standing_verification(
        &self,
        application: &Application,
    ) -> Option<(VerificationId, &Verification)> {
        let id = application.verification?;
        let verification = self.verifications.get(&id)?;
        verification.stands.then_some((id, verification))
    }

    /// The fee, or a refusal that names it.
    pub(crate) fn fee(&self, id: FeeId) -> Result<&Fee, Rejection> {
        self.fees.get(&id).ok_or_else(|| {
            let detail = format!("there is no fee {id} here");
            Rejection::new(Code::FeeUnknown, detail)
        })
    }

    /// The settled and unused fee of an application.
    pub(crate) fn settled_fee(&self, application: ApplicationId) -> Option<FeeId> {
        let is_free = |id: &FeeId| {
            let fee = self.fees.get(id);
            fee.is_some_and(|fee| fee.is_settled() && !fee.used)
        };
        self.fees_of
            .get(&application)?
            .iter()
            .copied()
            .find(is_free)
    }

    /// The application an event is about, by itself or through its fee.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events are about an entry or a verification"
    )]
    pub(crate) fn application_of(&self, event: &EntryEvent) -> Option<ApplicationId> {
        use EntryEvent as E;
        match event {
            E::ApplicationSubmitted { application_id, .. }
            | E::ApplicationReturned { application_id, .. }
            | E::DocumentsVerified { application_id, .. }
            | E::VerificationReused { application_id, .. }
            | E::FeeAssessed { application_id, .. }
            | E::FeeWaived { application_id, .. }
            | E::RegistrationRefused { application_id, .. } => Some(*application_id),
            E::FeePaid { fee_id, .. } | E::FeeRefunded { fee_id, .. } => {
                Some(self.fees.get(fee_id)?.application)
            }
            _ => None,
        }
    }

    /// The next free entry number of the year.
    pub(crate) fn next_entry_no(
        &self,
        court: CourtCode,
        day: NaiveDate,
    ) -> Result<EntryNo, Rejection> {
        let (year, serial) = next(&self.entry_serials, court, day);
        EntryNo::new(court, year, serial).ok_or_else(|| used_up(court, year))
    }

    /// The next free referral number of the year.
    pub(crate) fn next_referral_no(
        &self,
        court: CourtCode,
        day: NaiveDate,
    ) -> Result<ReferralNo, Rejection> {
        let (year, serial) = next(&self.referral_serials, court, day);
        ReferralNo::new(court, year, serial).ok_or_else(|| used_up(court, year))
    }
}

fn next(serials: &Serials, court: CourtCode, day: NaiveDate) -> (u16, u32) {
    let year = u16::try_from(day.year()).unwrap_or(0);
    let serial = serials.get(&(court, year)).copied().unwrap_or(0);
    (year, serial.saturating_add(1))
}

fn used_up(court: CourtCode, year: u16) -> Rejection {
    let detail = format!("court {court} has no number left to give for the year {year}");
    Rejection::new(Code::AlreadyExists, detail)
}

#[cfg(test)]
mod tests;
