//! More events by hand: procedures in detail, discipline, funds, and the federal office's facts.

use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::{
    AppealOutcome, Appealed, Complainant, ComplaintGround, EntryEvent,
};
use medreg_domain::fund::event::{AllocationPurpose, FundEvent};
use medreg_domain::outreach::event::{
    ContactParty, ContactTopic, InformationChannel, OutreachEvent,
};
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::event::{
    CasesOf, Category, Language, ReferenceEvent, ReorganisationKind,
};
use medreg_domain::referral::event::{
    ChoiceMethod, Consulted, FeeBand, FeeKind, FeedbackRole, ReferralEvent, ReferralSource,
    ReplacementReason, SessionMode,
};
use medreg_domain::{
    AllocationId, AppealId, ApplicationId, ComplaintId, Digest, Money, Names, PersonKey,
    ProceedingId,
};

use crate::builder::{code, consultation_of, day, id};

/// The referral came from the consultation of that day.
pub(crate) fn after(consulted_on: &str, event: ReferralEvent) -> ReferralEvent {
    let mut event = event;
    if let ReferralEvent::DisputeReferred { after, .. } = &mut event {
        *after = Some(Consulted {
            consultation_id: consultation_of(consulted_on),
            on: day(consulted_on),
        });
    }
    event
}

pub(crate) fn by_source(source: ReferralSource, event: ReferralEvent) -> ReferralEvent {
    let mut event = event;
    if let ReferralEvent::DisputeReferred { source: given, .. } = &mut event {
        *given = source;
    }
    event
}

/// The agreement in another language, for another fee.
pub(crate) fn agreed_for(
    language: &str,
    fee: (FeeKind, Option<FeeBand>),
    event: ReferralEvent,
) -> ReferralEvent {
    let mut event = event;
    if let ReferralEvent::MediationAgreementSigned {
        language: given,
        fee_kind,
        fee_band,
        ..
    } = &mut event
    {
        *given = code(language);
        (*fee_kind, *fee_band) = fee;
    }
    event
}

pub(crate) fn chosen(no: &str, entry_no: &str, on: &str) -> ReferralEvent {
    ReferralEvent::MediatorChosen {
        referral_no: code(no),
        entry_no: code(entry_no),
        method: ChoiceMethod::JointOwn,
        on: day(on),
    }
}

pub(crate) fn replaced(no: &str, entry_no: &str, on: &str) -> ReferralEvent {
    ReferralEvent::MediatorReplaced {
        referral_no: code(no),
        entry_no: code(entry_no),
        reason: ReplacementReason::PartiesWish,
        on: day(on),
    }
}

/// A session; without a number of parties all attended.
pub(crate) fn session(no: &str, number: u16, on: &str, attended: Option<u8>) -> ReferralEvent {
    ReferralEvent::SessionHeld {
        referral_no: code(no),
        no: number,
        on: day(on),
        mode: SessionMode::InPerson,
        minutes: 60,
        attended,
    }
}

pub(crate) fn disapproved(no: &str, on: &str) -> ReferralEvent {
    ReferralEvent::SettlementRefused {
        referral_no: code(no),
        on: day(on),
        state_fee_refunded: false,
    }
}

pub(crate) fn scored(no: &str, score: u8) -> ReferralEvent {
    ReferralEvent::FeedbackReceived {
        referral_no: code(no),
        role: FeedbackRole::Party,
        score,
    }
}

/// The same entry of another kind, in other languages.
pub(crate) fn of_kind(kind: EntryKind, languages: &[&str], event: EntryEvent) -> EntryEvent {
    let mut event = event;
    if let EntryEvent::MediatorRegistered {
        kind: given,
        languages: spoken,
        ..
    } = &mut event
    {
        *given = kind;
        *spoken = languages.iter().map(|language| code(language)).collect();
    }
    event
}

pub(crate) fn applied(application: u8, on: &str) -> EntryEvent {
    EntryEvent::ApplicationSubmitted {
        application_id: ApplicationId(id(u128::from(application))),
        person_key: PersonKey(Digest([application; 32])),
        kind: EntryKind::RetiredJudge,
        practice_kato: code("750000000"),
        sro: None,
        requested_on: day(on),
    }
}

pub(crate) fn rejected(application: u8, on: &str) -> EntryEvent {
    EntryEvent::RegistrationRefused {
        application_id: ApplicationId(id(u128::from(application))),
        reasons: vec!["DOCUMENT_EXPIRED".to_owned()],
        decided_on: day(on),
    }
}

pub(crate) fn complained(no: &str, complaint: u128) -> EntryEvent {
    EntryEvent::ComplaintReceived {
        complaint_id: ComplaintId(id(complaint)),
        entry_no: code(no),
        by: Complainant::Party,
        ground: ComplaintGround::Conduct,
        referral_no: None,
    }
}

