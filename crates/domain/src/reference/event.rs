//! Facts the federal office states about the world the courts act in (events 4a).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::codes::{
    CategoryCode, Kato, LanguageCode, OfficeId, ProviderId, QualityBodyId, RulesetId, ScheduleId,
    SroId, SroOfficeId,
};
use crate::court_code::{CourtCode, RegionCode};
use crate::digest::Digest;
use crate::entry::EntryKind;
use crate::entry::event::{DocumentKind, RevocationReason};
use crate::ids::VerificationId;
use crate::money::Money;
use crate::names::Names;
use crate::person::PersonKey;
use crate::ruleset::Ruleset;

/// A reference fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
pub enum ReferenceEvent {
    /// A court begins to be.
    CourtRegistered {
        /// Its code.
        court: CourtCode,
        /// What it is called.
        names: Names,
        /// Its kind, such as `district` or `interdistrict-economic`.
        kind: String,
        /// The region it lies in.
        region: RegionCode,
        /// The places that are its territory.
        territory: Vec<Kato>,
        /// IANA name of its time zone.
        time_zone: String,
        /// First day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_from: Option<NaiveDate>,
    },
    /// Courts merge, split, change name or territory, or close.
    CourtReorganised {
        /// The courts before.
        predecessors: Vec<CourtCode>,
        /// The courts after.
        successors: Vec<CourtCode>,
        /// What happened.
        kind: ReorganisationKind,
        /// From when.
        effective_on: NaiveDate,
        /// The act that orders it.
        act_ref: String,
    },
    /// A region begins, or changes its name or ancestry.
    RegionChanged {
        /// Its code.
        region: RegionCode,
        /// What it is called from then on.
        names: Names,
        /// The regions it came from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        predecessors: Vec<RegionCode>,
        /// From when; none for a region older than the law.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effective_on: Option<NaiveDate>,
    },
    /// A court's signing key is valid from this event's position on.
    CourtKeyAdded {
        /// The court.
        court: CourtCode,
        /// The key as `name+id+base64`.
        vkey: String,
    },
    /// A court's signing key is no longer valid from this event's position on.
    CourtKeyRevoked {
        /// The court.
        court: CourtCode,
        /// The key.
        vkey: String,
        /// Why: `ROTATED`, `COMPROMISED`, `COURT_CLOSED`.
        reason: String,
    },
    /// A person takes a coordinator's office at a court (R22, R23).
    CoordinatorAppointed {
        /// The court.
        court: CourtCode,
        /// The office the person signs under.
        office: OfficeId,
        /// The person.
        person_key: PersonKey,
        /// Training under the state programme.
        training: Training,
        /// Higher legal education.
        legal_education: LegalEducation,
        /// First day in office.
        from: NaiveDate,
    },
    /// A coordinator leaves the office.
    CoordinatorReleased {
        /// The court.
        court: CourtCode,
        /// The office.
        office: OfficeId,
        /// Last day in office.
        on: NaiveDate,
        /// Why: `OWN_WISH`, `TERM_ENDED`, `DISMISSED`, `COURT_CLOSED`.
        reason: String,
    },
    /// A state of the law.
    RulesetPublished(Box<Ruleset>),
    /// One year's non-working weekdays and worked weekend days.
    HolidayCalendarSet {
        /// The year.
        year: i32,
        /// Weekdays off.
        non_working: Vec<NaiveDate>,
        /// Weekend days worked.
        working_transfers: Vec<NaiveDate>,
        /// The acts that order it.
        act_ref: String,
    },
    /// What an entry costs, and for how long it is valid.
    FeeScheduleSet {
        /// The schedule.
        schedule: ScheduleId,
        /// For which entries.
        entry_kind: EntryKind,
        /// A fixed amount; else a multiple of the index.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// A multiple of the monthly calculation index.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mci_multiple: Option<u16>,
        /// How long an entry is valid from registration or renewal.
        validity_months: u16,
        /// From when.
        effective_from: NaiveDate,
    },
    /// The monthly calculation index used for fees.
    MciSet {
        /// The amount of one.
        amount: Money,
        /// From when.
        effective_from: NaiveDate,
    },
    /// A part of the tree of categories; parts of one version add up.
    CategoriesSet {
        /// The version.
        version: u32,
        /// At most 64 of them.
        items: Vec<Category>,
    },
    /// A part of the list of languages; parts of one version add up.
    LanguagesSet {
        /// The version.
        version: u32,
        /// At most 64 of them.
        items: Vec<Language>,
    },
    /// Whether a court needs a coordinator, or its secretary acts as registrar (R38).
    CourtPolicySet {
        /// The court.
        court: CourtCode,
        /// True if only a coordinator in office may act.
        coordinator_required: bool,
        /// From when.
        effective_on: NaiveDate,
        /// The ruleset the court acts under instead of the one in force: a pilot (R47).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ruleset: Option<RulesetId>,
    },
    /// An organisation of mediators is on the ministry's list.
    SroRegistered {
        /// The organisation.
        sro: SroId,
        /// Its business identification number.
        bin: String,
        /// What it is called.
        names: Names,
        /// How it is reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<String>,
    },
    /// An organisation has an office in a region (R31).
    SroOfficeAdded {
        /// The organisation.
        sro: SroId,
        /// The office.
        office: SroOfficeId,
        /// The region it serves.
        region: RegionCode,
        /// How it is reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<String>,
    },
    /// A body may control the quality of procedures (R32).
    QualityBodyRegistered {
        /// The body.
        id: QualityBodyId,
        /// What it is called.
        names: Names,
        /// First day.
        valid_from: NaiveDate,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<NaiveDate>,
    },
    /// Several person keys are one person: a person's decision, never a likeness of names.
    PersonsMerged {
        /// The keys, two or more.
        person_keys: Vec<PersonKey>,
        /// On what ground, as a code.
        basis: String,
    },
    /// Person keys merged before are several persons after all.
    PersonsSplit {
        /// The keys, two or more.
        person_keys: Vec<PersonKey>,
        /// On what ground, as a code.
        basis: String,
    },
    /// One court's check of a person's documents, for other courts to rely on (R36).
    VerificationShared {
        /// The check.
        verification_id: VerificationId,
        /// The court that made it.
        court: CourtCode,
        /// Whose documents.
        person_key: PersonKey,
        /// When.
        verified_on: NaiveDate,
        /// What was found sound.
        documents: Vec<SharedDocument>,
    },
    /// A shared check no longer stands.
    VerificationWithdrawn {
        /// The check.
        verification_id: VerificationId,
        /// Why.
        reason: RevocationReason,
    },
    /// How many people live in a region (S3).
    PopulationSet {
        /// The region.
        region: RegionCode,
        /// On 1 January of this year.
        year: i32,
        /// How many.
        inhabitants: u64,
        /// Where the figure comes from.
        source: String,
    },
    /// How many new cases came to a court in a quarter (S8).
    CourtCasesSet {
        /// The court.
        court: CourtCode,
        /// The year.
        year: i32,
        /// 1 to 4.
        quarter: u8,
        /// By category.
        cases: Vec<CasesOf>,
    },
    /// An organisation's status changes.
    SroStatusChanged {
        /// The organisation.
        sro: SroId,
        /// `ACTIVE`, `SUSPENDED` or `STRUCK_OFF`.
        status: SroStatus,
        /// From when.
        on: NaiveDate,
    },
    /// A provider may train mediators (R12).
    TrainingProviderRecognised {
        /// The provider.
        id: ProviderId,
        /// What it is called.
        names: Names,
        /// First day.
        valid_from: NaiveDate,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<NaiveDate>,
    },
}

