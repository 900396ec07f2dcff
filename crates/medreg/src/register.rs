//! `medreg register`: the federal register, and the judge's question about an entry.

use chrono::{NaiveDate, Utc};
use medreg_domain::entry::{Availability, EntryKind};
use medreg_domain::visibility::Audience;
use medreg_domain::{CategoryCode, CourtCode, EntryNo, Kato, LanguageCode, RegionCode, SroId};
use medreg_node::query::{
    AsAt, Check, DISCLAIMER, EntryAsked, Find, ListCursor, Order, Query, Sight,
};
use serde_json::Value;

use crate::cli::{OfficeFolder, words};
use crate::exit::Failure;
use crate::federal::query;
use crate::output;

/// The federal register. Read-only.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Entries that match.
    Find(Box<FindArgs>),
    /// One entry.
    Show(Box<ShowArgs>),
    /// Whether parties may be pointed to a mediator, and why: the judge's question.
    Check(CheckArgs),
}

/// One entry.
///
/// Example: medreg register show KZ-75-304-2025-00001 --as-of 2025-06-30
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Its number.
    entry_no: EntryNo,
    /// True on this day; else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Known then: a position of the history, an instant or a day; else now.
    #[arg(long, value_name = "POSITION|TIME")]
    as_at: Option<AsAt>,
    /// Only these fields; one that is not public is refused.
    #[arg(long, value_delimiter = ',')]
    fields: Vec<String>,
    /// For whom: PUBLIC, JUDGE or FEDERAL.
    #[arg(long, default_value = "PUBLIC")]
    audience: Audience,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// Whether parties may be pointed to a mediator.
///
/// Example: medreg register check KZ-75-304-2025-00001 --category HEALTH.TREATMENT --language kk
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The entry.
    entry_no: EntryNo,
    /// On this day; else today.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// The category of the dispute.
    #[arg(long)]
    category: Option<CategoryCode>,
    /// The language of the procedure.
    #[arg(long)]
    language: Option<LanguageCode>,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// Entries that match; any word of a name by its beginning, in Kazakh, Russian or Latin letters.
///
/// Example: medreg register find --q канат --language kk --standing ACTIVE
#[derive(Debug, clap::Args)]
pub(crate) struct FindArgs {
    /// Beginnings of words of the name.
    #[arg(long)]
    q: Option<String>,
    /// The court.
    #[arg(long)]
    court: Option<CourtCode>,
    /// The region.
    #[arg(long)]
    region: Option<RegionCode>,
    /// A category, or one above it.
    #[arg(long)]
    category: Option<CategoryCode>,
    /// A language.
    #[arg(long)]
    language: Option<LanguageCode>,
    /// PROFESSIONAL, PUBLIC or `RETIRED_JUDGE`.
    #[arg(long, value_parser = words::<EntryKind>())]
    kind: Option<EntryKind>,
    /// Any of ACTIVE, SUSPENDED, LAPSED, REMOVED and `NOT_YET`.
    #[arg(long, value_delimiter = ',')]
    standing: Vec<String>,
    /// The organisation of mediators.
    #[arg(long)]
    sro: Option<SroId>,
    /// The place of practice by its KATO code, or one around it.
    #[arg(long, value_name = "KATO")]
    place: Option<Kato>,
    /// OPEN or CLOSED: whether the mediator takes cases now.
    #[arg(long, value_parser = words::<Availability>())]
    availability: Option<Availability>,
    /// number, `name_kk`, `name_ru`, `name_latn` or `valid_to`.
    #[arg(long, default_value = "number", value_parser = words::<Order>())]
    sort: Order,
    /// True on this day; else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Known then: a position of the history, an instant or a day; else now.
    #[arg(long, value_name = "POSITION|TIME")]
    as_at: Option<AsAt>,
    /// At most so many, up to 200.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// For whom: PUBLIC, JUDGE or FEDERAL.
    #[arg(long, default_value = "FEDERAL")]
    audience: Audience,
    /// Go on where the answer before ended: its `next`.
    #[arg(long)]
    cursor: Option<ListCursor>,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn today() -> NaiveDate {
    Utc::now().date_naive()
}

pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Find(args) => find(*args),
        Command::Show(args) => show(*args),
        Command::Check(args) => check(&args),
    }
}

