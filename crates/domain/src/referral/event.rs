//! What happens to a dispute on its way through mediation (events 4c). No names, no merits.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::channel::{Channel, Decider};
use crate::codes::{CategoryCode, LanguageCode, RoomId};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::entry::event::{TransferBasis, vocabulary};
use crate::ids::{ConsultationId, ProcedureId};
use crate::numbers::{EntryNo, ReferralNo};

/// A fact about a referral, or a consultation before one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "a field is documented where its name does not say it all"
)]
pub enum ReferralEvent {
    /// Somebody was advised on mediation, free of charge (R18, R20).
    ConsultationHeld {
        consultation_id: ConsultationId,
        on: NaiveDate,
        channel: ConsultationChannel,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<CategoryCode>,
        given_by: ConsultationGiver,
        /// The mediator who gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry_no: Option<EntryNo>,
        /// The reconciliation room it was given in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<RoomId>,
        outcome: ConsultationOutcome,
    },
    /// A coordinator or judge judged whether the dispute can be mediated (R25).
    SuitabilityAssessed {
        referral_no: ReferralNo,
        result: Suitability,
        criteria: Vec<Criterion>,
    },
    /// The dispute is referred to mediation (R27).
    DisputeReferred {
        referral_no: ReferralNo,
        channel: Channel,
        category: CategoryCode,
        stage: CaseStage,
        source: ReferralSource,
        parties_count: u8,
        value_band: ValueBand,
        /// HMAC of the case number under the court's secret.
        case_ref_hash: Digest,
        referred_on: NaiveDate,
        /// The consultation it came from, if it came from one (S6).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Consulted>,
    },
    /// One side offers mediation in writing (art 20(6)).
    MediationOffered {
        referral_no: ReferralNo,
        offered_on: NaiveDate,
        answer_by: NaiveDate,
    },
    /// An offer without answer counts as refused.
    OfferLapsed {
        referral_no: ReferralNo,
        on: NaiveDate,
    },
    /// A party consents.
    PartyConsentRecorded {
        referral_no: ReferralNo,
        party_index: u8,
        on: NaiveDate,
    },
    /// A party withdraws, at any stage (art 11).
    PartyWithdrew {
        referral_no: ReferralNo,
        party_index: u8,
        on: NaiveDate,
    },
    /// A list of mediators was offered, never one name (R19).
    MediatorListOffered {
        referral_no: ReferralNo,
        entries: Vec<EntryNo>,
        method: ListMethod,
        /// Why there are fewer than two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ShortListReason>,
    },
    /// The parties chose a mediator.
    MediatorChosen {
        referral_no: ReferralNo,
        entry_no: EntryNo,
        method: ChoiceMethod,
        on: NaiveDate,
    },
    /// The parties chose another mediator; the term runs on (vector T21).
    MediatorReplaced {
        referral_no: ReferralNo,
        entry_no: EntryNo,
        reason: ReplacementReason,
        on: NaiveDate,
    },
    /// How the parties share the cost (art 22).
    CostShareAgreed {
        referral_no: ReferralNo,
        shares: Vec<u8>,
    },
    /// The mediation agreement is signed; the clock starts (art 20, 23).
    MediationAgreementSigned {
        referral_no: ReferralNo,
        procedure_id: ProcedureId,
        /// The procedure that expired before, if this is a new agreement after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        previous_procedure_id: Option<ProcedureId>,
        agreement_on: NaiveDate,
        kind: AgreementKind,
        language: LanguageCode,
        fee_kind: FeeKind,
        /// What the mediator asks, as a band of calculation indices; only where a fee is agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee_band: Option<FeeBand>,
        due_on_raw: NaiveDate,
        due_on: NaiveDate,
    },
    /// An agreement from before the dispute is brought in (R46).
    PreDisputeAgreementRecorded {
        referral_no: ReferralNo,
        agreement_on: NaiveDate,
        dispute_arose_on: NaiveDate,
    },
    /// The procedure under a pre-dispute agreement starts; the clock starts (R47).
    ProcedureStarted {
        referral_no: ReferralNo,
        procedure_id: ProcedureId,
        started_on: NaiveDate,
        language: LanguageCode,
        fee_kind: FeeKind,
        /// What the mediator asks, as a band of calculation indices; only where a fee is agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee_band: Option<FeeBand>,
        due_on_raw: NaiveDate,
        due_on: NaiveDate,
    },
    /// The case or the enforcement rests meanwhile.
    ProceedingsSuspended {
        referral_no: ReferralNo,
        on: NaiveDate,
    },
    /// The case or the enforcement goes on.
    ProceedingsResumed {
        referral_no: ReferralNo,
        on: NaiveDate,
    },
    /// A session took place.
    SessionHeld {
        referral_no: ReferralNo,
        no: u16,
        on: NaiveDate,
        mode: SessionMode,
        minutes: u16,
        /// How many parties attended; absent if all did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attended: Option<u8>,
    },
    /// The term is extended (art 23; R44).
    MediationExtended {
        referral_no: ReferralNo,
        /// The extension's number in the procedure, from 1.
        no: u8,
        days: u16,
        decided_on: NaiveDate,
        decided_by: Decider,
        all_parties: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notified_court_on: Option<NaiveDate>,
        new_due_on_raw: NaiveDate,
        new_due_on: NaiveDate,
    },
    /// The authority set or moved the deadline (art 24(4); R45).
    ProceduralDeadlineSet {
        referral_no: ReferralNo,
        deadline_on: NaiveDate,
        authority: Authority,
    },
    /// The procedure ended on a ground of art 26.
    MediationTerminated {
        referral_no: ReferralNo,
        ground: Ground,
        on: NaiveDate,
    },
    /// The matter returns to who referred it, with its one result (R27).
    ResultReturned {
        referral_no: ReferralNo,
        result: Outcome,
        ended_on: NaiveDate,
        returned_on: NaiveDate,
        sessions: u16,
    },
    /// The judge approves the settlement.
    SettlementApproved {
        referral_no: ReferralNo,
        on: NaiveDate,
        state_fee_refunded: bool,
    },
    /// The judge refuses to approve it.
    SettlementRefused {
        referral_no: ReferralNo,
        on: NaiveDate,
        state_fee_refunded: bool,
    },
    /// A party reports that the settlement is not kept.
    SettlementBreachReported {
        referral_no: ReferralNo,
        on: NaiveDate,
    },
    /// A party or judge scored the procedure.
    FeedbackReceived {
        referral_no: ReferralNo,
        role: FeedbackRole,
        score: u8,
    },
    /// The matter goes to the court that took over; its number stays.
    ReferralTransferred {
        referral_no: ReferralNo,
        to_court: CourtCode,
        basis: TransferBasis,
    },
}

