//! Who mediates in a simulated dispute: a list, a choice, another where one may no longer.

use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{
    ChoiceMethod, FeeKind, ListMethod, ReplacementReason, ShortListReason,
};
use medreg_domain::{Command, EntryNo, ReferralNo};
use rand::RngExt;

use crate::simulator::SimulationError;
use crate::simulator::life::Life;

impl Life {
    /// A list is offered and a mediator chosen; false if nobody is active.
    pub(super) fn choose(&mut self, referral_no: ReferralNo) -> Result<bool, SimulationError> {
        let (entries, method) = self.listed(referral_no);
        let own: Vec<EntryNo> = entries
            .iter()
            .copied()
            .filter(|no| self.keeps(*no))
            .collect();
        if own.is_empty() {
            return Ok(false);
        }
        let chosen = own[self.rng.random_range(0..own.len())];
        let reason = (entries.len() < 2).then_some(ShortListReason::OnlyOneActive);
        self.act(Command::Referral(C::OfferMediators {
            referral_no,
            entries,
            method,
            reason,
        }))?;
        let command = C::ChooseMediator {
            referral_no,
            entry_no: chosen,
            method: ChoiceMethod::JointFromList,
            all_parties: true,
        };
        self.act(Command::Referral(command))
    }

    /// Five mediators of the dispute's category, or all where fewer than two cover it.
    fn listed(&self, referral_no: ReferralNo) -> (Vec<EntryNo>, ListMethod) {
        let docket = self.court.docket();
        let fits = |entry_no: &EntryNo| {
            let referral = docket.referrals.get(&referral_no);
            let both = docket.entries.get(entry_no).zip(referral);
            both.is_some_and(|(entry, referral)| {
                let mut known = entry.categories.iter();
                let covers = entry.categories.is_empty()
                    || known.any(|category| category.is_in_line_with(&referral.category));
                covers && entry.availability == Availability::Open && self.keeps(*entry_no)
            })
        };
        let active = self.active();
        let fitting: Vec<EntryNo> = active.iter().copied().filter(fits).take(5).collect();
        if fitting.len() < 2 {
            (active.into_iter().take(64).collect(), ListMethod::All)
        } else {
            (fitting, ListMethod::Filtered)
        }
    }

    /// True unless another successor of a court that was split keeps the entry.
    fn keeps(&self, entry_no: EntryNo) -> bool {
        let entry = self.court.docket().entries.get(&entry_no);
        let keeper = entry.and_then(|entry| entry.transferred_to);
        keeper.is_none_or(|keeper| keeper == self.code())
    }

    /// True if the mediator may take a fee: public mediators work unpaid.
    fn takes_fee(&self, entry_no: EntryNo) -> bool {
        let entry = self.court.docket().entries.get(&entry_no);
        entry.is_some_and(|entry| entry.kind != EntryKind::Public)
    }

    /// A mediator who may no longer mediate is replaced; the term runs on (T21).
    pub(super) fn ensure_mediator(
        &mut self,
        referral_no: ReferralNo,
    ) -> Result<(), SimulationError> {
        let referral = self.court.docket().referrals.get(&referral_no);
        let mediator = referral.and_then(|referral| referral.mediator);
        let procedure = referral.and_then(|referral| referral.procedure);
        let is_paid = procedure.is_some_and(|procedure| procedure.fee_kind == FeeKind::Paid);
        let is_active = mediator
            .and_then(|entry_no| self.court.docket().entries.get(&entry_no))
            .is_some_and(|entry| entry.validity.is_active(self.today));
        let mut active = if is_active { Vec::new() } else { self.active() };
        active.retain(|entry_no| self.keeps(*entry_no) && (!is_paid || self.takes_fee(*entry_no)));
        if !active.is_empty() {
            let entry_no = active[self.rng.random_range(0..active.len())];
            let command = C::ReplaceMediator {
                referral_no,
                entry_no,
                reason: ReplacementReason::NotActive,
                all_parties: true,
            };
            self.act(Command::Referral(command))?;
        }
        Ok(())
    }

    /// Everybody who may mediate here today; after a split, mediators of the other successors
    /// too, since those whom the predecessor entered are known to all of them.
    fn active(&self) -> Vec<EntryNo> {
        let entries = self.court.docket().entries.iter();
        entries
            .filter(|(_, entry)| entry.validity.is_active(self.today))
            .map(|(entry_no, _)| *entry_no)
            .collect()
    }
}
