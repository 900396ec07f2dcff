//! How a docket takes events over. Never fails: what was recorded happened.

use chrono::NaiveDate;

use super::{Docket, Estate};
use crate::application::{Application, Fee, FeeStatus, Verification};
use crate::correction::Corrections;
use crate::entry::Entry;
use crate::entry::event::EntryEvent;
use crate::event::Event;
use crate::ids::{ApplicationId, EventId, FeeId};
use crate::money::Money;
use crate::numbers::{EntryNo, ReferralNo};
use crate::referral::Referral;
use crate::referral::event::{ListMethod, ReferralEvent};

impl Docket {
    /// Takes an event over. Never fails: what was recorded happened.
    pub fn evolve(&mut self, event: &Event, on: NaiveDate) {
        match event {
            Event::Entry(event) => self.evolve_entry(event, on),
            Event::Referral(event) => self.evolve_referral(event),
            Event::Fund(event) => self.fund.evolve(event),
            Event::Outreach(event) => self.rooms.evolve(event),
            // A correction is folded with the events it corrects, never by itself.
            Event::Correction(_) | Event::Reference(_) | Event::Oversight(_) => {}
        }
    }

    /// The state that recorded events give with their corrections applied.
    ///
    /// A number given to an entry or a referral that was voided since stays used.
    pub fn fold<'e>(
        events: impl IntoIterator<Item = (EventId, NaiveDate, &'e Event)>,
        corrections: &Corrections,
    ) -> Self {
        let mut docket = Self::default();
        docket.take(events, corrections);
        docket
    }

    /// Takes several events over, with their corrections applied.
    pub fn take<'e>(
        &mut self,
        events: impl IntoIterator<Item = (EventId, NaiveDate, &'e Event)>,
        corrections: &Corrections,
    ) {
        for (id, on, event) in events {
            match corrections.corrected(id, event) {
                Some(event) => self.evolve(&event, on),
                None => self.use_number_of(event),
            }
        }
    }

    /// Takes over what a court that was before this one left, so that its entries, referrals,
    /// applications and fees can be acted on under the numbers they have (R29).
    ///
    /// Its rooms and its turn in rotation end with it. Where the state is folded anew, the
    /// predecessors come first: what this court recorded about their matters came later.
    pub fn adopt<'e>(
        &mut self,
        events: impl IntoIterator<Item = (EventId, NaiveDate, &'e Event)>,
        corrections: &Corrections,
        estate: Estate,
    ) {
        let (rooms, rotated) = (self.rooms.clone(), self.rotated);
        let fund = self.fund.clone();
        self.take(events, corrections);
        self.rooms = rooms;
        self.rotated = rotated;
        if estate == Estate::Matters {
            self.fund = fund;
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only what begins an entry or a referral gives a number"
    )]
    fn use_number_of(&mut self, event: &Event) {
        match event {
            Event::Entry(event) => {
                if let EntryEvent::MediatorRegistered { entry_no, .. } = **event {
                    self.use_entry_no(entry_no);
                }
            }
            Event::Referral(ReferralEvent::DisputeReferred { referral_no, .. }) => {
                self.use_referral_no(*referral_no);
            }
            _ => {}
        }
    }

    fn evolve_referral(&mut self, event: &ReferralEvent) {
        if let ReferralEvent::ConsultationHeld {
            consultation_id,
            on,
            ..
        } = event
        {
            self.consultations.insert(*consultation_id, *on);
        } else if let Some((referral_no, referral)) = Referral::begin(event) {
            self.use_referral_no(referral_no);
            self.referrals.insert(referral_no, referral);
        } else if let Some(no) = event.referral_no()
            && let Some(referral) = self.referrals.get_mut(&no)
        {
            referral.evolve(event);
        }
        if let ReferralEvent::MediatorListOffered {
            entries,
            method: ListMethod::Rotation,
            ..
        } = event
        {
            self.rotated = entries.first().copied();
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not about an application is about an entry"
    )]
    fn evolve_entry(&mut self, event: &EntryEvent, on: NaiveDate) {
        use EntryEvent as E;
        match event {
            E::ApplicationSubmitted { .. } => self.submitted(event),
            E::ApplicationReturned { application_id, .. }
            | E::RegistrationRefused { application_id, .. } => {
                self.evolve_application(*application_id, event);
            }
            E::DocumentsVerified { .. }
            | E::VerificationReused { .. }
            | E::VerificationRevoked { .. } => self.evolve_verification(event),
            E::FeeAssessed { .. }
            | E::FeeWaived { .. }
            | E::FeePaid { .. }
            | E::FeeRefunded { .. } => self.evolve_fee(event, on),
            E::MediatorRegistered {
                application_id,
                fee_id,
                ..
            } => {
                if let Some((entry_no, entry)) = Entry::begin(event) {
                    self.entered(entry_no, entry);
                    self.evolve_application(*application_id, event);
                }
                self.use_fee(*fee_id);
            }
            E::EntryRenewed {
                entry_no, fee_id, ..
            } => {
                self.use_fee(*fee_id);
                self.evolve_one(*entry_no, event, on);
            }
            about_an_entry => {
                if let Some(entry_no) = about_an_entry.entry_no() {
                    self.evolve_one(entry_no, event, on);
                }
            }
        }
    }

