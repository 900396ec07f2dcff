//! Questions to the law's arithmetic, as parameters ask them.

use std::iter;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use medreg_domain::reckoning::{About, Arisen, Asked, Procedure, Question};
use medreg_domain::{Channel, Decider};

use crate::parameters::Parameters;

/// The boxes of the day of the agreement.
const AGREEMENT: [&str; 3] = [
    "agreement_on_day",
    "agreement_on_month",
    "agreement_on_year",
];

/// The boxes of the authority's deadline.
const DEADLINE: [&str; 3] = [
    "procedural_deadline_day",
    "procedural_deadline_month",
    "procedural_deadline_year",
];

/// The boxes of the day the dispute arose.
const AROSE: [&str; 3] = ["arose_day", "arose_month", "arose_year"];

/// The boxes of the day the procedure started.
const STARTED: [&str; 3] = ["started_day", "started_month", "started_year"];

/// The boxes of the day an extension was recorded.
const RECORDED: [&str; 3] = ["recorded_day", "recorded_month", "recorded_year"];

/// The fields of an extension in a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// How many days.
    pub(crate) days: &'static str,
    /// The day it was decided.
    pub(crate) on: &'static str,
    on_boxes: [&'static str; 3],
    /// Who decided.
    pub(crate) by: &'static str,
}

macro_rules! row {
    ($number:literal) => {
        Row {
            days: concat!("extend_", $number, "_days"),
            on: concat!("extend_", $number, "_on"),
            on_boxes: [
                concat!("extend_", $number, "_on_day"),
                concat!("extend_", $number, "_on_month"),
                concat!("extend_", $number, "_on_year"),
            ],
            by: concat!("extend_", $number, "_by"),
        }
    };
}

/// The extensions a form has room for.
pub(crate) const ROWS: [Row; 6] = [
    row!("1"),
    row!("2"),
    row!("3"),
    row!("4"),
    row!("5"),
    row!("6"),
];

/// What a form asks: the term of a procedure, its extensions in rows.
pub(crate) fn calculated(parameters: &mut Parameters) -> Option<Question> {
    let agreement_on = parameters.date("agreement_on", AGREEMENT);
    let agreement_on = parameters.need("agreement_on", agreement_on);
    let mut extensions = parameters.every("extend");
    extensions.extend(ROWS.iter().filter_map(|row| extension(parameters, row)));
    let question = procedure(parameters, agreement_on.unwrap_or_default(), extensions);
    agreement_on.map(|_| question)
}

/// What a program asks: any day the law counts.
pub(crate) fn asked(parameters: &mut Parameters) -> Option<Question> {
    let agreement_on = parameters.date("agreement_on", AGREEMENT);
    let extensions = parameters.every("extend");
    let of_procedure = procedure(parameters, agreement_on.unwrap_or_default(), extensions);
    let ruleset = of_procedure.ruleset;
    let mut others = others(parameters).into_iter();
    match (agreement_on, others.next()) {
        (Some(_), None) => Some(of_procedure),
        (None, Some((_, about))) => {
            refuse_more(parameters, others);
            Some(Question { about, ruleset })
        }
        (Some(_), Some(first)) => {
            refuse_more(parameters, iter::once(first).chain(others));
            None
        }
        (None, None) => parameters.need("agreement_on", None),
    }
}

/// Refuses questions beside another one.
fn refuse_more(parameters: &mut Parameters, more: impl Iterator<Item = (&'static str, About)>) {
    for (name, _) in more {
        let detail = format!("`{name}` is a question by itself: ask one at a time");
        parameters.refuse(name, "NOT_TOGETHER", detail);
    }
}

/// The questions about other days than a procedure's, with their parameters.
fn others(parameters: &mut Parameters) -> Vec<(&'static str, About)> {
    let mut others = Vec::new();
    let mut day = |name: &'static str, about: fn(NaiveDate) -> About| {
        let day = parameters.one::<NaiveDate>(name);
        others.extend(day.map(|day| (name, about(day))));
    };
    day("suspended_from", About::Suspension);
    day("offered", About::Offer);
    day("applied", About::Application);
    day("valid_to", About::Validity);
    let zone = parameters.one::<Tz>("zone");
    let zone = zone.unwrap_or(Tz::Asia__Almaty);
    let instant = parameters.one::<DateTime<Utc>>("recorded_at");
    others.extend(instant.map(|instant| ("recorded_at", About::Instant(instant, zone))));
    others
}

fn procedure(
    parameters: &mut Parameters,
    agreement_on: NaiveDate,
    extensions: Vec<Asked>,
) -> Question {
    let channel = parameters.choice("channel").unwrap_or(Channel::InCourt);
    let ruleset = parameters.one("ruleset");
    let recorded_on = parameters.date("recorded", RECORDED);
    let deadlines = parameters.dates("procedural_deadline", DEADLINE);
    let procedure = Procedure {
        agreement_on,
        channel,
        extensions,
        recorded_on,
        procedural_deadline: deadlines.last().copied(),
        arisen: arisen(parameters),
    };
    Question {
        about: About::Procedure(procedure),
        ruleset,
    }
}

