//! The board of deadlines: nothing expires unseen.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_node::query::{DueList, DueShown, Moment};
use strum::VariantArray;

use super::super::frame::Frame;
use super::super::options::Choice;
use super::super::tag::Tag;
use super::{DeskLink, SECTION_OF_DAY, court_choices, desk, ensure, tag, weekday};
use crate::asked::Asked;
use crate::language::Language;
use crate::oversight::{AUDITORS, DueAsked};
use crate::problem::Problem;
use crate::site::Site;

/// Referrals shown of each list where the whole board is asked for.
const OF_EACH: usize = 10;

#[derive(Template)]
#[template(path = "deadlines.html")]
struct DeadlinesPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    courts: Vec<Choice>,
    /// The name of the one list that is shown, if it is one.
    list: Option<&'static str>,
    lists: Vec<ListShown>,
}

/// A list with its first referrals.
#[derive(Clone, Debug)]
struct ListShown {
    name: &'static str,
    tag: Tag,
    count: usize,
    rows: Vec<DueRow>,
    /// Where the rest of it is.
    more: Option<String>,
}

#[derive(Clone, Debug)]
struct DueRow {
    shown: DueShown,
    channel: String,
    due_on: Option<String>,
    due_on_raw: Option<String>,
    left: String,
    /// Where the rule stands.
    article: Option<String>,
}

pub(in crate::page) async fn deadlines(State(site): State<Site>, asked: Asked) -> Response {
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, wanted: DueAsked| {
        ensure(asked, &AUDITORS)?;
        let language = asked.language();
        let frame = asked.frame(site, moment, wanted.board.today, SECTION_OF_DAY);
        let counts = moment.due_counts(&wanted.board)?;
        let lists = DueList::VARIANTS
            .iter()
            .filter(|list| wanted.list.is_none_or(|one| one == **list));
        let shown = lists.map(|list| {
            let limit = match wanted.list {
                Some(_) => wanted.limit,
                None => OF_EACH,
            };
            let part = (wanted.behind, limit);
            let found = moment.due(&wanted.board, Some(*list), part)?;
            let name: &'static str = list.into();
            let more = found.next.map(|next| match wanted.list {
                Some(_) => frame.here("cursor", Some(&next.to_string())),
                None => frame.here("state", Some(name)),
            });
            Ok(ListShown {
                name,
                tag: list_tag(language, *list),
                count: counts.get(list).copied().unwrap_or(0),
                rows: found
                    .items
                    .into_iter()
                    .map(|it| row(language, it))
                    .collect(),
                more,
            })
        });
        let lists: Result<Vec<ListShown>, Problem> = shown.collect();
        Ok(DeadlinesPage {
            lists: lists?,
            list: wanted.list.map(Into::into),
            desk: desk(asked, &frame),
            courts: court_choices(language, moment.reference()),
            frame,
        })
    };
    asked.page(site, DueAsked::of, look).await
}

fn row(language: Language, shown: DueShown) -> DueRow {
    let raw = shown.due_on_raw.filter(|raw| Some(*raw) != shown.due_on);
    let left = match (shown.days_left, shown.ended_on) {
        (Some(..0), _) => language.n("days-past", -shown.days_left.unwrap_or(0)),
        (Some(0), _) => language.t("days-today"),
        (Some(days), _) => language.n("days-left", days),
        (None, Some(_)) => language.t("deadline-AWAITS_RETURN"),
        (None, None) => language.t("deadline-NOT_STARTED"),
    };
    DueRow {
        channel: language.word("channel", shown.channel),
        due_on: shown.due_on.map(|day| weekday(language, day)),
        due_on_raw: raw.map(|day| weekday(language, day)),
        left,
        article: shown.article.as_deref().map(|it| language.citation(it)),
        shown,
    }
}

fn list_tag(language: Language, list: DueList) -> Tag {
    let drawn = match list {
        DueList::Overdue => ("mr-bad", "warning"),
        DueList::DueToday => ("mr-warn", "lapsed"),
        DueList::DueSoon | DueList::DueLater | DueList::DueFar => ("mr-info", "calendar"),
        DueList::Extended => ("mr-info", "past"),
        DueList::NoDate => ("mr-off", "unknown"),
    };
    tag(language, drawn, &format!("due-{list}"))
}

impl DeadlinesPage {
    /// Days a term was extended by, of those it may be.
    fn extended(&self, row: &DueRow) -> String {
        let days = self.frame.number(u64::from(row.shown.extended_days));
        let Some(most) = row.shown.extension_days_max else {
            return String::new();
        };
        let most = self.frame.number(u64::from(most));
        let put = [("days", days.as_str()), ("most", most.as_str())];
        self.frame.language.with("deadlines-days-of", &put)
    }
}
