//! Figures for everybody are counted once a minute, and anew for whoever has a role or names a
//! position.

use crate::trial;

use crate::sign_in::{Browser, add};
use crate::site::Shown;

const FIGURES: &str = "/en/statistics";

/// Two persons are found to be one: an event more.
fn go_on(shown: &Shown) {
    let found = shown.get("/api/v1/entries?limit=2").json();
    let entry = |place: usize| found["items"][place]["entry_no"].as_str().unwrap();
    trial::merge(&shown.office(), [entry(0), entry(1)], "2025-12-01");
}

fn position(shown: &Shown) -> u64 {
    let regions = shown.get("/api/v1/regions").json();
    regions["position"].as_u64().unwrap()
}

/// The position a page says it stands at.
fn told(page: &str) -> u64 {
    let (_, after) = page
        .split_once("<p class=\"mr-fresh\">Position ")
        .expect(page);
    let (number, _) = after.split_once('.').expect(page);
    number.replace(',', "").parse().expect(number)
}

#[test]
fn figures_are_kept_for_everybody_and_counted_anew_for_those_who_need_them() {
    let shown = &Shown::lived();
    let password = add(&shown.office(), "analyst", "analyst");
    let mut analyst = Browser::signed_in(shown, "analyst", &password);
    let before = shown.get(FIGURES).text;
    let stood = position(shown);
    assert_eq!(told(&before), stood);
    go_on(shown);
    let stands = position(shown);
    assert!(stands > stood);

    assert_eq!(shown.get(FIGURES).text, before);
    let least = stands.to_string();
    let headers = [("medreg-min-position", least.as_str())];
    let newer = [
        analyst.get(shown, FIGURES),
        shown.get_with(FIGURES, &headers),
        shown.get(&format!("{FIGURES}?min_position={least}")),
    ];
    assert_eq!(newer.map(|page| told(&page.text)), [stands; 3]);
    // What names its position was not put in the place of what everybody gets.
    assert_eq!(shown.get(FIGURES).text, before);
}

#[test]
fn a_refusal_is_not_kept() {
    let shown = &Shown::lived();
    let ahead = format!("{FIGURES}?within_ms=1&min_position={}", position(shown) + 1);
    assert_eq!(shown.get(&ahead).status, 503);
    go_on(shown);
    assert_eq!(shown.get(&ahead).status, 200);
}
