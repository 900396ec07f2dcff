use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;

use super::*;

/// Every message and attribute of a language with its variables.
fn messages(texts: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut known = BTreeMap::new();
    for text in texts {
        FluentResource::try_new((*text).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let begun = line.split_once(" =").map(|(name, _)| name);
            match begun {
                Some(name) if line.starts_with(|first: char| first.is_ascii_lowercase()) => {
                    id = name.to_owned();
                    assert!(
                        known.insert(id.clone(), variables(line)).is_none(),
                        "{id} is there twice"
                    );
                }
                Some(name) if name.trim_start().starts_with('.') => {
                    let attribute = format!("{}{}", id.split('.').next().unwrap(), name.trim());
                    known.insert(attribute.clone(), variables(line));
                    id = attribute;
                }
                _ => {
                    let more = variables(line);
                    known.entry(id.clone()).or_default().extend(more);
                }
            }
        }
    }
    known
}

fn variables(line: &str) -> BTreeSet<String> {
    let parts = line.split('$').skip(1);
    let named = parts.map(|part| {
        part.chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    });
    named.collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let [kk, ru, en] = TEXTS.map(messages);
    for (language, other) in [("kk", &kk), ("ru", &ru)] {
        for (id, variables) in &en {
            assert_eq!(other.get(id), Some(variables), "{language}: {id}");
        }
        assert_eq!(
            other.len(),
            en.len(),
            "{language} has messages English has not"
        );
    }
}

#[test]
fn every_text_a_page_asks_for_is_there() {
    let known = messages(TEXTS[2]);
    let templates = [
        include_str!("../../templates/audit.html"),
        include_str!("../../templates/deadlines.html"),
        include_str!("../../templates/fees.html"),
        include_str!("../../templates/findings.html"),
        include_str!("../../templates/fund.html"),
        include_str!("../../templates/oversight.html"),
        include_str!("../../templates/quarantine.html"),
        include_str!("../../templates/record.html"),
        include_str!("../../templates/sync.html"),
        include_str!("../../templates/sync_public.html"),
        include_str!("../../templates/court.html"),
        include_str!("../../templates/courts.html"),
        include_str!("../../templates/date_field.html"),
        include_str!("../../templates/entry.html"),
        include_str!("../../templates/frame.html"),
        include_str!("../../templates/problem.html"),
        include_str!("../../templates/search.html"),
        include_str!("../../templates/sign_in.html"),
        include_str!("../../templates/start.html"),
        include_str!("../../templates/statistic.html"),
        include_str!("../../templates/statistics.html"),
    ];
    let mut asked = 0;
    for template in templates {
        for call in ["frame.t(\"", "frame.n(\"", "frame.with(\""] {
            for rest in template.split(call).skip(1) {
                let id = rest.split('"').next().unwrap();
                assert!(known.contains_key(id), "`{id}` is asked for and not there");
                asked += 1;
            }
        }
    }
    assert!(asked > 100, "the templates were not read");
}

#[test]
fn every_code_of_the_law_has_its_sentence() {
    use medreg_domain::Code;
    for language in Language::VARIANTS {
        for code in Code::VARIANTS {
            let id = format!("code-{code}");
            assert!(
                language.find(&id, None).is_some(),
                "{}: {id}",
                language.code()
            );
        }
    }
}

#[test]
fn numbers_and_dates_are_written_as_the_language_writes_them() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let written = |language: Language| {
        (
            language.number(1_234_567),
            language.tenths(642),
            language.date(day),
            language.long_date(day),
        )
    };
    let (number, share, date, long) = written(Language::Ru);
    assert_eq!(
        (number.as_str(), share.as_str()),
        ("1\u{a0}234\u{a0}567", "64,2")
    );
    assert_eq!(
        (date.as_str(), long.as_str()),
        ("04.03.2026", "4 марта 2026 г.")
    );
    let (number, share, date, long) = written(Language::Kk);
    assert_eq!(
        (number.as_str(), share.as_str()),
        ("1\u{a0}234\u{a0}567", "64,2")
    );
    assert_eq!(
        (date.as_str(), long.as_str()),
        ("04.03.2026", "2026 ж. 4 наурыз")
    );
    let (number, share, date, long) = written(Language::En);
    assert_eq!((number.as_str(), share.as_str()), ("1,234,567", "64.2"));
    assert_eq!(
        (date.as_str(), long.as_str()),
        ("4 Mar 2026", "4 March 2026")
    );
}

#[test]
fn plurals_follow_the_language() {
    let found = |language: Language, number: usize| language.n("entries-found", number);
    assert_eq!(found(Language::En, 1), "1 entry");
    assert_eq!(found(Language::En, 2), "2 entries");
    let russian = [1, 2, 5, 21].map(|number| found(Language::Ru, number));
    assert_eq!(russian, ["1 запись", "2 записи", "5 записей", "21 запись"]);
}

#[test]
fn the_language_asked_for_first_is_taken() {
    assert_eq!(Language::accepted("en;q=0.5, ru-RU"), Language::Ru);
    assert_eq!(Language::accepted("en;q=0, de"), Language::Kk);
    assert_eq!(Language::of_path("/ru/entries"), Some(Language::Ru));
    assert_eq!(Language::of_path("/entries"), None);
}
