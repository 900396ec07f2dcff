//! `medreg statistics`: official figures, with their definitions beside them.

use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_node::query::{AsAt, Figures, MapName, Query};
use serde_json::Value;

use crate::cli::OfficeFolder;
use crate::exit::Failure;
use crate::federal::query;
use crate::output;
use crate::register::{text, today};

/// Official statistics. Read-only.
///
/// Example: medreg statistics S16 --by region,category --period 2025-Q1..2025-Q4
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The indicator, such as S16.
    indicator: String,
    /// By region, court, category, channel, source, kind, language.
    #[arg(long, value_delimiter = ',')]
    by: Vec<String>,
    /// A month, quarter or year, or a range: 2025-Q1..2025-Q4.
    #[arg(long)]
    period: String,
    /// `current`: on the courts of the day; `as-reported`: on the courts as they were.
    #[arg(long, default_value = "current")]
    map: MapName,
    /// The day the map and the age of cohorts are looked at from; else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Known then: a position of the history, an instant or a day; else now.
    #[arg(long, value_name = "POSITION|TIME")]
    as_at: Option<AsAt>,
    /// As everybody is told since the release of this quarter.
    #[arg(long, value_name = "QUARTER", conflicts_with_all = ["as_at", "as_of", "map"])]
    release: Option<String>,
    /// As published: small cells are withheld, and only what may be published can be asked.
    #[arg(long)]
    public: bool,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let figures = Figures {
        indicator: args.indicator.clone(),
        by: args.by.clone(),
        period: args.period.clone(),
        map: args.map,
        audience: if args.public || args.release.is_some() {
            Audience::Public
        } else {
            Audience::Federal
        },
        as_at: args.as_at,
        release: args.release.clone(),
        as_of: args.as_of.unwrap_or_else(today),
    };
    let answer = query(&args.office.data, Query::Statistics(figures))?;
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
    let denominator = definition["denominator"].as_str();
    let of = denominator.map_or_else(String::new, |denominator| format!(" / {denominator}"));
    output::line(&format!(
        "{}{of}; by {}",
        text(&definition["numerator"]),
        text(&definition["date_basis"])
    ));
    let mut header: Vec<&str> = args.by.iter().map(String::as_str).collect();
    header.extend(["period", "figure", "numerator", "denominator", "value"]);
    let rows = answer["rows"].as_array().into_iter().flatten();
    output::table(
        &header,
        rows.map(|row| header.iter().map(|column| cell(row, column)).collect()),
    );
    Ok(())
}

/// A withheld figure is told as such, not left out.
fn cell(row: &Value, column: &str) -> String {
    let value = &row[column];
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Some(number) => format!("{number:.4}"),
        None if value.is_null() && row["suppressed"] == true => "< 5".to_owned(),
        None => text(value),
    }
}
