//! The table of routes: every page the site has, with addresses that bring out what it can say.

use std::collections::BTreeSet;

use medreg_web::Role;
use medreg_web::site::ADDRESSES;

use crate::roles::{ASKERS, ROUTES};

use Role::{Analyst, Auditor, Judge, Operator};

/// A route, and examples of it.
pub(super) struct Row {
    form: &'static str,
    /// Who is shown it; everybody if empty.
    may: &'static [Role],
    pub(super) examples: &'static [Example],
}

/// A page as somebody comes to it.
pub(super) struct Example {
    /// Who; none for everybody.
    pub(super) by: Option<Role>,
    /// The path below the language. `{ACTIVE}` stands for the first entry of that standing,
    /// `{COURT}` for its court, `{CODE}` for the code of its card, `{PERSON}` for the number of
    /// somebody with several entries.
    pub(super) path: &'static str,
    pub(super) status: u16,
}

const fn row(form: &'static str, examples: &'static [Example]) -> Row {
    closed(form, &[], examples)
}

/// A row of a page that is not for everybody.
const fn closed(form: &'static str, may: &'static [Role], examples: &'static [Example]) -> Row {
    Row {
        form,
        may,
        examples,
    }
}

/// What everybody is shown.
const fn page(path: &'static str) -> Example {
    refused(path, 200)
}

/// What everybody is told in place of a page.
const fn refused(path: &'static str, status: u16) -> Example {
    Example {
        by: None,
        path,
        status,
    }
}

/// What somebody of a role is shown.
const fn seen(by: Role, path: &'static str) -> Example {
    Example {
        by: Some(by),
        path,
        status: 200,
    }
}

/// Routes that show nobody a page here, and why.
const WITHOUT_A_PAGE: [(&str, &str); 2] = [
    (
        "/{language}/sign-in/provider",
        "the demo has no provider of identities, and with one it leads there: provider.rs",
    ),
    (
        "/{language}/sign-out",
        "it takes a form and leads to the start: sign_in.rs",
    ),
];

