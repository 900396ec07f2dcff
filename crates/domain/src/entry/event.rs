//! What happens to a mediator's application and entry at one court (events 4b).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{Availability, EntryKind};
use crate::codes::{
    CategoryCode, DataKeyId, Kato, LanguageCode, ProviderId, QualityBodyId, ScheduleId, SroId,
    SroOfficeId,
};
use crate::court_code::CourtCode;
use crate::digest::Digest;
use crate::ids::{
    AppealId, ApplicationId, ComplaintId, CredentialId, FeeId, ProceedingId, VerificationId,
};
use crate::money::{Currency, Money};
use crate::numbers::{EntryNo, ReferralNo};
use crate::person::PersonKey;

/// A fact about an application or an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
pub enum EntryEvent {
    /// A person asks to be entered.
    ApplicationSubmitted {
        /// The application.
        application_id: ApplicationId,
        /// The person.
        person_key: PersonKey,
        /// The kind of entry asked for.
        kind: EntryKind,
        /// Where the person practises.
        practice_kato: Kato,
        /// The organisation the person belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sro: Option<SroId>,
        /// When it was asked for.
        requested_on: NaiveDate,
    },
    /// The application goes back for what is missing.
    ApplicationReturned {
        /// The application.
        application_id: ApplicationId,
        /// What is missing.
        missing: Vec<DocumentKind>,
    },
    /// The documents were checked, once (R36, R37).
    DocumentsVerified {
        /// The application.
        application_id: ApplicationId,
        /// The check.
        verification_id: VerificationId,
        /// Each document.
        items: Vec<DocumentCheck>,
        /// When.
        verified_on: NaiveDate,
    },
    /// Another court's verification serves here too (R36).
    VerificationReused {
        /// The application.
        application_id: ApplicationId,
        /// The check.
        verification_id: VerificationId,
        /// Where it was made.
        from_court: CourtCode,
    },
    /// A verification no longer stands.
    VerificationRevoked {
        /// The check.
        verification_id: VerificationId,
        /// Why.
        reason: RevocationReason,
    },
    /// A fee is due.
    FeeAssessed {
        /// The fee.
        fee_id: FeeId,
        /// For which application.
        application_id: ApplicationId,
        /// Minor units.
        amount: i64,
        /// The currency.
        currency: Currency,
        /// By which schedule.
        schedule: ScheduleId,
    },
    /// No fee is due.
    FeeWaived {
        /// The fee.
        fee_id: FeeId,
        /// For which application.
        application_id: ApplicationId,
        /// Minor units not asked for.
        amount: i64,
        /// The currency.
        currency: Currency,
        /// Why.
        reason: WaiverReason,
    },
    /// The fee is paid.
    FeePaid {
        /// The fee.
        fee_id: FeeId,
        /// How much.
        amount: Money,
        /// When.
        paid_on: NaiveDate,
        /// By whom.
        payer: Payer,
        /// SHA-256 of the bank's reference.
        bank_ref_hash: Digest,
    },
    /// A paid fee is given back.
    FeeRefunded {
        /// The fee.
        fee_id: FeeId,
        /// How much.
        amount: Money,
        /// Why.
        reason: RefundReason,
    },
    /// The application is refused.
    RegistrationRefused {
        /// The application.
        application_id: ApplicationId,
        /// Why, as codes of rules.
        reasons: Vec<String>,
        /// When.
        decided_on: NaiveDate,
    },
    /// The mediator is in the register.
    MediatorRegistered {
        /// The entry.
        entry_no: EntryNo,
        /// From which application.
        application_id: ApplicationId,
        /// The person.
        person_key: PersonKey,
        /// The kind of entry.
        kind: EntryKind,
        /// Name and contact, sealed.
        personal: SealedPersonal,
        /// Where the person practises.
        practice_kato: Kato,
        /// In which categories.
        categories: Vec<CategoryCode>,
        /// In which languages.
        languages: Vec<LanguageCode>,
        /// The training certificate; public mediators need none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certificate: Option<Certificate>,
        /// The organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sro: Option<SroId>,
        /// The check of documents relied on.
        verification_id: VerificationId,
        /// The fee paid or waived.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee_id: Option<FeeId>,
        /// First day.
        valid_from: NaiveDate,
        /// Last day.
        valid_to: NaiveDate,
    },
    /// What the public page shows changes.
    ProfileChanged {
        /// The entry.
        entry_no: EntryNo,
        /// What changes; what is absent stays.
        changed: ProfileChange,
    },
    /// The place of practice changes (R42).
    PracticeLocationChanged {
        /// The entry.
        entry_no: EntryNo,
        /// Where to.
        practice_kato: Kato,
        /// From when.
        effective_on: NaiveDate,
    },
    /// Further training (R12).
    TrainingRecorded {
        /// The entry.
        entry_no: EntryNo,
        /// Who trained.
        provider: ProviderId,
        /// Which course.
        kind: TrainingKind,
        /// How long.
        hours: u16,
        /// When it ended.
        completed_on: NaiveDate,
    },
    /// The entry is valid for longer.
    EntryRenewed {
        /// The entry.
        entry_no: EntryNo,
        /// The new last day.
        valid_to: NaiveDate,
        /// The fee paid for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee_id: Option<FeeId>,
    },
    /// The entry ran out.
    EntryLapsed {
        /// The entry.
        entry_no: EntryNo,
        /// First day without validity.
        on: NaiveDate,
    },
    /// Somebody complains about the mediator. Never public.
    ComplaintReceived {
        /// The complaint.
        complaint_id: ComplaintId,
        /// About which entry.
        entry_no: EntryNo,
        /// Who complains.
        by: Complainant,
        /// What about.
        ground: ComplaintGround,
        /// In which referral.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        referral_no: Option<ReferralNo>,
    },
    /// A proceeding begins. Never public.
    DisciplinaryProceedingOpened {
        /// The proceeding.
        proceeding_id: ProceedingId,
        /// About which entry.
        entry_no: EntryNo,
        /// On which complaint; none where a quality review gave the ground.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        complaint_id: Option<ComplaintId>,
        /// Before which body.
        body: String,
    },
    /// A proceeding ends.
    DisciplinaryProceedingClosed {
        /// The proceeding.
        proceeding_id: ProceedingId,
        /// About which entry.
        entry_no: EntryNo,
        /// How.
        outcome: ProceedingOutcome,
    },
    /// A lighter sanction.
    SanctionRecorded {
        /// The entry.
        entry_no: EntryNo,
        /// From which proceeding.
        proceeding_id: ProceedingId,
        /// Which.
        kind: SanctionKind,
        /// When.
        on: NaiveDate,
    },
    /// The mediator may not mediate for a while (art 14(7)).
    MediatorSuspended {
        /// The entry.
        entry_no: EntryNo,
        /// From which proceeding.
        proceeding_id: ProceedingId,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A suspension ends early.
    SuspensionLifted {
        /// The entry.
        entry_no: EntryNo,
        /// Why.
        reason: LiftReason,
        /// First day free of it.
        on: NaiveDate,
    },
    /// A statutory bar arises (art 9(7)).
    BarEstablished {
        /// The entry.
        entry_no: EntryNo,
        /// Which.
        bar: Bar,
        /// Since when.
        since: NaiveDate,
    },
    /// A statutory bar ends.
    BarLifted {
        /// The entry.
        entry_no: EntryNo,
        /// Which.
        bar: Bar,
        /// When.
        on: NaiveDate,
    },
    /// The entry ends; it is kept.
    EntryRemoved {
        /// The entry.
        entry_no: EntryNo,
        /// Why.
        reason: RemovalReason,
        /// First day without it.
        on: NaiveDate,
    },
    /// A removed entry is back.
    EntryReinstated {
        /// The entry.
        entry_no: EntryNo,
        /// On what ground.
        basis: ReinstatementBasis,
        /// First day back.
        on: NaiveDate,
    },
    /// The mediator joins an organisation (R31).
    SroMembershipRecorded {
        /// The entry.
        entry_no: EntryNo,
        /// The organisation.
        sro: SroId,
        /// Its regional office.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<SroOfficeId>,
        /// First day.
        from: NaiveDate,
    },
    /// The mediator leaves an organisation.
    SroMembershipEnded {
        /// The entry.
        entry_no: EntryNo,
        /// The organisation.
        sro: SroId,
        /// First day outside it.
        on: NaiveDate,
    },
    /// A quality body looked at the mediator's procedures (R32). Never public.
    QualityReviewRecorded {
        /// The entry.
        entry_no: EntryNo,
        /// Which body.
        body: QualityBodyId,
        /// What it found.
        result: ReviewResult,
        /// When.
        on: NaiveDate,
    },
    /// The entry goes to the court that took over; its number stays.
    EntryTransferred {
        /// The entry.
        entry_no: EntryNo,
        /// The court that keeps it from now on.
        to_court: CourtCode,
        /// On what ground.
        basis: TransferBasis,
    },
    /// A certificate of being in the register is handed out.
    CertificateIssued {
        /// The entry.
        entry_no: EntryNo,
        /// The certificate.
        credential_id: CredentialId,
        /// Its last day.
        valid_to: NaiveDate,
    },
    /// A certificate no longer counts.
    CertificateRevoked {
        /// The entry.
        entry_no: EntryNo,
        /// The certificate.
        credential_id: CredentialId,
        /// First day without it.
        on: NaiveDate,
        /// Why.
        reason: CertificateEnd,
    },
    /// The mediator appeals to the court (art 14(8)). Never public.
    AppealLodged {
        /// The appeal.
        appeal_id: AppealId,
        /// About which entry.
        entry_no: EntryNo,
        /// Against what.
        against: Appealed,
        /// The proceeding the sanction came from; none against a removal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proceeding_id: Option<ProceedingId>,
    },
    /// The appeal is decided; a won one takes the sanction away from its date on (R33).
    AppealDecided {
        /// The appeal.
        appeal_id: AppealId,
        /// About which entry.
        entry_no: EntryNo,
        /// How.
        outcome: AppealOutcome,
        /// From when.
        effective_on: NaiveDate,
    },
}

/// Name and contact under a key of its own, with a commitment that outlives the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedPersonal {
    /// The data key that opens it.
    pub key: DataKeyId,
    /// SHA-256 of the plaintext with its salt.
    pub commitment: Digest,
    /// Nonce and ciphertext, base64.
    pub sealed: String,
}

