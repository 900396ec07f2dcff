//! The calculator's form: what was put into it, and what is wrong with that.

use chrono::{Datelike, NaiveDate};
use medreg_domain::reckoning::{About, Asked, Question, Refused};
use medreg_domain::{Code, RulesetId};

use super::super::frame::Frame;
use crate::language::Language;
use crate::parameters::FieldError;
use crate::question::term::ROWS;

/// The field that a refusal is about; a row's field where an extension is refused.
const FIELDS: [(Code, &str); 11] = [
    (Code::ExtensionAfterExpiry, "on"),
    (Code::ExtensionDaysInvalid, "days"),
    (Code::AggregateCapExceeded, "days"),
    (Code::CriminalTermFixed, "days"),
    (Code::DeciderNotAllowed, "by"),
    (Code::MutualDecisionMissing, "by"),
    (Code::DateOrder, "on"),
    (Code::ProceduralDeadlineRequired, "procedural_deadline"),
    (Code::PreDisputeNotAllowed, "pre_dispute"),
    (Code::NewAgreementRequired, "channel"),
    (Code::ChannelUnknown, "channel"),
];

/// The fields that are days, by their three boxes.
const DAYS: [&str; 5] = [
    "agreement_on",
    "procedural_deadline",
    "arose",
    "started",
    "recorded",
];

/// What was put into the form.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) agreement_on: Boxes,
    pub(super) procedural_deadline: Boxes,
    pub(super) arose: Boxes,
    pub(super) started: Boxes,
    pub(super) recorded: Boxes,
    pub(super) rows: Vec<Row>,
    /// Something is in the fields that few need.
    pub(super) has_more: bool,
}

/// The three boxes of a day, as they were filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Boxes {
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
}

/// One extension, as it was filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// As the row is shown, from 1.
    pub(super) number: usize,
    /// As it was sent, from 1; none for a row that was asked in the written form.
    sent: Option<usize>,
    pub(super) days: String,
    pub(super) on: Boxes,
    pub(super) by: String,
}

/// What is wrong with a field.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// The field's name.
    pub(super) field: String,
    /// The element to go to.
    pub(super) anchor: String,
    pub(super) label: String,
    pub(super) text: String,
    /// The rule that says no: its code, and where it stands.
    pub(super) rule: Option<(&'static str, String)>,
}

impl Boxes {
    fn of(frame: &Frame, name: &str) -> Self {
        let part = |part: &str| frame.given(&format!("{name}_{part}")).to_owned();
        let boxes = Self {
            day: part("day"),
            month: part("month"),
            year: part("year"),
        };
        let whole = frame.given(name).parse::<NaiveDate>();
        match whole {
            Ok(whole) if boxes.is_empty() => Self::on(whole),
            _ => boxes,
        }
    }

    fn on(date: NaiveDate) -> Self {
        Self {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }

    fn is_empty(&self) -> bool {
        self.day.is_empty() && self.month.is_empty() && self.year.is_empty()
    }
}

impl Row {
    /// A row that was sent.
    fn sent(frame: &Frame, number: usize) -> Self {
        let part = |part: &str| frame.given(&format!("extend_{number}_{part}")).to_owned();
        Self {
            number: 0,
            sent: Some(number),
            days: part("days"),
            on: Boxes::of(frame, &format!("extend_{number}_on")),
            by: part("by"),
        }
    }

