use serde_json::json;

use crate::command::Command;
use crate::rejection::Code as C;
use crate::scenario::*;

fn issue(number: u128) -> Command {
    entry(
        "issue_certificate",
        json!({"credential_id": id(0xcc, number)}),
    )
}

fn revoke(number: u128, reason: &str) -> Command {
    let end = json!({"credential_id": id(0xcc, number), "reason": reason});
    entry("revoke_certificate", end)
}

#[test]
fn a_certificate_is_handed_out_for_an_active_entry_and_lasts_as_long() {
    let entered = Given::court().entered(DAY);
    check(&entered, (DAY, issue(1)), Ok(&["CertificateIssued"]));
    check(
        &entered,
        ("2025-03-02", issue(1)),
        Err(C::MediatorNotActive),
    );
    check(
        &entered,
        ("2026-03-03", issue(1)),
        Err(C::MediatorNotActive),
    );
    check(&Given::court(), (DAY, issue(1)), Err(C::EntryUnknown));
    let certified = entered.then("2025-04-01", issue(1));
    let stands = |day: &str| certified.the_entry().credential(date(day)).is_some();
    assert_eq!(
        ["2025-03-31", "2025-04-01", "2026-03-02", "2026-03-03"].map(stands),
        [false, true, true, false]
    );
}

#[test]
fn one_certificate_stands_at_a_time() {
    let certified = Given::court().entered(DAY).then(DAY, issue(1));
    check(&certified, (DAY, issue(1)), Err(C::AlreadyExists));
    check(&certified, (DAY, issue(2)), Err(C::AlreadyExists));
    let replaced = certified.then("2025-04-01", revoke(1, "REPLACED"));
    check(&replaced, ("2025-04-01", issue(1)), Err(C::AlreadyExists));
    check(
        &replaced,
        ("2025-04-01", issue(2)),
        Ok(&["CertificateIssued"]),
    );
    assert_eq!(replaced.the_entry().credential(date("2025-04-01")), None);
}

#[test]
fn a_certificate_that_ran_out_gives_way_to_a_new_one() {
    let certified = Given::court().entered(DAY).then(DAY, issue(1));
    let pay = certified.pay("2026-02-02", 2);
    let renewed = certified
        .then("2026-02-02", assess(2))
        .then("2026-02-02", pay)
        .then(
            "2026-02-02",
            entry("renew_entry", json!({"fee_id": fee_id(2)})),
        );
    check(&renewed, ("2026-03-02", issue(2)), Err(C::AlreadyExists));
    check(
        &renewed,
        ("2026-03-03", issue(2)),
        Ok(&["CertificateIssued"]),
    );
    let again = renewed.then("2026-03-03", issue(2));
    let standing = again.the_entry().credential(date("2026-03-03")).unwrap();
    assert_eq!(standing.valid_to, date("2027-03-02"));
    let lost = again.then("2026-05-04", revoke(2, "LOST"));
    let known = &lost.the_entry().credentials;
    let revoked_on: Vec<_> = known.iter().map(|known| known.revoked_on).collect();
    assert_eq!(revoked_on, [None, Some(date("2026-05-04"))]);
}

#[test]
fn a_certificate_is_revoked_once_and_for_a_reason_that_holds() {
    let entered = Given::court().entered(DAY);
    check(&entered, (DAY, revoke(1, "LOST")), Err(C::WrongState));
    let certified = entered.then("2025-04-01", issue(1));
    let revoked = Ok(&["CertificateRevoked"][..]);
    check(&certified, ("2025-04-01", revoke(1, "LOST")), revoked);
    check(
        &certified,
        ("2025-03-31", revoke(1, "LOST")),
        Err(C::DateOrder),
    );
    check(
        &certified,
        ("2025-04-01", revoke(2, "LOST")),
        Err(C::WrongState),
    );
    check(
        &certified,
        ("2025-04-01", revoke(1, "ENTRY_NOT_ACTIVE")),
        Err(C::WrongState),
    );
    check(
        &certified,
        ("2026-03-03", revoke(1, "ENTRY_NOT_ACTIVE")),
        revoked,
    );
    let lost = certified.then("2025-05-01", revoke(1, "LOST"));
    check(&lost, ("2025-05-01", revoke(1, "LOST")), Err(C::WrongState));
}
