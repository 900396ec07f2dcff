//! Who may read a recorded event as it was stated, and not only that it stands in the log.

use super::Audience;
use crate::event::Event;
use crate::oversight::OversightEvent;
use crate::reference::event::ReferenceEvent;

/// The widest audience an event may be shown to word for word.
///
/// Everybody reads the office's own facts that name no person. What a court states carries
/// person keys, sanctions that end, and disputes (R30): of it everybody sees the hash.
pub fn least_audience_of(event: &Event) -> Audience {
    match event {
        Event::Reference(event) => of_reference(event),
        Event::Oversight(event) => of_oversight(event),
        Event::Entry(_)
        | Event::Referral(_)
        | Event::Fund(_)
        | Event::Outreach(_)
        | Event::Correction(_) => Audience::Federal,
    }
}

fn of_reference(event: &ReferenceEvent) -> Audience {
    use ReferenceEvent as E;
    match event {
        E::CoordinatorAppointed { .. }
        | E::CoordinatorReleased { .. }
        | E::PersonsMerged { .. }
        | E::PersonsSplit { .. }
        | E::VerificationShared { .. }
        | E::VerificationWithdrawn { .. } => Audience::Federal,
        E::CourtRegistered { .. }
        | E::CourtReorganised { .. }
        | E::RegionChanged { .. }
        | E::CourtKeyAdded { .. }
        | E::CourtKeyRevoked { .. }
        | E::HolidayCalendarSet { .. }
        | E::FeeScheduleSet { .. }
        | E::MciSet { .. }
        | E::CategoriesSet { .. }
        | E::LanguagesSet { .. }
        | E::CourtPolicySet { .. }
        | E::RulesetPublished(_)
        | E::SroRegistered { .. }
        | E::SroOfficeAdded { .. }
        | E::SroStatusChanged { .. }
        | E::QualityBodyRegistered { .. }
        | E::PopulationSet { .. }
        | E::CourtCasesSet { .. }
        | E::TrainingProviderRecognised { .. } => Audience::Public,
    }
}

fn of_oversight(event: &OversightEvent) -> Audience {
    match event {
        OversightEvent::StatisticsReleased { .. } | OversightEvent::ViewSealed { .. } => {
            Audience::Public
        }
        OversightEvent::AuditFindingRaised { .. }
        | OversightEvent::AuditFindingClosed { .. }
        | OversightEvent::SyncGapDetected { .. }
        | OversightEvent::SyncGapResolved { .. }
        | OversightEvent::EventRefused { .. }
        | OversightEvent::MessageDiscarded { .. }
        | OversightEvent::PersonalDataErased { .. } => Audience::Federal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_reads_what_names_no_person() {
        let languages = ReferenceEvent::LanguagesSet {
            version: 1,
            items: Vec::new(),
        };
        assert_eq!(least_audience_of(&languages.into()), Audience::Public);
        let merged = ReferenceEvent::PersonsMerged {
            person_keys: Vec::new(),
            basis: "COURT_RULING".to_owned(),
        };
        assert_eq!(least_audience_of(&merged.into()), Audience::Federal);
        let gap = OversightEvent::SyncGapDetected {
            court: "KZ-75-012".parse().unwrap(),
            from: 1,
            to: 2,
        };
        assert_eq!(least_audience_of(&gap.into()), Audience::Federal);
    }
}
