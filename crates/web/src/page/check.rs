//! The look-up: may parties be pointed to this person, and why.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::eligibility::{Bearing, Reason, ReasonCode, SILENT_DAYS_MAX, Verdict};
use medreg_node::query::{EligibilityShown, EntryShown, Find, Moment};

use super::frame::Frame;
use super::icon::Icon;
use super::options::{Choice, Choices, all_categories};
use super::search::Row;
use crate::asked::Asked;
use crate::language::Language;
use crate::look_up::{self, JUDGES, LookedUp};
use crate::problem::Problem;
use crate::question::judge::{Meant, Pointing, typed};
use crate::site::Site;

/// Namesakes listed to choose from.
const NAMESAKES: usize = 20;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    frame: Frame,
    choices: Choices,
    categories: Vec<Choice>,
    pointing: Pointing,
    answer: Answer,
    /// True for who is told all reasons, and offers lists.
    is_judge: bool,
}

/// What the page answers.
enum Answer {
    /// Nobody is asked about yet.
    Nothing,
    /// Persons of that name, and how many there are in all.
    Namesakes(Vec<Row>, usize),
    /// Entries of one person.
    Choose(Vec<Row>),
    /// The verdict.
    Told(Box<Told>),
}

/// A verdict with all it rests on.
struct Told {
    shown: EligibilityShown,
    row: Row,
    tone: &'static str,
    icon: Icon,
    word: String,
    sentence: String,
    reasons: Vec<Because>,
    heard: String,
}

/// One reason.
struct Because {
    tone: &'static str,
    icon: Icon,
    /// Yes, no, or not known.
    word: String,
    text: String,
    rule: &'static str,
}

pub(super) async fn check(State(site): State<Site>, asked: Asked) -> Response {
    asked
        .page(site, typed, |site, asked, moment, pointing| {
            let language = asked.language();
            let answer = answer(asked, moment, &pointing)?;
            Ok(CheckPage {
                frame: asked.frame(site, moment, asked.today, "section-check"),
                choices: Choices::of(language, moment.reference(), None),
                categories: all_categories(language, moment.reference()),
                pointing,
                answer,
                is_judge: asked.viewer.ensure(&JUDGES).is_ok(),
            })
        })
        .await
}

fn answer(asked: &Asked, moment: &Moment<'_>, pointing: &Pointing) -> Result<Answer, Problem> {
    let (language, sight) = (asked.language(), asked.sight());
    let row = |shown: &EntryShown| Row::of(language, moment.reference(), shown);
    let looked_up = match &pointing.meant {
        None => return Ok(Answer::Nothing),
        Some(Meant::Named(name)) => {
            let found = moment.find(&Find {
                q: Some(name.clone()),
                court: pointing.court,
                limit: NAMESAKES,
                ..Find::all(pointing.on, sight)
            })?;
            let rows = found.items.iter().map(row).collect();
            return Ok(Answer::Namesakes(rows, found.total));
        }
        Some(Meant::Entry(entry_no)) => look_up::of_entry(moment, sight, pointing, *entry_no)?,
        Some(Meant::Person(number)) => look_up::of_person(moment, sight, pointing, *number)?,
    };
    match looked_up {
        LookedUp::Choose(person) => {
            let rows = person.entries.iter().map(row);
            Ok(Answer::Choose(rows.collect()))
        }
        LookedUp::Told(told) => {
            let shown = moment.entry(told.entry_no, told.as_of, sight)?;
            Ok(Answer::Told(Box::new(Told::of(
                language,
                *told,
                row(&shown),
            ))))
        }
    }
}

impl Told {
    fn of(language: Language, told: EligibilityShown, row: Row) -> Self {
        let verdict = told.told.verdict;
        let (tone, icon) = match verdict {
            Verdict::Yes => ("mr-ok", Icon("active")),
            Verdict::YesWithNote => ("mr-warn", Icon("warning")),
            Verdict::No => ("mr-bad", Icon("no")),
            Verdict::CannotTell => ("mr-off", Icon("unknown")),
        };
        let code: &'static str = verdict.into();
        let reasons = told.told.reasons.iter();
        let reasons = reasons.map(|reason| Because::of(language, &told, reason));
        Self {
            tone,
            icon,
            word: language.word("verdict", code),
            sentence: language.t(&format!("verdict-{code}.text")),
            reasons: reasons.collect(),
            heard: heard(language, told.silent_days),
            row,
            shown: told,
        }
    }
}

impl Because {
    fn of(language: Language, told: &EligibilityShown, reason: &Reason) -> Self {
        let bearing = told.told.bearing(reason);
        let (tone, icon) = match bearing {
            Bearing::For => ("mr-ok", Icon("active")),
            Bearing::Note => ("mr-warn", Icon("warning")),
            Bearing::Against => ("mr-bad", Icon("no")),
            Bearing::Open => ("mr-off", Icon("unknown")),
        };
        let code: &'static str = reason.code.into();
        let mut text = language.word("eligibility", code);
        if reason.code == ReasonCode::CourtHeard {
            text = format!("{text}. {}", heard(language, told.silent_days));
        }
        Self {
            tone,
            icon,
            word: language.word("bearing", <&'static str>::from(bearing)),
            text,
            rule: reason.rule,
        }
    }
}

/// How long a court has been silent, with the limit.
fn heard(language: Language, silent_days: Option<i64>) -> String {
    let limit = language.n("check-limit", SILENT_DAYS_MAX);
    let silent = match silent_days {
        Some(days) => language.n("check-silent", days),
        None => language.t("check-never-heard"),
    };
    format!("{silent} {limit}")
}

impl CheckPage {
    /// The address of the same question about one entry.
    fn about(&self, entry_no: &str) -> String {
        self.frame.here("person", Some(entry_no))
    }

    /// The address of a list to offer instead, for the same dispute.
    fn list(&self) -> String {
        let given = [
            ("court", self.pointing.court.map(|it| it.to_string())),
            ("category", self.pointing.category.map(|it| it.to_string())),
            ("language", self.pointing.language.map(|it| it.to_string())),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in given {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        }
        let list = match query.finish() {
            query if query.is_empty() => "/judge/list".to_owned(),
            query => format!("/judge/list?{query}"),
        };
        self.frame.to(&list)
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn every_verdict_reason_and_bearing_has_its_words_in_every_language() {
        for language in Language::VARIANTS {
            let known = |id: String| {
                let found = language.find(&id, None);
                assert!(found.is_some(), "{}: {id}", language.code());
            };
            for verdict in Verdict::VARIANTS {
                let code: &'static str = verdict.into();
                known(format!("verdict-{code}"));
                known(format!("verdict-{code}.text"));
            }
            for reason in ReasonCode::VARIANTS {
                known(format!("eligibility-{}", <&'static str>::from(reason)));
            }
            for bearing in Bearing::VARIANTS {
                known(format!("bearing-{}", <&'static str>::from(bearing)));
            }
        }
    }
}
