//! What the API offers: each operation stands once, for the router, the description and the
//! page that people read.

use axum::routing::MethodRouter;
use serde_json::Value;

use super::schema;
use crate::past;
use crate::site::Site;
use crate::viewer::Role;

/// One operation: what is asked where, by whom, and what comes back.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    /// The address below `/api/v1`, its parts in braces.
    pub(crate) path: &'static str,
    /// What its parts may be, in order, each with one that there is; none if that depends.
    pub(crate) parts: &'static [(Form, Option<&'static str>)],
    /// Its name for programs, and of the text that says what it does.
    pub(crate) name: &'static str,
    /// Who may ask; everybody if empty.
    pub(crate) roles: &'static [Role],
    /// What it may be given beside what every operation may.
    pub(crate) parameters: &'static [Parameter],
    /// What comes back.
    pub(crate) answer: Answer,
    /// Who answers.
    pub(crate) handler: fn() -> MethodRouter<Site>,
}

/// What comes back.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// A document of a form.
    Json(fn() -> Value),
    /// The same, or its table.
    JsonOrCsv(fn() -> Value),
    /// Bytes or text of a media type.
    Other(&'static str),
    /// Events as they come, of no one moment.
    Stream,
}

/// A parameter of the query.
#[derive(Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
}

/// What a parameter may be.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Text, up to so many characters.
    Text(usize),
    /// Text of a pattern.
    Code(&'static str),
    /// A civil date.
    Date,
    /// A whole number within bounds.
    Number(u64, u64),
    /// One of these words.
    Choice(fn() -> Vec<&'static str>),
    /// Any of these words, parted by commas.
    Choices(fn() -> Vec<&'static str>),
}

impl Operation {
    /// True if it can be asked about an earlier state of knowledge.
    pub(crate) fn takes_as_at(&self) -> bool {
        let is_of_a_moment = match self.answer {
            Answer::Json(_) | Answer::JsonOrCsv(_) | Answer::Other(_) => true,
            Answer::Stream => false,
        };
        is_of_a_moment && past::takes_as_at(&format!("/api/v1{}", self.path))
    }

    /// The address of its table, where that is one of its own.
    pub(crate) fn table_path(&self) -> Option<String> {
        let is_table = matches!(self.answer, Answer::JsonOrCsv(_)) && !self.path.ends_with('}');
        is_table.then(|| format!("{}.csv", self.path))
    }
}

impl Parameter {
    /// A parameter that may be left out.
    pub(crate) const fn optional(name: &'static str, form: Form) -> Self {
        Self { name, form }
    }
}

impl Form {
    /// What it may be, as JSON Schema says it.
    pub(crate) fn schema(self) -> Value {
        match self {
            Self::Text(most) => schema::text_up_to(most),
            Self::Code(pattern) => schema::code(pattern),
            Self::Date => schema::date(),
            Self::Number(least, most) => schema::number_within(least, most),
            Self::Choice(words) => schema::one_of(&words()),
            Self::Choices(words) => schema::any_of(&words()),
        }
    }
}
