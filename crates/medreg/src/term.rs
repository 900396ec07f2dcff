//! `medreg term`: the law's arithmetic, told step by step.

#![expect(
    clippy::doc_markdown,
    reason = "the comments of `Args` are help texts, read on a terminal"
)]

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use medreg_domain::application::decide_by;
use medreg_domain::calendar::{add_days, civil_date};
use medreg_domain::entry::suspended_to;
use medreg_domain::reference::{Reference, builtin};
use medreg_domain::ruleset::Ruleset;
use medreg_domain::term::{Due, Extension, Law, PreDispute, Term};
use medreg_domain::{Channel, Decider, Rejection, RulesetId};
use serde::Serialize;
use serde_json::{Value, json};

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
    extend: Vec<ExtensionArg>,
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
    #[arg(long, value_name = "DATE")]
    arose: Option<NaiveDate>,
    /// The day the procedure started.
    #[arg(long, value_name = "DATE")]
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

/// An extension as typed.
#[derive(Clone, Copy, Debug)]
struct ExtensionArg {
    days: u16,
    decided_on: NaiveDate,
    decided_by: Option<Decider>,
}

impl FromStr for ExtensionArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not DAYS@DATE or DAYS@DATE:PARTIES or DAYS@DATE:COURT");
        let (days, rest) = text.split_once('@').ok_or_else(wrong)?;
        let (date, who) = rest
            .split_once(':')
            .map_or((rest, None), |(date, who)| (date, Some(who)));
        Ok(Self {
            days: days.parse().map_err(|_| wrong())?,
            decided_on: date.parse().map_err(|_| wrong())?,
            decided_by: who
                .map(|who| who.parse().map_err(|_| wrong()))
                .transpose()?,
        })
    }
}

#[derive(Debug, Serialize)]
struct Step {
    text: String,
    article: String,
}

#[derive(Debug, Serialize)]
struct Extended {
    days: u16,
    decided_on: NaiveDate,
    decided_by: Decider,
    new_due_on_raw: NaiveDate,
    new_due_on: NaiveDate,
}

/// Prints the answer, or the rule that refuses it.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let reference = builtin::reference()?;
    let refused = |rejection| Failure::Refused {
        rejection,
        json: args.json,
    };
    let answer = match args.agreement {
        Some(agreement) => procedure(args, &reference, agreement).map_err(refused)?,
        None => other(args, &reference).map_err(refused)?,
    };
    if args.json {
        output::json(&answer);
        return Ok(());
    }
    for step in answer["steps"].as_array().into_iter().flatten() {
        let part = |key: &str| step[key].as_str().unwrap_or_default().to_owned();
        output::line(&format!("{}  [{}]", part("text"), part("article")));
    }
    Ok(())
}

fn ruleset<'a>(
    args: &Args,
    reference: &'a Reference,
    day: NaiveDate,
) -> Result<&'a Ruleset, Rejection> {
    match args.ruleset {
        Some(id) => reference.rulesets.named(id),
        None => reference.rulesets.in_force(day),
    }
}

fn procedure(
    args: &Args,
    reference: &Reference,
    agreement_on: NaiveDate,
) -> Result<Value, Rejection> {
    let calendar = &reference.calendar;
    let law = Law {
        ruleset: ruleset(args, reference, agreement_on)?,
        calendar,
    };
    let term = first_term(args, &law, agreement_on)?;
    let cap = law.cap(&term)?;
    let mut steps = vec![first_step(&law, &term), cap_step(&law, cap)];
    let mut extended = Vec::new();
    let mut flags = Vec::new();
    let mut current = term;
    for asked in &args.extend {
        let law = Law {
            ruleset: ruleset(args, reference, asked.decided_on)?,
            calendar,
        };
        let decided_by = asked
            .decided_by
            .unwrap_or_else(|| usual_decider(&law, args.channel));
        let extension = Extension {
            days: asked.days,
            decided_on: asked.decided_on,
            decided_by,
            all_parties: true,
        };
        let before = current;
        current = law.extend(&before, extension)?;
        if args
            .recorded
            .is_some_and(|recorded| recorded > before.due.rolled)
        {
            flags.push("LATE_RECORDED");
        }
        steps.push(extension_step(&law, &before, &current, extension));
        extended.push(Extended {
            days: asked.days,
            decided_on: asked.decided_on,
            decided_by,
            new_due_on_raw: current.due.raw,
            new_due_on: current.due.rolled,
        });
    }
    let mut answer = json!({
        "ruleset": law.ruleset.ruleset, "channel": args.channel, "agreement_on": agreement_on,
        "due_on_raw": term.due.raw, "due_on": term.due.rolled, "cap_on_raw": cap.raw, "cap_on": cap.rolled,
        "extensions": extended, "steps": steps, "flags": flags,
    });
    if args.channel == Channel::Enforcement {
        let days = law.ruleset.parameters.enforcement_suspension_days;
        answer["enforcement_suspended_to"] = json!(add_days(agreement_on, days));
    }
    Ok(answer)
}

