//! The way of the referrals of a quarter: to how many mediation was offered, how many began, ended
//! and were settled.
//!
//! Made of S7, S9 and S17 alone. What is between two stages is a column of what these withhold
//! together, so no difference tells what they hide.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_domain::Channel;
use medreg_domain::reference::Reference;
use medreg_node::query::Moment;
use medreg_projections::statistics::Period;
use medreg_projections::statistics::indicator::{Answer, Dimension, Gathered, Indicator, Row};
use strum::VariantArray;

use super::cell::{Cell, Flag, Unit};
use super::{figures, names, period, table};
use crate::asked::Asked;
use crate::chart::{self, Exit, Funnel};
use crate::language::Language;
use crate::page::asked::Named;
use crate::page::frame::Frame;
use crate::page::{problem, written};
use crate::parameters::{FieldError, Parameters};
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// What the referrals may be narrowed to.
const FILTERS: [Dimension; 3] = [Dimension::Region, Dimension::Category, Dimension::Channel];

#[derive(Template)]
#[template(path = "cohort.html")]
struct CohortPage {
    frame: Frame,
    /// The quarter as a question names it, and in words.
    code: String,
    period: String,
    filters: Vec<Filter>,
    stages: Vec<Stage>,
    chart: String,
    legend: Vec<(String, String)>,
    is_final: bool,
    final_from: NaiveDate,
}

/// A choice of one dimension.
#[derive(Clone, Debug)]
struct Filter {
    name: &'static str,
    label: String,
    choices: Vec<(String, String)>,
}

/// How many came to a stage, and how many of these did not come to the next.
#[derive(Clone, Debug)]
struct Stage {
    name: String,
    count: Cell,
    of_previous: Cell,
    of_first: Cell,
    /// Those who came no further; none after the last stage.
    left: Option<Left>,
}

/// Those who came to a stage and not to the next.
#[derive(Clone, Debug)]
struct Left {
    /// What they are called.
    name: String,
    count: Cell,
    /// True where they may still come to the next.
    is_open: bool,
}

/// What is asked for: by which dimensions, and which value of each.
type Narrowed = Vec<(Dimension, String)>;

pub(crate) async fn cohort(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let code = named.0.1;
    let period: Period = match question::named(&code) {
        Ok(period) => period,
        Err(unknown) => return problem(&site, &asked, &unknown),
    };
    let read = |parameters: &mut Parameters, asked: &Asked| {
        let as_of = question::day_of_figures(parameters, asked.sight());
        let narrowed = FILTERS.map(|dimension| {
            let value = parameters.text(dimension.into(), 64)?;
            Some((dimension, value))
        });
        let narrowed: Narrowed = narrowed.into_iter().flatten().collect();
        (narrowed, as_of)
    };
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, (narrowed, as_of)| {
        let frame = asked.frame(site, moment, as_of, "section-statistics");
        let filters = filters(frame.language, moment.reference());
        ensure_known(&narrowed, &filters)?;
        let by: Vec<Dimension> = narrowed.iter().map(|(dimension, _)| *dimension).collect();
        let count = |indicator| {
            let asked_for = figures(indicator, &by, code.clone(), (as_of, asked.sight()));
            Ok::<_, Problem>(moment.figures(&asked_for)?)
        };
        let counted = [
            count(Indicator::S7)?,
            count(Indicator::S9)?,
            count(Indicator::S17)?,
        ];
        Ok(Count {
            frame,
            period,
            narrowed,
            filters,
            gathered: counted,
        })
    };
    let write = |count: Count| {
        let language = count.frame.language;
        written(StatusCode::OK, &count.page(), language)
    };
    asked.page_by(site, read, look, write).await
}

/// What was counted, before the figures are made of it.
#[derive(Debug)]
struct Count {
    frame: Frame,
    period: Period,
    narrowed: Narrowed,
    filters: Vec<Filter>,
    gathered: [Gathered; 3],
}

impl Count {
    fn page(self) -> CohortPage {
        let (language, as_of) = (self.frame.language, self.frame.as_of);
        let code = self.period.to_string();
        let answers = self.gathered.each_ref().map(Gathered::answer);
        let cohort = Cohort::of(&answers, &self.narrowed, &code);
        let final_from = Indicator::S9.final_from(self.period).unwrap_or(as_of);
        let is_final = final_from <= as_of;
        let stages = cohort.stages(language, is_final);
        CohortPage {
            period: period::long(language, &code),
            filters: self.filters,
            legend: table::legend(language, stages.iter().flat_map(Stage::cells)),
            chart: draw(language, &stages),
            stages,
            is_final,
            final_from,
            code,
            frame: self.frame,
        }
    }
}