    /// A row for an extension in the written form.
    fn written(asked: Asked) -> Self {
        let by = asked.decided_by.map(|by| by.to_string());
        Self {
            days: asked.days.to_string(),
            on: Boxes::on(asked.decided_on),
            by: by.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The name of a field of the row: `days`, `on` or `by`.
    pub(super) fn name(&self, part: &str) -> String {
        format!("extend_{}_{part}", self.number)
    }

    fn is_empty(&self) -> bool {
        self.days.is_empty() && self.on.is_empty() && self.by.is_empty()
    }
}

/// The rows that are filled, and an empty one while there is room.
fn rows(frame: &Frame) -> Vec<Row> {
    let written = frame.given_all("extend");
    let written = written.flat_map(|text| text.split(','));
    let written = written.filter_map(|text| text.trim().parse::<Asked>().ok());
    let sent = (1..=ROWS.len()).map(|number| Row::sent(frame, number));
    let rows = written
        .map(Row::written)
        .chain(sent.filter(|row| !row.is_empty()))
        .chain([Row::default()])
        .take(ROWS.len());
    rows.enumerate()
        .map(|(index, row)| Row {
            number: index.saturating_add(1),
            ..row
        })
        .collect()
}

impl Form {
    pub(super) fn of(frame: &Frame) -> Self {
        let boxes = |name: &str| Boxes::of(frame, name);
        let [procedural_deadline, arose, started, recorded] =
            ["procedural_deadline", "arose", "started", "recorded"].map(boxes);
        let days = [&procedural_deadline, &arose, &started, &recorded];
        let is_given = |name: &str| !frame.given(name).is_empty();
        Self {
            has_more: days.iter().any(|boxes| !boxes.is_empty())
                || is_given("pre_dispute")
                || is_given("ruleset"),
            agreement_on: boxes("agreement_on"),
            procedural_deadline,
            arose,
            started,
            recorded,
            rows: rows(frame),
        }
    }

    /// A fault of a parameter as the form shows it.
    pub(super) fn fault(&self, language: Language, fault: &FieldError) -> Fault {
        let mut field = fault.field.as_str();
        for part in ["_day", "_month", "_year"] {
            field = field.strip_suffix(part).unwrap_or(field);
        }
        let field = self.shown(field);
        let label = label(language, &field);
        let text = language.with(&format!("fault-{}", fault.code), &[("field", &label)]);
        Fault {
            anchor: anchor(&field),
            label,
            field,
            text,
            rule: None,
        }
    }

    /// The name a field of a row has on the page.
    fn shown(&self, field: &str) -> String {
        if field == "extend" || field == "query" {
            return "extend_1_days".to_owned();
        }
        let row = self.rows.iter().find_map(|row| {
            let sent = format!("extend_{}_", row.sent?);
            Some((row.number, field.strip_prefix(sent.as_str())?))
        });
        row.map_or_else(
            || field.to_owned(),
            |(number, part)| format!("extend_{number}_{part}"),
        )
    }
}

impl Fault {
    /// A refusal as the form shows it, beside the field it is about.
    pub(super) fn refused(language: Language, question: &Question, refused: &Refused) -> Self {
        let code = refused.rejection.code;
        let known = FIELDS.iter().find(|(known, _)| *known == code);
        let field = match (known, refused.extension) {
            (Some((_, part)), Some(index)) => {
                let number = index.saturating_add(1).min(ROWS.len());
                format!("extend_{number}_{part}")
            }
            (Some((Code::DateOrder, _)), None) => order(question).to_owned(),
            (Some((_, field)), None) => (*field).to_owned(),
            (None, _) => day_or_ruleset(question.ruleset, code).to_owned(),
        };
        Self {
            anchor: anchor(&field),
            label: label(language, &field),
            field,
            text: language.t(&format!("code-{code}")),
            rule: Some((code.as_str(), language.citation(code.article()))),
        }
    }
}

/// Which days stand in the wrong order.
fn order(question: &Question) -> &'static str {
    match &question.about {
        About::Procedure(procedure) if procedure.arisen.is_some() => "arose",
        About::Procedure(_) => "procedural_deadline",
        About::Suspension(_)
        | About::Offer(_)
        | About::Application(_)
        | About::Validity(_)
        | About::Instant(..) => "agreement_on",
    }
}

/// A ruleset that is not known was named, or none is in force on the day.
fn day_or_ruleset(named: Option<RulesetId>, code: Code) -> &'static str {
    if named.is_some() && code == Code::RulesetUnknown {
        "ruleset"
    } else {
        "agreement_on"
    }
}

/// The element of a field: of a day, its first box.
fn anchor(field: &str) -> String {
    let is_day = DAYS.contains(&field) || field.ends_with("_on");
    format!("f-{field}{}", if is_day { "-d" } else { "" })
}

/// What a field is called.
fn label(language: Language, field: &str) -> String {
    let of_row = field.strip_prefix("extend_").and_then(|rest| {
        let (number, part) = rest.split_once('_')?;
        Some(language.with(&format!("calc-extend_{part}"), &[("number", number)]))
    });
    of_row.unwrap_or_else(|| language.t(&format!("calc-{field}")))
}
