//! Figures of the register: its entries, fees, discipline, workload and recording.

use super::spread;
use super::{AppealOutcome, Cell, Figure, Guard, M, RemovalReason, Totals, Unit, VariantArray};

/// Days within which an application is to be decided (S5).
pub(in crate::statistics) const DECISION_DAYS: i32 = 10;

/// Complaints are given per so many procedures ended (S26).
const COMPLAINTS_PER: i64 = 100;

/// What comes into the register and leaves it.
pub(super) fn turnover(totals: &Totals) -> Vec<Figure> {
    let count =
        |name: &'static str, measure, unit| Figure::count(name, totals.count(measure), unit);
    let mut figures = vec![
        count("registered", M::Registered, Unit::Registered),
        count("refused", M::Refused, Unit::Refused),
        count("lapsed", M::Lapsed, Unit::Lapsed),
        count("reinstated", M::Reinstated, Unit::Reinstated),
    ];
    figures.extend(RemovalReason::VARIANTS.iter().map(|reason| {
        let name: &'static str = reason.into();
        let removed = totals.count(M::Removed(*reason));
        Figure::count(format!("removed:{name}"), removed, Unit::Removed(*reason))
    }));
    figures
}

pub(super) fn decisions(cell: &Cell) -> Vec<Figure> {
    let in_time = cell.between(i32::MIN, DECISION_DAYS);
    let mut figures = spread(cell, Unit::Decided);
    figures.push(Figure::share(
        "within_10_days",
        in_time,
        cell.count,
        Unit::DecidedInTime,
    ));
    figures
}

pub(super) fn consultations(totals: &Totals) -> Vec<Figure> {
    let (held, led) = (totals.consultations(), totals.count(M::ConsultationsLed));
    vec![
        Figure::count("consultations", held, Unit::Consulted),
        Figure::share("led_to_referral", led, held, Unit::ConsultedLed),
        Figure::count("informed", totals.sum(M::Informed), Unit::Informed),
        Figure::count("contacts", totals.count(M::Contacts), Unit::Contacts),
    ]
}

/// Tiyin; outstanding is what was assessed and not paid at the period's end.
pub(super) fn fees(totals: &Totals) -> Vec<Figure> {
    let sum = |name: &'static str, measure| Figure::count(name, totals.sum(measure), Unit::Fees);
    let outstanding = totals.sum_to_end(M::FeesAssessed) - totals.sum_to_end(M::FeesPaid);
    vec![
        sum("assessed", M::FeesAssessed),
        sum("paid", M::FeesPaid),
        sum("waived", M::FeesWaived),
        sum("refunded", M::FeesRefunded),
        Figure::count("outstanding", outstanding, Unit::Fees),
    ]
}

/// What is in the fund at the period's end, and what was set aside in it (R41).
pub(super) fn fund(totals: &Totals) -> Vec<Figure> {
    let sum = |measure| totals.sum_to_end(measure);
    let balance = sum(M::FeesPaid) - sum(M::FeesRefunded) - sum(M::Allocated);
    vec![
        Figure::count("balance", balance, Unit::Fund),
        Figure::count("allocated", totals.sum(M::Allocated), Unit::Fund),
    ]
}

pub(super) fn discipline(totals: &Totals) -> Vec<Figure> {
    let complaints = totals.count(M::Complaints);
    let (won, decided) = (
        totals.count(M::Appeals(AppealOutcome::Won)),
        totals.appeals_decided(),
    );
    vec![
        Figure::count("complaints", complaints, Unit::Complaints),
        Figure::scaled(
            "complaints_per_100_ended",
            (complaints, totals.ended()),
            COMPLAINTS_PER,
            Guard::both(Unit::Complaints, Unit::Flow),
        ),
        Figure::count(
            "proceedings",
            totals.count(M::Proceedings),
            Unit::Proceedings,
        ),
        Figure::count(
            "suspensions",
            totals.count(M::Suspensions),
            Unit::Suspensions,
        ),
        Figure::share("overturned_on_appeal", won, decided, Unit::Overturned),
    ]
}

/// How procedures spread over mediators: the cell holds mediators by their procedures.
pub(super) fn workload(cell: &Cell) -> Vec<Figure> {
    let guard = || Guard::both(Unit::Mediators, Unit::Flow).cases(cell.count);
    let idle = cell.between(i32::MIN, 0);
    let (top, of_top) = top_decile(cell);
    let gini = gini(cell);
    vec![
        Figure::count("mediators", cell.count, Unit::Mediators),
        Figure::percentile("p25", cell, 25, guard()),
        Figure::percentile("median", cell, 50, guard()),
        Figure::percentile("p75", cell, 75, guard()),
        Figure::percentile("p90", cell, 90, guard()),
        Figure::share("gini", gini.0, gini.1, guard()),
        Figure::share("top_decile", of_top, cell.sum, guard().cases(top)),
        Figure::share("without_procedures", idle, cell.count, Unit::Idle),
    ]
}

/// Gini's coefficient as a fraction: with cases sorted upwards and ranked from 1,
/// (2 Σ rank × cases − (n + 1) Σ cases) / (n Σ cases).
fn gini(cell: &Cell) -> (i64, i64) {
    let mut rank = 0;
    let mut ranked = 0;
    for (cases, mediators) in &cell.days {
        // The ranks rank + 1 to rank + mediators add up to this.
        let ranks = mediators * rank + mediators * (mediators + 1) / 2;
        ranked += ranks * i64::from(*cases);
        rank += mediators;
    }
    let n = cell.count;
    (2 * ranked - (n + 1) * cell.sum, n * cell.sum)
}

/// The busiest tenth of the mediators, rounded up, and the procedures of theirs.
fn top_decile(cell: &Cell) -> (i64, i64) {
    let top = (cell.count + 9) / 10;
    let mut left = top;
    let mut procedures = 0;
    for (cases, mediators) in cell.days.iter().rev() {
        let taken = left.min(*mediators);
        procedures += taken * i64::from(*cases);
        left -= taken;
    }
    (top, procedures)
}

pub(super) fn accessibility(totals: &Totals) -> Vec<Figure> {
    let (without, courts) = (
        totals.count(M::CourtsWithoutMediator),
        totals.count(M::Courts),
    );
    vec![
        Figure::count("procedures", totals.count(M::Started), Unit::Flow),
        Figure::share("courts_without_mediator", without, courts, Guard::open()),
    ]
}

pub(super) fn recording(totals: &Totals) -> Vec<Figure> {
    let cell = totals.cell(M::RecordingLag);
    let late = cell.between(1, i32::MAX);
    let (reporting, courts) = (totals.count(M::CourtsReporting), totals.count(M::Courts));
    let gaps = totals.count(M::GapsDetected);
    let open = totals.count_to_end(M::GapsDetected) - totals.count_to_end(M::GapsResolved);
    let refused = totals.count(M::EventsRefused);
    let mut figures = spread(&cell, Unit::Recorded);
    figures.extend([
        Figure::share("recorded_late", late, cell.count, Unit::RecordedLate),
        Figure::share("courts_reporting", reporting, courts, Guard::open()),
        Figure::count("events_refused", refused, Guard::open()),
        Figure::count("gaps", gaps, Guard::open()),
        Figure::count("gaps_open", open, Guard::open()),
    ]);
    figures
}
