//! People who want to be entered, are entered, renew, are complained about, leave.

use chrono::NaiveDate;
use medreg_domain::application::{Stage, required_documents};
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::command::EntryCommand as C;
use medreg_domain::entry::event::{
    Certificate, CertificateEnd, CheckResult, DocumentCheck, DocumentKind, Payer, RefundReason,
    RemovalReason, TrainingKind, WaiverReason,
};
use medreg_domain::{
    ApplicationId, CategoryCode, Command, CredentialId, EntryNo, FeeId, LanguageCode,
    VerificationId,
};
use medreg_node::court::unsealed;
use rand::RngExt;

use super::life::{Life, Task, after};
use super::people::{Applicant, place_in};
use super::{SimulationError, discipline};

/// A step in a mediator's life.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Apply,
    Verify,
    Fee,
    Pay(FeeId),
    Decide,
    RenewalFee(EntryNo),
    Renew(EntryNo, Option<FeeId>),
    Lapse(EntryNo),
    Leave(EntryNo),
    Train(EntryNo),
    Join(EntryNo),
    Certify(EntryNo),
    Discipline(EntryNo, discipline::Step),
}

/// A person who wants to be entered, and then is.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    applicant: Applicant,
    kind: EntryKind,
    application: ApplicationId,
    documents: Vec<DocumentCheck>,
}

/// An entry that may be chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entered {
    pub(super) entry_no: EntryNo,
}

impl Life {
    /// Plans who applies when: most at the beginning, some later.
    pub(super) fn plan_mediators(&mut self, disputes: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let wanted = ((disputes / 25.0) as usize).clamp(6, 80);
        for number in 0..wanted {
            let day = if number < 4 || self.percent(60) {
                after(self.knobs.start(), self.rng.random_range(0..15))
            } else {
                let days =
                    u64::try_from((self.knobs.end() - self.knobs.start()).num_days()).unwrap_or(1);
                after(self.knobs.start(), self.rng.random_range(0..days.max(1)))
            };
            self.agenda
                .entry(day)
                .or_default()
                .push(Task::Mediator(number, Step::Apply));
        }
    }

    pub(super) fn mediator_step(&mut self, who: usize, step: Step) -> Result<(), SimulationError> {
        match step {
            Step::Apply => self.apply(who),
            Step::Verify => self.verify(who),
            Step::Fee => self.fee(who),
            Step::Pay(fee_id) => self.pay(fee_id),
            Step::Decide => self.decide_application(who),
            Step::RenewalFee(entry_no) => self.renewal_fee(who, entry_no),
            Step::Renew(entry_no, fee_id) => self.renew(who, entry_no, fee_id),
            Step::Lapse(entry_no) => self
                .act(Command::Entry(C::LapseEntry { entry_no }))
                .map(drop),
            Step::Leave(entry_no) => self.leave(entry_no),
            Step::Train(entry_no) => self.train(entry_no),
            Step::Join(entry_no) => self.join(entry_no),
            Step::Certify(entry_no) => self.certify(entry_no),
            Step::Discipline(entry_no, step) => self.discipline_step((who, entry_no), step),
        }
    }

    fn apply(&mut self, who: usize) -> Result<(), SimulationError> {
        let kind = match self.rng.random_range(0..100) {
            0..75 => EntryKind::Professional,
            75..95 => EntryKind::Public,
            _ => EntryKind::RetiredJudge,
        };
        let names = std::sync::Arc::clone(&self.names);
        let Some(applicant) = names.applicant(
            &mut self.rng,
            &super::pepper(self.knobs.seed),
            41,
            self.today,
        ) else {
            return Ok(());
        };
        let territory = self
            .court
            .reference()
            .courts
            .get(&self.code())
            .map(|court| court.territory.clone());
        let Some(practice_kato) = place_in(&mut self.rng, &territory.unwrap_or_default()) else {
            return Ok(());
        };
        let application = ApplicationId(self.uuid());
        let sro = if kind == EntryKind::Professional && self.percent(70) {
            super::sro(self.rng.random_range(1..=16))
        } else {
            None
        };
        let required = self
            .court
            .reference()
            .ruleset_for(self.code(), self.today)
            .and_then(|ruleset| required_documents(ruleset, kind))
            .map_or_else(|_| Vec::new(), <[DocumentKind]>::to_vec);
        let documents = required
            .into_iter()
            .map(|kind| self.document(kind))
            .collect();
        let command = C::SubmitApplication {
            application_id: application,
            person_key: applicant.key,
            kind,
            practice_kato,
            sro,
        };
        if self.act(Command::Entry(command))? {
            let candidate = Candidate {
                applicant,
                kind,
                application,
                documents,
            };
            self.candidates.insert(who, candidate);
            let day = after(self.today, self.rng.random_range(1..4));
            self.plan(day, Task::Mediator(who, Step::Verify));
        }
        Ok(())
    }

