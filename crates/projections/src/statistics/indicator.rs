//! Indicators: each with its numerator, denominator and date basis, made of measures.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::referral::event::{ConsultationOutcome, Outcome};
use medreg_domain::standing::Standing;
use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{Cell, CellKey, CourtMonth, Measure, Period, PeriodRange};
use crate::store::StoreError;
use crate::views::Views;

mod definition;
mod figure;

pub use definition::Definition;
use figure::Figure;

/// The official indicators (statistics.md), so far.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(ascii_case_insensitive)]
#[expect(missing_docs, reason = "each is defined in words by `definition`")]
pub enum Indicator {
    S1,
    S2,
    S4,
    S6,
    S7,
    S9,
    S10,
    S11,
    S12,
    S13,
    S14,
    S15,
    S16,
    S17,
    S19,
    S22,
    S23,
    S29,
}

/// A dimension figures are given by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Dimension {
    /// The region the court was founded in.
    Region,
    /// The court.
    Court,
    /// The category of the dispute.
    Category,
    /// The channel.
    Channel,
}

/// A question to the statistics.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which indicator.
    pub indicator: Indicator,
    /// By which dimensions.
    pub by: Vec<Dimension>,
    /// For which periods.
    pub periods: PeriodRange,
}

/// The answer: the definition and a row for each group, period and figure.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The indicator's id.
    pub indicator: &'static str,
    /// What is divided by what, and on which date.
    pub definition: Definition,
    /// Events the figures are made of.
    pub position: u64,
    /// The figures.
    pub rows: Vec<Row>,
}

/// One figure of one group in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The group, by dimension; `UNKNOWN` where an event has none.
    #[serde(flatten)]
    pub group: BTreeMap<&'static str, String>,
    /// The period.
    pub period: String,
    /// Which of the indicator's figures.
    pub figure: String,
    /// What is divided.
    pub numerator: i64,
    /// By what; none for a plain count.
    pub denominator: Option<i64>,
    /// The figure.
    pub value: Option<f64>,
    /// True if withheld because the cell is small; never in this view.
    pub suppressed: bool,
}

/// Cells of one group in one period, by measure.
pub(super) type Totals = BTreeMap<Measure, Cell>;

