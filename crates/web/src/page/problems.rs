//! What a problem's code means: a page for every code that a page or a program may be told.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::Code;
use strum::VariantArray;

use super::asked::Named;
use super::frame::Frame;
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::{FAULTS, Parameters};
use crate::problem::{OWN, Problem};
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "problem_type.html")]
struct TypePage {
    frame: Frame,
    kind: Kind,
    /// What may be wrong with a parameter, where that is the problem.
    faults: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "problem_types.html")]
struct TypesPage {
    frame: Frame,
    rules: Vec<Kind>,
    own: Vec<Kind>,
}

/// A kind of problem.
#[derive(Clone, Debug)]
struct Kind {
    code: &'static str,
    status: u16,
    text: String,
    /// Where the rule stands, if the law says no.
    article: Option<String>,
}

impl Kind {
    fn of_rule(language: Language, code: Code) -> Self {
        Self {
            code: code.as_str(),
            status: 422,
            text: language.t(&format!("code-{code}")),
            article: Some(language.citation(code.article())),
        }
    }

    fn own(language: Language, (code, status): (&'static str, u16)) -> Self {
        Self {
            code,
            status,
            text: language.t(&format!("problem-{code}")),
            article: None,
        }
    }

    fn find(language: Language, code: &str) -> Option<Self> {
        let own = OWN.iter().find(|(known, _)| *known == code);
        let own = own.map(|known| Self::own(language, *known));
        let by_rule = || Some(Self::of_rule(language, code.parse().ok()?));
        own.or_else(by_rule)
    }
}

pub(super) async fn one(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let code = named.0.1;
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, move |site, asked, moment, as_of| {
            let language = asked.language();
            let unknown = || Problem::not_found(format!("there is no code {code}"));
            let kind = Kind::find(language, &code).ok_or_else(unknown)?;
            let is_of_parameters = kind.code == "QUERY_INVALID";
            let faults = FAULTS.iter().filter(|_| is_of_parameters);
            let faults = faults.map(|code| (*code, language.t(&format!("fault_code-{code}"))));
            Ok(TypePage {
                kind,
                faults: faults.collect(),
                frame: asked.frame(site, moment, as_of, ""),
            })
        })
        .await
}

pub(super) async fn all(State(site): State<Site>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, |site, asked, moment, as_of| {
            let language = asked.language();
            let rules = Code::VARIANTS.iter();
            let rules = rules.map(|code| Kind::of_rule(language, *code));
            let own = OWN.iter().map(|known| Kind::own(language, *known));
            Ok(TypesPage {
                rules: rules.collect(),
                own: own.collect(),
                frame: asked.frame(site, moment, as_of, ""),
            })
        })
        .await
}
