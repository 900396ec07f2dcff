//! How the links of the courts stand: for who keeps them up, and in short for everybody.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::{CourtCode, RegionCode};
use medreg_node::query::{LinkShown, LinkState, Moment};
use strum::VariantArray;

use super::super::frame::Frame;
use super::super::options::Choice;
use super::super::tag::Tag;
use super::super::tiles::place;
use super::{DeskLink, court_name, desk, frame, region_choices, region_name, tag, word_choices};
use crate::api::to_the_hour;
use crate::asked::Asked;
use crate::language::Language;
use crate::oversight::{self, LinksAsked};
use crate::parameters::Parameters;
use crate::site::Site;

#[derive(Template)]
#[template(path = "sync.html")]
struct SyncPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    up_to_date: usize,
    all: usize,
    tiles: Vec<Tile>,
    states: Vec<Choice>,
    regions: Vec<Choice>,
    rows: Vec<LinkRow>,
}

#[derive(Template)]
#[template(path = "sync_public.html")]
struct PublicPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    up_to_date: usize,
    all: usize,
    tiles: Vec<Tile>,
    region: Option<String>,
    rows: Vec<PublicRow>,
}

/// A region with the gravest state of its courts.
#[derive(Clone, Debug)]
struct Tile {
    code: RegionCode,
    /// The classes of its place on the map.
    place: String,
    name: String,
    tag: Tag,
    up_to_date: usize,
    all: usize,
}

#[derive(Clone, Debug)]
struct LinkRow {
    link: LinkShown,
    name: String,
    tag: Tag,
    heard: Option<String>,
    silent: Option<String>,
    held_for: Option<String>,
}

#[derive(Clone, Debug)]
struct PublicRow {
    court: CourtCode,
    name: String,
    tag: Tag,
    heard: Option<String>,
}

/// The page for auditors and operators.
pub(in crate::page) async fn sync(State(site): State<Site>, asked: Asked) -> Response {
    let held = oversight::held(&site, &asked).await;
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, wanted: LinksAsked| {
        let links = oversight::links(site, moment, &held?)?;
        let (language, reference) = (asked.language(), moment.reference());
        let mut shown: Vec<&LinkShown> = links.iter().filter(|link| wanted.wants(link)).collect();
        shown.sort_by_key(|link| (link.state, link.last_heard_at, link.court));
        let row = |link: &&LinkShown| LinkRow {
            name: court_name(language, reference, link.court),
            tag: state_tag(language, link.state, "link"),
            heard: link.last_heard_at.map(|at| language.instant(at)),
            silent: link
                .silent_minutes
                .map(|minutes| silence(language, minutes)),
            held_for: link.held_for.map(|reason| language.word("kept", reason)),
            link: (*link).clone(),
        };
        let frame = frame(site, asked, moment);
        let states = LinkState::VARIANTS.iter().map(Into::into);
        Ok(SyncPage {
            desk: desk(asked, &frame),
            up_to_date: up_to_date(&links),
            all: links.len(),
            tiles: tiles(language, moment, &links, "link"),
            states: word_choices(language, "link", states),
            regions: region_choices(language, reference),
            rows: shown.iter().map(row).collect(),
            frame,
        })
    };
    asked.page(site, LinksAsked::of, look).await
}

/// The page for everybody: nothing of what is kept aside, and times to the hour.
pub(in crate::page) async fn public(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, _: &Asked| parameters.one::<RegionCode>("region");
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, region: Option<RegionCode>| {
        let mut links = oversight::links(site, moment, &[])?;
        for link in &mut links {
            link.state = public_state(link.state);
        }
        let (language, reference) = (asked.language(), moment.reference());
        let of_region = links.iter().filter(|link| Some(link.region) == region);
        let row = |link: &LinkShown| PublicRow {
            court: link.court,
            name: court_name(language, reference, link.court),
            tag: state_tag(language, link.state, "link-public"),
            heard: link
                .last_heard_at
                .map(|at| language.instant(to_the_hour(at))),
        };
        let frame = frame(site, asked, moment);
        Ok(PublicPage {
            desk: desk(asked, &frame),
            up_to_date: up_to_date(&links),
            all: links.len(),
            tiles: tiles(language, moment, &links, "link-public"),
            region: region.map(|code| region_name(language, reference, code)),
            rows: of_region.map(row).collect(),
            frame,
        })
    };
    asked.page(site, read, look).await
}

/// Why events of a court are not in is the office's and the court's to know.
fn public_state(state: LinkState) -> LinkState {
    match state {
        LinkState::Paused | LinkState::Held | LinkState::Gap => LinkState::Gap,
        LinkState::Silent | LinkState::NeverHeard | LinkState::Late => LinkState::Late,
        LinkState::UpToDate => LinkState::UpToDate,
    }
}

fn up_to_date(links: &[LinkShown]) -> usize {
    let are_in = links
        .iter()
        .filter(|link| link.state == LinkState::UpToDate);
    are_in.count()
}

fn tiles(language: Language, moment: &Moment<'_>, links: &[LinkShown], noun: &str) -> Vec<Tile> {
    let mut regions: BTreeMap<RegionCode, (LinkState, usize, usize)> = BTreeMap::new();
    for link in links {
        let (worst, up_to_date, all) =
            regions
                .entry(link.region)
                .or_insert((LinkState::UpToDate, 0, 0));
        *worst = (*worst).min(link.state);
        *up_to_date += usize::from(link.state == LinkState::UpToDate);
        *all += 1;
    }
    let tiles = regions
        .into_iter()
        .map(|(code, (worst, up_to_date, all))| Tile {
            name: region_name(language, moment.reference(), code),
            place: place(code),
            tag: state_tag(language, worst, noun),
            code,
            up_to_date,
            all,
        });
    tiles.collect()
}

/// The word for how a link stands: the only place that gives it a colour.
fn state_tag(language: Language, state: LinkState, noun: &str) -> Tag {
    let drawn = match state {
        LinkState::Paused | LinkState::Held => ("mr-bad", "no"),
        LinkState::Silent | LinkState::NeverHeard => ("mr-bad", "suspended"),
        LinkState::Gap => ("mr-warn", "warning"),
        LinkState::Late => ("mr-warn", "lapsed"),
        LinkState::UpToDate => ("mr-ok", "active"),
    };
    tag(language, drawn, &format!("{noun}-{state}"))
}

/// How long nothing has come, in the largest unit that tells it.
fn silence(language: Language, minutes: i64) -> String {
    match minutes {
        ..120 => language.n("silent-minutes", minutes),
        120..2_880 => language.n("silent-hours", minutes / 60),
        _ => language.n("silent-days", minutes / 1_440),
    }
}

/// How many courts are up to date, in a sentence.
fn sentence(frame: &Frame, up_to_date: usize, all: usize) -> String {
    let (up_to_date, all) = (frame.count(up_to_date), frame.count(all));
    let put = [("heard", up_to_date.as_str()), ("courts", all.as_str())];
    frame.language.with("sync-sentence", &put)
}

impl SyncPage {
    fn sentence(&self) -> String {
        sentence(&self.frame, self.up_to_date, self.all)
    }
}

impl PublicPage {
    fn sentence(&self) -> String {
        sentence(&self.frame, self.up_to_date, self.all)
    }
}
