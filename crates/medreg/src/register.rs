//! `medreg register` and `medreg statistics`: questions to the views.

use chrono::{NaiveDate, Utc};
use medreg_domain::entry::EntryKind;
use medreg_domain::{CategoryCode, CourtCode, EntryNo, LanguageCode, RegionCode};
use medreg_node::query::{DISCLAIMER, Find, Query};
use serde_json::Value;

use crate::cli::OfficeFolder;
use crate::exit::Failure;
use crate::federal::query;
use crate::output;

/// The federal register. Read-only.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Entries that match.
    Find(Box<FindArgs>),
    /// One entry.
    Show {
        /// Its number.
        entry_no: EntryNo,
        /// True on this day; else today.
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
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
    #[arg(long)]
    kind: Option<EntryKind>,
    /// ACTIVE, SUSPENDED, LAPSED or REMOVED.
    #[arg(long)]
    standing: Option<String>,
    /// True on this day; else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// At most so many, up to 200.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Go on after this entry.
    #[arg(long, value_name = "ENTRY_NO")]
    cursor: Option<EntryNo>,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// Official statistics. Read-only.
///
/// Example: medreg statistics S16 --by region,category --period 2025-Q1..2025-Q4
#[derive(Debug, clap::Args)]
pub(crate) struct StatisticsArgs {
    /// The indicator, such as S16.
    indicator: String,
    /// By region, court, category, channel.
    #[arg(long, value_delimiter = ',')]
    by: Vec<String>,
    /// A month, quarter or year, or a range: 2025-Q1..2025-Q4.
    #[arg(long)]
    period: String,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

fn text(value: &Value) -> String {
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
        Command::Show {
            entry_no,
            as_of,
            office,
            json,
        } => {
            let entry = query(
                &office.data,
                Query::Entry {
                    entry_no,
                    as_of: as_of.unwrap_or_else(today),
                },
            )?;
            if json {
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
            ];
            let mut rows = vec![
                vec!["name".to_owned(), text(&entry["name"]["ru"])],
                vec!["standing".to_owned(), standing(&entry)],
            ];
            rows.extend(fields.map(|field| vec![field.replace('_', " "), text(&entry[field])]));
            output::table(&["", ""], rows);
            output::line(DISCLAIMER);
            Ok(())
        }
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
        limit: args.limit,
        cursor: args.cursor,
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
            let name = text(&item["name"]["ru"]);
            vec![
                text(&item["entry_no"]),
                name,
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

pub(crate) fn statistics(args: &StatisticsArgs) -> Result<(), Failure> {
    let question = Query::Statistics {
        indicator: args.indicator.clone(),
        by: args.by.clone(),
        period: args.period.clone(),
    };
    let answer = query(&args.office.data, question)?;
    if args.json {
        output::json(&answer);
        return Ok(());
    }
    let definition = &answer["definition"];
    output::line(&format!(
        "{} — {}",
        text(&answer["indicator"]),
        text(&definition["name"])
    ));
    output::line(&format!(
        "{} / {}; by {}",
        text(&definition["numerator"]),
        text(&definition["denominator"]),
        text(&definition["date_basis"])
    ));
    let mut header: Vec<&str> = args.by.iter().map(String::as_str).collect();
    header.extend(["period", "figure", "numerator", "denominator", "value"]);
    let rows = answer["rows"].as_array().into_iter().flatten();
    output::table(
        &header,
        rows.map(|row| header.iter().map(|column| figure(&row[*column])).collect()),
    );
    Ok(())
}

fn figure(value: &Value) -> String {
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Some(number) => format!("{number:.4}"),
        None => text(value),
    }
}
