//! Organisations of mediators, their offices, quality bodies and training providers, by date.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::event::{ReferenceEvent, SroStatus};
use crate::codes::{ProviderId, QualityBodyId, SroId, SroOfficeId};

/// First and last day of a recognition.
type Period = (NaiveDate, Option<NaiveDate>);

/// Every organisation stated so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Organisations {
    sros: BTreeMap<SroId, BTreeMap<NaiveDate, SroStatus>>,
    offices: BTreeSet<(SroId, SroOfficeId)>,
    quality_bodies: BTreeMap<QualityBodyId, Period>,
    providers: BTreeMap<ProviderId, Period>,
}

impl Organisations {
    pub(super) fn sro_known(&self, sro: SroId) -> bool {
        self.sros.contains_key(&sro)
    }

    pub(super) fn sro_active(&self, sro: SroId, day: NaiveDate) -> bool {
        let status = self.sros.get(&sro);
        let status = status.and_then(|status| status.range(..=day).next_back());
        status.is_some_and(|(_, status)| *status == SroStatus::Active)
    }

    pub(super) fn has_office(&self, sro: SroId, office: SroOfficeId) -> bool {
        self.offices.contains(&(sro, office))
    }

    pub(super) fn quality_body_registered(&self, body: QualityBodyId, day: NaiveDate) -> bool {
        covers(self.quality_bodies.get(&body), day)
    }

    pub(super) fn provider_recognised(&self, provider: ProviderId, day: NaiveDate) -> bool {
        covers(self.providers.get(&provider), day)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about organisations come here"
    )]
    pub(super) fn evolve(&mut self, event: &ReferenceEvent) {
        match event {
            ReferenceEvent::SroRegistered { sro, .. } => {
                let status = self.sros.entry(*sro).or_default();
                status.insert(NaiveDate::MIN, SroStatus::Active);
            }
            ReferenceEvent::SroStatusChanged { sro, status, on } => {
                self.sros.entry(*sro).or_default().insert(*on, *status);
            }
            ReferenceEvent::SroOfficeAdded { sro, office, .. } => {
                self.offices.insert((*sro, *office));
            }
            ReferenceEvent::QualityBodyRegistered {
                id,
                valid_from,
                valid_to,
                ..
            } => {
                self.quality_bodies.insert(*id, (*valid_from, *valid_to));
            }
            ReferenceEvent::TrainingProviderRecognised {
                id,
                valid_from,
                valid_to,
                ..
            } => {
                self.providers.insert(*id, (*valid_from, *valid_to));
            }
            _ => {}
        }
    }
}

fn covers(period: Option<&Period>, day: NaiveDate) -> bool {
    period.is_some_and(|(from, to)| *from <= day && to.is_none_or(|to| day <= to))
}