/// A training certificate: that it exists, from whom, since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Who issued it.
    pub provider: ProviderId,
    /// When.
    pub issued_on: NaiveDate,
    /// SHA-256 of its number.
    pub number_hash: Digest,
}

/// One document as checked; the document itself never leaves the court.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentCheck {
    /// What it is.
    pub kind: DocumentKind,
    /// Who issued it, as a code.
    pub issuer: String,
    /// When.
    pub issued_on: NaiveDate,
    /// Its last day, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// SHA-256 of its number.
    pub number_hash: Digest,
    /// What the check gave.
    pub result: CheckResult,
}

/// What changes on a public page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// New categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<CategoryCode>>,
    /// New languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<LanguageCode>>,
    /// New name or contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<SealedPersonal>,
    /// Whether the mediator takes cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident,)+ })+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
        )]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$item_doc])* $item,)+ }
    )+};
}
pub(crate) use vocabulary;

vocabulary! {
    /// The documents of art 14(2).
    DocumentKind {
        /// Identity card.
        Identity,
        /// Certificate of the drug dispensary.
        DrugCertificate,
        /// Certificate of the psychiatric dispensary.
        PsychiatricCertificate,
        /// Certificate of no conviction.
        NoConviction,
        /// Diploma of higher education.
        Diploma,
        /// Certificate of mediator training.
        TrainingCertificate,
        /// Minutes of the meeting that elected a public mediator.
        ElectionMinutes,
        /// Decree that ended a judge's office in honour.
        JudgeRetirement,
    }
    /// What the check of a document gave.
    CheckResult {
        /// It is what it should be.
        Pass,
        /// It is not.
        Fail,
    }
    /// Why a verification no longer stands.
    RevocationReason {
        /// A document was forged.
        Forged,
        /// A document was withdrawn by who issued it.
        Withdrawn,
        /// The check itself was wrong.
        CheckedInError,
    }
    /// Why no fee is asked.
    WaiverReason {
        /// A public mediator works unpaid.
        PublicMediator,
        /// A statutory relief.
        StatutoryRelief,
    }
    /// Who paid.
    Payer {
        /// The mediator.
        #[serde(rename = "SELF")]
        #[strum(serialize = "SELF")]
        Own,
        /// Somebody else.
        ThirdParty,
    }
    /// Why a fee is given back.
    RefundReason {
        /// The application was refused.
        Refused,
        /// It was paid twice.
        PaidTwice,
        /// It was assessed wrongly.
        WrongAmount,
    }
    /// Courses a mediator takes.
    TrainingKind {
        /// The general course.
        General,
        /// A specialised course.
        Specialised,
        /// The course for trainers.
        Trainer,
    }
    /// Who complains.
    Complainant {
        /// A party.
        Party,
        /// A court or other authority.
        Authority,
        /// An organisation of mediators.
        Sro,
    }
    /// What a complaint is about.
    ComplaintGround {
        /// Confidentiality broken.
        Confidentiality,
        /// Not impartial.
        Impartiality,
        /// Qualification or conduct.
        Conduct,
        /// Fee or costs.
        Costs,
    }
    /// How a proceeding ends.
    ProceedingOutcome {
        /// A breach is confirmed.
        BreachConfirmed,
        /// No breach.
        Dismissed,
    }
    /// Sanctions lighter than suspension.
    SanctionKind {
        /// A warning.
        Warning,
        /// A duty to train.
        Training,
    }
    /// Why a suspension ends early.
    LiftReason {
        /// An appeal was won.
        AppealWon,
        /// The ground fell away.
        GroundFellAway,
    }
    /// The bars of art 9(7).
    Bar {
        /// Exercises state functions.
        StateFunctions,
        /// Incapable, or of limited capacity.
        Incapacity,
        /// Under criminal prosecution.
        Prosecution,
        /// A conviction not expunged.
        Conviction,
    }
    /// Why an entry ends.
    RemovalReason {
        /// The mediator asked for it.
        OwnWish,
        /// The place of practice left the territory.
        Moved,
        /// A statutory bar.
        StatutoryBar,
        /// Documents turned out false.
        VerificationRevoked,
        /// Death.
        Deceased,
        /// A court's judgment.
        Judgment,
    }
    /// The same, as coarse as everybody is told it (retention).
    RemovalClass {
        /// The mediator asked for it.
        OwnWish,
        /// The entry came to its end: death, or a place of practice elsewhere.
        Ended,
        /// The mediator was excluded.
        Excluded,
    }
    /// Why a removed entry is back.
    ReinstatementBasis {
        /// An appeal was won.
        AppealWon,
        /// The bar was lifted.
        BarLifted,
    }
    /// What a quality review found.
    ReviewResult {
        /// Nothing to object to.
        Sound,
        /// Something to mend.
        Remarks,
        /// A breach that calls for a proceeding.
        Breach,
    }
    /// Why an entry is transferred.
    TransferBasis {
        /// Its court was merged, split or closed.
        CourtReorganised,
    }
    /// Why a certificate ends before its last day.
    CertificateEnd {
        /// The entry was suspended, removed or ran out.
        EntryNotActive,
        /// It was lost or stolen.
        Lost,
        /// What it shows has changed.
        Replaced,
    }
    /// What an appeal is against.
    Appealed {
        /// A warning or a duty to train.
        Sanction,
        /// A suspension.
        Suspension,
        /// A removal.
        Removal,
    }
    /// How an appeal ends.
    AppealOutcome {
        /// The decision is overturned.
        Won,
        /// The decision stands.
        Lost,
        /// It was taken back.
        Withdrawn,
    }
}

impl RemovalReason {
    /// The reason as everybody is told it.
    pub fn class(self) -> RemovalClass {
        match self {
            Self::OwnWish => RemovalClass::OwnWish,
            Self::Moved | Self::Deceased => RemovalClass::Ended,
            Self::StatutoryBar | Self::VerificationRevoked | Self::Judgment => {
                RemovalClass::Excluded
            }
        }
    }
}
