//! How a referral takes its events over. Never fails: what was recorded happened.

use chrono::NaiveDate;

use super::event::{FeeBand, FeeKind, ReferralEvent};
use super::{Procedure, Referral, Returned, bit};
use crate::codes::LanguageCode;
use crate::ids::ProcedureId;
use crate::numbers::ReferralNo;
use crate::term::{Due, Term};

impl Referral {
    /// The referral an event opens; none for any other event.
    pub fn begin(event: &ReferralEvent) -> Option<(ReferralNo, Self)> {
        let ReferralEvent::DisputeReferred {
            referral_no,
            channel,
            category,
            source,
            parties_count,
            referred_on,
            ..
        } = event
        else {
            return None;
        };
        let referral = Self {
            channel: *channel,
            category: *category,
            source: *source,
            parties_count: *parties_count,
            referred_on: *referred_on,
            consents: 0,
            offered: false,
            answer_by: None,
            mediator: None,
            pre_dispute: None,
            procedural_deadline: None,
            procedure: None,
            ended: None,
            returned: None,
            approved: None,
            rests_since: None,
            feedback: 0,
            transferred_to: None,
        };
        Some((*referral_no, referral))
    }

    /// Takes an event of this referral over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events leave no trace in the state"
    )]
    pub fn evolve(&mut self, event: &ReferralEvent) {
        use ReferralEvent as E;
        match event {
            E::MediationOffered { answer_by, .. } => {
                self.offered = true;
                self.answer_by = Some(*answer_by);
            }
            E::OfferLapsed { .. } => self.answer_by = None,
            E::PartyConsentRecorded { party_index, .. } => self.consents |= bit(*party_index),
            E::PartyWithdrew { party_index, .. } => self.consents &= !bit(*party_index),
            E::MediatorChosen { entry_no, .. } | E::MediatorReplaced { entry_no, .. } => {
                self.mediator = Some(*entry_no);
            }
            E::PreDisputeAgreementRecorded {
                agreement_on,
                dispute_arose_on,
                ..
            } => self.pre_dispute = Some((*agreement_on, *dispute_arose_on)),
            E::ProceedingsSuspended { on, .. } => self.rests_since = Some(*on),
            E::ProceedingsResumed { .. } => self.rests_since = None,
            E::MediationTerminated { ground, on, .. } => self.ended = Some((*ground, *on)),
            E::ResultReturned {
                result,
                ended_on,
                returned_on,
                ..
            } => {
                self.returned = Some(Returned {
                    result: *result,
                    ended_on: *ended_on,
                    returned_on: *returned_on,
                });
                self.rests_since = None;
            }
            E::SettlementApproved { .. } => self.approved = Some(true),
            E::SettlementRefused { .. } => self.approved = Some(false),
            E::FeedbackReceived { .. } => self.feedback = self.feedback.saturating_add(1),
            E::ReferralTransferred { to_court, .. } => self.transferred_to = Some(*to_court),
            about_the_procedure => self.evolve_procedure(about_the_procedure),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events leave no trace in the procedure"
    )]
    fn evolve_procedure(&mut self, event: &ReferralEvent) {
        use ReferralEvent as E;
        match event {
            E::MediationAgreementSigned {
                procedure_id,
                agreement_on,
                language,
                fee_kind,
                fee_band,
                due_on_raw,
                due_on,
                ..
            } => {
                let due = due(*due_on_raw, *due_on);
                self.start(
                    *procedure_id,
                    *agreement_on,
                    due,
                    (*language, *fee_kind, *fee_band),
                );
            }
            E::ProcedureStarted {
                procedure_id,
                started_on,
                language,
                fee_kind,
                fee_band,
                due_on_raw,
                due_on,
                ..
            } => {
                let due = due(*due_on_raw, *due_on);
                self.start(
                    *procedure_id,
                    *started_on,
                    due,
                    (*language, *fee_kind, *fee_band),
                );
            }
            E::SessionHeld { no, attended, .. } => {
                let parties = self.parties_count;
                self.change(|procedure| {
                    procedure.sessions = *no;
                    if *no == 1 {
                        let all = attended.is_none_or(|attended| attended >= parties);
                        procedure.first_attended = Some(all);
                    }
                });
            }
            E::MediationExtended {
                no,
                days,
                new_due_on_raw,
                new_due_on,
                ..
            } => self.change(|procedure| {
                let term = &mut procedure.term;
                term.due = due(*new_due_on_raw, *new_due_on);
                term.extended_days = term.extended_days.saturating_add(*days);
                term.extensions = *no;
            }),
            E::ProceduralDeadlineSet { deadline_on, .. } => {
                self.procedural_deadline = Some(*deadline_on);
                if self.ended.is_none() {
                    let due = due(*deadline_on, *deadline_on);
                    self.change(|procedure| procedure.term.due = due);
                }
            }
            _ => {}
        }
    }

    fn start(
        &mut self,
        id: ProcedureId,
        on: NaiveDate,
        due: Due,
        form: (LanguageCode, FeeKind, Option<FeeBand>),
    ) {
        let term = Term {
            channel: self.channel,
            started_on: on,
            due,
            extended_days: 0,
            extensions: 0,
        };
        let (language, fee_kind, fee_band) = form;
        self.procedure = Some(Procedure {
            id,
            term,
            language,
            mediator: self.mediator,
            fee_kind,
            fee_band,
            sessions: 0,
            first_attended: None,
        });
        self.ended = None;
    }

    fn change(&mut self, change: impl FnOnce(&mut Procedure)) {
        if let Some(procedure) = &mut self.procedure {
            change(procedure);
        }
    }
}

fn due(raw: NaiveDate, rolled: NaiveDate) -> Due {
    Due { raw, rolled }
}
