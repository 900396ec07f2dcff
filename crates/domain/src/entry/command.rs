//! What a coordinator may ask to do about applications and entries.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::EntryKind;
use super::event::{
    AppealOutcome, Appealed, Bar, Certificate, CertificateEnd, Complainant, ComplaintGround,
    DocumentCheck, DocumentKind, LiftReason, Payer, ProceedingOutcome, ProfileChange, RefundReason,
    ReinstatementBasis, RemovalReason, ReviewResult, RevocationReason, SanctionKind,
    SealedPersonal, TrainingKind, WaiverReason,
};
use crate::codes::{
    CategoryCode, Kato, LanguageCode, ProviderId, QualityBodyId, SroId, SroOfficeId,
};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::ids::{
    AppealId, ApplicationId, ComplaintId, CredentialId, FeeId, ProceedingId, VerificationId,
};
use crate::money::Money;
use crate::numbers::{EntryNo, ReferralNo};
use crate::person::PersonKey;

/// A command about an application or an entry; each gives the event of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "fields are those of the event each command gives, documented there"
)]
pub enum EntryCommand {
    /// Takes an application in.
    SubmitApplication {
        application_id: ApplicationId,
        person_key: PersonKey,
        kind: EntryKind,
        practice_kato: Kato,
        sro: Option<SroId>,
    },
    /// Gives it back for what is missing.
    ReturnApplication {
        application_id: ApplicationId,
        missing: Vec<DocumentKind>,
    },
    /// Records the check of documents.
    VerifyDocuments {
        application_id: ApplicationId,
        verification_id: VerificationId,
        items: Vec<DocumentCheck>,
    },
    /// Relies on a check made before.
    ReuseVerification {
        application_id: ApplicationId,
        verification_id: VerificationId,
        from_court: CourtCode,
    },
    /// Withdraws a check; entries that rely on it end.
    RevokeVerification {
        verification_id: VerificationId,
        reason: RevocationReason,
    },
    /// Asks the fee of the day.
    AssessFee {
        application_id: ApplicationId,
        fee_id: FeeId,
    },
    /// Waives the fee of the day.
    WaiveFee {
        application_id: ApplicationId,
        fee_id: FeeId,
        reason: WaiverReason,
    },
    /// Records a payment.
    RecordFee {
        fee_id: FeeId,
        amount: Money,
        payer: Payer,
        bank_ref_hash: Digest,
    },
    /// Gives a paid fee back.
    RefundFee {
        fee_id: FeeId,
        amount: Money,
        reason: RefundReason,
    },
    /// Refuses the application.
    RefuseRegistration {
        application_id: ApplicationId,
        reasons: Vec<String>,
    },
    /// Enters the mediator.
    RegisterMediator {
        application_id: ApplicationId,
        /// From the identity document; it stays at the court.
        born_on: NaiveDate,
        personal: SealedPersonal,
        categories: Vec<CategoryCode>,
        languages: Vec<LanguageCode>,
        certificate: Option<Certificate>,
    },
    /// Changes the public page.
    ChangeProfile {
        entry_no: EntryNo,
        changed: ProfileChange,
    },
    /// Changes the place of practice; outside the territory the entry ends.
    ChangePracticeLocation {
        entry_no: EntryNo,
        practice_kato: Kato,
    },
    /// Records further training.
    RecordTraining {
        entry_no: EntryNo,
        provider: ProviderId,
        kind: TrainingKind,
        hours: u16,
        completed_on: NaiveDate,
    },
    /// Renews the entry.
    RenewEntry {
        entry_no: EntryNo,
        fee_id: Option<FeeId>,
    },
    /// Records that the entry ran out.
    LapseEntry { entry_no: EntryNo },
    /// Takes a complaint in.
    ReceiveComplaint {
        complaint_id: ComplaintId,
        entry_no: EntryNo,
        by: Complainant,
        ground: ComplaintGround,
        referral_no: Option<ReferralNo>,
    },
    /// Opens a proceeding.
    OpenProceeding {
        proceeding_id: ProceedingId,
        entry_no: EntryNo,
        /// None where a quality review gave the ground.
        complaint_id: Option<ComplaintId>,
        body: String,
    },
    /// Closes a proceeding.
    CloseProceeding {
        proceeding_id: ProceedingId,
        entry_no: EntryNo,
        outcome: ProceedingOutcome,
    },
    /// Records a lighter sanction.
    RecordSanction {
        proceeding_id: ProceedingId,
        entry_no: EntryNo,
        kind: SanctionKind,
    },
    /// Suspends the mediator.
    SuspendMediator {
        proceeding_id: ProceedingId,
        entry_no: EntryNo,
    },
    /// Ends a suspension early.
    LiftSuspension {
        entry_no: EntryNo,
        reason: LiftReason,
    },
    /// Records a bar; the entry ends.
    EstablishBar {
        entry_no: EntryNo,
        bar: Bar,
        since: NaiveDate,
    },
    /// Records the end of a bar.
    LiftBar { entry_no: EntryNo, bar: Bar },
    /// Ends the entry.
    RemoveEntry {
        entry_no: EntryNo,
        reason: RemovalReason,
    },
    /// Brings a removed entry back.
    ReinstateEntry {
        entry_no: EntryNo,
        basis: ReinstatementBasis,
    },
    /// Records that the mediator joined an organisation.
    RecordSroMembership {
        entry_no: EntryNo,
        sro: SroId,
        office: Option<SroOfficeId>,
    },
    /// Records that the mediator left an organisation.
    EndSroMembership { entry_no: EntryNo, sro: SroId },
    /// Records what a quality body found.
    RecordQualityReview {
        entry_no: EntryNo,
        body: QualityBodyId,
        result: ReviewResult,
    },
    /// Hands the entry over to the court that took over.
    TransferEntry {
        entry_no: EntryNo,
        to_court: CourtCode,
    },
    /// Hands out a certificate, valid as long as the entry.
    IssueCertificate {
        entry_no: EntryNo,
        credential_id: CredentialId,
    },
    /// Ends a certificate.
    RevokeCertificate {
        entry_no: EntryNo,
        credential_id: CredentialId,
        reason: CertificateEnd,
    },
    /// Records an appeal against a sanction or a removal.
    LodgeAppeal {
        appeal_id: AppealId,
        entry_no: EntryNo,
        against: Appealed,
        proceeding_id: Option<ProceedingId>,
    },
    /// Records the decision on an appeal.
    DecideAppeal {
        appeal_id: AppealId,
        entry_no: EntryNo,
        outcome: AppealOutcome,
        /// From when a won appeal takes the sanction away; the day of the act if absent.
        effective_on: Option<NaiveDate>,
    },
}

