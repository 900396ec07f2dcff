use super::*;
use crate::scenario::{REFERRAL, id};

fn finding() -> FindingId {
    format!("RETURN_OVERDUE/referral/{REFERRAL}")
        .parse()
        .unwrap()
}

fn raised() -> Raised {
    Raised {
        rule: "RETURN_OVERDUE".parse().unwrap(),
        subjects: vec![format!("referral/{REFERRAL}")],
        events: vec![EventId(id(0xee, 1))],
    }
}

#[test]
fn a_person_closes_an_open_finding_with_a_reason() {
    let closed = close(Some(raised()), finding(), "EXPLAINED_BY_COURT").unwrap();
    let Raised {
        rule,
        subjects,
        events,
    } = raised();
    let expected = OversightEvent::AuditFindingClosed {
        finding: finding(),
        rule,
        subjects,
        events,
        closed_by: FindingClosure::Person,
        reason: Some("EXPLAINED_BY_COURT".to_owned()),
    };
    assert_eq!(closed, expected);
    assert_eq!(closed.subject(), format!("finding/{}", finding()));
}

#[test]
fn a_finding_that_is_not_open_is_not_closed() {
    let refused = close(None, finding(), "EXPLAINED_BY_COURT").unwrap_err();
    assert_eq!(refused.code, Code::FindingUnknown);
    assert!(refused.detail.contains("RETURN_OVERDUE"), "{refused}");
}

#[test]
fn the_reason_is_a_code_and_no_story() {
    for reason in ["", "N. N. told me so", &"A".repeat(65)] {
        let refused = close(Some(raised()), finding(), reason).unwrap_err();
        assert_eq!(refused.code, Code::ConfidentialContent, "{reason}");
    }
}