type Group = Vec<(&'static str, String)>;

/// Answers from what is committed.
pub fn answer(views: &Views, question: &Question) -> Result<Answer, StoreError> {
    let mut groups: BTreeMap<(Group, Period), Vec<Figure>> = BTreeMap::new();
    if matches!(question.indicator, Indicator::S1 | Indicator::S2) {
        stock(views, question, &mut groups)?;
    } else {
        flow(views, question, &mut groups)?;
    }
    let rows = groups.into_iter().flat_map(|((group, period), figures)| {
        let group: BTreeMap<&'static str, String> = group.into_iter().collect();
        figures
            .into_iter()
            .map(move |figure| figure.row(group.clone(), period.to_string()))
    });
    Ok(Answer {
        indicator: question.indicator.into(),
        definition: question.indicator.definition(),
        position: views.cursor().position,
        rows: rows.collect(),
    })
}

fn flow(
    views: &Views,
    question: &Question,
    groups: &mut BTreeMap<(Group, Period), Vec<Figure>>,
) -> Result<(), StoreError> {
    let periods: Vec<Period> = question.periods.iter().collect();
    let mut totals: BTreeMap<(Group, Period), Totals> = BTreeMap::new();
    let mut before: BTreeMap<(Group, Period), Totals> = BTreeMap::new();
    for row in super::cells(views.store()) {
        let (place, cells) = row?;
        for (key, cell) in &cells {
            let group = group_of(question, place, key);
            for period in &periods {
                let kind = if period.covers(place.month) {
                    &mut totals
                } else if place.month < period.last()
                    && matches!(question.indicator, Indicator::S19 | Indicator::S23)
                {
                    &mut before
                } else {
                    continue;
                };
                kind.entry((group.clone(), *period))
                    .or_default()
                    .entry(key.0)
                    .or_default()
                    .merge(cell);
            }
        }
    }
    let empty = Totals::new();
    let keys: std::collections::BTreeSet<&(Group, Period)> =
        totals.keys().chain(before.keys()).collect();
    for key in keys {
        let (now, earlier) = (
            totals.get(key).unwrap_or(&empty),
            before.get(key).unwrap_or(&empty),
        );
        let figures = question.indicator.figures(now, earlier);
        if !figures.is_empty() {
            groups.insert(key.clone(), figures);
        }
    }
    Ok(())
}

fn group_of(question: &Question, place: CourtMonth, key: &CellKey) -> Group {
    let unknown = || "UNKNOWN".to_owned();
    let value = |dimension: Dimension| match dimension {
        Dimension::Region => place.court.region().to_string(),
        Dimension::Court => place.court.to_string(),
        Dimension::Channel => key.1.map_or_else(unknown, |channel| channel.to_string()),
        Dimension::Category => key.2.map_or_else(unknown, |category| category.to_string()),
    };
    question
        .by
        .iter()
        .map(|dimension| ((*dimension).into(), value(*dimension)))
        .collect()
}

/// Entries and persons active at the end of each period.
fn stock(
    views: &Views,
    question: &Question,
    groups: &mut BTreeMap<(Group, Period), Vec<Figure>>,
) -> Result<(), StoreError> {
    let ends: Vec<(Period, NaiveDate)> = question
        .periods
        .iter()
        .map(|period| (period, period.last().last_day()))
        .collect();
    let mut active: BTreeMap<(Group, Period), Vec<medreg_domain::PersonKey>> = BTreeMap::new();
    for row in views.entries() {
        let (entry_no, row) = row?;
        for (period, day) in &ends {
            if row.entry.validity.standing(*day) != Standing::Active {
                continue;
            }
            for group in entry_groups(question, entry_no.court(), &row.entry.categories) {
                active
                    .entry((group, *period))
                    .or_default()
                    .push(row.entry.person);
            }
        }
    }
    for (key, mut persons) in active {
        if question.indicator == Indicator::S1 {
            persons.sort_unstable();
            persons.dedup();
        }
        let count = i64::try_from(persons.len()).unwrap_or(i64::MAX);
        groups.insert(key, vec![Figure::count("active", count)]);
    }
    Ok(())
}

/// An entry counts once in each category it names, and once where categories are not asked for.
fn entry_groups(
    question: &Question,
    court: medreg_domain::CourtCode,
    categories: &[medreg_domain::CategoryCode],
) -> Vec<Group> {
    let by_category = question.by.contains(&Dimension::Category);
    let categories: Vec<String> = match (by_category, categories) {
        (true, [_, ..]) => categories.iter().map(ToString::to_string).collect(),
        _ => vec!["UNKNOWN".to_owned()],
    };
    let group = |category: &String| {
        let value = |dimension: Dimension| match dimension {
            Dimension::Region => court.region().to_string(),
            Dimension::Court => court.to_string(),
            Dimension::Channel => "UNKNOWN".to_owned(),
            Dimension::Category => category.clone(),
        };
        question
            .by
            .iter()
            .map(|dimension| ((*dimension).into(), value(*dimension)))
            .collect()
    };
    categories.iter().map(group).collect()
}

impl Indicator {
    /// The figures of one group; nothing where nothing was counted.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm an indicator, as the definitions stand"
    )]
    fn figures(self, now: &Totals, before: &Totals) -> Vec<Figure> {
        use Measure as M;
        let count = |measure: Measure| now.get(&measure).map_or(0, |cell| cell.count);
        let sum = |measure: Measure| now.get(&measure).map_or(0, |cell| cell.sum);
        let days = |measure: Measure| now.get(&measure).cloned().unwrap_or_default();
        let ended = ended(now, |_| true);
        let settled = ended_by(now, Outcome::is_settlement);
        let figures = match self {
            Self::S1 | Self::S2 => Vec::new(),
            Self::S4 => turnover(now),
            Self::S6 => {
                let held: i64 = consultations(now).map(|(_, count)| count).sum();
                let led = count(M::Consultations(ConsultationOutcome::Referral));
                vec![
                    Figure::count("consultations", held),
                    Figure::share("led_to_referral", led, held),
                ]
            }
            Self::S7 => vec![Figure::count("referrals", count(M::Referred))],
            Self::S9 => vec![Figure::share(
                "uptake",
                count(M::CohortAgreed),
                count(M::Referred),
            )],
            Self::S10 => vec![Figure::count("started", count(M::Started))],
            Self::S11 => ended_parts(now),
            Self::S12 => lag(&days(M::ReturnLag)),
            Self::S13 => duration(&days(M::Duration)),
            Self::S14 => vec![Figure::share("within_term", count(M::WithinTerm), ended)],
            Self::S15 => vec![
                Figure::share("extended", count(M::Extended), ended),
                Figure::mean("mean_days_added", sum(M::Extended), count(M::Extended)),
            ],
            Self::S16 => vec![Figure::share("settled", settled, ended)],
            Self::S17 => vec![Figure::share(
                "settled",
                count(M::CohortSettled),
                count(M::Referred),
            )],
            Self::S19 => pending(now, before),
            Self::S22 => vec![
                Figure::share(
                    "one_party",
                    ended_by(now, |o| o == Outcome::WithdrawnOne),
                    ended,
                ),
                Figure::share(
                    "all_parties",
                    ended_by(now, |o| o == Outcome::WithdrawnAll),
                    ended,
                ),
                Figure::share(
                    "mediator",
                    ended_by(now, |o| o == Outcome::NotPossible),
                    ended,
                ),
            ],
            Self::S23 => {
                let (assessed, paid) = (sum(M::FeesAssessed), sum(M::FeesPaid));
                let outstanding = fees_outstanding(before) + assessed - paid;
                vec![
                    Figure::count("assessed", assessed),
                    Figure::count("paid", paid),
                    Figure::count("waived", sum(M::FeesWaived)),
                    Figure::count("refunded", sum(M::FeesRefunded)),
                    Figure::count("outstanding", outstanding),
                ]
            }
            Self::S29 => quality(&days(M::RecordingLag)),
        };
        figures
            .into_iter()
            .filter(|figure| !figure.is_empty())
            .collect()
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "one measure of many is wanted"
)]
fn ended(totals: &Totals, counts: impl Fn(Option<Outcome>) -> bool) -> i64 {
    let matching = totals.iter().filter_map(|(measure, cell)| match measure {
        Measure::Ended(_, outcome) if counts(*outcome) => Some(cell.count),
        _ => None,
    });
    matching.sum()
}

