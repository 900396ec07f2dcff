use super::*;
use crate::scenario::{COURT, ENTRY, REFERRAL, date, hash, id};

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

#[test]
fn the_figures_of_a_quarter_are_released_once() {
    let tables = (812, hash(7));
    let days = (date("2025-11-10"), date("2025-11-10"));
    let released = release(None, "2025-Q3", tables, days).unwrap();
    let expected = OversightEvent::StatisticsReleased {
        period: "2025-Q3".to_owned(),
        position: 812,
        tables_hash: hash(7),
    };
    assert_eq!(released, expected);
    let again = release(Some(date("2025-11-10")), "2025-Q3", tables, days).unwrap_err();
    assert_eq!(again.code, Code::AlreadyExists);
    assert!(again.detail.contains("on 2025-11-10"), "{again}");
}

#[test]
fn figures_are_not_released_ahead_of_time() {
    let days = (date("2025-11-11"), date("2025-11-10"));
    let ahead = release(None, "2025-Q3", (812, hash(7)), days).unwrap_err();
    assert_eq!(ahead.code, Code::DateInFuture);
    assert!(ahead.detail.contains("2025-11-11 lies ahead"), "{ahead}");
}

fn erasable(standing: Standing) -> Erasable {
    Erasable {
        entry_no: ENTRY.parse().unwrap(),
        standing,
        keys: vec!["a/1".parse().unwrap(), "a/2".parse().unwrap()],
        is_erased: false,
    }
}

#[test]
fn the_name_behind_an_entry_that_has_ended_is_erased_once() {
    let on = date("2025-03-03");
    for standing in [Standing::Lapsed { on }, Standing::Removed { on }] {
        let entry = erasable(standing);
        let erased = erase(Some(entry.clone()), "COURT_ORDER").unwrap();
        let expected = OversightEvent::PersonalDataErased {
            subject: format!("entry/{ENTRY}"),
            basis: "COURT_ORDER".to_owned(),
            keys: entry.keys.clone(),
        };
        assert_eq!(erased, expected);
        assert_eq!(erased.subject(), format!("entry/{ENTRY}"));
        let again = Erasable {
            is_erased: true,
            ..entry
        };
        let refused = erase(Some(again), "COURT_ORDER").unwrap_err();
        assert_eq!(refused.code, Code::AlreadyClosed);
    }
}

#[test]
fn the_name_of_a_mediator_in_the_register_stays_and_so_does_one_nobody_knows() {
    let until = date("2025-09-03");
    for standing in [
        Standing::Active,
        Standing::Suspended { until },
        Standing::NotYet,
    ] {
        let refused = erase(Some(erasable(standing)), "COURT_ORDER").unwrap_err();
        assert_eq!(refused.code, Code::WrongState, "{standing:?}");
    }
    let refused = erase(None, "COURT_ORDER").unwrap_err();
    assert_eq!(refused.code, Code::EntryUnknown);
    let ended = erasable(Standing::Removed { on: until });
    let refused = erase(Some(ended), "he asked so nicely").unwrap_err();
    assert_eq!(refused.code, Code::ConfidentialContent);
}

fn kept(next: Option<(u64, EventId)>) -> KeptMessage {
    KeptMessage {
        leaf_hash: hash(4),
        court: Some(COURT.parse().unwrap()),
        kept_for: "ENTRY_UNKNOWN".to_owned(),
        next,
    }
}

#[test]
fn the_next_event_of_a_court_is_refused_and_all_else_discarded() {
    let event = EventId(id(0xee, 1));
    let refused = discard(kept(Some((8, event))), "NOT_OURS").unwrap();
    let expected = OversightEvent::EventRefused {
        court: COURT.parse().unwrap(),
        courtseq: 8,
        code: "ENTRY_UNKNOWN".to_owned(),
        leaf_hash: Some(hash(4)),
        event: Some(event),
        reason: Some("NOT_OURS".to_owned()),
    };
    assert_eq!(refused, expected);
    let stray = KeptMessage {
        court: None,
        ..kept(Some((8, event)))
    };
    for (message, court) in [(kept(None), Some(COURT)), (stray, None)] {
        let discarded = discard(message, "NOT_OURS").unwrap();
        let expected = OversightEvent::MessageDiscarded {
            leaf_hash: hash(4),
            court: court.map(|court| court.parse().unwrap()),
            kept_for: "ENTRY_UNKNOWN".to_owned(),
            reason: "NOT_OURS".to_owned(),
        };
        assert_eq!(discarded, expected);
        let stream = court.map_or("office/quarantine".to_owned(), |it| format!("court/{it}"));
        assert_eq!(discarded.subject(), stream);
    }
    let refused = discard(kept(None), "a story").unwrap_err();
    assert_eq!(refused.code, Code::ConfidentialContent);
}
