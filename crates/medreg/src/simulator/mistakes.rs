//! Mistakes people make: the same command with one thing wrong, which the law must refuse.

use medreg_domain::entry::command::EntryCommand;
use medreg_domain::fund::command::FundCommand;
use medreg_domain::fund::event::AllocationPurpose;
use medreg_domain::outreach::command::OutreachCommand;
use medreg_domain::referral::command::ReferralCommand;
use medreg_domain::{Command, Digest};
use rand::RngExt;
use rand_chacha::ChaCha20Rng;

/// A wrong form of a command, and by how many days its date lies ahead; none where nobody errs.
pub(super) fn of(command: &Command, rng: &mut ChaCha20Rng) -> Option<(Command, u64)> {
    if rng.random_bool(0.2) {
        return Some((command.clone(), 1));
    }
    let wrong = match command.clone() {
        Command::Entry(command) => Command::Entry(entry(command)?),
        Command::Referral(command) => Command::Referral(referral(command, rng)?),
        Command::Fund(command) => Command::Fund(fund(command)?),
        Command::Outreach(command) => Command::Outreach(outreach(command)?),
        Command::Correction(_) => return None,
    };
    Some((wrong, 0))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "mistakes are made in some commands only"
)]
fn entry(mut command: EntryCommand) -> Option<EntryCommand> {
    match &mut command {
        EntryCommand::RecordFee {
            amount,
            bank_ref_hash,
            ..
        } => {
            amount.amount_minor += 1;
            *bank_ref_hash = Digest([0; 32]);
        }
        _ => return None,
    }
    Some(command)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "mistakes are made in some commands only"
)]
fn referral(mut command: ReferralCommand, rng: &mut ChaCha20Rng) -> Option<ReferralCommand> {
    use ReferralCommand as C;
    match &mut command {
        C::Extend { days, .. } => *days = if rng.random_bool(0.5) { 31 } else { 0 },
        C::AgreeCostShare { shares, .. } => {
            for share in shares {
                *share += 1;
            }
        }
        C::RecordConsent { party_index, .. } => *party_index = 9,
        C::ChooseMediator { all_parties, .. } => *all_parties = false,
        C::ReturnResult {
            result,
            signed_by_parties,
            ..
        } if result.is_settlement() => *signed_by_parties = false,
        C::ReceiveFeedback { score, .. } => *score = 6,
        _ => return None,
    }
    Some(command)
}

/// Money meant for coordinators is wanted for something else.
fn fund(command: FundCommand) -> Option<FundCommand> {
    match command {
        FundCommand::AllocateRevenue {
            allocation_id,
            amount,
            ..
        } => Some(FundCommand::AllocateRevenue {
            allocation_id,
            amount,
            purpose: AllocationPurpose::Equipment,
        }),
        FundCommand::PayCoordinator { .. } => None,
    }
}

/// A note that may name somebody.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "mistakes are made in some commands only"
)]
fn outreach(mut command: OutreachCommand) -> Option<OutreachCommand> {
    match &mut command {
        OutreachCommand::ProvideInformation { note, .. }
        | OutreachCommand::LogContact { note, .. } => *note = Some("A note".to_owned()),
        _ => return None,
    }
    Some(command)
}
