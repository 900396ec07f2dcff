//! The law as this register applies it: rulesets by date, one of them, and its arithmetic.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_domain::ruleset::{Line, Ruleset};
use medreg_node::query::Moment;

use super::frame::Frame;
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

mod calc;
mod days;
mod example;
mod form;
mod rule;
mod ruleset;

pub(super) use calc::calc;
pub(super) use ruleset::ruleset;

/// The boxes of the day whose law is asked for.
const ON: [&str; 3] = ["on_day", "on_month", "on_year"];

#[derive(Template)]
#[template(path = "rules.html")]
struct RulesPage {
    frame: Frame,
    on: NaiveDate,
    in_force: Option<Listed>,
    rulesets: Vec<Listed>,
}

/// A ruleset in a list.
#[derive(Clone, Debug)]
struct Listed {
    id: String,
    name: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    line: String,
    is_variant: bool,
}

impl Listed {
    fn of(language: Language, ruleset: &Ruleset) -> Self {
        let line = match ruleset.line {
            Line::InForce => "line-IN_FORCE",
            Line::Variant => "line-VARIANT",
        };
        Self {
            id: ruleset.ruleset.to_string(),
            name: language.ruleset(ruleset),
            from: ruleset.effective_from,
            to: ruleset.effective_to,
            line: language.t(line),
            is_variant: ruleset.line == Line::Variant,
        }
    }

    /// From when to when it applies, in words.
    fn validity(&self, frame: &Frame) -> String {
        let day = |day: NaiveDate| frame.date(day);
        match (self.from, self.to) {
            (Some(from), Some(to)) => {
                let (from, to) = (day(from), day(to));
                let put = [("from", from.as_str()), ("to", to.as_str())];
                frame.language.with("rules-from-to", &put)
            }
            (Some(from), None) => frame.with("rules-from", "from", &day(from)),
            (None, _) => frame.t("rules-no-dates"),
        }
    }

    /// The address of its page.
    fn to(&self, frame: &Frame) -> String {
        frame.to(&format!("/rules/{}", self.id))
    }
}

pub(super) async fn rules(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, asked: &Asked| {
        let as_of = question::as_of(parameters, asked.today);
        (as_of, parameters.date("on", ON).unwrap_or(as_of))
    };
    asked
        .page(site, read, |site, asked, moment, (as_of, on)| {
            let (language, rulesets) = (asked.language(), &moment.reference().rulesets);
            let in_force = rulesets.in_force(on).ok();
            Ok(RulesPage {
                on,
                in_force: in_force.map(|ruleset| Listed::of(language, ruleset)),
                rulesets: listed(language, moment),
                frame: asked.frame(site, moment, as_of, "section-rules"),
            })
        })
        .await
}

/// The rulesets in force by their dates, then the variants.
fn listed(language: Language, moment: &Moment<'_>) -> Vec<Listed> {
    let rulesets = moment.reference().rulesets.iter();
    let mut listed: Vec<Listed> = rulesets
        .map(|ruleset| Listed::of(language, ruleset))
        .collect();
    listed.sort_by_key(|one| (one.is_variant, one.from.is_none(), one.from));
    listed
}
