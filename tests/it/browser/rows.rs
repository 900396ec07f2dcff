//! The table of routes: every page the site has, with addresses that bring out what it can say.

use std::collections::BTreeSet;

use medreg_web::site::ADDRESSES;

/// A route, and examples of it: the path below the language, and the status of the answer.
pub(super) struct Row {
    form: &'static str,
    pub(super) examples: &'static [(&'static str, u16)],
}

const fn row(form: &'static str, examples: &'static [(&'static str, u16)]) -> Row {
    Row { form, examples }
}

/// A word in capitals in the place of an entry stands for the first entry of that standing.
pub(super) const ROWS: &[Row] = &[
    row("/{language}", &[("", 200), ("?as_of=2024-06-01", 200)]),
    row(
        "/{language}/entries",
        &[
            ("/entries", 200),
            (
                "/entries?standing=ACTIVE&standing=SUSPENDED&standing=LAPSED&standing=REMOVED&page=2",
                200,
            ),
            (
                "/entries?q=a&language=kk&standing=ACTIVE&sort=valid_to",
                200,
            ),
            ("/entries?q=zzzzzzzz&language=kk", 200),
            ("/entries?as_of=2024-06-01", 200),
            ("/entries?as_of=2999-01-01", 400),
        ],
    ),
    row(
        "/{language}/entries/{entry_no}",
        &[
            ("/entries/ACTIVE", 200),
            ("/entries/SUSPENDED", 200),
            ("/entries/LAPSED", 200),
            ("/entries/REMOVED", 200),
            ("/entries/SUSPENDED?as_of=2025-12-31", 200),
            ("/entries/KZ-10-011-2024-99999", 404),
        ],
    ),
    row(
        "/{language}/entries/{entry_no}/card",
        &[("/entries/ACTIVE/card", 200)],
    ),
    row(
        "/{language}/persons/{federal_no}",
        &[("/persons/FM-54V2C-837Y9-X", 404)],
    ),
    row(
        "/{language}/check",
        &[
            ("/check", 200),
            ("/check?person=ACTIVE", 200),
            ("/check?person=SUSPENDED", 200),
        ],
    ),
    row("/{language}/judge/list", &[("/judge/list", 401)]),
    row("/{language}/v", &[("/v", 200)]),
    row("/{language}/v/{code}", &[("/v/54V2C-837Y9-80", 404)]),
    row(
        "/{language}/courts",
        &[("/courts", 200), ("/courts?region=10", 200)],
    ),
    row(
        "/{language}/courts/{code}",
        &[("/courts/KZ-10-011", 200), ("/courts/KZ-99-999", 404)],
    ),
    row("/{language}/api", &[("/api", 200)]),
    row("/{language}/audit/reads", &[("/audit/reads", 401)]),
    row("/{language}/audit", &[("/audit", 200)]),
    row("/{language}/audit/log", &[("/audit/log", 200)]),
    row("/{language}/audit/log/{index}", &[("/audit/log/3", 200)]),
    row("/{language}/audit/findings", &[("/audit/findings", 401)]),
    row("/{language}/sync", &[("/sync", 200)]),
    row("/{language}/federal/sync", &[("/federal/sync", 401)]),
    row(
        "/{language}/federal/quarantine",
        &[("/federal/quarantine", 401)],
    ),
    row("/{language}/federal/fees", &[("/federal/fees", 401)]),
    row(
        "/{language}/federal/fees/{court}",
        &[("/federal/fees/KZ-10-011", 401)],
    ),
    row("/{language}/deadlines", &[("/deadlines", 401)]),
    row("/{language}/sign-in", &[("/sign-in", 200)]),
    row(
        "/{language}/sign-in/provider",
        &[("/sign-in/provider", 404)],
    ),
    row("/{language}/sign-out", &[("/sign-out", 405)]),
    row(
        "/{language}/rules",
        &[("/rules", 200), ("/rules?on=2015-01-01", 200)],
    ),
    row(
        "/{language}/rules/calc",
        &[
            ("/rules/calc", 200),
            (
                "/rules/calc?channel=IN_COURT&agreement_on=2025-01-31&extend_1_days=20&extend_1_on=2025-02-20",
                200,
            ),
            ("/rules/calc?agreement_on=2025-02-31", 422),
        ],
    ),
    row(
        "/{language}/rules/{ruleset}",
        &[("/rules/KZ-2021", 200), ("/rules/KZ-1900", 404)],
    ),
    row("/{language}/problems", &[("/problems", 200)]),
    row(
        "/{language}/problems/{code}",
        &[("/problems/NOT_FOUND", 200), ("/problems/SHOE", 404)],
    ),
    row("/{language}/help", &[("/help", 200)]),
    row("/{language}/about", &[("/about", 200)]),
    row("/{language}/data", &[("/data", 200)]),
    row("/{language}/accessibility", &[("/accessibility", 200)]),
    row("/{language}/statistics", &[("/statistics", 200)]),
    row(
        "/{language}/statistics/compare",
        &[
            ("/statistics/compare", 200),
            ("/statistics/compare?court=KZ-10-011", 200),
        ],
    ),
    row(
        "/{language}/statistics/cohort/{quarter}",
        &[
            ("/statistics/cohort/2024-Q2", 200),
            ("/statistics/cohort/2024-Q9", 404),
        ],
    ),
    row(
        "/{language}/statistics/{indicator}",
        &[
            ("/statistics/S16?by=region&period=2024-Q1..2024-Q4", 200),
            ("/statistics/S7?by=region&period=2024", 200),
            ("/statistics/S7?period=2024-Q4..2024-Q1", 400),
            ("/statistics/S23?period=2024", 200),
            ("/statistics/S16?by=shoe", 400),
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
        assert!(!row.examples.is_empty(), "{} has no example", row.form);
        for (path, _) in row.examples {
            let path = format!("/ru{path}");
            assert!(
                is_of(&path, row.form),
                "{path} is no example of {}",
                row.form
            );
        }
    }
}
