use serde_json::json;

use crate::event::Event;
use crate::referral::Referral;
use crate::referral::event::ReferralEvent;
use crate::rejection::Code as C;
use crate::scenario::*;

/// The one referral of the scenario.
fn state(given: &Given) -> Referral {
    *given.docket.referrals.values().next().unwrap()
}

#[test]
fn consent_of_strangers_does_not_stand_for_that_of_parties() {
    let mut referred = Given::court().referred(DAY, "IN_COURT");
    let referral_no = REFERRAL.parse().unwrap();
    let stray = |party_index| {
        let on = date(DAY);
        Event::Referral(ReferralEvent::PartyConsentRecorded {
            referral_no,
            party_index,
            on,
        })
    };
    referred.record(date(DAY), vec![stray(62), stray(63), stray(64), stray(255)]);
    assert!(!state(&referred).all_consent());
}

#[test]
fn hostile_counts_in_events_do_not_overflow() {
    let mut agreed = Given::court().agreed(DAY, "IN_COURT");
    let extended = |days: u16| {
        let text = json!({"MediationExtended": {
            "referral_no": REFERRAL, "no": 255, "days": days, "decided_on": DAY,
            "decided_by": "COURT", "all_parties": false, "new_due_on_raw": "2199-12-31",
            "new_due_on": "2199-12-31",
        }});
        Event::Referral(serde_json::from_value(text).unwrap())
    };
    agreed.record(date(DAY), vec![extended(u16::MAX), extended(u16::MAX)]);
    check(&agreed, (DAY, extend(30)), Err(C::AggregateCapExceeded));
}

#[test]
fn a_referral_stays_small() {
    // A court keeps every referral it ever had: 100,000 of them fit into 16 MB.
    assert!(size_of::<Referral>() <= 160, "{}", size_of::<Referral>());
}
