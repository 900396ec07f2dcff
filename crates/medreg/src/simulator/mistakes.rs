//! Mistakes people make: the same command with one thing wrong, which the law must refuse.

use medreg_domain::entry::command::EntryCommand as E;
use medreg_domain::referral::command::ReferralCommand as R;
use medreg_domain::{Command, Digest};
use rand::RngExt;
use rand_chacha::ChaCha20Rng;

/// A wrong form of a command, and by how many days its date lies ahead; none where nobody errs.
#[expect(clippy::wildcard_enum_match_arm, reason = "mistakes are made in some commands only")]
pub(super) fn of(command: &Command, rng: &mut ChaCha20Rng) -> Option<(Command, u64)> {
    if rng.random_bool(0.2) {
        return Some((command.clone(), 1));
    }
    let wrong = match command.clone() {
        Command::Referral(R::Extend { referral_no, decided_by, all_parties, notified_court_on, .. }) => {
            let days = if rng.random_bool(0.5) { 31 } else { 0 };
            Command::Referral(R::Extend { referral_no, days, decided_by, all_parties, notified_court_on })
        }
        Command::Referral(R::AgreeCostShare { referral_no, mut shares }) => {
            shares.iter_mut().for_each(|share| *share += 1);
            Command::Referral(R::AgreeCostShare { referral_no, shares })
        }
        Command::Referral(R::RecordConsent { referral_no, .. }) => {
            Command::Referral(R::RecordConsent { referral_no, party_index: 9 })
        }
        Command::Referral(R::ChooseMediator { referral_no, entry_no, method, .. }) => {
            Command::Referral(R::ChooseMediator { referral_no, entry_no, method, all_parties: false })
        }
        Command::Referral(R::ReturnResult { referral_no, result, ended_on, .. }) if result.is_settlement() => {
            Command::Referral(R::ReturnResult { referral_no, result, ended_on, signed_by_parties: false })
        }
        Command::Referral(R::ReceiveFeedback { referral_no, role, .. }) => {
            Command::Referral(R::ReceiveFeedback { referral_no, role, score: 6 })
        }
        Command::Entry(E::RecordFee { fee_id, amount, payer, .. }) => {
            let amount = super::mediators::one_off(amount);
            Command::Entry(E::RecordFee { fee_id, amount, payer, bank_ref_hash: Digest([0; 32]) })
        }
        _ => return None,
    };
    Some((wrong, 0))
}