/// How courts were reorganised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReorganisationKind {
    /// Several became one.
    Merge,
    /// One became several.
    Split,
    /// The name changed.
    Rename,
    /// The court ended.
    Close,
    /// The territory or region changed.
    Territory,
}

/// Whether an organisation of mediators may have members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SroStatus {
    /// On the list.
    Active,
    /// On the list, not acting.
    Suspended,
    /// Off the list.
    StruckOff,
}

/// Evidence of training under the state programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Who trained.
    pub provider: ProviderId,
    /// SHA-256 of the certificate's number under the court's secret.
    pub certificate_hash: Digest,
    /// When it ended.
    pub completed_on: NaiveDate,
}

/// Evidence of higher legal education.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalEducation {
    /// The university's code.
    pub institution: String,
    /// SHA-256 of the diploma's number under the court's secret.
    pub diploma_hash: Digest,
}

/// A document another court found sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedDocument {
    /// What it is.
    pub kind: DocumentKind,
    /// Its last day, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// New court cases of one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesOf {
    /// The category.
    pub category: CategoryCode,
    /// How many.
    pub count: u32,
}

/// One category of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its code.
    pub code: CategoryCode,
    /// The one above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CategoryCode>,
    /// What it is called.
    pub names: Names,
}

/// One language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its code.
    pub code: LanguageCode,
    /// What it is called.
    pub names: Names,
}