/// The dispute that arose after the agreement, if it did.
fn arisen(parameters: &mut Parameters) -> Option<Arisen> {
    let is_before = parameters.one::<bool>("pre_dispute").unwrap_or(false);
    let arose_on = parameters.date("arose", AROSE);
    let started_on = parameters.date("started", STARTED);
    if !is_before && (arose_on.is_some() || started_on.is_some()) {
        let detail = "`arose` and `started` are of an agreement before the dispute: \
                      give `pre_dispute=true` with them";
        parameters.refuse("pre_dispute", "MISSING", detail.to_owned());
    }
    if !is_before {
        return None;
    }
    let arose_on = parameters.need("arose", arose_on);
    let started_on = parameters.need("started", started_on);
    let (arose_on, started_on) = arose_on.zip(started_on)?;
    Some(Arisen {
        arose_on,
        started_on,
    })
}

/// One row of the form, if anything is in it.
fn extension(parameters: &mut Parameters, row: &Row) -> Option<Asked> {
    let days = parameters.number(row.days, 0, usize::from(u16::MAX));
    let decided_on = parameters.date(row.on, row.on_boxes);
    let decided_by = parameters.choice::<Decider>(row.by);
    let is_faulty = parameters.is_faulty(row.days) || parameters.is_faulty(row.on);
    let is_given = days.is_some() || decided_on.is_some() || decided_by.is_some();
    if !is_given && !is_faulty {
        return None;
    }
    let days = parameters.need(row.days, days);
    let decided_on = parameters.need(row.on, decided_on);
    let (days, decided_on) = days.zip(decided_on)?;
    Some(Asked {
        days: u16::try_from(days).ok()?,
        decided_on,
        decided_by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::FieldError;

    fn faults(read: fn(&mut Parameters) -> Option<Question>, query: &str) -> Vec<(String, &str)> {
        let mut parameters = Parameters::of(query);
        read(&mut parameters);
        let faults = parameters.finish().err().unwrap_or_default();
        let told = |fault: FieldError| (fault.field, fault.code);
        faults.into_iter().map(told).collect()
    }

    fn one(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(field.to_owned(), code)]
    }

    #[test]
    fn rows_of_a_form_and_the_written_form_ask_the_same() {
        let boxes = "agreement_on_day=31&agreement_on_month=1&agreement_on_year=2025\
                     &extend_1_days=20&extend_1_on_day=20&extend_1_on_month=2\
                     &extend_1_on_year=2025&extend_1_by=PARTIES&extend_2_days=&channel=IN_COURT";
        let written = "agreement_on=2025-01-31&extend=20@2025-02-20:PARTIES";
        let boxed = calculated(&mut Parameters::of(boxes));
        assert!(boxed.is_some());
        assert_eq!(boxed, asked(&mut Parameters::of(written)));
    }

    #[test]
    fn what_a_row_lacks_is_told_by_its_field() {
        let date = "agreement_on=2025-01-31";
        let days = format!("{date}&extend_2_days=20");
        assert_eq!(faults(calculated, &days), one("extend_2_on", "MISSING"));
        let on = format!("{date}&extend_1_on=2025-02-20");
        assert_eq!(faults(calculated, &on), one("extend_1_days", "MISSING"));
        let neither = format!("{date}&extend_1_days=ten&extend_1_on=2025-02-31");
        let expected = [
            ("extend_1_days".to_owned(), "OUT_OF_RANGE"),
            ("extend_1_on".to_owned(), "DATE_INVALID"),
        ];
        assert_eq!(faults(calculated, &neither), expected);
    }

    #[test]
    fn one_question_is_asked_at_a_time_and_none_is_left_out() {
        assert!(faults(asked, "offered=2025-03-03&ruleset=KZ-2021").is_empty());
        assert_eq!(faults(asked, ""), one("agreement_on", "MISSING"));
        let two = "agreement_on=2025-03-03&offered=2025-03-03";
        assert_eq!(faults(asked, two), one("offered", "NOT_TOGETHER"));
        let clause = "agreement_on=2020-06-01&arose=2025-03-01&started=2025-03-10";
        assert_eq!(faults(asked, clause), one("pre_dispute", "MISSING"));
        let started = "agreement_on=2020-06-01&pre_dispute=true&arose=2025-03-01";
        assert_eq!(faults(asked, started), one("started", "MISSING"));
        let wrong = "agreement_on=2025-03-03&extend=20@soon";
        assert_eq!(faults(asked, wrong), one("extend", "INVALID"));
    }
}
