//! Checks of documents that courts share, so that a person shows them once (R36).

use chrono::NaiveDate;
use imbl::GenericHashMap;
use imbl::shared_ptr::DefaultSharedPtr;
use rustc_hash::FxBuildHasher;

use super::event::{ReferenceEvent, SharedDocument};
use crate::court_code::CourtCode;
use crate::ids::VerificationId;
use crate::person::PersonKey;

/// One court's check of a person's documents, as other courts may rely on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedVerification {
    /// The court that made it.
    pub court: CourtCode,
    /// Whose documents.
    pub person: PersonKey,
    /// When.
    pub verified_on: NaiveDate,
    /// What was found sound.
    pub documents: Vec<SharedDocument>,
    /// False once withdrawn.
    pub stands: bool,
}

/// A map whose copies share what is equal.
type Map<K, V> = GenericHashMap<K, V, FxBuildHasher, DefaultSharedPtr>;

/// Every shared check, by its id and by the person key it was made for. There are as many as
/// entries, and who reads keeps the facts as they were while new ones are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Verifications {
    shared: Map<VerificationId, SharedVerification>,
    of_person: Map<PersonKey, Vec<VerificationId>>,
}

impl Verifications {
    pub(super) fn shared(&self, id: VerificationId) -> Option<&SharedVerification> {
        self.shared.get(&id)
    }

    pub(super) fn of(
        &self,
        key: PersonKey,
    ) -> impl Iterator<Item = (VerificationId, &SharedVerification)> {
        let ids = self.of_person.get(&key).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.shared.get(id)?)))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only facts about verifications come here"
    )]
    pub(super) fn evolve(&mut self, event: &ReferenceEvent) {
        match event {
            ReferenceEvent::VerificationShared {
                verification_id,
                court,
                person_key,
                verified_on,
                documents,
            } => {
                // One that was withdrawn does not come to stand again by being shared twice.
                if self.shared.contains_key(verification_id) {
                    return;
                }
                let verification = SharedVerification {
                    court: *court,
                    person: *person_key,
                    verified_on: *verified_on,
                    documents: documents.clone(),
                    stands: true,
                };
                self.shared.insert(*verification_id, verification);
                let ids = self.of_person.entry(*person_key).or_default();
                ids.push(*verification_id);
            }
            ReferenceEvent::VerificationWithdrawn {
                verification_id, ..
            } => {
                if let Some(known) = self.shared.get_mut(verification_id) {
                    known.stands = false;
                }
            }
            _ => {}
        }
    }
}
