use serde_json::json;

use crate::command::Command;
use crate::rejection::Code as C;
use crate::scenario::*;

fn join(sro: &str, office: Option<&str>) -> Command {
    entry(
        "record_sro_membership",
        json!({"sro": sro, "office": office}),
    )
}

fn leave(sro: &str) -> Command {
    entry("end_sro_membership", json!({"sro": sro}))
}

/// An entry outside every organisation.
fn outside() -> Given {
    Given::court()
        .fact(sro_office())
        .entered(DAY)
        .then(DAY, leave("SRO-007"))
}

#[test]
fn a_mediator_joins_an_organisation_that_is_active_on_the_day() {
    let joined = Ok(&["SroMembershipRecorded"][..]);
    let outside = outside().fact(json!({"SroStatusChanged":
        {"sro": "SRO-007", "status": "SUSPENDED", "on": "2025-04-01"}}));
    check(&outside, ("2025-03-31", join("SRO-007", None)), joined);
    check(
        &outside,
        ("2025-04-01", join("SRO-007", None)),
        Err(C::SroUnknown),
    );
    check(&outside, (DAY, join("SRO-999", None)), Err(C::SroUnknown));
    check(
        &outside,
        ("2025-03-02", join("SRO-007", None)),
        Err(C::WrongState),
    );
    check(
        &outside,
        ("2026-03-03", join("SRO-007", None)),
        Err(C::WrongState),
    );
}

#[test]
fn an_office_belongs_to_the_organisation() {
    let registered = json!({"SroRegistered":
        {"sro": "SRO-008", "bin": "240440012343", "names": names()}});
    let outside = outside().fact(registered);
    check(
        &outside,
        (DAY, join("SRO-007", Some("SRO-007/75"))),
        Ok(&["SroMembershipRecorded"]),
    );
    check(
        &outside,
        (DAY, join("SRO-007", Some("SRO-007/63"))),
        Err(C::SroUnknown),
    );
    check(
        &outside,
        (DAY, join("SRO-008", Some("SRO-007/75"))),
        Err(C::SroUnknown),
    );
}

#[test]
fn a_mediator_belongs_to_one_organisation_at_a_time() {
    let entered = Given::court().entered(DAY);
    check(&entered, (DAY, join("SRO-007", None)), Err(C::WrongState));
    check(&entered, (DAY, leave("SRO-008")), Err(C::WrongState));
    check(
        &entered,
        (DAY, leave("SRO-007")),
        Ok(&["SroMembershipEnded"]),
    );
    let left = entered.then("2025-04-01", leave("SRO-007"));
    assert_eq!(left.the_entry().sro, None);
    check(&left, ("2025-04-02", leave("SRO-007")), Err(C::WrongState));
    check(
        &left,
        ("2025-03-31", join("SRO-007", None)),
        Err(C::DateOrder),
    );
    let back = left.then("2025-04-01", join("SRO-007", None));
    assert_eq!(back.the_entry().sro, "SRO-007".parse().ok());
    check(&back, ("2025-03-31", leave("SRO-007")), Err(C::DateOrder));
    let days = |given: &Given| {
        let memberships = given.the_entry().memberships.iter();
        let days = memberships.map(|known| (known.from, known.ended_on));
        days.collect::<Vec<_>>()
    };
    let first = (date(DAY), Some(date("2025-04-01")));
    assert_eq!(days(&back), [first, (date("2025-04-01"), None)]);
    let gone = back.then("2025-05-05", leave("SRO-007"));
    let second = (date("2025-04-01"), Some(date("2025-05-05")));
    assert_eq!(days(&gone), [first, second]);
}