fn show(args: ShowArgs) -> Result<(), Failure> {
    let entry = query(
        &args.office.data,
        Query::Entry(EntryAsked {
            entry_no: args.entry_no,
            as_of: args.as_of.unwrap_or_else(today),
            as_at: args.as_at,
            fields: args.fields,
            seen_by: Sight::of(args.audience, today()),
        }),
    )?;
    if args.json {
        output::json(&entry);
        return Ok(());
    }
    let fields = [
        "entry_no",
        "federal_no",
        "court",
        "kind",
        "categories",
        "languages",
        "practice_kato",
        "sro",
        "valid_from",
        "valid_to",
        "corrected_on",
        "sanctions",
    ];
    let mut rows = vec![
        vec!["name".to_owned(), name(&entry)],
        vec!["standing".to_owned(), standing(&entry)],
    ];
    let told = fields.iter().filter(|field| !entry[**field].is_null());
    rows.extend(told.map(|field| vec![field.replace('_', " "), text(&entry[*field])]));
    output::table(&["", ""], rows);
    output::line(DISCLAIMER);
    Ok(())
}

fn check(args: &CheckArgs) -> Result<(), Failure> {
    let answer = query(
        &args.office.data,
        Query::Eligibility(Check {
            entry_no: args.entry_no,
            on: args.on.unwrap_or_else(today),
            category: args.category,
            language: args.language,
        }),
    )?;
    if args.json {
        output::json(&answer);
        return Ok(());
    }
    output::line(&format!(
        "{}: {} on {}, {}",
        args.entry_no,
        text(&answer["verdict"]),
        text(&answer["as_of"]),
        standing(&answer)
    ));
    let reasons = answer["reasons"].as_array().into_iter().flatten();
    output::table(
        &["looked at", "holds", "rule"],
        reasons.map(|reason| {
            ["code", "ok", "rule"]
                .map(|key| text(&reason[key]))
                .to_vec()
        }),
    );
    output::line(DISCLAIMER);
    Ok(())
}

fn name(entry: &Value) -> String {
    match entry["erased_on"].as_str() {
        Some(on) => format!("erased on {on}"),
        None => text(&entry["name"]["ru"]),
    }
}

fn standing(entry: &Value) -> String {
    let standing = &entry["standing"];
    let code = text(&standing["code"]);
    match (text(&standing["until"]), text(&standing["on"])) {
        (until, _) if !until.is_empty() => format!("{code} until {until}"),
        (_, on) if !on.is_empty() => format!("{code} on {on}"),
        _ => code,
    }
}

fn find(args: FindArgs) -> Result<(), Failure> {
    let question = Find {
        q: args.q,
        court: args.court,
        region: args.region,
        category: args.category,
        language: args.language,
        kind: args.kind,
        standing: args.standing,
        as_of: args.as_of.unwrap_or_else(today),
        as_at: args.as_at,
        limit: args.limit,
        cursor: args.cursor,
        sro: args.sro,
        place: args.place,
        availability: args.availability,
        sort: args.sort,
        skip: 0,
        seen_by: Sight::of(args.audience, today()),
        counts: false,
    };
    let found = query(&args.office.data, Query::Find(question))?;
    if args.json {
        output::json(&found);
        return Ok(());
    }
    let items = found["items"].as_array().into_iter().flatten();
    output::table(
        &[
            "entry",
            "name",
            "kind",
            "standing",
            "languages",
            "categories",
        ],
        items.map(|item| {
            vec![
                text(&item["entry_no"]),
                name(item),
                text(&item["kind"]),
                standing(item),
                text(&item["languages"]),
                text(&item["categories"]),
            ]
        }),
    );
    output::line(&format!(
        "{} found, true on {}, position {}",
        found["total"],
        text(&found["as_of"]),
        found["position"]
    ));
    if let Some(next) = found["next"].as_str() {
        output::line(&format!("more: --cursor {next}"));
    }
    output::line(DISCLAIMER);
    Ok(())
}