pub(crate) fn proceeding(no: &str, complaint: u128) -> EntryEvent {
    EntryEvent::DisciplinaryProceedingOpened {
        proceeding_id: ProceedingId(id(complaint)),
        entry_no: code(no),
        complaint_id: Some(ComplaintId(id(complaint))),
        body: "COURT".to_owned(),
    }
}

pub(crate) fn suspended(no: &str, complaint: u128, from: &str, to: &str) -> EntryEvent {
    EntryEvent::MediatorSuspended {
        entry_no: code(no),
        proceeding_id: ProceedingId(id(complaint)),
        from: day(from),
        to: day(to),
    }
}

pub(crate) fn appealed(no: &str, appeal: u128) -> EntryEvent {
    EntryEvent::AppealLodged {
        appeal_id: AppealId(id(appeal)),
        entry_no: code(no),
        against: Appealed::Suspension,
        proceeding_id: None,
    }
}

pub(crate) fn judged(no: &str, appeal: u128, outcome: AppealOutcome, on: &str) -> EntryEvent {
    EntryEvent::AppealDecided {
        appeal_id: AppealId(id(appeal)),
        entry_no: code(no),
        outcome,
        effective_on: day(on),
    }
}

pub(crate) fn allocated(amount: i64, on: &str) -> FundEvent {
    FundEvent::FeeRevenueAllocated {
        allocation_id: AllocationId(id(1)),
        amount: Money::tiyin(amount),
        purpose: AllocationPurpose::CoordinatorPay,
        on: day(on),
    }
}

pub(crate) fn informed(count: u32, on: &str) -> OutreachEvent {
    OutreachEvent::InformationProvided {
        on: day(on),
        channel: InformationChannel::Leaflet,
        category: None,
        language: code("kk"),
        count,
    }
}

pub(crate) fn contacted(on: &str) -> OutreachEvent {
    OutreachEvent::ContactLogged {
        on: day(on),
        with: ContactParty::Party,
        topic: ContactTopic::Information,
        answered_on: None,
    }
}

fn names(name: &str) -> Names {
    let name = || name.to_owned();
    Names {
        kk: name(),
        ru: name(),
        en: name(),
    }
}

/// A court in a region, from a day on.
pub(crate) fn court(court: &str, region: &str, from: &str) -> ReferenceEvent {
    ReferenceEvent::CourtRegistered {
        court: code(court),
        names: names(court),
        kind: "district".to_owned(),
        region: code(region),
        territory: vec![code("750000000")],
        time_zone: "Asia/Almaty".to_owned(),
        valid_from: Some(day(from)),
    }
}

pub(crate) fn reorganised(from: &[&str], to: &[&str], on: &str) -> ReferenceEvent {
    ReferenceEvent::CourtReorganised {
        predecessors: from.iter().map(|court| code(court)).collect(),
        successors: to.iter().map(|court| code(court)).collect(),
        kind: if to.len() > 1 {
            ReorganisationKind::Split
        } else {
            ReorganisationKind::Merge
        },
        effective_on: day(on),
        act_ref: "ACT-1".to_owned(),
    }
}

pub(crate) fn inhabitants(region: &str, year: i32, inhabitants: u64) -> ReferenceEvent {
    ReferenceEvent::PopulationSet {
        region: code(region),
        year,
        inhabitants,
        source: "STAT".to_owned(),
    }
}

pub(crate) fn new_cases(court: &str, quarter: u8, cases: &[(&str, u32)]) -> ReferenceEvent {
    ReferenceEvent::CourtCasesSet {
        court: code(court),
        year: 2025,
        quarter,
        cases: cases
            .iter()
            .map(|(category, count)| CasesOf {
                category: code(category),
                count: *count,
            })
            .collect(),
    }
}

pub(crate) fn languages(languages: &[&str]) -> ReferenceEvent {
    ReferenceEvent::LanguagesSet {
        version: 1,
        items: languages
            .iter()
            .map(|language| Language {
                code: code(language),
                names: names(language),
            })
            .collect(),
    }
}

pub(crate) fn categories(categories: &[&str]) -> ReferenceEvent {
    ReferenceEvent::CategoriesSet {
        version: 1,
        items: categories
            .iter()
            .map(|category| Category {
                code: code(category),
                parent: None,
                names: names(category),
            })
            .collect(),
    }
}

pub(crate) fn refused_event(court: &str, courtseq: u64) -> OversightEvent {
    OversightEvent::EventRefused {
        court: code(court),
        courtseq,
        code: "WRONG_COURT".to_owned(),
        leaf_hash: None,
        event: None,
        reason: None,
    }
}

pub(crate) fn gap(court: &str, from: u64, to: u64) -> OversightEvent {
    OversightEvent::SyncGapDetected {
        court: code(court),
        from,
        to,
    }
}

pub(crate) fn gap_filled(court: &str, from: u64, to: u64) -> OversightEvent {
    OversightEvent::SyncGapResolved {
        court: code(court),
        from,
        to,
    }
}
