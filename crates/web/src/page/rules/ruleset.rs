//! One ruleset: its deadlines with article, formula and example, its other rules, what is
//! different from the law before it, and the days that are not worked.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::Datelike;
use medreg_domain::RulesetId;
use medreg_domain::reference::Reference;
use medreg_domain::ruleset::Ruleset;

use super::super::asked::Named;
use super::super::frame::Frame;
use super::Listed;
use super::days::Days;
use super::example::Examples;
use super::rule::{DEADLINES, Difference, Rule};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

/// Years a calendar may be asked for.
const YEARS: (usize, usize) = (2000, 2200);

#[derive(Template)]
#[template(path = "ruleset.html")]
struct RulesetPage {
    frame: Frame,
    ruleset: Listed,
    about: Option<String>,
    deadlines: Vec<Deadline>,
    rules: Vec<Rule>,
    /// The ruleset it is compared with, and what is different.
    compared: Option<(Listed, Vec<Difference>)>,
    calendar: Days,
}

/// A deadline: a rule with how it is counted.
#[derive(Clone, Debug)]
struct Deadline {
    rule: Rule,
    formula: String,
    example: Option<String>,
}

pub(in super::super) async fn ruleset(
    State(site): State<Site>,
    named: Named,
    asked: Asked,
) -> Response {
    let text = named.0.1;
    let read = |parameters: &mut Parameters, asked: &Asked| {
        let as_of = question::as_of(parameters, asked.today);
        (as_of, parameters.number("year", YEARS.0, YEARS.1))
    };
    asked
        .page(site, read, move |site, asked, moment, (as_of, year)| {
            let id: RulesetId = question::named(&text)?;
            let reference = moment.reference();
            let unknown = |_| Problem::not_found(format!("there is no ruleset {id}"));
            let ruleset = reference.rulesets.named(id).map_err(unknown)?;
            let year = year.and_then(|year| i32::try_from(year).ok());
            let year = year.unwrap_or(as_of.year());
            let frame = asked.frame(site, moment, as_of, "section-rules");
            Ok(RulesetPage::of(frame, reference, ruleset, year))
        })
        .await
}

impl RulesetPage {
    fn of(frame: Frame, reference: &Reference, ruleset: &Ruleset, year: i32) -> Self {
        let (language, today) = (frame.language, frame.as_of);
        let examples = Examples::of(reference, ruleset, today);
        let (deadlines, rules) = Rule::all(language, ruleset)
            .into_iter()
            .partition::<Vec<_>, _>(|rule| DEADLINES.contains(&rule.key.as_str()));
        let deadline = |rule: Rule| Deadline {
            formula: language.t(&format!("formula-{}", rule.key)),
            example: examples.step(&rule.key).map(|step| language.step(&step)),
            rule,
        };
        let other = reference.rulesets.compared_with(ruleset, today);
        let compared = other.map(|other| {
            let listed = Listed::of(language, other);
            (listed, Difference::between(language, ruleset, other))
        });
        Self {
            about: language.find(&format!("ruleset-{}.about", ruleset.ruleset), None),
            ruleset: Listed::of(language, ruleset),
            deadlines: deadlines.into_iter().map(deadline).collect(),
            rules,
            compared,
            calendar: Days::of(language, &reference.calendar, year),
            frame,
        }
    }
}
