//! Applications in simulated lives: documents, fee, decision; and people who come again.

use medreg_domain::application::{FeeStatus, Stage, required_documents};
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::command::EntryCommand as C;
use medreg_domain::entry::event::{
    Certificate, CheckResult, DocumentCheck, DocumentKind, Payer, RefundReason, WaiverReason,
};
use medreg_domain::{ApplicationId, Command, EntryNo, FeeId, Kato, SroId, VerificationId};
use medreg_node::court::unsealed;
use rand::RngExt;

use super::{Candidate, Entered, Step};
use crate::simulator::SimulationError;
use crate::simulator::life::{Life, Task, after};
use crate::simulator::people::place_in;

impl Life {
    pub(super) fn apply(&mut self, who: usize) -> Result<(), SimulationError> {
        let kind = match self.rng.random_range(0..100) {
            0..75 => EntryKind::Professional,
            75..95 => EntryKind::Public,
            _ => EntryKind::RetiredJudge,
        };
        let names = std::sync::Arc::clone(&self.names);
        let Some(applicant) = names.applicant(
            &mut self.rng,
            &crate::simulator::pepper(self.knobs.seed),
            41,
            self.today,
        ) else {
            return Ok(());
        };
        let Some(practice_kato) = self.place() else {
            return Ok(());
        };
        let application = ApplicationId(self.uuid());
        let sro = self.organisation(kind);
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

    /// A place of the court's territory of today.
    fn place(&mut self) -> Option<Kato> {
        let court = self.court.reference().courts.get(&self.code())?;
        let territory = court.territory_on(self.today).to_vec();
        place_in(&mut self.rng, &territory)
    }

    /// Most professional mediators belong to an organisation, one that is active.
    fn organisation(&mut self, kind: EntryKind) -> Option<SroId> {
        if kind != EntryKind::Professional || !self.percent(70) {
            return None;
        }
        let sro = crate::simulator::sro(self.rng.random_range(1..=16))?;
        let is_active = self.court.reference().sro_active(sro, self.today);
        is_active.then_some(sro)
    }

    /// Somebody whose entry ended applies again.
    pub(super) fn reapply(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let Some(candidate) = self.candidates.get(&who) else {
            return Ok(());
        };
        let (person_key, kind) = (candidate.applicant.key, candidate.kind);
        let Some(practice_kato) = self.place() else {
            return Ok(());
        };
        let application_id = ApplicationId(self.uuid());
        let applied = self.act(Command::Entry(C::SubmitApplication {
            application_id,
            person_key,
            kind,
            practice_kato,
            sro: None,
        }))?;
        if let (true, Some(candidate)) = (applied, self.candidates.get_mut(&who)) {
            candidate.application = application_id;
            let day = after(self.today, self.rng.random_range(1..4));
            self.plan(day, Task::Mediator(who, Step::Reuse(entry_no)));
        }
        Ok(())
    }

    /// The documents were checked for the entry before: they are not shown again (R36).
    pub(super) fn reuse(&mut self, who: usize, entry_no: EntryNo) -> Result<(), SimulationError> {
        let Some(application_id) = self.candidates.get(&who).map(|known| known.application) else {
            return Ok(());
        };
        let entry = self.court.docket().entries.get(&entry_no);
        let Some(verification_id) = entry.map(|entry| entry.verification_id) else {
            return Ok(());
        };
        let reused = self.act(Command::Entry(C::ReuseVerification {
            application_id,
            verification_id,
            from_court: entry_no.court(),
        }))?;
        if reused {
            self.plan(self.today, Task::Mediator(who, Step::Fee));
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

    pub(super) fn verify(&mut self, who: usize) -> Result<(), SimulationError> {
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

    pub(super) fn fee(&mut self, who: usize) -> Result<(), SimulationError> {
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

    pub(super) fn pay(&mut self, fee_id: FeeId) -> Result<(), SimulationError> {
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

    pub(super) fn decide_application(&mut self, who: usize) -> Result<(), SimulationError> {
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
            self.entered.push(Entered { who, entry_no });
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
            .find(|(_, fee)| fee.application == application && fee.status == FeeStatus::Paid);
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
        let provider = crate::simulator::provider(self.rng.random_range(1..=12))?;
        let issued_on = self.knobs.start() - chrono::Days::new(self.rng.random_range(30..700));
        Some(Certificate {
            provider,
            issued_on,
            number_hash: verified.number_hash,
        })
    }
}
