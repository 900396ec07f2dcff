//! Referrals in their rows: the deadline board reads those that are open, and no other.

use medreg_domain::referral::event::Outcome;
use medreg_domain::{Channel, Code, ReferralNo};
use medreg_projections::{DueOn, Fold, Views};
use tempfile::TempDir;

use crate::builder::{
    ALMATY, ASTANA, Chain, agreed, approved, code, day, positioned, referred, reopen, returned,
    rows, views_of,
};

fn number(serial: u32) -> String {
    format!("{ALMATY}-2025-{serial:06}")
}

/// Keys of rows of referrals: `r` where one is open, `R` where none is.
fn keys(views: &Views) -> Vec<String> {
    let key = |(key, _): (Vec<u8>, Vec<u8>)| String::from_utf8_lossy(&key).into_owned();
    let keys = rows(views).into_iter().map(key);
    keys.filter(|key| key.starts_with(['r', 'R'])).collect()
}

#[test]
fn a_row_is_cold_once_all_its_referrals_are_closed_and_hot_again_with_a_new_one() {
    let folder = TempDir::new().unwrap();
    let mut chain = Chain::of(ALMATY);
    chain.state(
        "2025-01-10",
        referred(&number(1), Channel::InCourt, "CIVIL.LOAN", "2025-01-10"),
    );
    chain.state(
        "2025-01-11",
        referred(&number(2), Channel::InCourt, "CIVIL.LOAN", "2025-01-11"),
    );
    for serial in [1, 2] {
        let event = returned(
            &number(serial),
            Outcome::NotStarted,
            "2025-02-01",
            "2025-02-01",
        );
        chain.state("2025-02-01", event);
    }
    chain.state(
        "2025-03-01",
        referred(&number(3), Channel::InCourt, "CIVIL.LOAN", "2025-03-01"),
    );
    // The next row of 64.
    chain.state(
        "2025-03-02",
        referred(&number(64), Channel::InCourt, "CIVIL.LOAN", "2025-03-02"),
    );
    let hot = format!("r{ALMATY}-2025-00000");
    let cold = format!("R{ALMATY}-2025-00000");
    let next = format!("r{ALMATY}-2025-00001");
    let (mut views, _) = reopen(folder.path());
    let expected = [
        (1, vec![hot.clone()]),
        (3, vec![hot.clone()]),
        (4, vec![cold]),
        (5, vec![hot.clone()]),
        (6, vec![hot, next]),
    ];
    for (count, keys_then) in expected {
        let from = usize::try_from(views.views().cursor().position).unwrap();
        views
            .take(&positioned(&chain.stated[..count], from), None)
            .unwrap();
        assert_eq!(keys(views.views()), keys_then, "after {count} events");
        // What another process finds is the same.
        drop(views);
        views = reopen(folder.path()).0;
        assert_eq!(
            keys(views.views()),
            keys_then,
            "after {count} events, reopened"
        );
    }
}

#[test]
fn the_deadline_board_lists_open_referrals_by_due_date_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let mut almaty = Chain::of(ALMATY);
    let dues = [
        (1, "2025-03-20"),
        (2, "2025-02-20"),
        (3, "2025-02-25"),
        (70, "2025-02-20"),
    ];
    for (serial, due_on) in dues {
        let no = number(serial);
        almaty.state(
            "2025-01-10",
            referred(&no, Channel::InCourt, "CIVIL.LOAN", "2025-01-10"),
        );
        almaty.state("2025-01-20", agreed(&no, "2025-01-20", due_on));
    }
    almaty.state(
        "2025-02-01",
        returned(
            &number(3),
            Outcome::FullSettlement,
            "2025-02-01",
            "2025-02-01",
        ),
    );
    almaty.state(
        "2025-01-15",
        referred(&number(4), Channel::InCourt, "CIVIL.LOAN", "2025-01-15"),
    );
    let views = views_of(folder.path(), &almaty.stated, 3);
    let board = views.views().deadlines().unwrap();
    let listed: Vec<(String, Option<String>)> = board
        .iter()
        .map(|(no, referral)| {
            (
                no.to_string(),
                referral
                    .running()
                    .map(|procedure| procedure.term.due.rolled.to_string()),
            )
        })
        .collect();
    let due = |on: &str| Some(on.to_owned());
    // Without an agreement nothing is due yet: it stands in front.
    let expected = [
        (number(4), None),
        (number(2), due("2025-02-20")),
        (number(70), due("2025-02-20")),
        (number(1), due("2025-03-20")),
    ];
    assert_eq!(listed, expected);
    ensure_days(views.views());
    // On the due day itself nothing is overdue.
    for (on, overdue) in [("2025-02-20", 0), ("2025-02-21", 2), ("2025-03-21", 3)] {
        assert_eq!(
            views.views().open_and_overdue(day(on)).unwrap(),
            (4, overdue),
            "{on}"
        );
    }
}

