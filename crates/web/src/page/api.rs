//! The API for those who would use it: every operation, from the same table that answers.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::visibility::Audience;
use medreg_node::query::{Find, Sight};

use super::frame::Frame;
use crate::api::{ALWAYS, AS_AT, Answer, Form, OPERATIONS, Operation, Parameter, STREAM};
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    frame: Frame,
    /// An address to try, of an entry there is.
    example: String,
    operations: Vec<Row>,
    always: Vec<Field>,
}

/// One operation, as people read it.
struct Row {
    /// What parts of the page and links to it are named by.
    name: &'static str,
    path: String,
    about: String,
    who: String,
    answer: String,
    fields: Vec<Field>,
}

/// One parameter, as people read it.
struct Field {
    name: &'static str,
    form: String,
}

pub(super) async fn api(State(site): State<Site>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, |site, asked, moment, as_of| {
            let some = moment.find(&Find {
                limit: 1,
                ..Find::all(as_of, Sight::of(Audience::Public, asked.today))
            })?;
            let entry = some.items.first().map(|entry| entry.entry_no.to_string());
            let language = asked.language();
            let operations = OPERATIONS.iter().copied().flatten();
            Ok(ApiPage {
                frame: asked.frame(site, moment, as_of, ""),
                example: format!("/api/v1/entries/{}", entry.unwrap_or_default()),
                operations: operations.map(|it| row(language, it)).collect(),
                always: ALWAYS.iter().map(|it| field(language, it)).collect(),
            })
        })
        .await
}

fn row(language: Language, operation: &Operation) -> Row {
    let roles = operation.roles.iter();
    let roles = roles.map(|role| language.word("role", <&str>::from(*role)));
    let who = if operation.roles.is_empty() {
        language.t("api-everybody")
    } else {
        roles.collect::<Vec<_>>().join(", ")
    };
    let answer = match operation.answer {
        Answer::Json(_) => "JSON",
        Answer::JsonOrCsv(_) => "JSON, CSV",
        Answer::Other(kind) => kind,
        Answer::Stream => STREAM,
    };
    Row {
        name: operation.name,
        path: format!("/api/v1{}", operation.path),
        about: language.word("operation", operation.name),
        who,
        answer: answer.to_owned(),
        fields: operation
            .parameters
            .iter()
            .chain(operation.takes_as_at().then_some(&AS_AT))
            .map(|it| field(language, it))
            .collect(),
    }
}

fn field(language: Language, parameter: &Parameter) -> Field {
    let form = match parameter.form {
        Form::Text(most) => language.n("form-text", most),
        Form::Code(pattern) => pattern.trim_matches(['^', '$']).to_owned(),
        Form::Date => "2026-03-04".to_owned(),
        Form::Number(least, most) if most > u64::from(u32::MAX) => format!("{least} …"),
        Form::Number(least, most) => format!("{least} … {most}"),
        Form::Choice(words) => words().join(" | "),
        Form::Choices(words) => words().join(", "),
    };
    Field {
        name: parameter.name,
        form,
    }
}
