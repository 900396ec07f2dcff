//! The term calculator: a form, and every step of the arithmetic with its article.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_domain::calendar::days_between;
use medreg_domain::reckoning::{About, Dates, ProcedureDates, Question, Reasoned, Refused};
use medreg_domain::ruleset::Ruleset;
use medreg_domain::{Channel, Decider};
use medreg_node::query::Moment;
use strum::VariantArray;

use super::super::frame::Frame;
use super::super::written;
use super::Listed;
use super::form::{Fault, Form};
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::{FieldError, Parameters};
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "calc.html")]
struct CalcPage {
    frame: Frame,
    form: Form,
    channels: Vec<(String, String)>,
    deciders: Vec<(String, String)>,
    rulesets: Vec<Listed>,
    faults: Vec<Fault>,
    /// The steps; of a question that is refused, those up to there.
    steps: Vec<Told>,
    counted: Option<Counted>,
    /// The same question for programs.
    api: Option<String>,
}

/// A step in words.
#[derive(Clone, Debug)]
struct Told {
    name: String,
    text: String,
    article: String,
}

/// What comes out.
#[derive(Clone, Debug)]
struct Counted {
    ruleset: Listed,
    due_on: String,
    /// Days by which the term can still be extended, and to when at most.
    left: Option<(usize, String)>,
    is_late: bool,
}

/// What was asked: nothing yet, something with faults, or a question.
type Read = Option<Result<Question, Vec<FieldError>>>;

pub(in super::super) async fn calc(State(site): State<Site>, asked: Asked) -> Response {
    let language = asked.language();
    let read = |parameters: &mut Parameters, asked: &Asked| {
        let question = read(parameters, asked);
        (question::as_of(parameters, asked.today), question)
    };
    let write = move |page: CalcPage| {
        let status = if page.faults.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        written(status, &page, language)
    };
    asked
        .page_by(
            site,
            read,
            |site, asked, moment, (as_of, question)| {
                let frame = asked.frame(site, moment, as_of, "section-rules");
                Ok(CalcPage::of(frame, moment, question))
            },
            write,
        )
        .await
}

/// An address without a question shows the empty form.
fn read(parameters: &mut Parameters, asked: &Asked) -> Read {
    let question = question::term::calculated(parameters);
    let faults = parameters.take_faults();
    let mut given = form_urlencoded::parse(asked.query().as_bytes());
    if !given.any(|(name, _)| !name.starts_with("as_")) {
        return None;
    }
    Some(question.filter(|_| faults.is_empty()).ok_or(faults))
}

impl CalcPage {
    fn of(frame: Frame, moment: &Moment<'_>, read: Read) -> Self {
        let (language, reference) = (frame.language, moment.reference());
        let form = Form::of(&frame);
        let mut page = Self {
            channels: words(language, "channel", Channel::VARIANTS),
            deciders: words(language, "decider", Decider::VARIANTS),
            rulesets: super::listed(language, moment),
            faults: Vec::new(),
            steps: Vec::new(),
            counted: None,
            api: None,
            form,
            frame,
        };
        match read {
            None => {}
            Some(Err(faults)) => {
                let faults = faults.iter();
                let faults = faults.map(|fault| page.form.fault(language, fault));
                page.faults = faults.collect();
            }
            Some(Ok(question)) => match question.reckon(reference) {
                Ok(answer) => {
                    page.steps = told(language, &answer.steps);
                    page.counted = answer.ruleset.zip(of_procedure(answer.dates)).and_then(
                        |(ruleset, dates)| {
                            let ruleset = reference.rulesets.named(ruleset).ok()?;
                            Some(Counted::of(language, ruleset, &dates))
                        },
                    );
                    page.api = Some(api(&question));
                }
                Err(refused) => page.refuse(&question, &refused),
            },
        }
        page
    }