/// The choices of each dimension.
fn filters(language: Language, reference: &Reference) -> Vec<Filter> {
    let filter = |dimension: &Dimension| {
        let values: Vec<String> = match dimension {
            Dimension::Region => reference.regions.keys().map(ToString::to_string).collect(),
            Dimension::Category => reference
                .categories
                .keys()
                .map(ToString::to_string)
                .collect(),
            Dimension::Channel => Channel::VARIANTS.iter().map(ToString::to_string).collect(),
            Dimension::Court | Dimension::Source | Dimension::Kind | Dimension::Language => {
                Vec::new()
            }
        };
        let named = values.into_iter().map(|value| {
            let name = names::value(language, reference, *dimension, &value);
            (value, name)
        });
        let mut choices: Vec<(String, String)> = named.collect();
        choices.sort_by(|one, other| language.compare(&one.1, &other.1));
        let name: &'static str = dimension.into();
        Filter {
            name,
            label: language.word("dimension", name),
            choices,
        }
    };
    FILTERS.iter().map(filter).collect()
}

/// Refuses a value no dimension has.
fn ensure_known(narrowed: &Narrowed, filters: &[Filter]) -> Result<(), Problem> {
    let unknown = narrowed.iter().filter(|(dimension, value)| {
        let name: &str = dimension.into();
        let of_dimension = filters.iter().filter(|filter| filter.name == name);
        let mut choices = of_dimension.flat_map(|filter| &filter.choices);
        !choices.any(|(known, _)| known == value)
    });
    let errors = unknown.map(|(dimension, value)| {
        let field: &str = dimension.into();
        FieldError {
            field: field.to_owned(),
            code: "INVALID",
            detail: format!("`{field}`: there is no `{value}`"),
        }
    });
    let errors: Vec<FieldError> = errors.collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.into())
    }
}

/// The counts of a cohort; none where they are withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cohort {
    referred: Option<i64>,
    offered: Option<i64>,
    begun: Option<i64>,
    ended: Option<i64>,
    settled: Option<i64>,
}

impl Cohort {
    /// The counts of S7, S9 and S17 for one group.
    fn of(answers: &[Answer; 3], narrowed: &Narrowed, code: &str) -> Self {
        let [s7, s9, s17] = answers;
        let is_of_group = |row: &&Row| {
            row.period == code
                && narrowed.iter().all(|(dimension, value)| {
                    let name: &str = dimension.into();
                    row.group.get(name) == Some(value)
                })
        };
        let count = |answer: &Answer, figure: &str| {
            let mut rows = answer.rows.iter().filter(is_of_group);
            let row = rows.find(|row| row.figure == figure);
            // A group without a row is one in which nothing happened.
            row.map_or(Some(0), |row| row.numerator)
        };
        Self {
            referred: count(s7, "referrals"),
            offered: count(s9, "offered"),
            begun: count(s9, "uptake"),
            ended: count(s17, "ended"),
            settled: count(s17, "settled"),
        }
    }

    fn stages(self, language: Language, is_final: bool) -> Vec<Stage> {
        let count = |count: Option<i64>| cell(language, count, is_final);
        let share = |part, whole| share(language, part, whole, is_final);
        // What those are called who came no further than a stage, and whether they still may.
        let not = |next: &str| {
            let yet = if is_final { "" } else { "-yet" };
            (format!("cohort-not-{next}{yet}"), !is_final)
        };
        let stages = [
            ("cohort-referred", self.referred, not("offered")),
            ("cohort-offered", self.offered, not("begun")),
            ("cohort-begun", self.begun, ("cohort-open".to_owned(), true)),
            ("cohort-ended", self.ended, not("settled")),
            ("cohort-settled", self.settled, (String::new(), false)),
        ];
        let stage = |at: usize| {
            let (id, counted, (left, is_open)) = &stages[at];
            let next = stages.get(at + 1).map(|(_, counted, _)| *counted);
            Stage {
                name: language.t(id),
                count: count(*counted),
                of_previous: match at {
                    0 => Cell::none(),
                    _ => share(*counted, stages[at - 1].1),
                },
                of_first: share(*counted, self.referred),
                left: next.map(|next| Left {
                    name: language.t(left),
                    count: count(counted.zip(next).map(|(more, less)| more - less)),
                    is_open: *is_open,
                }),
            }
        };
        (0..stages.len()).map(stage).collect()
    }
}