/// The same referrals by day, where what has no day comes last.
fn ensure_days(views: &Views) {
    let on = |text| DueOn::Day(day(text));
    let days = views.dues_from(on("2025-02-20"), None).map(|day| {
        let day = day.unwrap();
        let numbers = day.referrals.iter();
        let numbers = numbers.map(|(number, _)| number.to_string());
        (day.due_on, numbers.collect())
    });
    let days: Vec<(DueOn, Vec<String>)> = days.collect();
    let expected = [
        (on("2025-02-20"), vec![number(2), number(70)]),
        (on("2025-03-20"), vec![number(1)]),
        (DueOn::NoDay, vec![number(4)]),
    ];
    assert_eq!(days, expected);
    assert_eq!(views.dues_from(on("2025-02-21"), None).count(), 2);
    let elsewhere = views.dues_from(on("2025-01-01"), Some(code(ASTANA)));
    assert_eq!(elsewhere.count(), 0);
}

#[test]
fn an_approval_finds_its_referral_after_the_row_has_gone_cold() {
    let folder = TempDir::new().unwrap();
    let mut chain = Chain::of(ALMATY);
    let no = number(1);
    chain.state(
        "2025-01-10",
        referred(&no, Channel::InCourt, "CIVIL.LOAN", "2025-01-10"),
    );
    chain.state("2025-01-20", agreed(&no, "2025-01-20", "2025-02-19"));
    chain.state(
        "2025-02-01",
        returned(&no, Outcome::FullSettlement, "2025-02-01", "2025-02-01"),
    );
    chain.state("2025-02-15", approved(&no, "2025-02-15"));
    drop(views_of(folder.path(), &chain.stated[..3], 3));
    let (mut views, _) = reopen(folder.path());
    assert_eq!(keys(views.views()), [format!("R{ALMATY}-2025-00000")]);
    assert!(views.views().deadlines().unwrap().is_empty());
    views.take(&positioned(&chain.stated, 3), None).unwrap();
    let referral = views.views().referral(code(&no)).unwrap().unwrap();
    assert_eq!(referral.referral.approved, Some(true));
    assert_eq!(keys(views.views()), [format!("R{ALMATY}-2025-00000")]);
}

#[test]
fn asking_what_is_impossible_leaves_no_trace_in_the_rows() {
    let folder = TempDir::new().unwrap();
    let mut chain = Chain::of(ALMATY);
    chain.state(
        "2025-01-10",
        referred(&number(1), Channel::InCourt, "CIVIL.LOAN", "2025-01-10"),
    );
    chain.state(
        "2025-01-20",
        returned(&number(1), Outcome::NotStarted, "2025-01-20", "2025-01-20"),
    );
    let mut views = views_of(&folder.path().join("asked"), &chain.stated[..1], 1);
    let impossible = |event, of: &str, views: &mut Fold| {
        let mut other = Chain::of(of);
        other.state("2025-01-15", event);
        views.impossible(&other.stated[0].recorded).unwrap()
    };
    let unknown: ReferralNo = code(&number(900));
    let event = agreed(&unknown.to_string(), "2025-01-15", "2025-02-14");
    assert_eq!(
        impossible(event, ALMATY, &mut views),
        Some(Code::ReferralUnknown)
    );
    let event = referred(&number(1), Channel::InCourt, "CIVIL.LOAN", "2025-01-15");
    assert_eq!(
        impossible(event, ALMATY, &mut views),
        Some(Code::AlreadyExists)
    );
    let event = referred(&number(2), Channel::InCourt, "CIVIL.LOAN", "2025-01-15");
    assert_eq!(
        impossible(event, ASTANA, &mut views),
        Some(Code::WrongCourt)
    );
    views.take(&positioned(&chain.stated, 1), None).unwrap();
    let never_asked = views_of(&folder.path().join("never"), &chain.stated, 2);
    assert!(
        rows(views.views()) == rows(never_asked.views()),
        "{:?}",
        keys(views.views())
    );
}
