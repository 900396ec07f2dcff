//! For auditors and operators, as documents and as tables.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medreg_domain::{CourtCode, Money};
use medreg_node::federal::quarantine::Reason;
use medreg_node::query::{
    DueList, DueListed, DueShown, FindingShown, FindingState, FindingsAsked, FindingsFound,
    FundMonthShown, FundShown, LIMIT_MAX, LinkShown, LinkState, Moment,
};
use serde_json::{Value, json};

use super::entries::{COURT, REGION};
use super::schema::words;
use super::told::one;
use super::{Answer, Form, Operation, Parameter, nothing, with_next};
use crate::asked::Asked;
use crate::csv::{self, cell};
use crate::oversight::{self, AUDITORS, DueAsked, KEEPERS, KeptAsked, LinksAsked, PAGES_MAX};
use crate::parameters::VALUE_CHARACTERS_MAX;
use crate::question;
use crate::site::Site;

mod form;

const LIMIT: Parameter = Parameter::optional("limit", Form::Number(1, LIMIT_MAX as u64));
const AT_COURT: Parameter = Parameter::optional("court", Form::Code(COURT));

pub(super) const OPERATIONS: [Operation; 6] = [
    Operation {
        path: "/sync",
        parts: &[],
        name: "sync",
        roles: &KEEPERS,
        parameters: &[
            Parameter::optional("state", Form::Choice(words::<LinkState>)),
            Parameter::optional("region", Form::Code(REGION)),
        ],
        answer: Answer::JsonOrCsv(form::links),
        handler: || get(sync),
    },
    Operation {
        path: "/findings",
        parts: &[],
        name: "findings",
        roles: &AUDITORS,
        parameters: &[
            Parameter::optional("rule", Form::Text(VALUE_CHARACTERS_MAX)),
            AT_COURT,
            Parameter::optional("state", Form::Choice(words::<FindingState>)),
            LIMIT,
            Parameter::optional("page", Form::Number(1, PAGES_MAX as u64)),
        ],
        answer: Answer::JsonOrCsv(form::findings),
        handler: || get(findings),
    },
    Operation {
        path: "/quarantine",
        parts: &[],
        name: "quarantine",
        roles: &KEEPERS,
        parameters: &[
            AT_COURT,
            Parameter::optional("reason", Form::Choice(words::<Reason>)),
            LIMIT,
        ],
        answer: Answer::JsonOrCsv(form::quarantine),
        handler: || get(quarantine),
    },
    Operation {
        path: "/referrals/deadlines",
        parts: &[],
        name: "deadlines",
        roles: &AUDITORS,
        parameters: &[
            AT_COURT,
            Parameter::optional("as_of", Form::Date),
            Parameter::optional("state", Form::Choice(words::<DueList>)),
            LIMIT,
            Parameter::optional("cursor", Form::Text(VALUE_CHARACTERS_MAX)),
        ],
        answer: Answer::JsonOrCsv(form::deadlines),
        handler: || get(deadlines),
    },
    Operation {
        path: "/fees",
        parts: &[],
        name: "funds",
        roles: &AUDITORS,
        parameters: &[],
        answer: Answer::JsonOrCsv(form::funds),
        handler: || get(fees),
    },
    Operation {
        path: "/fees/{court}",
        parts: &[(Form::Code(COURT), Some("KZ-10-011"))],
        name: "fund",
        roles: &AUDITORS,
        parameters: &[],
        answer: Answer::JsonOrCsv(form::fund),
        handler: || get(fund),
    },
];

async fn sync(State(site): State<Site>, asked: Asked) -> Response {
    let held = oversight::held(&site, &asked).await;
    let is_table = csv::is_asked(&asked);
    let look = move |site: &Site, _: &Asked, moment: &Moment<'_>, wanted: LinksAsked| {
        let mut links = oversight::links(site, moment, &held?)?;
        let all = links.len();
        let mut by_state: BTreeMap<LinkState, usize> = BTreeMap::new();
        for link in &links {
            *by_state.entry(link.state).or_default() += 1;
        }
        links.retain(|link| wanted.wants(link));
        let up_to_date = by_state.get(&LinkState::UpToDate).copied();
        let list = json!({
            "courts": all, "up_to_date": up_to_date.unwrap_or(0), "by_state": by_state,
            "total": links.len(), "items": links, "next": Value::Null,
        });
        Ok((one(moment, None, list), links))
    };
    let write = move |(list, links): (Value, Vec<LinkShown>)| {
        if is_table {
            return csv::answer("sync", LINK_COLUMNS, links.iter().map(link_row));
        }
        Json(list).into_response()
    };
    asked.document_by(site, LinksAsked::of, look, write).await
}