/// The consultation a dispute came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consulted {
    /// Which.
    pub consultation_id: ConsultationId,
    /// When it was held.
    pub on: NaiveDate,
}

vocabulary! {
    /// How a consultation was given.
    ConsultationChannel {
        /// In the reconciliation room.
        Room,
        /// By telephone.
        Phone,
        /// Online.
        Online,
    }
    /// Who gave a consultation.
    ConsultationGiver {
        /// The coordinator.
        Coordinator,
        /// A mediator on duty.
        Mediator,
        /// A judge.
        Judge,
    }
    /// What came of a consultation.
    ConsultationOutcome {
        /// Nothing.
        None,
        /// Information was given.
        Information,
        /// The dispute is being referred.
        Referral,
    }
    /// Whether a dispute can be mediated.
    Suitability {
        /// It can.
        Suitable,
        /// It can, with reservations.
        Doubtful,
        /// It cannot.
        NotMediable,
    }
    /// Criteria of suitability; the first five exclude (art 1(2)-(4), 27-1).
    Criterion {
        /// Concerns third parties who take no part.
        ThirdPartyInterests,
        /// A party is incapable.
        IncapableParty,
        /// A party is a state body, where the law does not allow it.
        StateBodyParty,
        /// A corruption offence or one against state service.
        CorruptionOffence,
        /// The body has no discretion in the matter.
        NoAdminDiscretion,
        /// The parties will meet again.
        ContinuingRelation,
        /// Emotions outweigh the legal question.
        EmotionalConflict,
        /// Facts are agreed on.
        FactsUndisputed,
        /// Strength is very unequal.
        PowerImbalance,
    }
    /// Where the case stands.
    CaseStage {
        /// Before any case.
        PreTrial,
        /// First instance.
        FirstInstance,
        /// Appeal.
        Appeal,
        /// Cassation.
        Cassation,
        /// Execution of a judgment.
        Execution,
    }
    /// Who had the idea.
    ReferralSource {
        /// The judge.
        Judge,
        /// The parties.
        Parties,
        /// The coordinator.
        Coordinator,
        /// A consultation.
        Consultation,
        /// A prosecutor or investigator.
        Investigator,
        /// A bailiff.
        Bailiff,
    }
    /// The value in dispute, as a band of calculation indices.
    ValueBand {
        /// No value.
        None,
        /// Up to 100 indices.
        #[serde(rename = "UP_TO_100")]
        #[strum(serialize = "UP_TO_100")]
        UpTo100,
        /// Up to 1 000.
        #[serde(rename = "UP_TO_1000")]
        #[strum(serialize = "UP_TO_1000")]
        UpTo1000,
        /// Up to 10 000.
        #[serde(rename = "UP_TO_10000")]
        #[strum(serialize = "UP_TO_10000")]
        UpTo10000,
        /// More.
        #[serde(rename = "OVER_10000")]
        #[strum(serialize = "OVER_10000")]
        Over10000,
    }
    /// How a list of mediators was made.
    ListMethod {
        /// Every active mediator.
        All,
        /// Those who fit category and language.
        Filtered,
        /// The next in turn.
        Rotation,
    }
    /// Why a list has fewer than two names.
    ShortListReason {
        /// No other mediator is active here.
        OnlyOneActive,
        /// The parties named the mediator themselves.
        NamedByParties,
    }
    /// How the parties chose.
    ChoiceMethod {
        /// All of them, from the list.
        JointFromList,
        /// All of them, on their own.
        JointOwn,
    }
    /// Why the mediator was replaced.
    ReplacementReason {
        /// The mediator was suspended or removed.
        NotActive,
        /// Conflict of interest.
        ConflictOfInterest,
        /// The parties wished it.
        PartiesWish,
    }
    /// Whether the agreement came before the dispute (R46).
    AgreementKind {
        /// After it arose.
        PostDispute,
        /// Before.
        PreDispute,
    }
    /// What the mediator costs.
    FeeKind {
        /// A fee is agreed.
        Paid,
        /// Expenses only.
        Free,
    }
    /// What a paid mediator asks in all, as a band of calculation indices (S24).
    FeeBand {
        /// Up to 10 indices.
        #[serde(rename = "UP_TO_10")]
        #[strum(serialize = "UP_TO_10")]
        UpTo10,
        /// Up to 50.
        #[serde(rename = "UP_TO_50")]
        #[strum(serialize = "UP_TO_50")]
        UpTo50,
        /// Up to 200.
        #[serde(rename = "UP_TO_200")]
        #[strum(serialize = "UP_TO_200")]
        UpTo200,
        /// More.
        #[serde(rename = "OVER_200")]
        #[strum(serialize = "OVER_200")]
        Over200,
    }
    /// Who assessed whether a dispute can be mediated (R25).
    Assessor {
        /// The coordinator.
        Coordinator,
        /// The judge.
        Judge,
        /// A mediator: not allowed.
        Mediator,
        /// A party: not allowed.
        Party,
    }
    /// How a session was held.
    SessionMode {
        /// In one room.
        InPerson,
        /// By video.
        Video,
        /// By telephone.
        Phone,
        /// In separate rooms.
        Shuttle,
    }
    /// Who sets a procedural deadline.
    Authority {
        /// The court.
        Court,
        /// The prosecutor.
        Prosecutor,
        /// The investigator.
        Investigator,
    }
    /// The grounds of art 26 on which a procedure ends.
    Ground {
        /// A settlement was signed.
        #[serde(rename = "A26_1")]
        #[strum(serialize = "A26_1")]
        Settlement,
        /// The mediator finds it impossible.
        #[serde(rename = "A26_2")]
        #[strum(serialize = "A26_2")]
        Impossible,
        /// All parties refuse in writing.
        #[serde(rename = "A26_3")]
        #[strum(serialize = "A26_3")]
        RefusedByAll,
        /// One party refuses in writing.
        #[serde(rename = "A26_4")]
        #[strum(serialize = "A26_4")]
        RefusedByOne,
        /// The term ran out.
        #[serde(rename = "A26_5")]
        #[strum(serialize = "A26_5")]
        Expired,
    }
    /// The form of the result, never its merits (R9).
    Outcome {
        /// All was settled.
        FullSettlement,
        /// Part was settled.
        PartialSettlement,
        /// Nothing was.
        NoSettlement,
        /// One party withdrew.
        WithdrawnOne,
        /// All withdrew.
        WithdrawnAll,
        /// The mediator found it impossible.
        NotPossible,
        /// The term ran out.
        Expired,
        /// It never became a procedure.
        NotStarted,
    }
    /// Who gave feedback.
    FeedbackRole {
        /// A party.
        Party,
        /// The judge.
        Judge,
        /// A representative.
        Representative,
    }
}

impl Outcome {
    /// True for a full or partial settlement.
    pub fn is_settlement(self) -> bool {
        matches!(self, Self::FullSettlement | Self::PartialSettlement)
    }

    /// The ground of art 26 the result stands on; none if nothing had started.
    pub fn ground(self) -> Option<Ground> {
        match self {
            Self::FullSettlement | Self::PartialSettlement => Some(Ground::Settlement),
            Self::NotPossible => Some(Ground::Impossible),
            Self::NoSettlement | Self::WithdrawnAll => Some(Ground::RefusedByAll),
            Self::WithdrawnOne => Some(Ground::RefusedByOne),
            Self::Expired => Some(Ground::Expired),
            Self::NotStarted => None,
        }
    }
}

impl Criterion {
    /// True if the criterion alone excludes mediation.
    pub fn excludes(self) -> bool {
        matches!(
            self,
            Self::ThirdPartyInterests
                | Self::IncapableParty
                | Self::StateBodyParty
                | Self::CorruptionOffence
                | Self::NoAdminDiscretion
        )
    }
}
