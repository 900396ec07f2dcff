//! A funnel: how many came to each stage, which share that is, and how the others left.

use super::ink::Ink;
use super::look::{Look, Voice};
use super::path::{Area, Path};
use super::point::Point;
use super::rows::{FIGURE_GAP, Rows};
use super::scale::Scale;
use super::stub::draw_stub;
use super::svg::{Anchor, Svg};
use super::text::fold;
use super::trace::Marking;
use super::{Frame, Picture};

/// How thick the bar of a stage and that of an exit is.
const STAGE: f64 = 24.0;
const EXIT: f64 = 11.0;

/// How long a stub is.
const STUB: f64 = 26.0;

/// From one line of shares to the next.
const LINE: f64 = 15.0;

/// Stages, of which each holds a part of the one before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Funnel {
    /// The stages, from the first.
    pub(crate) stages: Vec<Stage>,
}

/// A stage of a funnel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stage {
    /// What it is called: "Соглашение о медиации".
    pub(crate) name: String,
    /// How many came to it.
    pub(crate) count: Point,
    /// Its share of the stage before, in words: "35,0 % от предложенных"; empty if there is none.
    pub(crate) of_previous: String,
    /// Its share of the first stage, in words; empty if there is none.
    pub(crate) of_first: String,
    /// How those who came to it and not to the next left, or that they have not.
    pub(crate) exits: Vec<Exit>,
}

/// Those who left after a stage for one reason, or are still in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exit {
    name: String,
    count: Point,
    open: bool,
}

impl Exit {
    /// Those who left for a reason.
    pub(crate) fn new(reason: impl Into<String>, count: Point) -> Self {
        Self {
            name: reason.into(),
            count,
            open: false,
        }
    }

    /// Those who are still open: their bar is hatched.
    pub(crate) fn open(name: impl Into<String>, count: Point) -> Self {
        Self {
            open: true,
            ..Self::new(name, count)
        }
    }
}

impl Funnel {
    /// Draws the stages one below the other, and below each the exits in the place they leave
    /// empty.
    pub(crate) fn svg(&self, frame: Frame) -> Picture {
        let exits = || self.stages.iter().flat_map(|stage| &stage.exits);
        let names = self.stages.iter().map(|stage| &stage.name);
        let names = names
            .chain(exits().map(|exit| &exit.name))
            .map(String::as_str);
        let counts = self.stages.iter().map(|stage| &stage.count);
        let counts = counts.chain(exits().map(|exit| &exit.count));
        let rows = Rows::new(
            frame,
            names,
            counts.clone().map(|it| Rows::figure(&it.label())),
        );
        // Nothing is larger than the first stage, so it takes the whole width.
        let largest = counts.filter_map(Point::value).fold(0.0, f64::max);
        let scale = Scale::up_to(largest, (rows.left, rows.right));
        let mut svg = Svg::new(frame.class(), frame.width());
        let mut top = 2.0;
        for (place, stage) in self.stages.iter().enumerate() {
            let next = self.stages.get(place + 1).map(|next| &next.count);
            top = stage.draw(&mut svg, (&rows, &scale), next, top);
        }
        Picture::Stack(vec![svg.finish(top)])
    }
}

impl Stage {
    /// Draws the stage and its exits; returns where that ends.
    fn draw(
        &self,
        svg: &mut Svg,
        (rows, scale): (&Rows, &Scale),
        next: Option<&Point>,
        top: f64,
    ) -> f64 {
        let (bar, mut end) = rows.draw_name(svg, (Voice::Head, &self.name), top, STAGE);
        let area = Area::between(
            (scale.zero(), bar),
            (place(scale, &self.count, 0.0), bar + STAGE),
        );
        Part::Stage.draw(svg, &area, (&self.name, &self.count));
        end = end.max(bar + STAGE + 5.0);
        for line in self.shares(rows) {
            svg.text(Voice::Muted, (rows.left, end + 7.0), Anchor::Start, &line);
            end += LINE;
        }
        end += 6.0;
        let mut from = next.and_then(Point::value).unwrap_or(0.0).max(0.0);
        for exit in &self.exits {
            let (bar, after) = rows.draw_name(svg, (Voice::Muted, &exit.name), end, EXIT);
            let to = place(scale, &exit.count, from);
            let area = Area::between((scale.place(from), bar), (to, bar + EXIT));
            let part = if exit.open { Part::Open } else { Part::Exit };
            part.draw(svg, &area, (&exit.name, &exit.count));
            from += exit.count.value().unwrap_or(0.0).max(0.0);
            end = after - 4.0;
        }
        end + 10.0
    }

    /// The shares in one line, or in one each where that is too long.
    fn shares(&self, rows: &Rows) -> Vec<String> {
        let (size, room) = (Voice::Muted.size(), rows.right - rows.left);
        let shares = [&self.of_previous, &self.of_first].into_iter();
        let shares: Vec<_> = shares.filter(|share| !share.is_empty()).cloned().collect();
        let together = fold(&shares.join(" · "), size, room, 2);
        if together.len() < 2 {
            return together;
        }
        let each = shares.iter().flat_map(|share| fold(share, size, room, 2));
        each.collect()
    }
}

/// Where a count ends that begins there; counts below zero take no room.
fn place(scale: &Scale, count: &Point, from: f64) -> f64 {
    scale.place(from + count.value().unwrap_or(0.0).max(0.0))
}

/// What a bar of a funnel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Stage,
    Exit,
    Open,
}

impl Part {
    fn draw(self, svg: &mut Svg, area: &Area, (name, count): (&str, &Point)) {
        let title = count.title(&[name]);
        let mut right = area.right;
        if count.is_suppressed() {
            right = area.left + STUB;
            draw_stub(svg, &Area { right, ..*area }, &title);
        } else if count.value().is_some() {
            self.draw_bar(svg, area, count, &title);
        }
        let voice = match self {
            Self::Stage => Voice::Head,
            Self::Exit | Self::Open => Voice::Muted,
        };
        let at = (right + FIGURE_GAP, area.middle().1 + 4.5);
        svg.text(voice, at, Anchor::Start, &Rows::figure(&count.label()));
    }

    fn draw_bar(self, svg: &mut Svg, area: &Area, count: &Point, title: &str) {
        match self {
            Self::Stage => svg.series(0, |svg| {
                let mut ink = Ink::new(0, Marking::Each);
                ink.bar(svg, area, count, title);
                ink.finish(svg);
            }),
            Self::Open => {
                let (mut outline, mut hatching) = (Path::new(), Path::new());
                outline.area(&area.inset(0.5));
                hatching.hatch(area);
                svg.path(Look::Open, &outline, Some(title));
                svg.path(Look::OpenHatch, &hatching, None);
            }
            Self::Exit => {
                let mut bar = Path::new();
                bar.area(area);
                svg.path(Look::Quiet, &bar, Some(title));
            }
        }
    }
}
