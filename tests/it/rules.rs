//! The law explained on the site: rulesets, the calculator, what each code means, and the pages
//! every page leads to.

use medreg_domain::Code;
use strum::VariantArray;

use crate::site::Shown;

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let parts = text.split(before).skip(1);
    parts
        .map(|part| part.split(after).next().unwrap())
        .collect()
}

#[test]
fn a_day_picks_the_ruleset_in_force_for_people_and_programs() {
    let shown = Shown::begun();
    let all = shown.get("/api/v1/rulesets").json();
    assert_eq!(all["total"], 6);
    assert!(all["disclaimer"].is_string() && all["position"].is_u64());
    for (on, id) in [
        ("2015-06-01", "KZ-2011"),
        ("2021-12-31", "KZ-2020"),
        ("2022-01-01", "KZ-2021"),
        ("2030-01-01", "KZ-2021"),
    ] {
        let picked = shown.get(&format!("/api/v1/rulesets?on={on}")).json();
        assert_eq!(picked["items"][0]["ruleset"], id, "{on}");
        assert_eq!(picked["total"], 1, "{on}");
        let page = shown.get(&format!("/en/rules?on={on}")).text;
        let note = between(&page, "mr-note mr-info", "</div></div>");
        assert!(
            note[0].contains(&format!("/en/rules/{id}\"")),
            "{on}: {note:?}"
        );
    }
    let none = shown.get("/api/v1/rulesets?on=2011-08-04").json();
    assert_eq!(none["total"], 0);
    let page = shown.get("/en/rules?on=2011-08-04");
    assert_eq!(page.status, 200);
    assert!(page.text.contains("No rules of mediation are in force"));
    let one = shown.get("/api/v1/rulesets/KZ-2021").json();
    assert_eq!(one["parameters"]["base_days"], 30);
    assert_eq!(one["citations"]["offer_answer_days"], "art 20(6)");
    assert_eq!(shown.get("/en/rules/KZ-1999").status, 404);
}

#[test]
fn a_ruleset_stands_with_articles_examples_differences_and_days_off() {
    let shown = Shown::begun();
    let page = shown.get("/ru/rules/KZ-2021?year=2025").text;
    for said in [
        "30 календарных дней",
        "ст. 20(9), 23(1), 23(2)",
        "31.01.2022 + 30 дней = ср 02.03.2022",
        "Приостановлено с 31.08.2022 по 28.02.2023, снова действует с 01.03.2023",
        // What Law 84-VII brought.
        "Кто продлевает срок: Гражданское дело в суде",
        "Судья в отставке",
        // Nauryz of 2025.
        "21 (пт), 24 (пн), 25 (вт)",
    ] {
        assert!(page.contains(said), "{said} is not on the page");
    }
    assert!(page.contains("/ru/rules/KZ-2020\""), "not compared");
    let variant = shown.get("/kk/rules/DRAFT-PRE-DISPUTE").text;
    assert!(variant.contains("Атауы көрсетілген жерде ғана қолданылады"));
    let none = shown.get("/en/rules/KZ-2021?year=2040").text;
    assert!(none.contains("The calendar of 2040 is not published"));
    for language in LANGUAGES {
        for id in ["KZ-2011", "KZ-2011-EXTRAJUDICIAL", "KZ-2020", "KZ-SEED"] {
            let page = shown.get(&format!("/{language}/rules/{id}"));
            assert_eq!(page.status, 200, "{id}");
            for raw in ["parameter-", "formula-", "step-", "cite-", "document-"] {
                assert!(!page.text.contains(raw), "{language}, {id}: {raw}");
            }
        }
    }
}

