//! The forms of rulesets and of the days the law counts.

use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::DocumentKind;
use medreg_domain::ruleset::Line;
use medreg_domain::{Channel, Decider};
use serde_json::Value;

use super::super::schema::{self, object, words};

const DAY_OF_YEAR: &str = "^[0-9]{2}-[0-9]{2}$";

pub(super) fn ruleset() -> Value {
    let ruleset = object([
        ("ruleset", schema::text()),
        ("line", schema::word::<Line>()),
        ("parameters", parameters()),
        ("citations", schema::by_name(schema::text())),
    ]);
    schema::with_optional(
        ruleset,
        [
            ("effective_from", schema::date()),
            ("effective_to", schema::date()),
        ],
    )
}

fn parameters() -> Value {
    let channels = schema::list_of(schema::word::<Channel>());
    let deciders = schema::list_of(schema::word::<Decider>());
    let documents = schema::list_of(schema::word::<DocumentKind>());
    let parameters = object([
        ("base_days", schema::count()),
        ("extension_days", schema::count()),
        ("cap_days", schema::count()),
        ("several_extensions_inside_cap", schema::flag()),
        ("roll_non_working", schema::flag()),
        ("pre_dispute_channels", channels.clone()),
        ("refusal_days", schema::count()),
        ("suspension_months", schema::count()),
        ("min_age_professional", schema::count()),
        ("min_age_public", schema::count()),
        ("offer_answer_days", schema::count()),
        ("enforcement_suspension_days", schema::count()),
        (
            "extension_decider",
            schema::for_any(&words::<Channel>(), &deciders),
        ),
        ("channels", channels),
    ]);
    schema::with_optional(
        parameters,
        [
            ("annual_renewal_deadline", schema::code(DAY_OF_YEAR)),
            (
                "documents",
                schema::for_any(&words::<EntryKind>(), &documents),
            ),
        ],
    )
}

/// The days of one question, by what is asked.
pub(super) fn term() -> Value {
    let days = |names: &[&str]| schema::for_each(names, &schema::date());
    let by_law = [
        procedure(),
        days(&["from", "to", "active_from"]),
        days(&["offered_on", "answer_by"]),
        days(&["applied_on", "decide_by"]),
        schema::with(
            days(&["valid_to", "lapses_on"]),
            [("renew_by", schema::or_null(schema::date()))],
        ),
    ];
    let by_law = by_law.map(|dates| schema::with(dates, [("ruleset", schema::text())]));
    let answers = by_law.into_iter().chain([civil_date()]);
    let told = answers.map(|dates| {
        let steps = schema::list_of(step());
        schema::told(schema::with(dates, [("steps", steps)]))
    });
    schema::either(told)
}

fn procedure() -> Value {
    let extension = object([
        ("days", schema::count()),
        ("decided_on", schema::date()),
        ("decided_by", schema::word::<Decider>()),
        ("new_due_on_raw", schema::date()),
        ("new_due_on", schema::date()),
    ]);
    let dates = object([
        ("channel", schema::word::<Channel>()),
        ("agreement_on", schema::date()),
        ("due_on_raw", schema::date()),
        ("due_on", schema::date()),
        ("cap_on_raw", schema::date()),
        ("cap_on", schema::date()),
        ("extensions", schema::list_of(extension)),
        ("flags", schema::list_of(schema::text())),
    ]);
    schema::with_optional(dates, [("enforcement_suspended_to", schema::date())])
}

fn civil_date() -> Value {
    object([
        ("recorded_at", schema::instant()),
        ("zone", schema::text()),
        ("civil_date", schema::date()),
    ])
}

/// A step of the arithmetic, by its code.
fn step() -> Value {
    let (day, days) = (schema::date, schema::count);
    let due = || object([("raw", day()), ("rolled", day())]);
    let coded = |code: &str, values: Value| {
        object([
            ("text", schema::text()),
            ("article", schema::text()),
            ("code", schema::one_of(&[code])),
            ("values", values),
        ])
    };
    let of_days = |names: &[&str]| schema::for_each(names, &day());
    schema::either([
        coded(
            "base",
            object([("start", day()), ("days", days()), ("due", due())]),
        ),
        coded("deadline", object([("due", due())])),
        coded("cap", object([("days", days()), ("due", due())])),
        coded(
            "extension",
            object([
                ("from", day()),
                ("days", days()),
                ("decided_on", day()),
                ("decided_by", schema::word::<Decider>()),
                ("due", due()),
            ]),
        ),
        coded("enforcement", of_days(&["until"])),
        coded("suspension", of_days(&["from", "to", "active_from"])),
        coded("offer", of_days(&["offered_on", "answer_by"])),
        coded("application", of_days(&["applied_on", "decide_by"])),
        coded("renewal", of_days(&["renew_by", "lapses_on"])),
        coded("validity", of_days(&["valid_to", "lapses_on"])),
        coded("civil_date", civil_date()),
    ])
}
