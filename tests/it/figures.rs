//! One question, four ways to ask it: the page, the API's document, its table and the command
//! line give the same figures, and none shows what another withholds.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sign_in::{Browser, add};
use crate::site::Shown;

/// An indicator, by what, and for which periods.
const QUESTIONS: [(&str, &str, &str); 9] = [
    ("S1", "", "2024-Q1..2024-Q4"),
    ("S7", "region", "2024-Q1..2024-Q4"),
    ("S9", "channel", "2024-Q1..2024-Q4"),
    ("S9", "court", "2024"),
    ("S11", "", "2024"),
    ("S13", "", "2024-Q1..2024-Q4"),
    ("S16", "category", "2024"),
    ("S23", "region", "2024"),
    ("S25", "", "2024"),
];

/// The path of a question, with an end of the indicator's name.
fn path((indicator, by, period): (&str, &str, &str), suffix: &str) -> String {
    let by = match by {
        "" => String::new(),
        by => format!("by={by}&"),
    };
    format!("/statistics/{indicator}{suffix}?{by}period={period}")
}

fn rows(answer: &Value) -> Vec<Value> {
    answer["rows"].as_array().unwrap().clone()
}

#[test]
fn the_command_line_the_document_and_the_table_give_the_same_rows() {
    let shown = &Shown::lived();
    let mut withheld = 0;
    for question in QUESTIONS {
        let (indicator, by, period) = question;
        let document = shown.get(&format!("/api/v1{}", path(question, ""))).json();
        let by_option = match by {
            "" => String::new(),
            by => format!("--by {by} "),
        };
        let asked = format!("statistics {indicator} {by_option}--period {period} --public");
        assert_eq!(rows(&document), rows(&shown.ask(&asked)), "{question:?}");
        assert!(!rows(&document).is_empty(), "{question:?}");
        let table = shown.get(&format!("/api/v1{}", path(question, ".csv")));
        let told = records(&table.text);
        assert_eq!(told.len(), rows(&document).len(), "{question:?}");
        for (record, row) in told.iter().zip(rows(&document)) {
            compare(record, &row);
            assert_eq!(record["position"], document["position"].to_string());
            assert_eq!(
                record["disclaimer"],
                document["disclaimer"].as_str().unwrap()
            );
            withheld += usize::from(row["suppressed"] == true);
        }
    }
    assert!(withheld > 0, "nothing was withheld");
}

/// The records of a table under the names of its columns.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    table.deserialize().map(Result::unwrap).collect()
}

/// Compares a record with the row of the document.
fn compare(record: &BTreeMap<String, String>, row: &Value) {
    let suppressed = row["suppressed"] == true;
    for column in ["numerator", "denominator", "value"] {
        let told = record[column].parse::<f64>().ok();
        assert_eq!(told, row[column].as_f64(), "{column} of {row}");
        assert!(
            !suppressed || record[column].is_empty(),
            "{column} of {row}"
        );
    }
    for (name, value) in record {
        if let Some(expected) = row[name].as_str() {
            assert_eq!(value, expected, "{name} of {row}");
        }
    }
    let status = match (suppressed, row["value"].is_null()) {
        (true, _) => "Q",
        (false, true) => "M",
        (false, false) if row["provisional"] == true => "P",
        (false, false) => "A",
    };
    assert_eq!(record["obs_status"], status, "{row}");
    assert_eq!(record["conf_status"], if suppressed { "C" } else { "F" });
}

#[test]
fn a_table_is_asked_for_by_its_address_or_by_what_is_accepted() {
    let shown = &Shown::lived();
    let question = ("S7", "region", "2024");
    let table = shown.get(&format!("/api/v1{}", path(question, ".csv")));
    let address = format!("/api/v1{}", path(question, ""));
    let accepted = shown.get_with(&address, &[("accept", "text/csv")]);
    assert_eq!(table.text, accepted.text);
    for reply in [&table, &accepted] {
        assert_eq!(reply.status, 200);
        let kind = reply.header("content-type");
        assert_eq!(kind, "text/csv; charset=utf-8; header=present");
        let kept = reply.header("content-disposition");
        assert_eq!(kept, "attachment; filename=\"S7.csv\"");
        assert!(reply.header("vary").contains("accept"));
    }
    let head = "region,period,figure,numerator,denominator,value,";
    assert!(table.text.starts_with(head), "{}", table.text);
    let document = shown.get_with(&address, &[("accept", "*/*")]);
    assert_eq!(document.header("content-type"), "application/json");
    // What is wrong with a question is told as ever.
    let wrong = shown.get("/api/v1/statistics/S7.csv?by=shoe");
    assert_eq!(
        (wrong.status, wrong.header("content-type")),
        (400, "application/problem+json")
    );
}

