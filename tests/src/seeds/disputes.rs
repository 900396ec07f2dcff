//! What is asked of a court about disputes: referred, consented, agreed, ended, and what
//! cannot be.

use medreg_domain::entry::command::EntryCommand;
use medreg_domain::entry::event::Payer;
use medreg_domain::referral::Referral;
use medreg_domain::referral::command::ReferralCommand as R;
use medreg_domain::referral::event::{
    CaseStage, ChoiceMethod, FeeKind, Outcome, ReferralSource, SessionMode, ValueBand,
};
use medreg_domain::{Channel, Command, FeeId, Money, ProcedureId, ReferralNo};
use rand::RngExt;
use rand::seq::IndexedRandom;

use super::clerk::Clerk;
use super::world::code;

/// Refers a dispute.
pub(super) fn refer(clerk: &mut Clerk<'_>) -> Command {
    R::ReferDispute {
        channel: Channel::OutOfCourt,
        category: code("CIVIL.LOAN"),
        stage: CaseStage::PreTrial,
        source: ReferralSource::Parties,
        parties_count: 2,
        value_band: ValueBand::None,
        consultation_id: None,
        case_ref_hash: clerk.hash(),
        suitability: None,
        assessed_by: None,
        mandatory: false,
    }
    .into()
}

/// The next step of some dispute that is not over.
pub(super) fn forward(clerk: &mut Clerk<'_>) -> Option<Command> {
    let referrals = clerk.court.docket().referrals.iter();
    let open = referrals.filter(|(_, it)| it.is_open());
    let mut open: Vec<(ReferralNo, Referral)> = open.map(|(no, it)| (*no, *it)).collect();
    open.sort_by_key(|(no, _)| *no);
    let (referral_no, referral) = *open.choose(clerk.rng)?;
    let command = if referral.running().is_some() {
        proceed(clerk, referral_no)
    } else if !referral.all_consent() {
        R::RecordConsent {
            referral_no,
            party_index: u8::from(referral.consents & 1 == 1),
        }
    } else if referral.mediator.is_none() {
        let entries: Vec<_> = clerk.court.docket().entries.keys().copied().collect();
        R::ChooseMediator {
            referral_no,
            entry_no: *entries.choose(clerk.rng)?,
            method: ChoiceMethod::JointOwn,
            all_parties: true,
        }
    } else {
        R::SignAgreement {
            referral_no,
            procedure_id: ProcedureId(clerk.uuid()),
            language: code("kk"),
            fee_kind: FeeKind::Paid,
            fee_band: None,
            declared_due_on: None,
        }
    };
    Some(command.into())
}

fn proceed(clerk: &mut Clerk<'_>, referral_no: ReferralNo) -> R {
    if clerk.rng.random_bool(0.5) {
        return R::HoldSession {
            referral_no,
            mode: SessionMode::InPerson,
            minutes: clerk.rng.random_range(20..120),
            attended: None,
        };
    }
    let results = [Outcome::FullSettlement, Outcome::NoSettlement];
    R::ReturnResult {
        referral_no,
        result: *results.choose(clerk.rng).unwrap_or(&results[0]),
        ended_on: clerk.now.date_naive(),
        signed_by_parties: true,
    }
}

/// What no court carries out.
pub(super) fn nonsense(clerk: &mut Clerk<'_>) -> Command {
    if clerk.rng.random_bool(0.5) {
        let unknown = format!("{}-2025-000999", clerk.court.code());
        return R::OfferMediation {
            referral_no: code(&unknown),
        }
        .into();
    }
    EntryCommand::RecordFee {
        fee_id: FeeId(clerk.uuid()),
        amount: Money::tiyin(432_500),
        payer: Payer::Own,
        bank_ref_hash: clerk.hash(),
    }
    .into()
}