pub(super) const ROWS: &[Row] = &[
    row(
        "/{language}",
        &[
            page(""),
            page("?as_of=2024-06-01"),
            seen(Analyst, "?as_at=1000&as_of=2024-06-01"),
        ],
    ),
    row(
        "/{language}/entries",
        &[
            page("/entries"),
            page(
                "/entries?standing=ACTIVE&standing=SUSPENDED&standing=LAPSED&standing=REMOVED&page=2",
            ),
            page("/entries?q=a&language=kk&standing=ACTIVE&sort=valid_to"),
            page("/entries?q=zzzzzzzz&language=kk"),
            page("/entries?as_of=2024-06-01"),
            refused("/entries?as_of=2999-01-01", 400),
            seen(Analyst, "/entries?as_at=1000&as_of=2024-06-01"),
        ],
    ),
    row(
        "/{language}/entries/{entry_no}",
        &[
            page("/entries/{ACTIVE}"),
            page("/entries/{SUSPENDED}"),
            page("/entries/{LAPSED}"),
            page("/entries/{REMOVED}"),
            page("/entries/{SUSPENDED}?as_of=2025-12-31"),
            refused("/entries/KZ-10-011-2024-99999", 404),
            seen(Judge, "/entries/{SUSPENDED}"),
            seen(Auditor, "/entries/{SUSPENDED}"),
            seen(Auditor, "/entries/{REMOVED}"),
            seen(Auditor, "/entries/{LAPSED}?as_of=2025-06-01&as_at=5000"),
        ],
    ),
    row(
        "/{language}/entries/{entry_no}/card",
        &[page("/entries/{ACTIVE}/card")],
    ),
    row(
        "/{language}/persons/{federal_no}",
        &[
            page("/persons/{PERSON}"),
            refused("/persons/FM-54V2C-837Y9-X", 404),
        ],
    ),
    row(
        "/{language}/check",
        &[
            page("/check"),
            page("/check?person={ACTIVE}"),
            page("/check?person={SUSPENDED}"),
            page("/check?person=a"),
            seen(Judge, "/check?person={ACTIVE}&category=CIVIL&language=kk"),
            seen(Judge, "/check?person={SUSPENDED}"),
            seen(Judge, "/check?person={PERSON}"),
        ],
    ),
    closed(
        "/{language}/judge/list",
        &[Judge, Auditor],
        &[
            refused("/judge/list", 401),
            seen(Judge, "/judge/list"),
            seen(Judge, "/judge/list?court={COURT}&size=10"),
            seen(
                Judge,
                "/judge/list?court={COURT}&category=HEALTH.TREATMENT&language=en",
            ),
            seen(Auditor, "/judge/list?region=10"),
        ],
    ),
    row("/{language}/v", &[page("/v")]),
    row(
        "/{language}/v/{code}",
        &[page("/v/{CODE}"), refused("/v/54V2C-837Y9-80", 404)],
    ),
    row(
        "/{language}/courts",
        &[page("/courts"), page("/courts?region=10")],
    ),
    row(
        "/{language}/courts/{code}",
        &[page("/courts/KZ-10-011"), refused("/courts/KZ-99-999", 404)],
    ),
    row("/{language}/api", &[page("/api")]),
    closed(
        "/{language}/audit/reads",
        &[Auditor],
        &[refused("/audit/reads", 401), seen(Auditor, "/audit/reads")],
    ),
    row(
        "/{language}/audit",
        &[page("/audit"), page("/audit?a=1&b=300")],
    ),
    row("/{language}/audit/log", &[page("/audit/log")]),
    row(
        "/{language}/audit/log/{index}",
        &[page("/audit/log/3"), seen(Analyst, "/audit/log/1000")],
    ),
    closed(
        "/{language}/audit/findings",
        &[Auditor],
        &[
            refused("/audit/findings", 401),
            seen(Auditor, "/audit/findings"),
            seen(Auditor, "/audit/findings?state=closed&page=2"),
            seen(Auditor, "/audit/findings?rule=RETURN_OVERDUE&court={COURT}"),
        ],
    ),
    row(
        "/{language}/sync",
        &[page("/sync"), page("/sync?region=10")],
    ),
    closed(
        "/{language}/federal/sync",
        &[Auditor, Operator],
        &[
            refused("/federal/sync", 401),
            seen(Operator, "/federal/sync"),
            seen(Auditor, "/federal/sync?state=UP_TO_DATE"),
        ],
    ),
    closed(
        "/{language}/federal/quarantine",
        &[Auditor, Operator],
        &[
            refused("/federal/quarantine", 401),
            seen(Operator, "/federal/quarantine"),
            seen(Auditor, "/federal/quarantine?reason=BAD_SIGNATURE"),
            seen(Auditor, "/federal/quarantine?court={COURT}&reason=GAP"),
        ],
    ),
    closed(
        "/{language}/federal/fees",
        &[Auditor],
        &[
            refused("/federal/fees", 401),
            seen(Auditor, "/federal/fees"),
        ],
    ),
    closed(
        "/{language}/federal/fees/{court}",
        &[Auditor],
        &[
            refused("/federal/fees/KZ-10-011", 401),
            seen(Auditor, "/federal/fees/{COURT}"),
        ],
    ),
    closed(
        "/{language}/deadlines",
        &[Auditor],
        &[
            refused("/deadlines", 401),
            seen(Auditor, "/deadlines"),
            seen(Auditor, "/deadlines?as_of=2025-06-01&state=due_later"),
            seen(Auditor, "/deadlines?court={COURT}&state=extended"),
        ],
    ),
    row("/{language}/sign-in", &[page("/sign-in")]),
    row(
        "/{language}/sign-in/provider",
        &[refused("/sign-in/provider", 404)],
    ),
    row("/{language}/sign-out", &[refused("/sign-out", 405)]),
    row(
        "/{language}/rules",
        &[page("/rules"), page("/rules?on=2015-01-01")],
    ),
    row(
        "/{language}/rules/calc",
        &[
            page("/rules/calc"),
            page(
                "/rules/calc?channel=IN_COURT&agreement_on=2025-01-31&extend_1_days=20&extend_1_on=2025-02-20",
            ),
            refused("/rules/calc?agreement_on=2025-02-31", 422),
        ],
    ),
    row(
        "/{language}/rules/{ruleset}",
        &[page("/rules/KZ-2021"), refused("/rules/KZ-1900", 404)],
    ),
    row("/{language}/problems", &[page("/problems")]),
    row(
        "/{language}/problems/{code}",
        &[page("/problems/NOT_FOUND"), refused("/problems/SHOE", 404)],
    ),
    row("/{language}/help", &[page("/help")]),
    row("/{language}/about", &[page("/about")]),
    row("/{language}/data", &[page("/data")]),
    row("/{language}/accessibility", &[page("/accessibility")]),
    row("/{language}/statistics", &[page("/statistics")]),
    row(
        "/{language}/statistics/compare",
        &[
            page("/statistics/compare"),
            page("/statistics/compare?court=KZ-10-011"),
        ],
    ),
    row(
        "/{language}/statistics/releases",
        &[page("/statistics/releases")],
    ),
    row(
        "/{language}/statistics/cohort/{quarter}",
        &[
            page("/statistics/cohort/2024-Q2"),
            refused("/statistics/cohort/2024-Q9", 404),
            seen(Auditor, "/statistics/cohort/2024?category=HEALTH"),
        ],
    ),
    row(
        "/{language}/statistics/{indicator}",
        &[
            page("/statistics/S16?by=region&period=2024-Q1..2024-Q4"),
            page("/statistics/S7?by=region&period=2024"),
            refused("/statistics/S7?period=2024-Q4..2024-Q1", 400),
            page("/statistics/S23?period=2024"),
            refused("/statistics/S16?by=shoe", 400),
            seen(Auditor, "/statistics/S13?by=court&period=2024"),
        ],
    ),
];

