//! How marks and texts look: one class each, and the same paint as attributes.
//!
//! The style sheet (`site.css`) decides on the page. The attributes are for a drawing that is
//! taken from its page and stands alone; any rule of a style sheet beats them.

/// The class and the light colour of each series.
const SERIES: [(&str, &str); 6] = [
    ("c1", "#0b4f6c"),
    ("c2", "#c2541b"),
    ("c3", "#2f7d4f"),
    ("c4", "#7a4fa3"),
    ("c5", "#6b7785"),
    ("c6", "#b0356f"),
];

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The line of zero, and ticks on it.
    Axis,
    /// A line of the scale.
    Grid,
    /// A break in the series.
    Break,
    /// A series' line; the place gives its dashes.
    Line(usize),
    /// The country's line behind the others.
    Dashed,
    /// A mark.
    Dot,
    /// A mark, or a bar, of few cases.
    Hollow,
    /// A bar.
    Bar,
    /// Stripes in a bar.
    Texture,
    /// The hatching of a provisional bar.
    Hatch,
    /// The hatching behind provisional periods.
    Band,
    /// The outline of a stub.
    Stub,
    /// The hatching of a stub.
    StubHatch,
    /// A bar that is not of a series: an exit.
    Quiet,
    /// The outline of what is still open.
    Open,
    /// The hatching of what is still open.
    OpenHatch,
    /// The line a dot stands on.
    Track,
    /// Small marks of all others.
    Faint,
    /// The national median.
    Median,
    /// Joins a label to what it names.
    Leader,
}

impl Look {
    /// The class and the colour of the series in that place.
    pub(super) fn series(place: usize) -> (&'static str, &'static str) {
        let last = SERIES[0];
        SERIES.get(place % SERIES.len()).copied().unwrap_or(last)
    }

    pub(super) fn class_and_paint(self) -> (&'static str, &'static str) {
        match self {
            Self::Axis => ("axis", r##"fill="none" stroke="#6b7785""##),
            Self::Grid => ("grid", r##"fill="none" stroke="#dfe5ea""##),
            Self::Break => (
                "break",
                r##"fill="none" stroke="#4a5663" stroke-dasharray="2 3""##,
            ),
            Self::Line(place) => line(place),
            Self::Dashed => (
                "line dashed",
                r##"fill="none" stroke="#6b7785" stroke-width="1.5" stroke-dasharray="5 4""##,
            ),
            Self::Dot => (
                "dot",
                r##"fill="currentColor" stroke="#fff" stroke-width="1""##,
            ),
            Self::Hollow => (
                "hollow",
                r##"fill="#fff" stroke="currentColor" stroke-width="2""##,
            ),
            Self::Bar => ("bar", r#"fill="currentColor""#),
            Self::Texture => ("texture", r##"fill="none" stroke="#fff""##),
            Self::Hatch => (
                "hatch",
                r#"fill="none" stroke="currentColor" stroke-width="1.5""#,
            ),
            Self::Band => ("band", r##"fill="none" stroke="#c3ccd5""##),
            Self::Stub => (
                "stub",
                r##"fill="#fff" stroke="#6b7785" stroke-dasharray="3 2""##,
            ),
            Self::StubHatch => ("hatch stub", r##"fill="none" stroke="#6b7785""##),
            Self::Quiet => ("quiet", r##"fill="#aab5c0""##),
            Self::Open => ("open", r##"fill="#fff" stroke="#6b7785""##),
            Self::OpenHatch => ("hatch open", r##"fill="none" stroke="#6b7785""##),
            Self::Track => (
                "track",
                r##"fill="none" stroke="#c3ccd5" stroke-dasharray="1 3""##,
            ),
            Self::Faint => ("faint", r##"fill="none" stroke="#6b7785""##),
            Self::Median => (
                "median",
                r##"fill="none" stroke="#111a24" stroke-width="1.5" stroke-dasharray="4 3""##,
            ),
            Self::Leader => ("leader", r#"fill="none" stroke="currentColor""#),
        }
    }
}

fn line(place: usize) -> (&'static str, &'static str) {
    match place % 4 {
        0 => (
            "line d1",
            r#"fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round""#,
        ),
        1 => (
            "line d2",
            r#"fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-dasharray="8 4""#,
        ),
        2 => (
            "line d3",
            r#"fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-dasharray="2 4""#,
        ),
        _ => (
            "line d4",
            r#"fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-dasharray="10 4 2 4""#,
        ),
    }
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// The name of a panel, a stage or a strip.
    Head,
    /// The name of a row.
    Name,
    /// A figure.
    Value,
    /// The name or the figure of a series, in its colour.
    Label,
    /// Ticks, shares and remarks.
    Muted,
    /// A figure written on its bar.
    Inside,
}

impl Voice {
    /// The size of its letters.
    pub(super) fn size(self) -> f64 {
        match self {
            Self::Muted => 12.0,
            Self::Head | Self::Name | Self::Value | Self::Label | Self::Inside => 13.0,
        }
    }

    pub(super) fn class_and_paint(self) -> (&'static str, &'static str) {
        match self {
            Self::Head => ("label head", r##"fill="#111a24" font-weight="600""##),
            Self::Name => ("label", r##"fill="#111a24""##),
            Self::Value => ("label value", r##"fill="#111a24""##),
            Self::Label => ("label own", r#"fill="currentColor" font-weight="600""#),
            Self::Muted => ("label muted", r##"fill="#4a5663" font-size="12""##),
            Self::Inside => (
                "label inside",
                r##"fill="#fff" stroke="currentColor" stroke-width="4" paint-order="stroke""##,
            ),
        }
    }
}
