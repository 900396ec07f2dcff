//! What a coordinator may ask to do about a dispute.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::event::{
    Assessor, Authority, CaseStage, ChoiceMethod, ConsultationChannel, ConsultationGiver,
    ConsultationOutcome, Criterion, FeeBand, FeeKind, FeedbackRole, Ground, ListMethod, Outcome,
    ReferralSource, ReplacementReason, SessionMode, ShortListReason, ValueBand,
};
use crate::channel::{Channel, Decider};
use crate::codes::{CategoryCode, LanguageCode, RoomId};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::ids::{ConsultationId, ProcedureId};
use crate::money::Money;
use crate::numbers::{EntryNo, ReferralNo};

/// A command about a referral; each gives the event of the same name. Numbers and due
/// dates are computed, never typed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "fields are those of the event each command gives, documented there"
)]
pub enum ReferralCommand {
    /// Records a consultation.
    HoldConsultation {
        consultation_id: ConsultationId,
        channel: ConsultationChannel,
        category: Option<CategoryCode>,
        given_by: ConsultationGiver,
        entry_no: Option<EntryNo>,
        /// The reconciliation room, where it was given in one.
        room: Option<RoomId>,
        outcome: ConsultationOutcome,
        /// Must be absent: a consultation is free.
        fee: Option<Money>,
    },
    /// Refers a dispute, with the assessment of its suitability.
    ReferDispute {
        channel: Channel,
        category: CategoryCode,
        stage: CaseStage,
        source: ReferralSource,
        parties_count: u8,
        value_band: ValueBand,
        case_ref_hash: Digest,
        /// The consultation it came from.
        consultation_id: Option<ConsultationId>,
        /// The criteria found; none where the parties asked themselves.
        suitability: Option<Vec<Criterion>>,
        /// Who assessed it; the coordinator if absent.
        assessed_by: Option<Assessor>,
        /// Must be false: nobody is ordered into mediation.
        mandatory: bool,
    },
    /// Records a written offer.
    OfferMediation { referral_no: ReferralNo },
    /// Records that an offer was not answered.
    LapseOffer { referral_no: ReferralNo },
    /// Records a party's consent.
    RecordConsent {
        referral_no: ReferralNo,
        party_index: u8,
    },
    /// Records a party's withdrawal.
    WithdrawParty {
        referral_no: ReferralNo,
        party_index: u8,
    },
    /// Offers a list of mediators.
    OfferMediators {
        referral_no: ReferralNo,
        entries: Vec<EntryNo>,
        method: ListMethod,
        reason: Option<ShortListReason>,
    },
    /// Records the parties' choice.
    ChooseMediator {
        referral_no: ReferralNo,
        entry_no: EntryNo,
        method: ChoiceMethod,
        all_parties: bool,
    },
    /// Records the choice of another mediator.
    ReplaceMediator {
        referral_no: ReferralNo,
        entry_no: EntryNo,
        reason: ReplacementReason,
        all_parties: bool,
    },
    /// Records how the cost is shared.
    AgreeCostShare {
        referral_no: ReferralNo,
        shares: Vec<u8>,
    },
    /// Records the mediation agreement of the day.
    SignAgreement {
        referral_no: ReferralNo,
        procedure_id: ProcedureId,
        language: LanguageCode,
        fee_kind: FeeKind,
        fee_band: Option<FeeBand>,
        /// The due date the parties wrote down, if they did: it must be the law's.
        declared_due_on: Option<NaiveDate>,
    },
    /// Brings in an agreement from before the dispute.
    RecordPreDisputeAgreement {
        referral_no: ReferralNo,
        agreement_on: NaiveDate,
        dispute_arose_on: NaiveDate,
    },
    /// Starts the procedure under a pre-dispute agreement.
    StartProcedure {
        referral_no: ReferralNo,
        procedure_id: ProcedureId,
        language: LanguageCode,
        fee_kind: FeeKind,
        fee_band: Option<FeeBand>,
    },
    /// Records that case or enforcement rests.
    SuspendProceedings { referral_no: ReferralNo },
    /// Records that case or enforcement goes on.
    ResumeProceedings { referral_no: ReferralNo },
    /// Records a session.
    HoldSession {
        referral_no: ReferralNo,
        mode: SessionMode,
        minutes: u16,
        /// How many parties attended; absent if all did.
        attended: Option<u8>,
    },
    /// Records a decision to extend.
    Extend {
        referral_no: ReferralNo,
        days: u16,
        decided_by: Decider,
        all_parties: bool,
        notified_court_on: Option<NaiveDate>,
    },
    /// Records the authority's deadline.
    SetProceduralDeadline {
        referral_no: ReferralNo,
        deadline_on: NaiveDate,
        authority: Authority,
    },
    /// Records the end of the procedure.
    Terminate {
        referral_no: ReferralNo,
        ground: Ground,
    },
    /// Returns the matter with its result.
    ReturnResult {
        referral_no: ReferralNo,
        result: Outcome,
        ended_on: NaiveDate,
        /// True if every party signed the settlement.
        signed_by_parties: bool,
    },
    /// Records the judge's approval.
    ApproveSettlement {
        referral_no: ReferralNo,
        state_fee_refunded: bool,
    },
    /// Records the judge's refusal.
    RefuseSettlement { referral_no: ReferralNo },
    /// Records a reported breach.
    ReportBreach { referral_no: ReferralNo },
    /// Records a score.
    ReceiveFeedback {
        referral_no: ReferralNo,
        role: FeedbackRole,
        score: u8,
    },
    /// Hands the matter over to the court that took over.
    TransferReferral {
        referral_no: ReferralNo,
        to_court: CourtCode,
    },
}

impl ReferralCommand {
    /// The referral the command is about; none before there is one.
    pub fn referral_no(&self) -> Option<ReferralNo> {
        match self {
            Self::HoldConsultation { .. } | Self::ReferDispute { .. } => None,
            Self::OfferMediation { referral_no }
            | Self::LapseOffer { referral_no }
            | Self::RecordConsent { referral_no, .. }
            | Self::WithdrawParty { referral_no, .. }
            | Self::OfferMediators { referral_no, .. }
            | Self::ChooseMediator { referral_no, .. }
            | Self::ReplaceMediator { referral_no, .. }
            | Self::AgreeCostShare { referral_no, .. }
            | Self::SignAgreement { referral_no, .. }
            | Self::RecordPreDisputeAgreement { referral_no, .. }
            | Self::StartProcedure { referral_no, .. }
            | Self::SuspendProceedings { referral_no }
            | Self::ResumeProceedings { referral_no }
            | Self::HoldSession { referral_no, .. }
            | Self::Extend { referral_no, .. }
            | Self::SetProceduralDeadline { referral_no, .. }
            | Self::Terminate { referral_no, .. }
            | Self::ReturnResult { referral_no, .. }
            | Self::ApproveSettlement { referral_no, .. }
            | Self::RefuseSettlement { referral_no }
            | Self::ReportBreach { referral_no }
            | Self::ReceiveFeedback { referral_no, .. }
            | Self::TransferReferral { referral_no, .. } => Some(*referral_no),
        }
    }
}