const LINK_COLUMNS: &[&str] = &[
    "court",
    "region",
    "state",
    "last_courtseq",
    "last_heard_at",
    "missing",
    "behind",
    "waiting",
    "held_for",
    "refused",
];

fn link_row(link: &LinkShown) -> Vec<String> {
    let missing = link.missing.map(|(from, to)| format!("{from}-{to}"));
    vec![
        link.court.to_string(),
        link.region.to_string(),
        link.state.to_string(),
        link.last_courtseq.to_string(),
        cell(link.last_heard_at.map(|at| at.to_rfc3339())),
        cell(missing),
        link.behind.to_string(),
        link.waiting.to_string(),
        cell(link.held_for),
        link.refused.to_string(),
    ]
}

async fn findings(State(site): State<Site>, asked: Asked) -> Response {
    let (at, is_table) = (at(&asked), csv::is_asked(&asked));
    let look = |_: &Site, asked: &Asked, moment: &Moment<'_>, wanted| {
        asked.viewer.ensure(&AUDITORS)?;
        let (wanted, page): (FindingsAsked, usize) = wanted;
        let found = moment.findings(&wanted)?;
        let is_more = wanted.skip + found.items.len() < found.total;
        let next: Option<usize> = is_more.then_some(page + 1);
        let list = json!({
            "items": found.items, "total": found.total, "by_severity": found.by_severity,
            "next": next,
        });
        Ok((one(moment, None, list), found, next))
    };
    let write = move |(list, found, next): (Value, FindingsFound, Option<usize>)| {
        let written = if is_table {
            csv::answer(
                "findings",
                FINDING_COLUMNS,
                found.items.iter().map(finding_row),
            )
        } else {
            Json(list).into_response()
        };
        let next = next.map(|page| ("page", page.to_string()));
        with_next(written, at, next)
    };
    asked
        .document_by(site, oversight::findings, look, write)
        .await
}

const FINDING_COLUMNS: &[&str] = &[
    "finding",
    "rule",
    "severity",
    "law",
    "court",
    "subjects",
    "raised_on",
    "closed_on",
    "reason",
];

fn finding_row(finding: &FindingShown) -> Vec<String> {
    vec![
        finding.finding.to_string(),
        finding.rule.to_string(),
        cell(finding.severity.map(<&str>::from)),
        cell(finding.law.as_deref()),
        cell(finding.court),
        finding.subjects.join(" "),
        finding.raised_on.to_string(),
        cell(finding.closed_on),
        cell(finding.reason.as_deref()),
    ]
}

async fn quarantine(State(site): State<Site>, asked: Asked) -> Response {
    let kept = KeptAsked::ask(&site, &asked).await;
    let is_table = csv::is_asked(&asked);
    let look = move |_: &Site, _: &Asked, moment: &Moment<'_>, _| {
        let (_, kept) = kept?;
        let sources = moment.views().sources();
        let items = kept.items.iter().map(|item| {
            let expected = item.source.map(|it| oversight::expected(sources, it));
            let mut shown = json!(item);
            shown["expected_courtseq"] = json!(expected);
            shown
        });
        let items: Vec<Value> = items.collect();
        let list = json!({
            "items": items, "total": kept.total, "by_source": kept.held, "next": Value::Null,
        });
        Ok(one(moment, None, list))
    };
    let write = move |list: Value| {
        if is_table {
            return kept_table(&list);
        }
        Json(list).into_response()
    };
    asked.document_by(site, KeptAsked::of, look, write).await
}

fn kept_table(list: &Value) -> Response {
    const COLUMNS: &[&str] = &[
        "id",
        "source",
        "courtseq",
        "expected_courtseq",
        "reason",
        "kept_at",
        "bytes",
    ];
    let items = list["items"].as_array().map(Vec::as_slice);
    let rows = items.unwrap_or_default().iter().map(|item| {
        let text = |column: &&str| match &item[*column] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                other.to_string()
            }
        };
        COLUMNS.iter().map(text).collect()
    });
    csv::answer("quarantine", COLUMNS, rows)
}

