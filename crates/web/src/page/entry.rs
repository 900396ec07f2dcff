//! One entry: is this person registered, and on what terms.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use medreg_domain::entry::renewal_window;
use medreg_domain::{CardCode, EntryNo, Source};
use medreg_node::query::{EntryShown, Moment};

use super::asked::Named;
use super::frame::Frame;
use super::qr::Qr;
use super::search::Row;
use super::tag::Tag;
use super::timeline::Step;
use crate::api::to_the_hour;
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: Frame,
    shown: EntryShown,
    row: Row,
    sentence: String,
    /// Why the entry ended, as everybody is told it.
    reason: Option<String>,
    kind: String,
    takes_cases: String,
    /// When the court was heard of last.
    heard: Option<String>,
    /// First and last day to ask for renewal.
    renewal: Option<(NaiveDate, NaiveDate)>,
    /// Where the entry stands today, on a page of another day.
    now: Option<Tag>,
    others: Vec<Row>,
    steps: Vec<Step>,
    is_removed: bool,
    card: Option<(CardCode, Qr)>,
}

pub(super) async fn entry(State(site): State<Site>, named: Named, asked: Asked) -> Response {
    let text = named.0.1;
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .page(site, read, move |site, asked, moment, as_of| {
            let entry_no: EntryNo = question::named(&text)?;
            let sight = asked.sight();
            let shown = moment.entry(entry_no, as_of, sight)?;
            let today = moment.entry(entry_no, asked.today, sight)?;
            let person = moment.person(shown.federal_no, as_of, sight)?;
            let facts = moment.history(entry_no, as_of, sight)?;
            let language = asked.language();
            let row = |shown: &EntryShown| Row::of(language, moment.reference(), shown);
            let others = person.entries.iter().filter(|it| it.entry_no != entry_no);
            let head = moment.views().sources().head(Source::Court(shown.court));
            let heard = head.map(|head| language.instant(to_the_hour(head.time)));
            let now = Tag::of(language, &today.standing, today.valid_to);
            let reason = shown.standing.reason;
            let reason = reason.map(<&'static str>::from);
            Ok(EntryPage {
                frame: asked.frame(site, moment, as_of, "section-find"),
                row: row(&shown),
                sentence: language.t(&format!("standing-{}.text", shown.standing.code)),
                reason: reason.map(|reason| language.word("removal_class", reason)),
                kind: language.word("kind", shown.kind.as_str()),
                takes_cases: language.word("availability", <&str>::from(shown.availability)),
                heard,
                renewal: renewal(moment, &shown, as_of),
                now: (as_of != asked.today).then_some(now),
                others: others.map(row).collect(),
                steps: facts.iter().map(|fact| Step::of(language, fact)).collect(),
                is_removed: today.standing.code == "REMOVED",
                card: card(site, &today),
                shown,
            })
        })
        .await
}

/// When renewal may be asked for; none for an entry that is removed, or where no ruleset says.
fn renewal(
    moment: &Moment<'_>,
    shown: &EntryShown,
    as_of: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    if shown.standing.code == "REMOVED" {
        return None;
    }
    let ruleset = moment.reference().ruleset_for(shown.court, as_of).ok()?;
    Some(renewal_window(ruleset, shown.valid_to))
}

/// The code of the mediator's card, and where it leads: of an active entry alone.
pub(super) fn card(site: &Site, today: &EntryShown) -> Option<(CardCode, Qr)> {
    let is_active = today.standing.code == "ACTIVE" && today.name.is_some();
    let code = CardCode::of(today.federal_no);
    let address = format!("{}/v/{code}", site.address());
    let qr = Qr::of(&address).filter(|_| is_active && !site.address().is_empty());
    Some(code).zip(qr)
}

impl EntryPage {
    /// The event that entered the mediator: its proof is everybody's to check.
    fn proven(&self) -> Option<String> {
        self.shown.source_events.first().map(ToString::to_string)
    }

    /// A contact as it is written, and where it leads.
    fn link(kind: &str, value: &str) -> Option<String> {
        match kind {
            "email" => Some(format!("mailto:{value}")),
            "phone" => Some(format!("tel:{}", value.replace(' ', ""))),
            _ => None,
        }
    }
}
