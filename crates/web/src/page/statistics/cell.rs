//! One figure as a page shows it: what is written, what it is made of, and what makes it less
//! than certain, in the notation under every table.

use medreg_projections::statistics::indicator::{Indicator, Row, Scale};
use strum::IntoStaticStr;

use crate::chart::Point;
use crate::language::Language;

/// Indicators whose counts are sums of money, in hundredths of a tenge.
const MONEY: [Indicator; 2] = [Indicator::S23, Indicator::S25];

/// Cases below which a figure is marked as resting on few.
const FEW_CASES: i64 = 20;

/// A mark of the notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Flag {
    /// Withheld to protect people.
    C,
    /// It cannot exist: nothing is there to divide by.
    Z,
    /// It rounds to nought and is not.
    Low,
    /// It rests on few cases.
    U,
    /// It may still change.
    P,
}

impl Flag {
    /// The mark in brackets.
    pub(super) fn mark(self) -> String {
        let name: &str = self.into();
        format!("[{name}]")
    }

    /// The text of what it means.
    pub(super) fn id(self) -> String {
        let name: &str = self.into();
        format!("flag-{name}")
    }
}

/// In what a figure is given, and how it is written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Unit {
    /// Things, persons or acts.
    Number,
    /// Tenge.
    Money,
    /// Hundredths of a whole.
    Percent,
    /// Days, or cases of a person: a percentile or a mean.
    Typical,
    /// So many per others.
    Rate,
}

impl Unit {
    /// The unit of an indicator's figure.
    pub(super) fn of(indicator: Indicator, scale: Scale) -> Self {
        match scale {
            Scale::Count if MONEY.contains(&indicator) => Self::Money,
            Scale::Count => Self::Number,
            Scale::Share => Self::Percent,
            Scale::Percentile | Scale::Mean => Self::Typical,
            Scale::Rate => Self::Rate,
        }
    }

    /// What is given in it, in a word.
    pub(super) fn said(self, language: Language) -> String {
        let name: &str = self.into();
        language.word("unit", name)
    }

    /// A number of this unit with so many decimals.
    pub(super) fn write(self, language: Language, number: f64, decimals: usize) -> String {
        let number = language.rounded(number, decimals);
        match self {
            Self::Percent => format!("{number}\u{a0}%"),
            Self::Money => format!("{number}\u{a0}₸"),
            Self::Number | Self::Typical | Self::Rate => number,
        }
    }

    /// The value of a row in this unit.
    fn value(self, row: &Row) -> Option<f64> {
        let times = match self {
            Self::Percent => 100.0,
            Self::Money => 0.01,
            Self::Number | Self::Typical | Self::Rate => 1.0,
        };
        row.value.map(|value| value * times)
    }
}

/// A figure of one group in one period.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// The figure; empty where there is none to show.
    pub(super) text: String,
    /// What makes it less than certain, or why it is not there.
    pub(super) flags: Vec<Flag>,
    /// What it is made of; empty for a plain count.
    pub(super) of: String,
    /// The figure in its unit.
    pub(super) value: Option<f64>,
}

impl Cell {
    /// The figure of a row.
    pub(super) fn of(language: Language, indicator: Indicator, row: &Row) -> Self {
        if row.suppressed {
            return Self::without(Flag::C);
        }
        let unit = Unit::of(indicator, row.scale);
        let Some(value) = unit.value(row) else {
            return Self::without(Flag::Z);
        };
        let decimals = match row.scale {
            Scale::Count if unit == Unit::Money => 1,
            Scale::Count | Scale::Percentile => 0,
            Scale::Share | Scale::Rate | Scale::Mean => 1,
        };
        let is_low = value > 0.0 && value * 10_f64.powi(decimals) < 0.5;
        let text = unit.write(language, value, usize::from(decimals > 0));
        let marks = [
            (is_low, Flag::Low),
            (is_of_few(row), Flag::U),
            (row.provisional, Flag::P),
        ];
        Self {
            text: if is_low { String::new() } else { text },
            flags: marks
                .into_iter()
                .filter_map(|(is, flag)| is.then_some(flag))
                .collect(),
            of: made_of(language, row),
            value: Some(value),
        }
    }

    /// The figure of a group in which nothing happened.
    pub(super) fn of_nothing(language: Language, unit: Unit) -> Self {
        match unit {
            Unit::Number | Unit::Money => Self {
                text: unit.write(language, 0.0, 0),
                value: Some(0.0),
                ..Self::none()
            },
            Unit::Percent | Unit::Typical | Unit::Rate => Self::without(Flag::Z),
        }
    }

    /// Nothing at all: where no figure belongs.
    pub(super) fn none() -> Self {
        Self {
            text: String::new(),
            flags: Vec::new(),
            of: String::new(),
            value: None,
        }
    }

    /// True where no figure belongs.
    pub(super) fn is_none(&self) -> bool {
        self.text.is_empty() && self.flags.is_empty()
    }

    /// A plain count; none is withheld.
    pub(super) fn counted(language: Language, count: Option<i64>) -> Self {
        let Some(count) = count else {
            return Self::without(Flag::C);
        };
        Self {
            text: language.number(count),
            value: Some(real(count)),
            ..Self::none()
        }
    }