#[test]
fn a_page_shows_every_figure_of_the_answer_and_no_other() {
    let shown = &Shown::lived();
    for question in QUESTIONS {
        let (indicator, by, period) = question;
        let answer = |question| rows(&shown.get(&format!("/api/v1{}", path(question, ""))).json());
        let mut expected = answer(question);
        if !by.is_empty() {
            // Below its parts stands the whole country.
            expected.extend(answer((indicator, "", period)));
        }
        let page = shown.get(&format!("/en{}", path(question, ""))).text;
        let mut left = cells(&page);
        for row in expected {
            let cell = written(indicator, &row);
            let at = left.iter().position(|other| *other == cell);
            let at = at.unwrap_or_else(|| panic!("{question:?}: no {cell:?} for {row}"));
            left.swap_remove(at);
        }
        // Of a group in which nothing happened there is no row.
        let is_nothing = |cell: &Cell| matches!(cell.text.as_str(), "0" | "0\u{a0}₸" | "[z]");
        assert!(left.iter().all(is_nothing), "{question:?}: {left:?}");
    }
}

/// A figure as a page writes it, with its marks, and what it is made of.
#[derive(Debug, PartialEq, Eq)]
struct Cell {
    text: String,
    of: String,
}

/// The figures in the tables of a page.
fn cells(page: &str) -> Vec<Cell> {
    let cells = page.split("<td class=\"n\">").skip(1);
    let read = |cell: &str| {
        let cell = cell.split("</td>").next().unwrap();
        let (cell, of) = cell.split_once("<br>").unwrap_or((cell, ""));
        let mut parts = cell.split("<span class=\"mr-flag\">");
        let text = parts.next().unwrap().trim();
        let marks = parts.map(|mark| mark.split('<').next().unwrap());
        let shown: Vec<&str> = std::iter::once(text).chain(marks).collect();
        let of = of.split_once('>').map_or("", |(_, of)| of);
        Cell {
            text: shown.join(" ").trim().to_owned(),
            of: of.split('<').next().unwrap().to_owned(),
        }
    };
    cells.map(read).collect()
}

/// How a page in English writes a row.
fn written(indicator: &str, row: &Value) -> Cell {
    let only = |mark: &str| Cell {
        text: mark.to_owned(),
        of: String::new(),
    };
    if row["suppressed"] == true {
        return only("[c]");
    }
    let Some(value) = row["value"].as_f64() else {
        return only("[z]");
    };
    let tenth = |value: f64| format!("{:.1}", (value * 10.0).round() / 10.0);
    let scale = row["scale"].as_str().unwrap();
    let is_money = ["S23", "S25"].contains(&indicator);
    let mut text = match scale {
        "COUNT" if is_money => format!("{}\u{a0}₸", grouped(&tenth(value / 100.0))),
        "COUNT" | "PERCENTILE" => grouped(&format!("{value}")),
        "SHARE" => format!("{}\u{a0}%", tenth(value * 100.0)),
        _ => grouped(&tenth(value)),
    };
    let whole = row["denominator"].as_i64();
    if scale == "SHARE" && value > 0.0 && value * 100.0 < 0.05 {
        "[low]".clone_into(&mut text);
    }
    if whole.is_some_and(|whole| (1..20).contains(&whole)) {
        text.push_str(" [u]");
    }
    if row["provisional"] == true {
        text.push_str(" [p]");
    }
    let number = |number: i64| grouped(&number.to_string());
    let of = match (whole, row["numerator"].as_i64()) {
        (Some(whole), Some(_)) if scale == "PERCENTILE" => format!("of {} cases", number(whole)),
        (Some(whole), Some(part)) => format!("{} of {}", number(part), number(whole)),
        _ => String::new(),
    };
    Cell { text, of }
}

/// A number with its digits in groups.
fn grouped(number: &str) -> String {
    let (whole, rest) = number
        .find('.')
        .map_or((number, ""), |at| number.split_at(at));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits
        .rchunks(3)
        .rev()
        .map(|group| group.iter().collect())
        .collect();
    format!("{}{rest}", groups.join(","))
}

