//! Courts: the registers there are, and one of them.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::{CourtCode, RegionCode, Source};
use medreg_node::query::{Find, Moment};
use medreg_projections::Views;

use super::asked::Named;
use super::frame::Frame;
use super::options::{Choice, Choices};
use crate::api::to_the_hour;
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "courts.html")]
struct CourtsPage {
    frame: Frame,
    regions: Vec<Choice>,
    /// The courts of the region that is chosen.
    courts: Vec<CourtRow>,
    /// Every region, where none is chosen.
    totals: Vec<RegionRow>,
}

#[derive(Template)]
#[template(path = "court.html")]
struct CourtPage {
    frame: Frame,
    court: CourtRow,
    names: [String; 3],
    predecessors: Vec<CourtRow>,
    successors: Vec<CourtRow>,
    categories: Vec<(String, usize)>,
    languages: Vec<(String, usize)>,
}

/// One court of a list.
#[derive(Clone, Debug)]
struct CourtRow {
    code: String,
    name: String,
    region: String,
    kind: String,
    mediators: usize,
    last_heard: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
}

/// One region: how many courts keep a register there, and for how many mediators.
#[derive(Clone, Debug)]
struct RegionRow {
    code: String,
    name: String,
    courts: usize,
    mediators: usize,
}

/// Entries that are active on a day, by filter and value.
type Counts = BTreeMap<&'static str, BTreeMap<String, usize>>;

fn active(
    asked: &Asked,
    moment: &Moment<'_>,
    as_of: NaiveDate,
    court: Option<CourtCode>,
) -> Result<Counts, Problem> {
    let found = moment.find(&Find {
        court,
        standing: vec!["ACTIVE".to_owned()],
        counts: true,
        limit: 1,
        ..Find::all(as_of, asked.sight())
    })?;
    Ok(found.counts.unwrap_or_default())
}

pub(super) async fn courts(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, asked: &Asked| {
        (
            parameters.one::<RegionCode>("region"),
            question::as_of(parameters, asked.today),
        )
    };
    asked
        .page(site, read, |site, asked, moment, (region, as_of)| {
            let counts = active(asked, moment, as_of, None)?;
            let (views, reference) = (moment.views(), moment.reference());
            let language = asked.language();
            let there = reference.courts.iter().filter(|(_, court)| {
                court.valid_from.is_none_or(|from| from <= as_of)
                    && court.valid_to.is_none_or(|to| as_of <= to)
            });
            let chosen = there
                .clone()
                .filter(|(_, court)| Some(court.region) == region);
            let rows = chosen.filter_map(|(code, _)| row(language, views, *code, &counts));
            let regions = Choices::of(language, reference, Some(&counts)).regions;
            let total = |choice: &Choice| RegionRow {
                courts: there
                    .clone()
                    .filter(|(_, court)| court.region.to_string() == choice.value)
                    .count(),
                mediators: choice.count.unwrap_or(0),
                code: choice.value.clone(),
                name: choice.word.clone(),
            };
            let totals = regions.iter().map(total).filter(|row| row.courts > 0);
            Ok(CourtsPage {
                courts: rows.collect(),
                totals: totals.filter(|_| region.is_none()).collect(),
                regions,
                frame: asked.frame(site, moment, as_of, "section-courts"),
            })
        })
        .await
}

pub(super) async fn court(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let text = named.0.1;
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, move |site, asked, moment, as_of| {
            let code: CourtCode = question::named(&text)?;
            let counts = active(asked, moment, as_of, Some(code))?;
            let (views, reference) = (moment.views(), moment.reference());
            let language = asked.language();
            let found = reference
                .courts
                .get(&code)
                .zip(row(language, views, code, &counts));
            let unknown = || Problem::not_found(format!("there is no court {code}"));
            let (court, row_of) = found.ok_or_else(unknown)?;
            let rows = |codes: Vec<CourtCode>| {
                let rows = codes
                    .into_iter()
                    .filter_map(|code| row(language, views, code, &counts));
                rows.collect::<Vec<_>>()
            };
            let before = reference.courts.iter();
            let before = before.filter(|(_, other)| other.successors.contains(&code));
            Ok(CourtPage {
                court: row_of,
                names: [&court.names.kk, &court.names.ru, &court.names.en].map(Clone::clone),
                predecessors: rows(before.map(|(code, _)| *code).collect()),
                successors: rows(court.successors.clone()),
                categories: by_category(language, reference, &counts),
                languages: by_language(language, reference, &counts),
                frame: asked.frame(site, moment, as_of, "section-courts"),
            })
        })
        .await
}

fn row(language: Language, views: &Views, code: CourtCode, counts: &Counts) -> Option<CourtRow> {
    let reference = views.sources().reference();
    let court = reference.courts.get(&code)?;
    let region = reference
        .regions
        .get(&court.region)
        .and_then(|regions| regions.last());
    let head = views.sources().head(Source::Court(code));
    let heard = head.map(|head| to_the_hour(head.time));
    let mediators = counts
        .get("court")
        .and_then(|counts| counts.get(&code.to_string()));
    Some(CourtRow {
        code: code.to_string(),
        name: language.name(&court.names).to_owned(),
        region: region.map_or_else(String::new, |it| language.name(&it.names).to_owned()),
        kind: language.word("court_kind", &court.kind),
        mediators: mediators.copied().unwrap_or(0),
        last_heard: heard.map(|heard| language.instant(heard)),
        valid_from: court.valid_from,
        valid_to: court.valid_to,
    })
}

/// Every category at the root of the tree: nobody to be chosen in it is told too.
fn by_category(language: Language, reference: &Reference, counts: &Counts) -> Vec<(String, usize)> {
    let counted = counts.get("category");
    let roots = reference
        .categories
        .values()
        .filter(|category| category.parent.is_none());
    let rows = roots.map(|root| {
        let count = counted.and_then(|counts| counts.get(root.code.as_str()));
        (
            language.name(&root.names).to_owned(),
            count.copied().unwrap_or(0),
        )
    });
    rows.collect()
}

fn by_language(language: Language, reference: &Reference, counts: &Counts) -> Vec<(String, usize)> {
    let counted = counts.get("language").into_iter().flatten();
    let rows = counted.filter_map(|(code, count)| {
        let names = reference.languages.get(&code.parse().ok()?)?;
        Some((language.name(names).to_owned(), *count))
    });
    rows.collect()
}
