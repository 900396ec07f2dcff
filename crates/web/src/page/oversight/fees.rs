//! Fees and funds: what each court took, gave back and set aside, and what is left.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::{CourtCode, Money};
use medreg_node::query::{FundShown, Moment};

use super::super::asked::Named;
use super::super::frame::Frame;
use super::{DeskLink, court_name, desk, ensure, frame, money};
use crate::asked::Asked;
use crate::language::Language;
use crate::oversight::AUDITORS;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "fees.html")]
struct FeesPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    rows: Vec<FundRow>,
    total: FundRow,
    /// Courts that set aside more than they took.
    overdrawn: Vec<FundRow>,
}

#[derive(Template)]
#[template(path = "fund.html")]
struct FundPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    fund: FundRow,
    assessed: String,
    waived: String,
    remunerated: String,
    outstanding: String,
    outstanding_count: usize,
    months: Vec<MonthRow>,
}

/// A fund as a table shows it.
#[derive(Clone, Debug)]
struct FundRow {
    code: String,
    name: String,
    paid: String,
    refunded: String,
    allocated: String,
    balance: String,
    is_overdrawn: bool,
}

#[derive(Clone, Debug)]
struct MonthRow {
    month: String,
    assessed: String,
    paid: String,
    refunded: String,
    allocated: String,
    balance: String,
}

fn nothing(_: &mut Parameters, _: &Asked) {}

pub(in crate::page) async fn fees(State(site): State<Site>, asked: Asked) -> Response {
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, ()| {
        ensure(asked, &AUDITORS)?;
        let language = asked.language();
        let funds = moment.funds()?;
        let row = |fund: &FundShown| {
            let name = court_name(language, moment.reference(), fund.court);
            row(language, fund.court.to_string(), name, &sums(fund))
        };
        let rows: Vec<FundRow> = funds.iter().map(row).collect();
        let total = funds.iter().map(sums).fold([0_i64; 4], |total, fund| {
            std::array::from_fn(|at| total[at].saturating_add(fund[at]))
        });
        let overdrawn = rows.iter().filter(|row| row.is_overdrawn).cloned();
        let frame = frame(site, asked, moment);
        Ok(FeesPage {
            desk: desk(asked, &frame),
            total: self::row(language, String::new(), frame.t("fees-total"), &total),
            overdrawn: overdrawn.collect(),
            rows,
            frame,
        })
    };
    asked.page(site, nothing, look).await
}

pub(in crate::page) async fn fund(
    State(site): State<Site>,
    named: Named,
    asked: Asked,
) -> Response {
    let text = named.0.1;
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, ()| {
        ensure(asked, &AUDITORS)?;
        let code: CourtCode = question::named(&text)?;
        let (fund, months) = moment.fund(code)?;
        let language = asked.language();
        let shown = |sum: Money| money(language, sum);
        let months = months.iter().rev().map(|month| MonthRow {
            month: month.month.clone(),
            assessed: shown(month.assessed),
            paid: shown(month.paid),
            refunded: shown(month.refunded),
            allocated: shown(month.allocated),
            balance: shown(month.balance),
        });
        let name = court_name(language, moment.reference(), code);
        let frame = frame(site, asked, moment);
        Ok(FundPage {
            desk: desk(asked, &frame),
            assessed: shown(fund.assessed),
            waived: shown(fund.waived),
            remunerated: shown(fund.remunerated),
            outstanding: shown(fund.outstanding),
            outstanding_count: fund.outstanding_count,
            months: months.collect(),
            fund: row(language, code.to_string(), name, &sums(&fund)),
            frame,
        })
    };
    asked.page(site, nothing, look).await
}

/// Paid, refunded, allocated and the balance, in minor units.
fn sums(fund: &FundShown) -> [i64; 4] {
    [fund.paid, fund.refunded, fund.allocated, fund.balance].map(|sum| sum.amount_minor)
}

fn row(language: Language, code: String, name: String, sums: &[i64; 4]) -> FundRow {
    let [paid, refunded, allocated, balance] = sums.map(|sum| language.money(sum));
    FundRow {
        code,
        name,
        paid,
        refunded,
        allocated,
        balance,
        is_overdrawn: sums[3] < 0,
    }
}

impl FeesPage {
    /// The address of a court's fund.
    fn of(&self, row: &FundRow) -> String {
        self.frame.to(&format!("/federal/fees/{}", row.code))
    }
}
