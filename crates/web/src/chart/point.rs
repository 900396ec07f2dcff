//! One figure as a chart shows it: its place, its words, and what makes it less than certain.

/// Marks a figure that is withheld to protect people.
const SUPPRESSED: &str = "[c]";

/// Marks a figure nobody has.
const MISSING: &str = "[x]";

/// Marks a figure that cannot exist.
const NOT_APPLICABLE: &str = "[z]";

/// Follows a figure that rests on fewer than twenty cases.
const FEW_CASES: &str = "[u]";

/// Follows a figure that may still change.
const PROVISIONAL: &str = "[p]";

/// No figure of the register comes near; what is larger has no place on a scale.
pub(super) const LARGEST: f64 = 1e15;

/// One figure, or the reason why there is none.
///
/// The words are the caller's, in the language of the page; only the letters in brackets of the
/// site's notation are added here, so that no mark can be drawn without them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Point {
    value: Value,
    text: String,
    few_cases: bool,
    provisional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    Known(f64),
    Suppressed,
    Absent,
}

impl Point {
    /// A figure and the words it is written in: `Point::new(64.2, "64,2 %")`.
    ///
    /// A value that is no number, or that no scale can hold, is missing: a gap, never a zero.
    pub(crate) fn new(value: f64, text: impl Into<String>) -> Self {
        if is_drawable(value) {
            Self::of(Value::Known(value), text.into())
        } else {
            Self::missing()
        }
    }

    /// A figure that is withheld: drawn as a hatched stub with `[c]`.
    pub(crate) fn suppressed() -> Self {
        Self::of(Value::Suppressed, SUPPRESSED.into())
    }

    /// A figure that nobody has: a gap, with `[x]` where a row would stand empty.
    pub(crate) fn missing() -> Self {
        Self::of(Value::Absent, MISSING.into())
    }

    /// A figure that cannot exist: a gap, with `[z]` where a row would stand empty.
    pub(crate) fn not_applicable() -> Self {
        Self::of(Value::Absent, NOT_APPLICABLE.into())
    }

    /// The same figure, resting on fewer than twenty cases: its mark is hollow.
    #[must_use]
    pub(crate) fn few_cases(mut self) -> Self {
        self.few_cases = true;
        self
    }

    /// The same figure, of a cohort that is not complete: its mark is hatched.
    #[must_use]
    pub(crate) fn provisional(mut self) -> Self {
        self.provisional = true;
        self
    }

    fn of(value: Value, text: String) -> Self {
        Self {
            value,
            text,
            few_cases: false,
            provisional: false,
        }
    }

    pub(super) fn value(&self) -> Option<f64> {
        match self.value {
            Value::Known(value) => Some(value),
            Value::Suppressed | Value::Absent => None,
        }
    }

    pub(super) fn is_suppressed(&self) -> bool {
        self.value == Value::Suppressed
    }

    pub(super) fn is_of_few_cases(&self) -> bool {
        self.few_cases && self.value().is_some()
    }

    pub(super) fn is_provisional(&self) -> bool {
        self.provisional && self.value().is_some()
    }

    /// The figure without letters, or the letter of why there is none.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The figure with its letters: `64,2 % [u]`.
    pub(super) fn label(&self) -> String {
        let mut label = self.text.clone();
        for (holds, letter) in [
            (self.is_of_few_cases(), FEW_CASES),
            (self.is_provisional(), PROVISIONAL),
        ] {
            if holds {
                label.push('\u{a0}');
                label.push_str(letter);
            }
        }
        label
    }

    /// What is left of the label where there is no room: the warning before the figure.
    pub(super) fn short(&self) -> &str {
        if self.is_of_few_cases() {
            FEW_CASES
        } else {
            &self.text
        }
    }

    /// What a mark says when it is pointed at.
    pub(super) fn title(&self, names: &[&str]) -> String {
        let names: Vec<_> = names
            .iter()
            .filter(|name| !name.is_empty())
            .copied()
            .collect();
        if names.is_empty() {
            return self.label();
        }
        format!("{}: {}", names.join(", "), self.label())
    }
}

/// Whether a number has a place on a scale.
pub(super) fn is_drawable(value: f64) -> bool {
    value.is_finite() && value.abs() <= LARGEST
}
