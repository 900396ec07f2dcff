//! An entry in simulated lives: renewal or lapse, training, profile, membership, certificate.

use chrono::{Days, NaiveDate};
use medreg_domain::entry::command::EntryCommand as C;
use medreg_domain::entry::event::{CertificateEnd, ProfileChange, TrainingKind, WaiverReason};
use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::{Command, CredentialId, EntryNo, FeeId};
use rand::RngExt;

use super::Step;
use crate::simulator::SimulationError;
use crate::simulator::corrections::{Matter, Slip};
use crate::simulator::life::{Life, Task, after};

/// What may come in a term of an entry: in how many of a hundred, and after how many days.
const MAY_COME: &[(Coming, u32, std::ops::Range<u64>)] = &[
    (Step::Train, 15, 30..300),
    (Step::Leave, 4, 60..360),
    (Step::Certify, 50, 1..10),
    (Step::Join, 6, 20..200),
    (Step::Profile, 12, 15..330),
    (Step::Bar, 2, 30..300),
];

/// A step that is about the entry alone.
type Coming = fn(EntryNo) -> Step;

/// Of a thousand terms, in how many a verification turns out false.
const REVOCATIONS_PER_MILLE: u32 = 7;

impl Life {
    /// What may come: renewal or lapse, training, leaving.
    pub(super) fn plan_entry(&mut self, who: usize, entry_no: EntryNo) {
        let ends_on = self.ends_on(entry_no);
        let day = ends_on - Days::new(self.rng.random_range(15..45));
        self.plan(day, Task::Mediator(who, Step::RenewalFee(entry_no)));
        for (step, percent, days) in MAY_COME {
            if self.percent(*percent) {
                let day = after(self.today, self.rng.random_range(days.clone()));
                self.plan(day, Task::Mediator(who, step(entry_no)));
            }
        }
        if self.rng.random_range(0..1000) < REVOCATIONS_PER_MILLE {
            let day = after(self.today, self.rng.random_range(10..250));
            self.plan(day, Task::Mediator(who, Step::Revoke(entry_no)));
        }
        if self.percent(12) {
            self.plan_review((who, entry_no));
        }
    }

