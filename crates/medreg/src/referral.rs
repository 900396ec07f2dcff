//! `medreg referral` and `medreg deadlines`: a dispute as it stood, and what is due.

use chrono::NaiveDate;
use medreg_domain::{CourtCode, ReferralNo};
use medreg_node::query::{AsAt, Query};

use crate::cli::OfficeFolder;
use crate::exit::Failure;
use crate::federal::query;
use crate::output;
use crate::register::{text, today};

/// One referral. Read-only.
///
/// Example: medreg referral KZ-75-304-2025-000001 --as-at 2025-04-05
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Its number.
    referral_no: ReferralNo,
    /// Known then: a position of the history, an instant or a day; else now.
    #[arg(long, value_name = "POSITION|TIME")]
    as_at: Option<AsAt>,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// Referrals without a result, those due first in front. Read-only.
///
/// Example: medreg deadlines --court KZ-75-304 --as-of 2025-04-05
#[derive(Debug, clap::Args)]
pub(crate) struct DeadlineArgs {
    /// Only this court's.
    #[arg(long)]
    court: Option<CourtCode>,
    /// True on this day; else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// Known then: a position of the history, an instant or a day; else now.
    #[arg(long, value_name = "POSITION|TIME")]
    as_at: Option<AsAt>,
    #[command(flatten)]
    office: OfficeFolder,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let question = Query::Referral {
        referral_no: args.referral_no,
        as_at: args.as_at,
    };
    let referral = query(&args.office.data, question)?;
    if args.json {
        output::json(&referral);
        return Ok(());
    }
    let fields = referral.as_object().into_iter().flatten();
    let told = fields.filter(|(_, value)| !value.is_null());
    output::table(
        &["", ""],
        told.map(|(field, value)| vec![field.replace('_', " "), text(value)]),
    );
    Ok(())
}

pub(crate) fn deadlines(args: &DeadlineArgs) -> Result<(), Failure> {
    let question = Query::Deadlines {
        court: args.court,
        as_of: args.as_of.unwrap_or_else(today),
        as_at: args.as_at,
    };
    let answer = query(&args.office.data, question)?;
    if args.json {
        output::json(&answer);
        return Ok(());
    }
    let items = answer["items"].as_array().into_iter().flatten();
    let columns = ["referral_no", "state", "started_on", "due_on", "mediator"];
    output::table(
        &columns.map(|column| column),
        items.map(|item| columns.map(|column| text(&item[column])).to_vec()),
    );
    output::line(&format!(
        "{} open, true on {}, position {}",
        answer["total"],
        text(&answer["as_of"]),
        answer["position"]
    ));
    Ok(())
}
