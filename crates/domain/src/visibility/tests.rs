use std::collections::BTreeSet;

use super::*;

#[track_caller]
fn check(field: &str, visible_to: &[Audience]) {
    for audience in Audience::VARIANTS {
        let told = ensure_visible(field, *audience);
        assert_eq!(told.is_ok(), visible_to.contains(audience), "{audience}");
        if let Err(rejection) = told {
            assert_eq!(rejection.code, Code::FieldNotPublic);
            assert!(rejection.detail.contains(field), "{rejection}");
        }
    }
}

#[test]
fn everybody_sees_what_the_law_publishes() {
    use Audience as A;
    for field in ["name", "contact", "standing", "certificate", "valid_to"] {
        check(field, A::VARIANTS);
    }
}

#[test]
fn the_rest_is_seen_by_those_who_need_it() {
    use Audience as A;
    check("sanctions", &[A::Judge, A::Federal, A::Court]);
    for field in [
        "person_key",
        "verification",
        "fees",
        "complaints",
        "proceedings",
    ] {
        check(field, &[A::Federal, A::Court]);
    }
    for field in ["documents", "iin"] {
        check(field, &[A::Court]);
    }
}

#[test]
fn what_is_no_field_is_shown_to_nobody_and_the_public_ones_are_named() {
    check("horoscope", &[]);
    let told = ensure_visible("Name", Audience::Court).unwrap_err();
    assert!(
        told.detail.contains("entry_no, federal_no, court"),
        "{told}"
    );
    assert!(!told.detail.contains("person_key"), "{told}");
    let long = "x".repeat(10_000);
    let told = ensure_visible(&long, Audience::Court).unwrap_err();
    assert!(told.detail.len() < 500, "{told}");
}

#[test]
fn a_field_stands_once_and_each_audience_sees_more_than_the_one_before() {
    let names: BTreeSet<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), FIELDS.len());
    let seen: Vec<BTreeSet<&str>> = Audience::VARIANTS
        .iter()
        .map(|audience| fields(*audience).collect())
        .collect();
    for pair in seen.windows(2) {
        assert!(pair[0].is_subset(&pair[1]) && pair[0] != pair[1]);
    }
}