    /// A step of an entry that is live today.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only steps about a live entry come here"
    )]
    pub(super) fn entry_step(
        &mut self,
        who: usize,
        entry_no: EntryNo,
        step: Step,
    ) -> Result<(), SimulationError> {
        match step {
            Step::RenewalFee(_) => self.renewal_fee(who, entry_no),
            Step::Leave(_) => self.leave(who, entry_no),
            Step::Bar(_) => self.bar(who, entry_no),
            Step::Revoke(_) => self.revoke(who, entry_no),
            Step::Profile(_) => self.change_profile(who, entry_no),
            Step::Reopen(_) => self.open_again(entry_no),
            Step::Train(_) => self.train(entry_no),
            Step::Join(_) => self.join(entry_no),
            Step::Certify(_) => self.certify(entry_no),
            _ => Ok(()),
        }
    }

    pub(super) fn ends_on(&self, entry_no: EntryNo) -> NaiveDate {
        self.court
            .docket()
            .entries
            .get(&entry_no)
            .map_or(self.today, |entry| entry.validity.valid_to())
    }

    fn renewal_fee(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let ends_on = self.ends_on(entry_no);
        if self.percent(8) {
            let day = after(ends_on, self.rng.random_range(1..10));
            self.plan(day, Task::Mediator(who, Step::Lapse(entry_no)));
            return Ok(());
        }
        let Some(application_id) = self
            .court
            .docket()
            .entries
            .get(&entry_no)
            .map(|entry| entry.application_id)
        else {
            return Ok(());
        };
        let fee_id = FeeId(self.uuid());
        let Some(kind) = self.candidates.get(&who).map(|candidate| candidate.kind) else {
            return Ok(());
        };
        let assessed = if kind == EntryKind::Public {
            self.act(Command::Entry(C::WaiveFee {
                application_id,
                fee_id,
                reason: WaiverReason::PublicMediator,
            }))?
        } else {
            self.act(Command::Entry(C::AssessFee {
                application_id,
                fee_id,
            }))?
        };
        if assessed {
            if kind != EntryKind::Public {
                self.plan(after(self.today, 2), Task::Mediator(who, Step::Pay(fee_id)));
            }
            // Some come late, within the days of grace.
            let day = if self.percent(5) {
                after(ends_on, 6)
            } else {
                after(self.today, 5)
            };
            self.plan(
                day,
                Task::Mediator(who, Step::Renew(entry_no, Some(fee_id))),
            );
        }
        Ok(())
    }

    pub(super) fn renew(
        &mut self,
        who: usize,
        entry_no: EntryNo,
        fee_id: Option<FeeId>,
    ) -> Result<(), SimulationError> {
        if self.act(Command::Entry(C::RenewEntry { entry_no, fee_id }))? {
            self.plan_entry(who, entry_no);
        }
        Ok(())
    }

    /// The entry ran out; some come again, with the documents that were checked before.
    pub(super) fn lapse(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let lapsed = self.act(Command::Entry(C::LapseEntry { entry_no }))?;
        if lapsed && self.percent(60) {
            let day = after(self.today, self.rng.random_range(20..120));
            self.plan(day, Task::Mediator(who, Step::Reapply(entry_no)));
        }
        Ok(())
    }

    /// Other categories or languages; now and then no new cases for a while.
    fn change_profile(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let mut changed = ProfileChange::default();
        let kind = self.rng.random_range(0..100);
        match kind {
            0..40 => changed.languages = Some(self.languages()),
            40..75 => changed.categories = Some(self.categories()),
            _ => changed.availability = Some(Availability::Closed),
        }
        if !self.act(Command::Entry(C::ChangeProfile { entry_no, changed }))? {
            return Ok(());
        }
        match kind {
            0..40 => self.plan_correction(Matter::Mediator(who, entry_no), Slip::Languages),
            40..75 => {}
            _ => {
                let day = after(self.today, self.rng.random_range(20..90));
                self.plan(day, Task::Mediator(who, Step::Reopen(entry_no)));
            }
        }
        Ok(())
    }

    fn open_again(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let changed = ProfileChange {
            availability: Some(Availability::Open),
            ..ProfileChange::default()
        };
        self.act(Command::Entry(C::ChangeProfile { entry_no, changed }))
            .map(drop)
    }

    fn train(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let Some(provider) = crate::simulator::provider(self.rng.random_range(1..=12)) else {
            return Ok(());
        };
        let hours = self.rng.random_range(16..72);
        let command = C::RecordTraining {
            entry_no,
            provider,
            kind: TrainingKind::Specialised,
            hours,
            completed_on: self.today,
        };
        self.act(Command::Entry(command)).map(drop)
    }

    /// Changes the organisation, through its office in the region.
    fn join(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let Some(sro) = crate::simulator::sro(self.rng.random_range(1..=16)) else {
            return Ok(());
        };
        if !self.court.reference().sro_active(sro, self.today) {
            return Ok(());
        }
        let member_of = self.court.docket().entries.get(&entry_no);
        if let Some(sro) = member_of.and_then(|entry| entry.sro) {
            self.act(Command::Entry(C::EndSroMembership { entry_no, sro }))?;
        }
        let office = crate::simulator::sro_office(sro, self.code().region());
        self.act(Command::Entry(C::RecordSroMembership {
            entry_no,
            sro,
            office,
        }))
        .map(drop)
    }

    /// Hands a certificate out in place of the one that stands; now and then one is lost.
    fn certify(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let entry = self.court.docket().entries.get(&entry_no);
        let Some(entry) = entry.filter(|entry| entry.validity.is_active(self.today)) else {
            return Ok(());
        };
        let standing = entry.credential(self.today).map(|known| known.id);
        if let Some(credential_id) = standing {
            self.revoke_certificate(entry_no, credential_id, CertificateEnd::Replaced)?;
        }
        let credential_id = CredentialId(self.uuid());
        let issued = self.act(Command::Entry(C::IssueCertificate {
            entry_no,
            credential_id,
        }))?;
        if issued && self.percent(4) {
            self.revoke_certificate(entry_no, credential_id, CertificateEnd::Lost)?;
            let credential_id = CredentialId(self.uuid());
            self.act(Command::Entry(C::IssueCertificate {
                entry_no,
                credential_id,
            }))?;
        }
        Ok(())
    }

    fn revoke_certificate(
        &mut self,
        entry_no: EntryNo,
        credential_id: CredentialId,
        reason: CertificateEnd,
    ) -> Result<(), SimulationError> {
        self.act(Command::Entry(C::RevokeCertificate {
            entry_no,
            credential_id,
            reason,
        }))
        .map(drop)
    }
}
