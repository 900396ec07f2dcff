//! Laws of every chart, and pictures of each kind as text.

use proptest::prelude::*;

use super::*;

mod markup;
mod pictures;

use markup::Markup;

fn written(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// Text as an enemy would write it, among ordinary text.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[А-Яа-яәғқңөұүһі -]{0,40}",
        1 => any::<String>(),
        1 => Just("</title><script>alert(1)</script>\" onload='x' style=\"a\" \u{0}&amp;".to_owned()),
    ]
}

fn point() -> impl Strategy<Value = Point> {
    let known =
        prop_oneof![4 => -10.0..100.0, 1 => any::<f64>(), 1 => Just(1e15), 1 => Just(-1e15)];
    let known = (known, words(), any::<[bool; 2]>()).prop_map(|(value, text, [few, early])| {
        let mut point = Point::new(value, text);
        for (holds, change) in [
            (few, Point::few_cases as fn(_) -> _),
            (early, Point::provisional),
        ] {
            point = if holds { change(point) } else { point };
        }
        point
    });
    prop_oneof![
        6 => known,
        1 => Just(Point::suppressed()),
        1 => Just(Point::missing()),
        1 => Just(Point::not_applicable().few_cases().provisional()),
    ]
}

fn points(most: usize) -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec(point(), 0..most)
}

fn series(most: usize) -> impl Strategy<Value = Vec<Series>> {
    let one = (words(), points(24)).prop_map(|(name, points)| Series { name, points });
    prop::collection::vec(one, 0..most)
}

fn periods() -> impl Strategy<Value = Vec<Period>> {
    let one =
        (words(), words(), "[a-c]?").prop_map(|(name, tick, group)| Period::of(name, tick, group));
    prop::collection::vec(one, 0..24)
}

fn breaks() -> impl Strategy<Value = Vec<Break>> {
    let before = prop_oneof![0..30_usize, Just(usize::MAX)];
    let one = (before, words()).prop_map(|(before, label)| Break { before, label });
    prop::collection::vec(one, 0..6)
}

fn frame() -> impl Strategy<Value = Frame> {
    prop_oneof![Just(Frame::Narrow), Just(Frame::Wide)]
}

fn axis(reach: f64) -> Axis<'static> {
    let axis = Axis::new(&written).reaching(reach);
    if reach > 50.0 { axis.whole() } else { axis }
}

fn exits() -> impl Strategy<Value = Vec<Exit>> {
    let one = (words(), point(), any::<bool>()).prop_map(|(name, count, open)| {
        if open {
            Exit::open(name, count)
        } else {
            Exit::new(name, count)
        }
    });
    prop::collection::vec(one, 0..5)
}

/// Reads a drawing strictly: only our elements and attributes, all of them closed, all numbers
/// near the paper, and nothing that was given as text outside of text.
fn check(picture: &Picture, nodes_max: usize) {
    let svg = picture.to_string();
    let markup = Markup::read(&svg).unwrap_or_else(|wrong| panic!("{wrong} in\n{svg}"));
    assert!(markup.nodes <= nodes_max, "{} nodes", markup.nodes);
}