async fn deadlines(State(site): State<Site>, asked: Asked) -> Response {
    let (at, is_table) = (at(&asked), csv::is_asked(&asked));
    let look = |_: &Site, asked: &Asked, moment: &Moment<'_>, wanted: DueAsked| {
        asked.viewer.ensure(&AUDITORS)?;
        let counts = moment.due_counts(&wanted.board)?;
        let part = (wanted.behind, wanted.limit);
        let DueListed { items, next } = moment.due(&wanted.board, wanted.list, part)?;
        let of_days = counts
            .iter()
            .filter(|(list, _)| **list != DueList::Extended);
        let total = match wanted.list {
            Some(list) => counts.get(&list).copied().unwrap_or(0),
            None => of_days.map(|(_, count)| count).sum(),
        };
        let next = next.map(|next| next.to_string());
        let list = json!({"counts": counts, "total": total, "items": items, "next": next});
        Ok((one(moment, Some(wanted.board.today), list), items, next))
    };
    let write = move |(list, items, next): (Value, Vec<DueShown>, Option<String>)| {
        let written = if is_table {
            csv::answer("deadlines", DUE_COLUMNS, items.iter().map(due_row))
        } else {
            Json(list).into_response()
        };
        with_next(written, at, next.map(|next| ("cursor", next)))
    };
    asked.document_by(site, DueAsked::of, look, write).await
}

const DUE_COLUMNS: &[&str] = &[
    "referral_no",
    "state",
    "due_on",
    "due_on_raw",
    "days_left",
    "extended_days",
    "article",
];

fn due_row(item: &DueShown) -> Vec<String> {
    vec![
        item.referral_no.to_string(),
        item.list.to_string(),
        cell(item.due_on),
        cell(item.due_on_raw),
        cell(item.days_left),
        item.extended_days.to_string(),
        cell(item.article.as_deref()),
    ]
}

async fn fees(State(site): State<Site>, asked: Asked) -> Response {
    let is_table = csv::is_asked(&asked);
    let look = |_: &Site, asked: &Asked, moment: &Moment<'_>, ()| {
        asked.viewer.ensure(&AUDITORS)?;
        let funds = moment.funds()?;
        let list = json!({"total": funds.len(), "items": funds, "next": Value::Null});
        Ok((one(moment, None, list), funds))
    };
    let write = move |(list, funds): (Value, Vec<FundShown>)| {
        if is_table {
            return csv::answer("fees", FUND_COLUMNS, funds.iter().map(fund_row));
        }
        Json(list).into_response()
    };
    asked.document_by(site, nothing, look, write).await
}

const FUND_COLUMNS: &[&str] = &[
    "court",
    "assessed_minor",
    "waived_minor",
    "paid_minor",
    "refunded_minor",
    "allocated_minor",
    "remunerated_minor",
    "balance_minor",
    "outstanding_minor",
    "currency",
];

fn fund_row(fund: &FundShown) -> Vec<String> {
    let sums = [
        fund.assessed,
        fund.waived,
        fund.paid,
        fund.refunded,
        fund.allocated,
        fund.remunerated,
        fund.balance,
        fund.outstanding,
    ];
    row_of_money(fund.court.to_string(), &sums)
}

/// A name, sums in minor units, and their currency.
fn row_of_money(name: String, sums: &[Money]) -> Vec<String> {
    let currency = sums.first().map(|sum| format!("{:?}", sum.currency));
    let minor = sums.iter().map(|sum| sum.amount_minor.to_string());
    let row = std::iter::once(name).chain(minor).chain(currency);
    row.collect()
}

const MONTH_COLUMNS: &[&str] = &[
    "month",
    "assessed_minor",
    "waived_minor",
    "paid_minor",
    "refunded_minor",
    "allocated_minor",
    "remunerated_minor",
    "balance_minor",
    "currency",
];

async fn fund(State(site): State<Site>, Path(court): Path<String>, asked: Asked) -> Response {
    let is_table = csv::is_asked(&asked);
    let text = court.strip_suffix(".csv").unwrap_or(&court).to_owned();
    let look = move |_: &Site, asked: &Asked, moment: &Moment<'_>, ()| {
        asked.viewer.ensure(&AUDITORS)?;
        let court: CourtCode = question::named(&text)?;
        let (fund, months) = moment.fund(court)?;
        let mut answer = json!(fund);
        answer["months"] = json!(months);
        Ok((one(moment, None, answer), court, months))
    };
    let write = move |(answer, court, months): (Value, CourtCode, Vec<FundMonthShown>)| {
        if is_table {
            let rows = months.iter().map(month_row);
            return csv::answer(&format!("fees-{court}"), MONTH_COLUMNS, rows);
        }
        Json(answer).into_response()
    };
    asked.document_by(site, nothing, look, write).await
}

fn month_row(month: &FundMonthShown) -> Vec<String> {
    let sums = [
        month.assessed,
        month.waived,
        month.paid,
        month.refunded,
        month.allocated,
        month.remunerated,
        month.balance,
    ];
    row_of_money(month.month.clone(), &sums)
}

/// The address that was asked for, with its parameters.
fn at(asked: &Asked) -> (String, String) {
    (asked.uri.path().to_owned(), asked.query().to_owned())
}