#[test]
fn a_cohort_is_made_of_the_figures_that_are_published() {
    let shown = &Shown::lived();
    for (quarter, filter) in [("2024-Q2", ""), ("2024", ""), ("2024", "channel=IN_COURT")] {
        let page = shown.get(&format!("/en/statistics/cohort/{quarter}?{filter}"));
        assert_eq!(page.status, 200, "{}", page.text);
        let count = |(indicator, figure): (&str, &str)| {
            let by = if filter.is_empty() { "" } else { "channel" };
            let answer = shown.get(&format!("/api/v1{}", path((indicator, by, quarter), "")));
            let rows = rows(&answer.json());
            let wanted = |row: &&Value| {
                row["figure"] == figure && (filter.is_empty() || row["channel"] == "IN_COURT")
            };
            let row = rows
                .iter()
                .find(wanted)
                .map(|row| row["numerator"].as_i64());
            row.unwrap_or(Some(0))
        };
        let counts = [
            ("S7", "referrals"),
            ("S9", "offered"),
            ("S9", "uptake"),
            ("S17", "ended"),
            ("S17", "settled"),
        ];
        let counts = counts.map(count);
        let stages = [
            "Referred",
            "Mediation offered",
            "Mediation began",
            "Ended",
            "Settled",
        ];
        for (stage, count) in stages.into_iter().zip(counts) {
            let row = page
                .text
                .split(&format!("<th scope=\"row\">{stage}</th>"))
                .nth(1);
            let row = row.unwrap().split("</tr>").next().unwrap();
            let cell = row.split("<span>").nth(1).unwrap();
            match count {
                Some(count) => assert!(
                    cell.starts_with(&format!("{}<", grouped(&count.to_string()))),
                    "{quarter} {stage}: {count} is not {cell}"
                ),
                None => assert!(cell.contains("[c]"), "{quarter} {stage}: {cell}"),
            }
        }
    }
    for (wrong, status) in [
        ("2024-Q9", 404),
        ("2024?region=99", 400),
        ("2024?channel=IN_COURT&category=CIVIL.LOAN", 400),
        ("2024?as_of=2024-01-01", 400),
    ] {
        let reply = shown.get(&format!("/en/statistics/cohort/{wrong}"));
        assert_eq!(reply.status, status, "{wrong}");
    }
}

/// Where the charts of a page are as files.
fn files(page: &str) -> Vec<String> {
    let links = page.split("<a href=\"").skip(1);
    let links = links.map(|link| link.split('"').next().unwrap().replace("&#38;", "&"));
    links.filter(|link| link.contains(".svg?")).collect()
}

/// What is written in a drawing, line by line.
fn texts(svg: &str) -> Vec<&str> {
    let texts = svg.split("<text ").skip(1);
    let texts = texts.filter_map(|text| Some(text.split_once('>')?.1.split_once('<')?.0));
    texts.collect()
}

#[test]
fn a_chart_as_a_file_shows_the_figures_of_its_table() {
    let shown = &Shown::lived();
    for question in [
        ("S7", "source", "2024"),
        ("S7", "region", "2024"),
        ("S13", "", "2024"),
    ] {
        let page = shown.get(&format!("/en{}", path(question, ""))).text;
        let file = &files(&page)[0];
        let reply = shown.get(file);
        assert_eq!(reply.status, 200, "{file}: {}", reply.text);
        assert_eq!(reply.header("content-type"), "image/svg+xml; charset=utf-8");
        let kept = reply.header("content-disposition");
        let name = format!("attachment; filename=\"{}-", question.0);
        assert!(
            kept.starts_with(&name) && kept.ends_with(".svg\""),
            "{kept}"
        );
        let written = texts(&reply.text);
        let table = page
            .split("<tbody>")
            .nth(1)
            .unwrap()
            .split("</tbody>")
            .next()
            .unwrap();
        let figures = cells(table);
        assert!(!figures.is_empty(), "{page}");
        for figure in figures {
            let label = figure.text.replace(' ', "\u{a0}");
            let is_there = written
                .iter()
                .any(|text| text.replace(' ', "\u{a0}") == label);
            assert!(is_there, "{question:?}: {label} is not in {written:?}");
        }
        let about = format!("/statistics/{}?", question.0);
        for said in ["<desc>", "Source: ", &about, "does not mean that a court"] {
            assert!(reply.text.contains(said), "{said} is not in {}", reply.text);
        }
        assert!(!reply.text.contains("var(--") && !reply.text.contains("style="));
    }
}