    fn submitted(&mut self, event: &EntryEvent) {
        if let Some((id, application)) = Application::begin(event) {
            let matters = self.matters_of.entry(application.person).or_default();
            push_new(&mut matters.applications, id);
            self.applications.insert(id, application);
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only events about documents come here"
    )]
    fn evolve_verification(&mut self, event: &EntryEvent) {
        match event {
            EntryEvent::DocumentsVerified {
                application_id,
                verification_id,
                items,
                ..
            } => {
                if let Some(application) = self.applications.get(application_id) {
                    let person = application.person;
                    let verification = Verification {
                        person,
                        items: items.clone(),
                        stands: true,
                    };
                    self.verifications.insert(*verification_id, verification);
                    let matters = self.matters_of.entry(person).or_default();
                    push_new(&mut matters.verifications, *verification_id);
                }
                self.evolve_application(*application_id, event);
            }
            EntryEvent::VerificationReused { application_id, .. } => {
                self.evolve_application(*application_id, event);
            }
            EntryEvent::VerificationRevoked {
                verification_id, ..
            } => {
                if let Some(known) = self.verifications.get_mut(verification_id) {
                    known.stands = false;
                }
            }
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only events about fees come here"
    )]
    fn evolve_fee(&mut self, event: &EntryEvent, on: NaiveDate) {
        match event {
            EntryEvent::FeeAssessed {
                fee_id,
                application_id,
                amount,
                currency,
                ..
            } => {
                let amount_minor = *amount;
                let currency = *currency;
                let amount = Money {
                    amount_minor,
                    currency,
                };
                self.add_fee(*fee_id, *application_id, amount, FeeStatus::Assessed);
            }
            EntryEvent::FeeWaived {
                fee_id,
                application_id,
                amount,
                currency,
                ..
            } => {
                let amount_minor = *amount;
                let currency = *currency;
                let amount = Money {
                    amount_minor,
                    currency,
                };
                self.add_fee(*fee_id, *application_id, amount, FeeStatus::Waived);
            }
            EntryEvent::FeePaid {
                fee_id,
                amount,
                paid_on,
                bank_ref_hash,
                ..
            } => {
                self.fund.receive(*amount, *paid_on);
                self.payments.insert(*bank_ref_hash);
                self.change_fee(*fee_id, |fee| fee.status = FeeStatus::Paid);
            }
            EntryEvent::FeeRefunded { fee_id, amount, .. } => {
                self.fund.refund(*amount, on);
                self.change_fee(*fee_id, |fee| fee.status = FeeStatus::Refunded);
            }
            _ => {}
        }
    }

    fn entered(&mut self, entry_no: EntryNo, entry: Entry) {
        self.use_entry_no(entry_no);
        let matters = self.matters_of.entry(entry.person).or_default();
        push_new(&mut matters.entries, entry_no);
        self.entries.insert(entry_no, entry);
    }

    fn use_entry_no(&mut self, no: EntryNo) {
        let serial = self.entry_serials.entry((no.court(), no.year()));
        let serial = serial.or_default();
        *serial = no.serial().max(*serial);
    }

    fn use_referral_no(&mut self, no: ReferralNo) {
        let serial = self.referral_serials.entry((no.court(), no.year()));
        let serial = serial.or_default();
        *serial = no.serial().max(*serial);
    }

    fn evolve_one(&mut self, entry_no: EntryNo, event: &EntryEvent, on: NaiveDate) {
        if let Some(entry) = self.entries.get_mut(&entry_no) {
            entry.evolve(event, on);
        }
    }

    fn evolve_application(&mut self, id: ApplicationId, event: &EntryEvent) {
        if let Some(application) = self.applications.get_mut(&id) {
            application.evolve(event);
        }
    }

    fn add_fee(&mut self, id: FeeId, application: ApplicationId, amount: Money, status: FeeStatus) {
        push_new(self.fees_of.entry(application).or_default(), id);
        let fee = Fee {
            application,
            amount,
            status,
            used: false,
        };
        self.fees.insert(id, fee);
    }

    fn change_fee(&mut self, id: FeeId, change: impl FnOnce(&mut Fee)) {
        if let Some(fee) = self.fees.get_mut(&id) {
            change(fee);
        }
    }

    fn use_fee(&mut self, id: Option<FeeId>) {
        if let Some(id) = id {
            self.change_fee(id, |fee| fee.used = true);
        }
    }
}

/// An event may be stated twice; what it names is listed once.
fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
