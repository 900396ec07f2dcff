//! Figures of procedures: how they end, how long they take, what they cost.

use super::{
    BTreeSet, Cell, FeeBand, FeeKind, Figure, Ground, Guard, M, Outcome, Period, Totals, Unit,
    VariantArray, of_ended, spread,
};

/// Days in the year of CEPEJ's disposition time.
const DAYS_IN_YEAR: i64 = 365;

/// Endings by ground and result: those the law knows, and any other that occurs.
pub(super) fn endings(totals: &Totals, found: &BTreeSet<(Ground, Option<Outcome>)>) -> Vec<Figure> {
    let unknown = Ground::VARIANTS.iter().map(|ground| (*ground, None));
    let lawful = Outcome::VARIANTS
        .iter()
        .filter_map(|outcome| Some((outcome.ground()?, Some(*outcome))));
    let all: BTreeSet<(Ground, Option<Outcome>)> =
        unknown.chain(lawful).chain(found.iter().copied()).collect();
    let figure = |(ground, outcome): (Ground, Option<Outcome>)| {
        let unit = if outcome.is_some_and(Outcome::is_settlement) {
            Unit::SettledHow
        } else {
            Unit::UnsettledHow
        };
        let (ground_name, outcome_name): (&str, &str) =
            (ground.into(), outcome.map_or("UNKNOWN", Into::into));
        let count = totals.ended_as(ground, outcome);
        Figure::count(format!("{ground_name}:{outcome_name}"), count, unit)
    };
    all.into_iter().map(figure).collect()
}

pub(super) fn return_lag(cell: &Cell) -> Vec<Figure> {
    let late = cell.between(4, i32::MAX);
    let mut figures = spread(cell, Unit::Returned);
    figures.push(Figure::share(
        "over_3_days",
        late,
        cell.count,
        Unit::ReturnedLate,
    ));
    figures
}

/// The bands of S13, in days.
pub(in crate::statistics) const DURATION_BANDS: [(&str, i32, i32); 4] = [
    ("to_10", i32::MIN, 10),
    ("11_30", 11, 30),
    ("31_60", 31, 60),
    ("over_60", 61, i32::MAX),
];

pub(super) fn duration(cell: &Cell) -> Vec<Figure> {
    let mut figures = spread(cell, Unit::Flow);
    figures.push(Figure::mean("mean", cell.sum, cell.count, Unit::Flow));
    figures.extend(DURATION_BANDS.map(|(name, from, to)| {
        Figure::share(name, cell.between(from, to), cell.count, Unit::Bands)
    }));
    figures
}

pub(super) fn extensions(totals: &Totals) -> Vec<Figure> {
    let (days, extended) = (totals.sum(M::Extended), totals.count(M::Extended));
    vec![
        of_ended("extended", M::Extended, Unit::Extended, totals),
        Figure::mean("mean_days_added", days, extended, Unit::Extended),
    ]
}

/// The shares Italy publishes: who appears, who of those agrees, and past the first meeting.
pub(super) fn appearance(totals: &Totals) -> Vec<Figure> {
    let (attended, past) = (totals.count(M::Attended), totals.count(M::PastFirst));
    let share = |name, part, whole, unit| Figure::share(name, totals.count(part), whole, unit);
    vec![
        of_ended("appearance", M::Attended, Unit::Attended, totals),
        share(
            "agreement",
            M::AttendedSettled,
            attended,
            Unit::AttendedSettled,
        ),
        of_ended("past_first_session", M::PastFirst, Unit::PastFirst, totals),
        share(
            "agreement_past_first",
            M::PastFirstSettled,
            past,
            Unit::PastFirstSettled,
        ),
    ]
}

/// Pending at the end = pending at the start + started − ended: the identity of S19.
pub(super) fn pending(totals: &Totals) -> Vec<Figure> {
    vec![
        Figure::count("pending_start", totals.pending_start(), Unit::PendingStart),
        Figure::count("started", totals.count(M::Started), Unit::Flow),
        Figure::count("ended", totals.ended(), Unit::Flow),
        Figure::count("pending_end", totals.pending_end(), Unit::PendingEnd),
    ]
}

/// CEPEJ's two formulas; a period shorter or longer than 365 days is scaled by its days.
pub(super) fn clearance(totals: &Totals, period: Period) -> Vec<Figure> {
    let (started, ended) = (totals.count(M::Started), totals.ended());
    let days = if period.days() >= DAYS_IN_YEAR {
        DAYS_IN_YEAR
    } else {
        period.days()
    };
    let disposition = Guard::both(Unit::Flow, Unit::PendingEnd);
    vec![
        Figure::share("clearance", ended, started, Unit::Flow),
        Figure::scaled(
            "disposition_days",
            (totals.pending_end(), ended),
            days,
            disposition,
        ),
    ]
}

pub(super) fn approval(totals: &Totals) -> Vec<Figure> {
    let approved = totals.count(M::SettlementsApproved);
    let decided = approved + totals.count(M::SettlementsRefused);
    vec![Figure::share("approved", approved, decided, Unit::Approved)]
}

pub(super) fn withdrawals(totals: &Totals) -> Vec<Figure> {
    let ended = totals.ended();
    let share = |name, wanted: Outcome| {
        let part = totals.ended_with(|outcome| outcome == wanted);
        Figure::share(name, part, ended, Unit::UnsettledHow)
    };
    vec![
        share("one_party", Outcome::WithdrawnOne),
        share("all_parties", Outcome::WithdrawnAll),
        share("mediator", Outcome::NotPossible),
    ]
}

pub(super) fn cost(totals: &Totals) -> Vec<Figure> {
    let (paid, free) = (totals.cost(FeeKind::Paid), totals.cost(FeeKind::Free));
    let started = totals.count(M::Started);
    let mut figures = vec![
        Figure::share("paid", paid, started, Unit::Cost),
        Figure::share("free", free, started, Unit::Cost),
    ];
    let bands = FeeBand::VARIANTS.iter().map(|band| Some(*band));
    figures.extend(bands.chain([None]).map(|band| {
        let name: &str = band.map_or("UNKNOWN", Into::into);
        let count = totals.count(M::Cost(FeeKind::Paid, band));
        Figure::share(format!("fee_band:{name}"), count, paid, Unit::FeeBands)
    }));
    figures
}

pub(super) fn satisfaction(totals: &Totals) -> Vec<Figure> {
    let (points, scores) = (totals.sum(M::Scores), totals.count(M::Scores));
    vec![
        Figure::mean("mean_score", points, scores, Unit::Answered),
        of_ended("response_rate", M::Answered, Unit::Answered, totals),
    ]
}