    fn document(&mut self, kind: DocumentKind) -> DocumentCheck {
        DocumentCheck {
            kind,
            issuer: "KZ-GOV".to_owned(),
            issued_on: after(self.today, 0) - chrono::Days::new(self.rng.random_range(10..200)),
            valid_to: None,
            number_hash: self.secret_hash(),
            result: CheckResult::Pass,
        }
    }

    fn verify(&mut self, who: usize) -> Result<(), SimulationError> {
        let Some(Candidate {
            application,
            documents,
            ..
        }) = self.candidates.get(&who).cloned()
        else {
            return Ok(());
        };
        let mut items = documents;
        if self.percent(6) && items.len() > 1 {
            // Something is missing at first: the application goes back and comes again.
            let missing = items.pop().map(|item| item.kind).into_iter().collect();
            self.act(Command::Entry(C::ReturnApplication {
                application_id: application,
                missing,
            }))?;
            let day = after(self.today, self.rng.random_range(2..5));
            self.plan(day, Task::Mediator(who, Step::Verify));
            return Ok(());
        }
        let verification_id = VerificationId(self.uuid());
        let command = C::VerifyDocuments {
            application_id: application,
            verification_id,
            items,
        };
        if self.act(Command::Entry(command))? {
            self.plan(self.today, Task::Mediator(who, Step::Fee));
        }
        Ok(())
    }

    fn fee(&mut self, who: usize) -> Result<(), SimulationError> {
        let Some(Candidate {
            application, kind, ..
        }) = self.candidates.get(&who).cloned()
        else {
            return Ok(());
        };
        let fee_id = FeeId(self.uuid());
        if kind == EntryKind::Public {
            let reason = WaiverReason::PublicMediator;
            self.act(Command::Entry(C::WaiveFee {
                application_id: application,
                fee_id,
                reason,
            }))?;
        } else {
            self.act(Command::Entry(C::AssessFee {
                application_id: application,
                fee_id,
            }))?;
            let day = after(self.today, self.rng.random_range(1..3));
            self.plan(day, Task::Mediator(who, Step::Pay(fee_id)));
        }
        let day = after(self.today, self.rng.random_range(3..6));
        self.plan(day, Task::Mediator(who, Step::Decide));
        Ok(())
    }

    fn pay(&mut self, fee_id: FeeId) -> Result<(), SimulationError> {
        let Some(amount) = self.court.docket().fees.get(&fee_id).map(|fee| fee.amount) else {
            return Ok(());
        };
        let payer = if self.percent(90) {
            Payer::Own
        } else {
            Payer::ThirdParty
        };
        let bank_ref_hash = self.secret_hash();
        self.act(Command::Entry(C::RecordFee {
            fee_id,
            amount,
            payer,
            bank_ref_hash,
        }))
        .map(drop)
    }

    fn decide_application(&mut self, who: usize) -> Result<(), SimulationError> {
        let Some(candidate) = self.candidates.get(&who).cloned() else {
            return Ok(());
        };
        let application_id = candidate.application;
        if self.percent(3) {
            let reasons = vec!["DOCUMENT_EXPIRED".to_owned()];
            self.act(Command::Entry(C::RefuseRegistration {
                application_id,
                reasons,
            }))?;
            return self.give_back(application_id);
        }
        let Some(personal) = unsealed(application_id) else {
            return Ok(());
        };
        let certificate = (candidate.kind == EntryKind::Professional)
            .then(|| self.certificate(&candidate.documents))
            .flatten();
        let command = C::RegisterMediator {
            application_id,
            born_on: candidate.applicant.born_on,
            personal,
            categories: self.categories(),
            languages: self.languages(),
            certificate,
        };
        if !self.register(Command::Entry(command), candidate.applicant.person)? {
            return Ok(());
        }
        if let Some(Stage::Registered(entry_no)) = self
            .court
            .docket()
            .applications
            .get(&application_id)
            .map(|a| a.stage)
        {
            self.entered.push(Entered { entry_no });
            self.plan_entry(who, entry_no);
        }
        Ok(())
    }

    fn give_back(&mut self, application: ApplicationId) -> Result<(), SimulationError> {
        let paid = self
            .court
            .docket()
            .fees
            .iter()
            .find(|(_, fee)| fee.application == application && fee.is_settled());
        let Some((fee_id, amount)) = paid.map(|(id, fee)| (*id, fee.amount)) else {
            return Ok(());
        };
        self.act(Command::Entry(C::RefundFee {
            fee_id,
            amount,
            reason: RefundReason::Refused,
        }))
        .map(drop)
    }