#[test]
fn a_term_is_counted_step_by_step_in_the_readers_language() {
    let shown = Shown::begun();
    let asked = "rules/calc?channel=IN_COURT&agreement_on_day=31&agreement_on_month=1\
                 &agreement_on_year=2025&extend_1_days=20&extend_1_on_day=20\
                 &extend_1_on_month=2&extend_1_on_year=2025&extend_1_by=";
    for (language, said) in [
        (
            "kk",
            [
                "Соңғы күн: 2025 ж. 26 наурыз, сәрсенбі",
                "31.01.2025 + 30 күн = жс 02.03.2025; бұл жұмыс істемейтін күн, сондықтан дс 03.03.2025",
                "Мерзімді тағы 10 күнге дейін ұзартуға болады.",
            ],
        ),
        (
            "ru",
            [
                "Последний день: среда, 26 марта 2025 г.",
                "02.03.2025 + 20 дней = сб 22.03.2025; это нерабочий день, поэтому ср 26.03.2025",
                "Предельный день с учётом всех продлений: вторник, 1 апреля 2025 г.",
            ],
        ),
        (
            "en",
            [
                "Last day: Wednesday 26 March 2025",
                "art 23(2)",
                "/rules/KZ-2021\"",
            ],
        ),
    ] {
        let page = shown.get(&format!("/{language}/{asked}"));
        assert_eq!(page.status, 200);
        for said in said {
            assert!(page.text.contains(said), "{language}: {said}");
        }
    }
    let page = shown.get(&format!("/en/{asked}")).text;
    let program = between(&page, "<a href=\"/api/v1/term?", "\"")[0].replace("&amp;", "&");
    let program = program.replace("&#38;", "&");
    let answer = shown.get(&format!("/api/v1/term?{program}")).json();
    assert_eq!(answer["extensions"][0]["new_due_on"], "2025-03-26");
    let empty = shown.get("/en/rules/calc");
    assert_eq!(empty.status, 200);
    assert!(!empty.text.contains("govuk-error"));
}

/// What is asked of the calculator, and the field and a word of what is wrong.
const FAULTY: &[(&str, &str, &str)] = &[
    ("channel=IN_COURT", "f-agreement_on-d", "missing"),
    (
        "agreement_on_day=31&agreement_on_month=2&agreement_on_year=2025",
        "f-agreement_on-d",
        "no such day",
    ),
    (
        "agreement_on=2025-03-03&extend_1_days=45&extend_1_on=2025-03-20",
        "f-extend_1_days",
        "EXTENSION_DAYS_INVALID",
    ),
    (
        "agreement_on=2025-03-03&extend=10@2025-03-20&extend_4_days=5\
         &extend_4_on_day=20&extend_4_on_month=4&extend_4_on_year=2025",
        "f-extend_2_on-d",
        "EXTENSION_AFTER_EXPIRY",
    ),
    (
        "agreement_on=2025-03-03&extend=10@2025-03-20&extend_5_days=5",
        "f-extend_2_on-d",
        "missing",
    ),
    (
        "agreement_on=2012-02-10&extend_1_days=10&extend_1_on=2012-03-01&extend_1_by=PARTIES",
        "f-extend_1_by",
        "DECIDER_NOT_ALLOWED",
    ),
    (
        "agreement_on=2025-05-01&channel=CRIMINAL",
        "f-procedural_deadline-d",
        "PROCEDURAL_DEADLINE_REQUIRED",
    ),
    (
        "agreement_on=2020-06-01&channel=OUT_OF_COURT&pre_dispute=true&arose=2025-03-01\
         &started=2025-03-10",
        "f-pre_dispute",
        "PRE_DISPUTE_NOT_ALLOWED",
    ),
    (
        "agreement_on=2025-03-03&ruleset=KZ-1999",
        "f-ruleset",
        "RULESET_UNKNOWN",
    ),
    (
        "agreement_on=2040-03-03",
        "f-agreement_on-d",
        "CALENDAR_MISSING",
    ),
    (
        "agreement_on=2015-03-03&channel=ENFORCEMENT",
        "f-channel",
        "CHANNEL_UNKNOWN",
    ),
];