#[test]
fn a_file_that_may_show_what_is_withheld_says_so() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "auditor", "auditor");
    let mut auditor = Browser::signed_in(shown, "auditor", &password);
    for (language, said) in [
        ("kk", "Жариялауға арналмаған"),
        ("ru", "Не для публикации"),
        ("en", "Not for publication"),
    ] {
        let file = format!("/{language}/statistics/S7.svg?by=source&period=2024");
        for (reply, is_of_office) in [(auditor.get(shown, &file), true), (shown.get(&file), false)]
        {
            assert_eq!(reply.status, 200, "{file}: {}", reply.text);
            assert_eq!(reply.text.contains(said), is_of_office, "{}", reply.text);
            let kept = reply.header("content-disposition");
            assert_eq!(kept.contains("-not-public.svg"), is_of_office, "{kept}");
        }
    }
}

#[test]
fn every_chart_of_a_page_is_there_as_a_file_and_no_other() {
    let shown = &Shown::lived();
    let mut with_chart = 0;
    for number in 1..=30 {
        let page = shown.get(&format!("/ru/statistics/S{number}"));
        let drawn = |class: &str| {
            page.text
                .matches(&format!("<div class=\"{class}\">"))
                .count()
        };
        let files = files(&page.text);
        assert_eq!(
            files.len(),
            drawn("mr-plot") + drawn("mr-multiples"),
            "S{number}"
        );
        for file in &files {
            let reply = shown.get(file);
            assert_eq!(reply.status, 200, "{file}: {}", reply.text);
            assert!(reply.text.starts_with("<?xml"), "{file}");
            assert_eq!(reply.header("content-language"), "ru");
        }
        let first = shown.get(&format!("/ru/statistics/S{number}.svg"));
        let expected = if files.is_empty() { 404 } else { 200 };
        assert_eq!(first.status, expected, "S{number}: {}", first.text);
        with_chart += usize::from(!files.is_empty());
    }
    assert!(with_chart > 10, "{with_chart} indicators have a chart");
    for (path, status) in [
        ("S99.svg", 404),
        ("S16.svg?period=2024&figure=shoe", 404),
        ("S16.svg?period=2012", 404),
        ("S16?figure=settled", 400),
        ("S16.svg?by=shoe", 400),
        ("S16.png", 404),
    ] {
        let reply = shown.get(&format!("/en/statistics/{path}"));
        assert_eq!(reply.status, status, "{path}: {}", reply.text);
        assert!(
            reply.header("content-type").starts_with("text/html"),
            "{path}"
        );
    }
}

#[test]
fn the_map_of_regions_says_what_the_table_says() {
    let shown = &Shown::lived();
    let mut maps = 0;
    for question in [
        ("S7", "region", "2024"),
        ("S9", "region", "2024"),
        ("S16", "region", "2024"),
    ] {
        let page = shown.get(&format!("/en{}", path(question, ""))).text;
        let figure = page.split("<figure").nth(1).unwrap();
        let figure = figure.split("</figure>").next().unwrap();
        let table = figure.split("<tbody>").nth(1).unwrap();
        let rows = table
            .split("</tbody>")
            .next()
            .unwrap()
            .split("<tr>")
            .skip(1);
        let expected: BTreeMap<&str, String> = rows
            .map(|row| {
                let name = row.split("<th scope=\"row\">").nth(1).unwrap();
                (name.split('<').next().unwrap(), cells(row).remove(0).text)
            })
            .collect();
        let map = figure.split("<ul class=\"mr-tiles\">").nth(1);
        let Some(map) = map else {
            let is_shown = |text: &String| text.chars().any(|letter| letter.is_ascii_digit());
            assert!(
                !expected.values().any(is_shown),
                "{question:?}: {expected:?}"
            );
            continue;
        };
        maps += 1;
        let tiles = map
            .split("</ul>")
            .next()
            .unwrap()
            .split("<li class=\"")
            .skip(1);
        let told: BTreeMap<&str, String> = tiles
            .map(|tile| {
                let (class, tile) = tile.split_once("\">").unwrap();
                let (name, figure) = tile.split_once("<b>").unwrap();
                let figure = figure.split('<').next().unwrap().to_owned();
                assert!(class.starts_with("mr-y"), "{name} has no place: {class}");
                assert_eq!(class.ends_with("mr-kc"), figure == "[c]", "{name}: {class}");
                (name, figure)
            })
            .collect();
        let plain = |text: &String| text.replace('\u{a0}', " ");
        assert_eq!(
            told.values().map(plain).collect::<Vec<_>>(),
            expected.values().map(plain).collect::<Vec<_>>(),
            "{question:?}"
        );
        assert!(told.keys().eq(expected.keys()), "{question:?}: {told:?}");
        assert!(map.contains("<ul class=\"mr-key\">"), "{question:?}");
    }
    assert!(maps > 0, "no question has a map");
    let by_court = shown.get("/en/statistics/S7?by=court&period=2024").text;
    assert!(!by_court.contains("mr-tiles"));
}

