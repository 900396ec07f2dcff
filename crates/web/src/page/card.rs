//! The mediator's card: what a paper shows, and how to find out whether it is still so.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_domain::{CardCode, EntryNo};
use medreg_node::query::EntryShown;

use super::asked::Named;
use super::entry::card as code_of;
use super::frame::Frame;
use super::icon::Icon;
use super::plain::Plain;
use super::qr::Qr;
use super::tag::Tag;
use super::verify::host;
use crate::asked::Asked;
use crate::language::Language;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    frame: Frame,
    entry_no: EntryNo,
    name: Option<[String; 3]>,
    /// The two cards of a sheet; none where the entry is not active.
    faces: Vec<Face>,
    host: String,
}

/// One card, in one language.
struct Face {
    language: Language,
    name: String,
    latin: String,
    shown: EntryShown,
    status: String,
    icon: Icon,
    printed_on: NaiveDate,
    code: CardCode,
    qr: Qr,
}

impl Face {
    fn t(&self, id: &str) -> String {
        self.language.t(id)
    }

    fn date(&self, date: impl Plain<NaiveDate>) -> String {
        self.language.date(date.plain())
    }
}

pub(super) async fn card(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let text = named.0.1;
    let nothing = |_: &mut _, _: &Asked| {};
    asked
        .page(site, nothing, move |site, asked, moment, ()| {
            let entry_no: EntryNo = question::named(&text)?;
            let shown = moment.entry(entry_no, asked.today, asked.sight())?;
            let code = code_of(site, &shown);
            let faces = code.map_or_else(Vec::new, |code| {
                let languages = [Language::Kk, Language::Ru].into_iter();
                let faces =
                    languages.filter_map(|language| face(language, &shown, &code, asked.today));
                faces.collect()
            });
            let name = shown.name.map(|name| [name.kk, name.ru, name.latn]);
            Ok(CardPage {
                frame: asked.frame(site, moment, asked.today, "section-find"),
                entry_no,
                name,
                faces,
                host: host(site.address()).to_owned(),
            })
        })
        .await
}

fn face(
    language: Language,
    shown: &EntryShown,
    (code, qr): &(CardCode, Qr),
    today: NaiveDate,
) -> Option<Face> {
    let name = shown.name.clone()?;
    let tag = Tag::of(language, &shown.standing, shown.valid_to);
    let own = match language {
        Language::Kk => name.kk,
        Language::Ru => name.ru,
        Language::En => name.latn.clone(),
    };
    Some(Face {
        language,
        name: own,
        latin: name.latn,
        shown: shown.clone(),
        status: tag.word,
        icon: tag.icon,
        printed_on: today,
        code: *code,
        qr: qr.clone(),
    })
}