#[test]
fn what_is_wrong_stands_beside_its_field_and_the_values_are_kept() {
    let shown = Shown::begun();
    for (asked, field, said) in FAULTY.iter().copied() {
        let page = shown.get(&format!("/en/rules/calc?{asked}"));
        assert_eq!(page.status, 422, "{asked}: {}", page.text);
        let summary = between(&page.text, "id=\"errors\"", "</ul>")[0];
        let anchors = between(summary, "<a href=\"#", "\"");
        assert_eq!(anchors, [field], "{asked}: {summary}");
        let target = format!("id=\"{field}\"");
        assert!(page.text.contains(&target), "{asked}: no {target}");
        let errors = between(&page.text, "<p class=\"govuk-error-message\"", "</p>");
        assert_eq!(errors.len(), 1, "{asked}: {errors:?}");
        assert!(errors[0].contains(said), "{asked}: {errors:?}");
    }
    let kept = shown.get(
        "/ru/rules/calc?channel=OUT_OF_COURT&agreement_on_day=31&agreement_on_month=2\
         &agreement_on_year=2025&extend_1_days=45&extend_1_by=PARTIES",
    );
    for kept_value in [
        "name=\"agreement_on_day\" type=\"text\" inputmode=\"numeric\" value=\"31\"",
        "name=\"extend_1_days\" type=\"text\" inputmode=\"numeric\" value=\"45\"",
        "<option value=\"OUT_OF_COURT\" selected>",
        "<option value=\"PARTIES\" selected>",
    ] {
        assert!(kept.text.contains(kept_value), "{kept_value} was not kept");
    }
    // What nobody asks for is no fault of a field.
    assert_eq!(shown.get("/en/rules/calc?company_name=x").status, 400);
    let markup = shown.get("/en/rules/calc?agreement_on_day=%22%3E%3Cscript%3E");
    assert!(!markup.text.contains("\"><script>"));
}

#[test]
fn every_code_has_its_page_and_every_problem_leads_to_it() {
    let shown = Shown::begun();
    for language in LANGUAGES {
        for code in Code::VARIANTS {
            let page = shown.get(&format!("/{language}/problems/{code}"));
            assert_eq!(page.status, 200, "{code}");
            assert!(page.text.contains(code.as_str()), "{code}");
        }
        for unknown in ["NOTHING", "fee_unpaid", "%20"] {
            let page = shown.get(&format!("/{language}/problems/{unknown}"));
            assert_eq!(page.status, 404, "{unknown}");
        }
    }
    let english = [("accept-language", "en")];
    for (path, code) in [
        ("/api/v1/entries?limit=0", "QUERY_INVALID"),
        ("/api/v1/entries?as_at=10", "SIGN_IN"),
        ("/api/v1/courts/KZ-99-999", "NOT_FOUND"),
        ("/api/v1/term?agreement_on=2040-01-01", "CALENDAR_MISSING"),
    ] {
        let problem = shown.get_with(path, &english).json();
        assert_eq!(problem["code"], code, "{path}");
        let kind = problem["type"].as_str().unwrap();
        let found = shown.get_with(kind, &english);
        assert_eq!(found.header("location"), format!("/en/problems/{code}"));
        let page = shown.get(found.header("location"));
        assert!(page.text.contains(problem["message"].as_str().unwrap()));
    }
}

#[test]
fn every_page_leads_to_help_the_rules_and_what_is_kept_of_people() {
    let shown = Shown::begun();
    for language in LANGUAGES {
        let pages = ["help", "about", "data", "accessibility", "rules"];
        for from in ["", "/courts", "/rules/calc", "/nothing", "/help"] {
            let text = shown.get(&format!("/{language}{from}")).text;
            let footer = between(&text, "<footer", "</footer>")[0];
            let links = between(footer, "<a href=\"", "\"");
            let at = |page: &str| {
                let to = format!("/{language}/{page}");
                links.iter().position(|link| *link == to)
            };
            let places = pages.map(at);
            assert!(places.iter().all(Option::is_some), "{from}: {links:?}");
            assert!(places[0] < places[1], "{from}: help comes first");
        }
        for page in pages {
            let path = format!("/{language}/{page}");
            let text = shown.get(&path).text;
            assert_eq!(text.matches("<h1").count(), 1, "{path}");
            for raw in ["help-", "about-", "data-entr", "accessibility-can"] {
                let main = between(&text, "<main", "</main>")[0];
                assert!(!main.contains(raw), "{path}: {raw}");
            }
        }
    }
}