fn ended_by(totals: &Totals, counts: impl Fn(Outcome) -> bool) -> i64 {
    ended(totals, |outcome| outcome.is_some_and(&counts))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "one measure of many is wanted"
)]
fn consultations(totals: &Totals) -> impl Iterator<Item = (ConsultationOutcome, i64)> {
    totals.iter().filter_map(|(measure, cell)| match measure {
        Measure::Consultations(outcome) => Some((*outcome, cell.count)),
        _ => None,
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "one measure of many is wanted"
)]
fn turnover(totals: &Totals) -> Vec<Figure> {
    let count = |measure: Measure| totals.get(&measure).map_or(0, |cell| cell.count);
    let mut figures = vec![
        Figure::count("registered", count(Measure::Registered)),
        Figure::count("refused", count(Measure::Refused)),
        Figure::count("lapsed", count(Measure::Lapsed)),
        Figure::count("reinstated", count(Measure::Reinstated)),
    ];
    figures.extend(totals.iter().filter_map(|(measure, cell)| match measure {
        Measure::Removed(reason) => {
            let name: &'static str = reason.into();
            Some(Figure::count(format!("removed:{name}"), cell.count))
        }
        _ => None,
    }));
    figures
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "one measure of many is wanted"
)]
fn ended_parts(totals: &Totals) -> Vec<Figure> {
    let part = |(measure, cell): (&Measure, &Cell)| match measure {
        Measure::Ended(ground, outcome) => {
            let ground: &'static str = ground.into();
            let outcome: &'static str = outcome.map_or("UNKNOWN", Into::into);
            Some(Figure::count(format!("{ground}:{outcome}"), cell.count))
        }
        _ => None,
    };
    totals.iter().filter_map(part).collect()
}

fn lag(cell: &Cell) -> Vec<Figure> {
    let mut figures = spread(cell);
    figures.push(Figure::share(
        "over_3_days",
        cell.between(4, i32::MAX),
        cell.count,
    ));
    figures
}

fn duration(cell: &Cell) -> Vec<Figure> {
    let mut figures = spread(cell);
    figures.push(Figure::mean("mean", cell.sum, cell.count));
    let bands = [
        ("to_10", i32::MIN, 10),
        ("11_30", 11, 30),
        ("31_60", 31, 60),
        ("over_60", 61, i32::MAX),
    ];
    figures.extend(
        bands.map(|(name, from, to)| Figure::share(name, cell.between(from, to), cell.count)),
    );
    figures
}

fn quality(cell: &Cell) -> Vec<Figure> {
    let mut figures = spread(cell);
    figures.push(Figure::share(
        "recorded_late",
        cell.between(1, i32::MAX),
        cell.count,
    ));
    figures
}

fn spread(cell: &Cell) -> Vec<Figure> {
    vec![
        Figure::percentile("median", cell, 50),
        Figure::percentile("p90", cell, 90),
    ]
}

/// Fees assessed and not paid, of all that is counted.
fn fees_outstanding(totals: &Totals) -> i64 {
    let sum = |measure: Measure| totals.get(&measure).map_or(0, |cell| cell.sum);
    sum(Measure::FeesAssessed) - sum(Measure::FeesPaid)
}

/// Pending at the end = pending at the start + started − ended: the identity of S19.
fn pending(now: &Totals, before: &Totals) -> Vec<Figure> {
    let started = |totals: &Totals| totals.get(&Measure::Started).map_or(0, |cell| cell.count);
    let at_start = started(before) - ended(before, |_| true);
    let (in_period, out) = (started(now), ended(now, |_| true));
    vec![
        Figure::count("pending_start", at_start),
        Figure::count("started", in_period),
        Figure::count("ended", out),
        Figure::count("pending_end", at_start + in_period - out),
    ]
}
