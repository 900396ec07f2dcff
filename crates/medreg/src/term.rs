//! `medreg term`: the law's arithmetic, told step by step.

#![expect(
    clippy::doc_markdown,
    reason = "the comments of `Args` are help texts, read on a terminal"
)]

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use medreg_domain::reckoning::{About, Arisen, Asked, Procedure, Question};
use medreg_domain::reference::builtin;
use medreg_domain::{Channel, RulesetId};

use crate::exit::Failure;
use crate::output;

/// Terms of a procedure, and the other dates the law counts.
///
/// Example: medreg term --agreement 2025-01-31 --channel IN_COURT --extend 20@2025-02-20:PARTIES
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The day the mediation agreement was concluded.
    #[arg(long, value_name = "DATE", required_unless_present_any = ["suspended_from", "offered", "applied", "recorded_at", "valid_to"])]
    agreement: Option<NaiveDate>,
    /// Where the dispute stands: OUT_OF_COURT, IN_COURT, CRIMINAL, ADMIN_OFFENCE, ADMIN_COURT, ENFORCEMENT, ARBITRATION.
    #[arg(long, default_value = "IN_COURT")]
    channel: Channel,
    /// An extension, DAYS@DECIDED_ON[:PARTIES|COURT]; may repeat.
    #[arg(long, value_name = "DAYS@DATE[:WHO]")]
    extend: Vec<Asked>,
    /// The day the last extension was recorded, if later than decided.
    #[arg(long, value_name = "DATE")]
    recorded: Option<NaiveDate>,
    /// The ruleset; else the one in force on the day of the act.
    #[arg(long)]
    ruleset: Option<RulesetId>,
    /// The deadline the authority set (CRIMINAL, ADMIN_OFFENCE); the last one counts.
    #[arg(long, value_name = "DATE")]
    procedural_deadline: Vec<NaiveDate>,
    /// The agreement was made before the dispute arose.
    #[arg(long, requires = "arose", requires = "started")]
    pre_dispute: bool,
    /// The day the dispute arose.
    #[arg(long, value_name = "DATE", requires = "pre_dispute")]
    arose: Option<NaiveDate>,
    /// The day the procedure started.
    #[arg(long, value_name = "DATE", requires = "pre_dispute")]
    started: Option<NaiveDate>,
    /// Instead: the last day of a suspension that begins on this day.
    #[arg(long, value_name = "DATE")]
    suspended_from: Option<NaiveDate>,
    /// Instead: the last day to answer an offer made on this day.
    #[arg(long, value_name = "DATE")]
    offered: Option<NaiveDate>,
    /// Instead: the last day to decide an application handed in on this day.
    #[arg(long, value_name = "DATE")]
    applied: Option<NaiveDate>,
    /// Instead: the civil date of an instant in a court's zone.
    #[arg(long, value_name = "INSTANT")]
    recorded_at: Option<DateTime<Utc>>,
    /// The zone of `--recorded-at`.
    #[arg(long, default_value = "Asia/Almaty")]
    zone: Tz,
    /// Instead: until when an entry valid to this day may be renewed.
    #[arg(long, value_name = "DATE")]
    valid_to: Option<NaiveDate>,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// Prints the answer, or the rule that refuses it.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let reference = builtin::reference()?;
    let question = Question {
        about: about(args),
        ruleset: args.ruleset,
    };
    let answer = question
        .reckon(&reference)
        .map_err(|refused| Failure::Refused {
            rejection: refused.rejection,
            json: args.json,
        })?;
    if args.json {
        output::json(&answer);
        return Ok(());
    }
    for reasoned in &answer.steps {
        output::line(&format!("{}  [{}]", reasoned.step, reasoned.article));
    }
    Ok(())
}

/// What is asked; the first question where several are.
fn about(args: &Args) -> About {
    let procedure = args.agreement.map(|agreement_on| {
        About::Procedure(Procedure {
            agreement_on,
            channel: args.channel,
            extensions: args.extend.clone(),
            recorded_on: args.recorded,
            procedural_deadline: args.procedural_deadline.last().copied(),
            arisen: args
                .arose
                .zip(args.started)
                .map(|(arose_on, started_on)| Arisen {
                    arose_on,
                    started_on,
                }),
        })
    });
    let at = args.recorded_at.unwrap_or_default();
    procedure
        .or(args.suspended_from.map(About::Suspension))
        .or(args.offered.map(About::Offer))
        .or(args.applied.map(About::Application))
        .or(args.valid_to.map(About::Validity))
        .unwrap_or(About::Instant(at, args.zone))
}
