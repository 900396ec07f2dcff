//! A history small enough to be counted on paper: two courts, thirty events, one year.

use medreg_domain::entry::event::{EntryEvent, RefundReason, WaiverReason};
use medreg_domain::referral::event::{ConsultationOutcome, Ground, Outcome};
use medreg_domain::{ApplicationId, Channel, Currency, FeeId, Money};

use crate::builder::{
    ALMATY, ASTANA, Chain, agreed, assessed, consulted, day, extended, id, paid, referred,
    registered, removed, returned, terminated,
};
use crate::facts::after;

const FAMILY: &str = "FAMILY.DIVORCE";
const LOAN: &str = "CIVIL.LOAN";
const THEFT: &str = "CRIMINAL.MINOR";

/// Both courts' events, each in its own order.
///
/// Procedures, with their days: `a1` 25 January to 10 March, 44, extended by 30, settled;
/// `a2` 10 February to 12 March, 30, expired, then 1 to 15 April, 14, settled in part; `a3`
/// never started; `b1` 5 May to 10 June, 36, six days over its term, one party withdrew;
/// `b2` from 10 June, still open.
pub(crate) fn courts() -> [Chain; 2] {
    [almaty(), astana()]
}

/// Twenty-one events: 7 in January, 9 in February, 3 in March, 2 in April.
fn almaty() -> Chain {
    let (a1, a2, a3) = (
        "KZ-75-012-2025-000001",
        "KZ-75-012-2025-000002",
        "KZ-75-012-2025-000003",
    );
    let mut court = Chain::of(ALMATY);
    court.state("2025-01-05", assessed(1, 10_000));
    court.state("2025-01-05", paid(1, 10_000, "2025-01-05"));
    let entry = registered(
        "KZ-75-012-2025-00001",
        1,
        &[FAMILY, LOAN],
        ("2025-01-05", "2025-12-31"),
    );
    court.state("2025-01-05", entry);
    let led = consulted("2025-01-10", Some(FAMILY), ConsultationOutcome::Referral);
    court.state("2025-01-10", led);
    let told = consulted("2025-01-15", None, ConsultationOutcome::Information);
    court.state("2025-01-15", told);
    court.state(
        "2025-01-20",
        after(
            "2025-01-10",
            referred(a1, Channel::InCourt, FAMILY, "2025-01-20"),
        ),
    );
    court.state("2025-01-25", agreed(a1, "2025-01-25", "2025-02-24"));
    court.state("2025-02-01", assessed(2, 10_000));
    court.state("2025-02-02", paid(2, 10_000, "2025-02-02"));
    court.state_late(
        "2025-02-03",
        4,
        referred(a2, Channel::OutOfCourt, LOAN, "2025-02-03"),
    );
    court.state(
        "2025-02-05",
        referred(a3, Channel::InCourt, FAMILY, "2025-02-05"),
    );
    court.state("2025-02-10", agreed(a2, "2025-02-10", "2025-03-12"));
    court.state(
        "2025-02-15",
        returned(a3, Outcome::NotStarted, "2025-02-14", "2025-02-15"),
    );
    court.state("2025-02-20", extended(a1, "2025-02-20", 30, "2025-03-26"));
    court.state("2025-02-20", refused("2025-02-20"));
    court.state("2025-02-21", refunded(2, 10_000));
    court.state(
        "2025-03-10",
        terminated(a1, Ground::Settlement, "2025-03-10"),
    );
    court.state(
        "2025-03-11",
        returned(a1, Outcome::FullSettlement, "2025-03-10", "2025-03-11"),
    );
    court.state("2025-03-13", terminated(a2, Ground::Expired, "2025-03-12"));
    court.state("2025-04-01", agreed(a2, "2025-04-01", "2025-05-01"));
    court.state(
        "2025-04-20",
        returned(a2, Outcome::PartialSettlement, "2025-04-15", "2025-04-20"),
    );
    court
}

/// Nine events: 5 in May, 3 in June, 1 in August.
fn astana() -> Chain {
    let (b1, b2) = ("KZ-71-003-2025-000001", "KZ-71-003-2025-000002");
    let mut court = Chain::of(ASTANA);
    court.state(
        "2025-05-02",
        referred(b1, Channel::Criminal, THEFT, "2025-05-02"),
    );
    court.state("2025-05-05", agreed(b1, "2025-05-05", "2025-06-04"));
    // The person who is entered in Almaty too.
    let first = registered(
        "KZ-71-003-2025-00001",
        1,
        &[LOAN],
        ("2025-05-10", "2025-12-31"),
    );
    court.state("2025-05-10", first);
    court.state("2025-05-20", waived(5_000));
    let second = registered(
        "KZ-71-003-2025-00002",
        2,
        &[FAMILY],
        ("2025-05-20", "2025-12-31"),
    );
    court.state("2025-05-20", second);
    court.state(
        "2025-06-01",
        referred(b2, Channel::InCourt, LOAN, "2025-06-01"),
    );
    court.state("2025-06-10", agreed(b2, "2025-06-10", "2025-07-10"));
    court.state_late(
        "2025-06-12",
        1,
        returned(b1, Outcome::WithdrawnOne, "2025-06-10", "2025-06-12"),
    );
    court.state("2025-08-01", removed("KZ-71-003-2025-00002", "2025-08-01"));
    court
}

fn refused(on: &str) -> EntryEvent {
    EntryEvent::RegistrationRefused {
        application_id: ApplicationId(id(77)),
        reasons: vec!["DOCUMENT_EXPIRED".to_owned()],
        decided_on: day(on),
    }
}

fn refunded(fee: u128, amount: i64) -> EntryEvent {
    EntryEvent::FeeRefunded {
        fee_id: FeeId(id(fee)),
        amount: Money::tiyin(amount),
        reason: RefundReason::Refused,
    }
}

fn waived(amount: i64) -> EntryEvent {
    EntryEvent::FeeWaived {
        fee_id: FeeId(id(3)),
        application_id: ApplicationId(id(78)),
        amount,
        currency: Currency::KZT,
        reason: WaiverReason::PublicMediator,
    }
}