fn is_of(path: &str, form: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (path, form): (Vec<_>, Vec<_>) = (path.split('/').collect(), form.split('/').collect());
    let alike = |(part, form): (&&str, &&str)| form.starts_with('{') || part == form;
    path.len() == form.len() && path.iter().zip(&form).all(alike)
}

#[test]
fn every_page_the_site_routes_has_a_row() {
    let routed: BTreeSet<_> = ADDRESSES.iter().copied().collect();
    let listed: BTreeSet<_> = ROWS.iter().map(|row| row.form).collect();
    assert_eq!(routed, listed, "give the new route a row in {}", file!());
    for row in ROWS {
        for Example { path, .. } in row.examples {
            let path = format!("/ru{path}");
            assert!(
                is_of(&path, row.form),
                "{path} is no example of {}",
                row.form
            );
        }
    }
}

#[test]
fn every_page_is_shown_to_each_role_it_is_for_and_refused_to_everybody_else() {
    let without = |row: &Row| WITHOUT_A_PAGE.iter().any(|(form, _)| *form == row.form);
    for row in ROWS {
        let statuses = |by: Option<Role>| {
            let examples = row.examples.iter().filter(move |it| it.by == by);
            let statuses: BTreeSet<u16> = examples.map(|it| it.status).collect();
            statuses
        };
        let everybody = statuses(None);
        assert_eq!(
            everybody.contains(&200),
            row.may.is_empty() && !without(row),
            "{}: give it an example that everybody is shown, or who may see it",
            row.form
        );
        assert!(
            row.may.is_empty() || everybody.contains(&401),
            "{}: nobody is asked to sign in",
            row.form
        );
        for role in row.may {
            let seen = statuses(Some(*role));
            assert!(seen.contains(&200), "{}: no {role} is shown it", row.form);
        }
    }
}

/// The two tables say the same of who is shown what.
#[test]
fn a_page_behind_a_role_is_tried_by_every_role() {
    for row in ROWS.iter().filter(|row| !row.may.is_empty()) {
        let tried = ROUTES.iter().find(|(path, _)| is_of(path, row.form));
        let (_, statuses) = tried.unwrap_or_else(|| panic!("{} is not in roles.rs", row.form));
        let shown = ASKERS.iter().zip(statuses).filter(|(_, it)| **it == 200);
        let shown: BTreeSet<&str> = shown.map(|(asker, _)| *asker).collect();
        let may: BTreeSet<&str> = row.may.iter().map(Into::into).collect();
        assert_eq!(shown, may, "{}", row.form);
    }
}