fn first_term(args: &Args, law: &Law<'_>, agreement_on: NaiveDate) -> Result<Term, Rejection> {
    match (args.pre_dispute, args.arose, args.started) {
        (true, Some(arose_on), Some(started_on)) => law.start_pre_dispute(
            args.channel,
            PreDispute {
                agreement_on,
                arose_on,
                started_on,
            },
        ),
        _ => law.conclude(
            args.channel,
            agreement_on,
            args.procedural_deadline.last().copied(),
        ),
    }
}

/// Who decides where the command line does not say: the parties, if the ruleset lets them.
fn usual_decider(law: &Law<'_>, channel: Channel) -> Decider {
    let allowed = law.ruleset.parameters.extension_decider.get(&channel);
    allowed
        .and_then(|deciders| deciders.first().copied())
        .unwrap_or(Decider::Parties)
}

fn rolled(due: Due) -> String {
    if due.raw == due.rolled {
        due.raw.to_string()
    } else {
        format!("{}, no working day, so {}", due.raw, due.rolled)
    }
}

fn step(text: String, article: &str) -> Step {
    Step {
        text,
        article: article.to_owned(),
    }
}

fn first_step(law: &Law<'_>, term: &Term) -> Step {
    if term.channel.has_procedural_term() {
        let text = format!(
            "the term ends with the procedural deadline, {}",
            rolled(term.due)
        );
        return step(text, law.ruleset.citation("criminal_term"));
    }
    let days = law.ruleset.parameters.base_days;
    let text = format!("{} + {days} days = {}", term.started_on, rolled(term.due));
    step(text, law.ruleset.citation("base_days"))
}

fn cap_step(law: &Law<'_>, cap: Due) -> Step {
    let days = law.ruleset.parameters.cap_days;
    step(
        format!(
            "extensions can reach {} ({days} days in aggregate)",
            rolled(cap)
        ),
        law.ruleset.citation("cap_days"),
    )
}

fn extension_step(law: &Law<'_>, before: &Term, after: &Term, extension: Extension) -> Step {
    let Extension {
        days,
        decided_on,
        decided_by,
        ..
    } = extension;
    let text = format!(
        "{} + {days} days, decided on {decided_on} by {decided_by} = {}",
        before.due.raw,
        rolled(after.due)
    );
    let cite = law
        .ruleset
        .citations
        .get(&format!("extension_decider.{}", before.channel));
    step(
        text,
        cite.map_or_else(|| law.ruleset.citation("extension_days"), String::as_str),
    )
}

/// The other dates the law counts.
fn other(args: &Args, reference: &Reference) -> Result<Value, Rejection> {
    if let Some(from) = args.suspended_from {
        let law = ruleset(args, reference, from)?;
        let to = suspended_to(from, law.parameters.suspension_months);
        let active_from = add_days(to, 1);
        let text = format!("suspended from {from} to {to}, active again from {active_from}");
        let steps = [step(text, law.citation("suspension_months"))];
        return Ok(
            json!({"ruleset": law.ruleset, "from": from, "to": to, "active_from": active_from, "steps": steps}),
        );
    }
    if let Some(offered) = args.offered {
        let law = ruleset(args, reference, offered)?;
        let answer_by = add_days(offered, law.parameters.offer_answer_days);
        let text =
            format!("an offer of {offered} without an answer is refused at the end of {answer_by}");
        let steps = [step(text, law.citation("offer_answer_days"))];
        return Ok(
            json!({"ruleset": law.ruleset, "offered_on": offered, "answer_by": answer_by, "steps": steps}),
        );
    }
    if let Some(applied) = args.applied {
        let law = ruleset(args, reference, applied)?;
        let by = decide_by(applied, law);
        let steps = [step(
            format!("an application of {applied} is decided by {by}"),
            law.citation("refusal_days"),
        )];
        return Ok(
            json!({"ruleset": law.ruleset, "applied_on": applied, "decide_by": by, "steps": steps}),
        );
    }
    if let Some(valid_to) = args.valid_to {
        let law = ruleset(args, reference, valid_to)?;
        return Ok(renewal(law, valid_to));
    }
    let at = args.recorded_at.unwrap_or_default();
    let date = civil_date(at, args.zone);
    let steps = [step(
        format!("{at} is {date} in {}", args.zone),
        "Civil Code art 176",
    )];
    Ok(json!({"recorded_at": at, "zone": args.zone.name(), "civil_date": date, "steps": steps}))
}

fn renewal(law: &Ruleset, valid_to: NaiveDate) -> Value {
    use chrono::Datelike;
    let lapses_on = add_days(valid_to, 1);
    let ask_by = law
        .parameters
        .annual_renewal_deadline
        .map(|deadline| deadline.in_year(valid_to.year()));
    let text = match ask_by {
        Some(ask_by) => {
            format!("without a request by {ask_by} the entry is excluded from {lapses_on}")
        }
        None => format!("valid to {valid_to}; without renewal the entry has lapsed on {lapses_on}"),
    };
    let steps = [step(text, law.citation("annual_renewal_deadline"))];
    json!({"ruleset": law.ruleset, "valid_to": valid_to, "renew_by": ask_by, "lapses_on": lapses_on, "steps": steps})
}