proptest! {
    #[test]
    fn lines_are_markup_of_ours(
        (periods, series, breaks) in (periods(), series(7), breaks()),
        (reach, frame) in (any::<f64>(), frame()),
    ) {
        let line = Line { periods, series, breaks };
        let svg = line.svg(&axis(reach), frame);
        check(&svg, 500);
        prop_assert_eq!(svg, line.svg(&axis(reach), frame));
    }

    #[test]
    fn panels_are_markup_of_ours(
        (periods, panels, breaks) in (periods(), series(12), breaks()),
        (country, reach) in (series(2), any::<f64>()),
    ) {
        let count = panels.len();
        let country = country.into_iter().next();
        let svg = Multiples { periods, country, panels, breaks }.svg(&axis(reach));
        check(&svg, 1 + count * 40);
    }

    #[test]
    fn papers_are_markup_of_ours(
        (periods, panels, title, note) in (periods(), series(12), words(), words()),
        (finding, is_grid) in (prop::option::of(words()), any::<bool>()),
    ) {
        let breaks = Vec::new();
        let picture = if is_grid {
            Multiples { periods, country: None, panels, breaks }.svg(&axis(0.0))
        } else {
            Line { periods, series: panels, breaks }.svg(&axis(0.0), Frame::Wide)
        };
        let paper = Paper { language: "kk", title, finding, notes: vec![note] };
        let text = paper.svg(&picture);
        let text = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
        Markup::read(text).unwrap_or_else(|wrong| panic!("{wrong} in\n{text}"));
    }

    #[test]
    fn bars_are_markup_of_ours(
        (categories, series, breaks) in (periods(), series(7), breaks()),
        (stacked, reach, frame) in (any::<bool>(), any::<f64>(), frame()),
    ) {
        let stacking = if stacked { Stacking::Stacked } else { Stacking::Grouped };
        let bars = Bars { categories, series, breaks, stacking };
        check(&bars.upright(&axis(reach), frame), 2_000);
        check(&bars.sideways(&axis(reach), frame), 4_000);
    }

    #[test]
    fn funnels_are_markup_of_ours(
        stages in prop::collection::vec((words(), point(), words(), words(), exits()), 0..7),
        frame in frame(),
    ) {
        let stages = stages.into_iter().map(|(name, count, of_previous, of_first, exits)| {
            Stage { name, count, of_previous, of_first, exits }
        });
        check(&Funnel { stages: stages.collect() }.svg(frame), 500);
    }

    #[test]
    fn dots_are_markup_of_ours(
        strips in prop::collection::vec((words(), point(), prop::collection::vec(any::<f64>(), 0..50)), 0..5),
        (dots, reach, frame) in (prop::collection::vec((words(), point()), 0..8), any::<f64>(), frame()),
    ) {
        let dots = dots.into_iter().map(|(name, point)| Dot { name, point });
        let dots: Vec<_> = dots.collect();
        let strips = strips.into_iter().map(|(name, median, others)| Strip {
            median_name: name.clone(),
            name,
            axis: axis(reach),
            median,
            others,
            dots: dots.clone(),
        });
        check(&Dots { strips: strips.collect() }.svg(frame), 500);
    }
}

#[test]
fn a_long_series_has_marks_without_titles() {
    let points = (0..5_000_u32).map(|at| Point::new(f64::from(at % 90), "1").few_cases());
    let line = Line {
        periods: (0..5_000).map(|at| Period::named(at.to_string())).collect(),
        series: vec![Series::new("S", points)],
        breaks: vec![],
    };
    check(&line.svg(&axis(0.0), Frame::Wide), 60);
}

#[test]
fn what_is_missing_is_a_gap() {
    let of = |points: [Point; 4]| Line {
        periods: ["1", "2", "3", "4"].map(Period::named).to_vec(),
        series: vec![Series::new("S", points)],
        breaks: vec![],
    };
    let known = || Point::new(1.0, "1");
    let whole = of([known(), known(), known(), known()]).svg(&axis(0.0), Frame::Wide);
    let gap = of([known(), known(), Point::missing(), known()]).svg(&axis(0.0), Frame::Wide);
    let nan = of([known(), known(), Point::new(f64::NAN, "?"), known()]);
    let marks = |svg: &Picture| svg.to_string().matches("class=\"dot\"").count();
    assert_eq!((marks(&whole), marks(&gap)), (4, 3));
    assert_eq!(gap, nan.svg(&axis(0.0), Frame::Wide));
}

#[test]
fn text_is_escaped() {
    let series = Series::new("<a> & \"b\" 'c'", [Point::new(1.0, "<1>")]);
    let bars = Bars {
        categories: vec![Period::named("</text>")],
        series: vec![series],
        breaks: vec![],
        stacking: Stacking::Grouped,
    };
    let svg = bars.sideways(&axis(0.0), Frame::Wide).to_string();
    assert!(svg.contains(">&lt;/text&gt;</text>"), "{svg}");
    assert!(
        svg.contains("<title>&lt;/text&gt;: &lt;1&gt;</title>"),
        "{svg}"
    );
}