/// A count of a cohort, which may change until it is final.
fn cell(language: Language, count: Option<i64>, is_final: bool) -> Cell {
    let counted = Cell::counted(language, count);
    if is_final || counted.value.is_none() {
        counted
    } else {
        counted.with(Flag::P)
    }
}

/// A part of a cohort in hundredths, where both are shown.
fn share(language: Language, part: Option<i64>, whole: Option<i64>, is_final: bool) -> Cell {
    let Some((part, whole)) = part.zip(whole) else {
        return Cell::counted(language, None);
    };
    let share = Cell::share(language, part, whole);
    if is_final || share.value.is_none() {
        share
    } else {
        share.with(Flag::P)
    }
}

impl Stage {
    fn cells(&self) -> impl Iterator<Item = &Cell> {
        let left = self.left.iter().map(|left| &left.count);
        [&self.count, &self.of_previous, &self.of_first]
            .into_iter()
            .chain(left)
    }
}

fn draw(language: Language, stages: &[Stage]) -> String {
    let said = |id: &str, cell: &Cell| match cell.value {
        Some(value) => {
            let share = Unit::Percent.write(language, value, 1);
            language.with(id, &[("share", &share)])
        }
        None => String::new(),
    };
    let stage = |(at, stage): (usize, &Stage)| {
        let exits = stage.left.iter().map(|left| {
            let exit = if left.is_open { Exit::open } else { Exit::new };
            exit(left.name.clone(), left.count.point())
        });
        chart::Stage {
            name: stage.name.clone(),
            count: stage.count.point(),
            of_previous: match at {
                0 | 1 => String::new(),
                _ => said("cohort-of-previous", &stage.of_previous),
            },
            of_first: match at {
                0 => String::new(),
                _ => said("cohort-of-first", &stage.of_first),
            },
            exits: exits.collect(),
        }
    };
    let funnel = Funnel {
        stages: stages.iter().enumerate().map(stage).collect(),
    };
    chart::in_both(|frame| funnel.svg(frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(cohort: Cohort, is_final: bool) -> Vec<[String; 4]> {
        let stages = cohort.stages(Language::En, is_final);
        let label = |stage: &Stage| {
            let left = stage.left.as_ref();
            let left = left.map_or_else(String::new, |left| left.count.label());
            [
                stage.count.label(),
                stage.of_previous.label(),
                stage.of_first.label(),
                left,
            ]
        };
        stages.iter().map(label).collect()
    }

    #[test]
    fn every_stage_tells_how_many_came_and_how_many_did_not_come_further() {
        let cohort = Cohort {
            referred: Some(400),
            offered: Some(300),
            begun: Some(150),
            ended: Some(144),
            settled: Some(90),
        };
        let expected = [
            ["400", "", "100.0\u{a0}%", "100"],
            ["300", "75.0\u{a0}%", "75.0\u{a0}%", "150"],
            ["150", "50.0\u{a0}%", "37.5\u{a0}%", "6"],
            ["144", "96.0\u{a0}%", "36.0\u{a0}%", "54"],
            ["90", "62.5\u{a0}%", "22.5\u{a0}%", ""],
        ];
        assert_eq!(
            labels(cohort, true),
            expected.map(|row| row.map(str::to_owned))
        );
        let young = labels(cohort, false);
        assert_eq!(young[2][0], "150\u{a0}[p]");
        assert_eq!(young[2][3], "6\u{a0}[p]");
        // Who began and has not ended is open, however old the cohort is.
        for is_final in [true, false] {
            let stages = cohort.stages(Language::En, is_final);
            let open: Vec<bool> = stages
                .iter()
                .flat_map(|it| &it.left)
                .map(|it| it.is_open)
                .collect();
            assert_eq!(open, [!is_final, !is_final, true, !is_final]);
        }
    }

    #[test]
    fn a_withheld_stage_tells_neither_shares_nor_differences() {
        let cohort = Cohort {
            referred: Some(400),
            offered: Some(300),
            begun: Some(150),
            ended: Some(144),
            settled: None,
        };
        let labels = labels(cohort, true);
        assert_eq!(labels[3][3], "[c]");
        assert_eq!(labels[4], ["[c]", "[c]", "[c]", ""].map(str::to_owned));
    }
}