    fn refuse(&mut self, question: &Question, refused: &Refused) {
        let language = self.frame.language;
        self.steps = told(language, &refused.steps);
        self.faults = vec![Fault::refused(language, question, refused)];
        self.api = Some(api(question));
    }

    /// The channel chosen.
    fn channel(&self) -> &str {
        match self.frame.given("channel") {
            "" => Channel::InCourt.into(),
            channel => channel,
        }
    }

    /// The rulesets by id and name.
    fn choices(&self) -> Vec<(String, String)> {
        let choices = self.rulesets.iter();
        choices
            .map(|ruleset| (ruleset.id.clone(), ruleset.name.clone()))
            .collect()
    }

    /// True if something is wrong with the fields that few need.
    fn has_more_faults(&self) -> bool {
        let fields = ["ruleset", "procedural_deadline", "recorded"];
        let of_clause = ["pre_dispute", "arose", "started"];
        let mut fields = fields.iter().chain(&of_clause);
        fields.any(|field| self.fault(field).is_some())
    }

    /// What is wrong with a field, if anything is.
    fn fault(&self, field: &str) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.field == field)
    }
}

fn of_procedure(dates: Dates) -> Option<ProcedureDates> {
    match dates {
        Dates::Procedure(dates) => Some(dates),
        Dates::Suspension { .. }
        | Dates::Offer { .. }
        | Dates::Application { .. }
        | Dates::Validity { .. }
        | Dates::Instant { .. } => None,
    }
}

fn words<T: Copy + Into<&'static str>>(
    language: Language,
    noun: &str,
    values: &[T],
) -> Vec<(String, String)> {
    let words = values.iter().map(|value| {
        let value: &'static str = (*value).into();
        (value.to_owned(), language.word(noun, value))
    });
    words.collect()
}

fn told(language: Language, steps: &[Reasoned]) -> Vec<Told> {
    let told = steps.iter().map(|reasoned| Told {
        name: language.t(&format!("calc-step-{}", reasoned.step.code())),
        text: language.step(&reasoned.step),
        article: language.citation(&reasoned.article),
    });
    told.collect()
}

impl Counted {
    fn of(language: Language, ruleset: &Ruleset, dates: &ProcedureDates) -> Self {
        let last = dates.extensions.last();
        let raw = last.map_or(dates.due_on_raw, |extended| extended.new_due_on_raw);
        let parameters = &ruleset.parameters;
        let may_again = dates.extensions.is_empty() || parameters.several_extensions_inside_cap;
        let left = days_between(raw, dates.cap_on_raw).min(i64::from(parameters.extension_days));
        let left = if may_again { left } else { 0 };
        let left = usize::try_from(left).unwrap_or(0);
        let cap_on = language.long_weekday(dates.cap_on);
        Self {
            ruleset: Listed::of(language, ruleset),
            due_on: language.long_weekday(dates.current()),
            left: (!dates.channel.has_procedural_term()).then_some((left, cap_on)),
            is_late: dates.flags.contains(&"LATE_RECORDED"),
        }
    }
}

/// The address at which a program gets the same answer.
fn api(question: &Question) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let About::Procedure(procedure) = &question.about {
        query
            .append_pair("agreement_on", &procedure.agreement_on.to_string())
            .append_pair("channel", procedure.channel.into());
        for asked in &procedure.extensions {
            query.append_pair("extend", &asked.to_string());
        }
        let days = [
            ("recorded", procedure.recorded_on),
            ("procedural_deadline", procedure.procedural_deadline),
            ("arose", procedure.arisen.map(|arisen| arisen.arose_on)),
            ("started", procedure.arisen.map(|arisen| arisen.started_on)),
        ];
        for (name, day) in days {
            query.extend_pairs(day.map(|day| (name, day.to_string())));
        }
        if procedure.arisen.is_some() {
            query.append_pair("pre_dispute", "true");
        }
    }
    query.extend_pairs(question.ruleset.map(|id| ("ruleset", id.to_string())));
    format!("/api/v1/term?{}", query.finish())
}