/// The entry numbers of a page of results, in its order.
fn numbers_on(page: &str) -> Vec<&str> {
    let rows = page.split("<li class=\"mr-row\" id=\"e-").skip(1);
    rows.filter_map(|row| row.split('"').next()).collect()
}

/// Where a page says that its facts are, as JSON or CSV.
fn data_of(page: &str, form: &str) -> String {
    let (before, _) = page.split_once(&format!("\">{form}</a>")).unwrap();
    let (_, address) = before.rsplit_once("href=\"").unwrap();
    address.replace("&#38;", "&").replace("&amp;", "&")
}

#[test]
fn a_search_offers_what_it_shows_as_a_document_and_all_of_it_as_a_table() {
    let shown = &Shown::lived();
    for path in [
        "/en/entries",
        "/kk/entries?page=2",
        "/ru/entries?q=a&court=&sort=valid_to",
        "/en/entries?as_of=2024-12-01&standing=LAPSED&standing=SUSPENDED",
    ] {
        let page = shown.get(path).text;
        let document = shown.get(&data_of(&page, "JSON"));
        let items = document.json()["items"].as_array().cloned().unwrap();
        let numbers = items.iter().filter_map(|item| item["entry_no"].as_str());
        assert_eq!(numbers_on(&page), numbers.collect::<Vec<_>>(), "{path}");
        let table = shown.get(&data_of(&page, "CSV")).text;
        let rows = csv::Reader::from_reader(table.as_bytes()).into_records();
        let rows: Vec<_> = rows.map(Result::unwrap).collect();
        let numbers = rows.iter().filter_map(|row| row.get(0));
        let numbers: Vec<_> = numbers.collect();
        assert_eq!(document.json()["total"], numbers.len(), "{path}");
        let skipped = if path.contains("page=2") { 25 } else { 0 };
        let on_page = numbers.iter().skip(skipped).take(25).copied();
        assert_eq!(numbers_on(&page), on_page.collect::<Vec<_>>(), "{path}");
    }
}

#[test]
fn a_table_of_entries_says_what_the_document_says_and_leads_on() {
    let shown = &Shown::lived();
    let question = "as_of=2024-12-01&standing=ACTIVE,SUSPENDED";
    let reply = shown.get(&format!("/api/v1/entries.csv?limit=3&{question}"));
    let kept = reply.header("content-disposition");
    assert_eq!(kept, "attachment; filename=\"entries.csv\"");
    assert!(
        reply
            .header("link")
            .contains("/api/v1/entries.csv?limit=3&")
    );
    let document = shown.get(&format!("/api/v1/entries?limit=3&{question}"));
    let document = document.json();
    let mut table = csv::Reader::from_reader(reply.text.as_bytes());
    let rows = table.deserialize::<BTreeMap<String, String>>();
    let rows: Vec<BTreeMap<String, String>> = rows.map(Result::unwrap).collect();
    let items = document["items"].as_array().unwrap();
    assert_eq!((rows.len(), items.len()), (3, 3));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| {
        let values = value.as_array().into_iter().flatten().map(text);
        values.collect::<Vec<_>>().join(";")
    };
    for (row, item) in rows.iter().zip(items) {
        for (column, value) in [
            ("entry_no", text(&item["entry_no"])),
            ("federal_no", text(&item["federal_no"])),
            ("court", text(&item["court"])),
            ("name_kk", text(&item["name"]["kk"])),
            ("name_ru", text(&item["name"]["ru"])),
            ("name_latn", text(&item["name"]["latn"])),
            ("kind", text(&item["kind"])),
            ("standing", text(&item["standing"]["code"])),
            ("categories", list(&item["categories"])),
            ("languages", list(&item["languages"])),
            ("practice_kato", text(&item["practice_kato"])),
            ("sro", text(&item["sro"])),
            ("valid_from", text(&item["valid_from"])),
            ("valid_to", text(&item["valid_to"])),
            ("availability", text(&item["availability"])),
            ("position", document["position"].to_string()),
            ("disclaimer", text(&document["disclaimer"])),
        ] {
            assert_eq!(row[column], value, "{column} of {item}");
        }
    }
    let most = shown.get("/api/v1/entries.csv?limit=2001");
    assert_eq!(most.json()["errors"][0]["code"], "OUT_OF_RANGE");
}