    /// The training certificate that was verified.
    fn certificate(&mut self, documents: &[DocumentCheck]) -> Option<Certificate> {
        let mut documents = documents.iter();
        let verified = documents.find(|item| item.kind == DocumentKind::TrainingCertificate)?;
        let provider = super::provider(self.rng.random_range(1..=12))?;
        let issued_on = self.knobs.start() - chrono::Days::new(self.rng.random_range(30..700));
        Some(Certificate {
            provider,
            issued_on,
            number_hash: verified.number_hash,
        })
    }

    /// What may come: renewal or lapse, training, leaving.
    fn plan_entry(&mut self, who: usize, entry_no: EntryNo) {
        let ends_on = self.ends_on(entry_no);
        let day = ends_on - chrono::Days::new(self.rng.random_range(15..45));
        self.plan(day, Task::Mediator(who, Step::RenewalFee(entry_no)));
        if self.percent(15) {
            let day = after(self.today, self.rng.random_range(30..300));
            self.plan(day, Task::Mediator(who, Step::Train(entry_no)));
        }
        if self.percent(4) {
            let day = after(self.today, self.rng.random_range(60..360));
            self.plan(day, Task::Mediator(who, Step::Leave(entry_no)));
        }
        if self.percent(50) {
            let day = after(self.today, self.rng.random_range(1..10));
            self.plan(day, Task::Mediator(who, Step::Certify(entry_no)));
        }
        if self.percent(6) {
            let day = after(self.today, self.rng.random_range(20..200));
            self.plan(day, Task::Mediator(who, Step::Join(entry_no)));
        }
        if self.percent(5) {
            self.plan_review((who, entry_no));
        }
    }

    fn ends_on(&self, entry_no: EntryNo) -> NaiveDate {
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

    fn renew(
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

    fn leave(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        if self.percent(30) {
            // The practice moves to another region, and the entry ends with it.
            let own = self.code().region().to_string();
            let elsewhere = if own == "71" {
                "750000000"
            } else {
                "710000000"
            };
            let Ok(practice_kato) = elsewhere.parse() else {
                return Ok(());
            };
            return self
                .act(Command::Entry(C::ChangePracticeLocation {
                    entry_no,
                    practice_kato,
                }))
                .map(drop);
        }
        self.act(Command::Entry(C::RemoveEntry {
            entry_no,
            reason: RemovalReason::OwnWish,
        }))
        .map(drop)
    }

    fn train(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let Some(provider) = super::provider(self.rng.random_range(1..=12)) else {
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
        let member_of = self.court.docket().entries.get(&entry_no);
        if let Some(sro) = member_of.and_then(|entry| entry.sro) {
            self.act(Command::Entry(C::EndSroMembership { entry_no, sro }))?;
        }
        let Some(sro) = super::sro(self.rng.random_range(1..=16)) else {
            return Ok(());
        };
        let office = super::sro_office(sro, self.code().region());
        self.act(Command::Entry(C::RecordSroMembership {
            entry_no,
            sro,
            office,
        }))
        .map(drop)
    }

    /// Hands a certificate out; now and then one is lost and replaced.
    fn certify(&mut self, entry_no: EntryNo) -> Result<(), SimulationError> {
        let credential_id = CredentialId(self.uuid());
        let issued = self.act(Command::Entry(C::IssueCertificate {
            entry_no,
            credential_id,
        }))?;
        if issued && self.percent(4) {
            self.act(Command::Entry(C::RevokeCertificate {
                entry_no,
                credential_id,
                reason: CertificateEnd::Lost,
            }))?;
            let credential_id = CredentialId(self.uuid());
            self.act(Command::Entry(C::IssueCertificate {
                entry_no,
                credential_id,
            }))?;
        }
        Ok(())
    }

    fn categories(&mut self) -> Vec<CategoryCode> {
        let tops = super::referring::CATEGORIES;
        let count = self.rng.random_range(1..4);
        let mut chosen: Vec<CategoryCode> = (0..count)
            .filter_map(|_| tops[self.rng.random_range(0..tops.len())].0.parse().ok())
            .collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }

    fn languages(&mut self) -> Vec<LanguageCode> {
        let codes: &[&str] = match self.rng.random_range(0..10) {
            0..6 => &["kk", "ru"],
            6..8 => &["kk"],
            8 => &["ru"],
            _ => &["kk", "ru", "en"],
        };
        codes.iter().filter_map(|code| code.parse().ok()).collect()
    }
}