impl EntryCommand {
    /// The entry the command is about; none while there is only an application.
    pub fn entry_no(&self) -> Option<EntryNo> {
        match self {
            Self::SubmitApplication { .. }
            | Self::ReturnApplication { .. }
            | Self::VerifyDocuments { .. }
            | Self::ReuseVerification { .. }
            | Self::RevokeVerification { .. }
            | Self::AssessFee { .. }
            | Self::WaiveFee { .. }
            | Self::RecordFee { .. }
            | Self::RefundFee { .. }
            | Self::RefuseRegistration { .. }
            | Self::RegisterMediator { .. } => None,
            Self::ChangeProfile { entry_no, .. }
            | Self::ChangePracticeLocation { entry_no, .. }
            | Self::RecordTraining { entry_no, .. }
            | Self::RenewEntry { entry_no, .. }
            | Self::LapseEntry { entry_no }
            | Self::ReceiveComplaint { entry_no, .. }
            | Self::OpenProceeding { entry_no, .. }
            | Self::CloseProceeding { entry_no, .. }
            | Self::RecordSanction { entry_no, .. }
            | Self::SuspendMediator { entry_no, .. }
            | Self::LiftSuspension { entry_no, .. }
            | Self::EstablishBar { entry_no, .. }
            | Self::LiftBar { entry_no, .. }
            | Self::RemoveEntry { entry_no, .. }
            | Self::ReinstateEntry { entry_no, .. }
            | Self::RecordSroMembership { entry_no, .. }
            | Self::EndSroMembership { entry_no, .. }
            | Self::RecordQualityReview { entry_no, .. }
            | Self::TransferEntry { entry_no, .. }
            | Self::IssueCertificate { entry_no, .. }
            | Self::RevokeCertificate { entry_no, .. }
            | Self::LodgeAppeal { entry_no, .. }
            | Self::DecideAppeal { entry_no, .. } => Some(*entry_no),
        }
    }
}
