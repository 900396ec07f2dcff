//! Each kind of chart once, as text: a change of a picture is seen in a change of its snapshot.

use super::*;

/// Compares a drawing with its snapshot, which is named without the crate.
fn picture(name: &str, picture: &Picture) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, picture.to_string()));
}

fn percent(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}\u{a0}%").replace('.', ",")
}

fn share(value: f64) -> Point {
    Point::new(value, percent(value, 1))
}

fn count(value: f64) -> Point {
    Point::new(value, written(value, 0))
}

fn quarters() -> Vec<Period> {
    let quarters = [
        ("II", "2025"),
        ("III", "2025"),
        ("IV", "2025"),
        ("I", "2026"),
    ];
    let quarters = quarters
        .map(|(quarter, year)| Period::of(format!("{quarter} кв. {year} г."), quarter, year));
    quarters.to_vec()
}

fn two() -> Vec<Series> {
    vec![
        Series::new(
            "Судебная медиация",
            [
                share(58.1),
                share(60.0).few_cases(),
                Point::missing(),
                share(64.2).provisional(),
            ],
        ),
        Series::new(
            "Келісімдер",
            [
                share(41.0),
                Point::suppressed(),
                Point::suppressed(),
                share(47.5),
            ],
        ),
    ]
}

fn moved() -> Vec<Break> {
    let label = "[b] новая карта судов".into();
    vec![Break { before: 2, label }]
}

#[test]
fn lines() {
    let line = Line {
        periods: quarters(),
        series: two(),
        breaks: moved(),
    };
    picture(
        "lines",
        &line.svg(&Axis::new(&percent).reaching(100.0), Frame::Wide),
    );
}

#[test]
fn panels() {
    let multiples = Multiples {
        periods: quarters(),
        country: Some(Series::new(
            "Қазақстан",
            [50.0, 51.0, 52.0, 53.0].map(share),
        )),
        panels: two(),
        breaks: vec![],
    };
    picture(
        "panels",
        &multiples.svg(&Axis::new(&percent).reaching(100.0)),
    );
}

#[test]
fn bars_upright() {
    let bars = Bars {
        categories: quarters(),
        series: two(),
        breaks: moved(),
        stacking: Stacking::Grouped,
    };
    picture(
        "bars_upright",
        &bars.upright(&Axis::new(&percent), Frame::Narrow),
    );
}

#[test]
fn bars_upright_below_zero() {
    let bars = Bars {
        categories: quarters(),
        series: vec![Series::new("Остаток", [120.0, -35.0, 0.0, 60.0].map(count))],
        breaks: vec![],
        stacking: Stacking::Grouped,
    };
    picture(
        "bars_upright_below_zero",
        &bars.upright(&Axis::new(&written).whole(), Frame::Wide),
    );
}

#[test]
fn bars_sideways_stacked() {
    let bars = Bars {
        categories: quarters(),
        series: two(),
        breaks: vec![],
        stacking: Stacking::Stacked,
    };
    picture(
        "bars_sideways_stacked",
        &bars.sideways(&Axis::new(&percent), Frame::Wide),
    );
}

#[test]
fn stages() {
    let stage = |name: &str, count, of_previous: &str, exits| Stage {
        name: name.into(),
        count,
        of_previous: of_previous.into(),
        of_first: String::new(),
        exits,
    };
    let refusals = vec![
        Exit::new("Отказ стороны", count(4200.0)),
        Exit::new("Отказ медиатора", Point::suppressed()),
        Exit::open("Ещё открыто", count(490.0)),
    ];
    let funnel = Funnel {
        stages: vec![
            stage("Направлено", count(12345.0), "", refusals),
            stage(
                "Соглашение",
                count(4321.0).provisional(),
                "35,0 % от направленных",
                vec![],
            ),
        ],
    };
    picture("stages", &funnel.svg(Frame::Narrow));
}

#[test]
fn strips() {
    let dot = |name: &str, point| Dot {
        name: name.into(),
        point,
    };
    let strip = Strip {
        name: "S16 Доля урегулированных".into(),
        axis: Axis::new(&percent).reaching(100.0),
        median_name: "Медиана по стране".into(),
        median: share(58.4),
        others: vec![41.0, 50.5, 62.0, f64::NAN],
        dots: vec![
            dot("Медеуский районный суд", share(67.1)),
            dot("Орал қалалық соты", share(71.4).few_cases()),
            dot("Алмалинский районный суд", Point::suppressed()),
        ],
    };
    picture(
        "strips",
        &Dots {
            strips: vec![strip],
        }
        .svg(Frame::Wide),
    );
}