    /// A part of a whole in hundredths.
    pub(super) fn share(language: Language, part: i64, whole: i64) -> Self {
        if whole == 0 {
            return Self::without(Flag::Z);
        }
        let value = 100.0 * real(part) / real(whole);
        Self {
            text: Unit::Percent.write(language, value, 1),
            value: Some(value),
            ..Self::none()
        }
    }

    /// The same figure with one mark more.
    pub(super) fn with(mut self, flag: Flag) -> Self {
        self.flags.push(flag);
        self
    }

    fn without(flag: Flag) -> Self {
        Self::none().with(flag)
    }

    pub(super) fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// The figure with its marks, in one line.
    pub(super) fn label(&self) -> String {
        let marks = self.flags.iter().map(|flag| flag.mark());
        let parts: Vec<String> = std::iter::once(self.text.clone()).chain(marks).collect();
        parts.join("\u{a0}").trim_start().to_owned()
    }

    /// The figure as a chart draws it.
    pub(super) fn point(&self) -> Point {
        if self.has(Flag::C) {
            return Point::suppressed();
        }
        let Some(value) = self.value else {
            return Point::not_applicable();
        };
        let text = if self.has(Flag::Low) {
            Flag::Low.mark()
        } else {
            self.text.clone()
        };
        let mut point = Point::new(value, text);
        if self.has(Flag::U) {
            point = point.few_cases();
        }
        if self.has(Flag::P) {
            point = point.provisional();
        }
        point
    }
}

/// Counts stay far below 2^53, where every integer is a float.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}

/// True for a figure of procedures, referrals or persons so few that one of them moves it.
fn is_of_few(row: &Row) -> bool {
    let is_quotient = match row.scale {
        Scale::Count => false,
        Scale::Share | Scale::Rate | Scale::Mean | Scale::Percentile => true,
    };
    let is_few = row
        .denominator
        .is_some_and(|cases| (1..FEW_CASES).contains(&cases));
    // Of courts there are as many as there are.
    is_quotient && is_few && !row.figure.starts_with("courts")
}

/// What a figure is made of, in words.
fn made_of(language: Language, row: &Row) -> String {
    let Some((part, whole)) = row.numerator.zip(row.denominator) else {
        return String::new();
    };
    let (part, whole) = (language.number(part), language.number(whole));
    match row.scale {
        Scale::Percentile => language.with("of-cases", &[("whole", &whole)]),
        Scale::Count | Scale::Share | Scale::Rate | Scale::Mean => {
            language.with("of", &[("part", &part), ("whole", &whole)])
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn row(scale: Scale, numerator: i64, denominator: Option<i64>, value: Option<f64>) -> Row {
        Row {
            group: BTreeMap::new(),
            period: "2026-Q3".to_owned(),
            figure: "settled".to_owned(),
            numerator: Some(numerator),
            denominator,
            value,
            scale,
            suppressed: false,
            provisional: false,
        }
    }

    #[track_caller]
    fn check(indicator: Indicator, row: &Row, label: &str, of: &str) {
        let cell = Cell::of(Language::En, indicator, row);
        assert_eq!((cell.label().as_str(), cell.of.as_str()), (label, of));
    }

    #[test]
    fn a_figure_stands_with_what_it_is_made_of() {
        let share = row(Scale::Share, 1926, Some(3000), Some(0.642));
        check(Indicator::S16, &share, "64.2\u{a0}%", "1,926 of 3,000");
        let median = row(Scale::Percentile, 18, Some(3000), Some(18.0));
        check(Indicator::S13, &median, "18", "of 3,000 cases");
        let count = row(Scale::Count, 4812, None, Some(4812.0));
        check(Indicator::S7, &count, "4,812", "");
        check(Indicator::S25, &count, "48.1\u{a0}₸", "");
    }

    #[test]
    fn what_is_less_than_certain_is_marked() {
        let few = row(Scale::Share, 8, Some(19), Some(8.0 / 19.0));
        check(Indicator::S16, &few, "42.1\u{a0}%\u{a0}[u]", "8 of 19");
        let enough = row(Scale::Share, 8, Some(20), Some(0.4));
        check(Indicator::S16, &enough, "40.0\u{a0}%", "8 of 20");
        let low = row(Scale::Share, 1, Some(3000), Some(1.0 / 3000.0));
        check(Indicator::S16, &low, "[low]", "1 of 3,000");
        let nought = row(Scale::Share, 0, Some(3000), Some(0.0));
        check(Indicator::S16, &nought, "0.0\u{a0}%", "0 of 3,000");
        let none = row(Scale::Share, 0, Some(0), None);
        check(Indicator::S16, &none, "[z]", "");
        let young = Row {
            provisional: true,
            ..enough
        };
        check(Indicator::S9, &young, "40.0\u{a0}%\u{a0}[p]", "8 of 20");
    }

    #[test]
    fn what_is_withheld_leaves_no_number_behind() {
        let withheld = Row {
            suppressed: true,
            ..row(Scale::Share, 3, Some(30), Some(0.1))
        };
        let cell = Cell::of(Language::Ru, Indicator::S16, &withheld);
        assert_eq!((cell.label().as_str(), cell.of.as_str()), ("[c]", ""));
        assert_eq!((cell.value, cell.point()), (None, Point::suppressed()));
    }
}
