//! Query parameters: every fault of a question at once, and nothing silently ignored.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::Serialize;
use strum::VariantArray;

/// Bytes of a query string, by bound.
const QUERY_BYTES_MAX: usize = 4_096;

/// Characters of a value that is no free text.
pub(crate) const VALUE_CHARACTERS_MAX: usize = 128;

/// The codes of what may be wrong with a parameter.
pub(crate) const FAULTS: [&str; 14] = [
    "PARAMETER_UNKNOWN",
    "MISSING",
    "INVALID",
    "OUT_OF_RANGE",
    "TOO_LONG",
    "GIVEN_TWICE",
    "NOT_TEXT",
    "NOT_TOGETHER",
    "DATE_INVALID",
    "DATE_AHEAD",
    "DATE_BEFORE_ENTRY",
    "PERIOD_BACKWARD",
    "NOT_OFFERED",
    "IIN_NOT_SEARCHED",
];

/// What is wrong with one parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FieldError {
    /// Which.
    pub(crate) field: String,
    /// The code of what is wrong.
    pub(crate) code: &'static str,
    /// What is wrong, for a person.
    pub(crate) detail: String,
}

/// The parameters of a request, taken one after another.
#[derive(Debug)]
pub(crate) struct Parameters {
    given: Vec<(String, String)>,
    known: Vec<&'static str>,
    errors: Vec<FieldError>,
}

impl Parameters {
    /// The parameters of a query string. Empty values count as absent, for a form sends every
    /// box.
    pub(crate) fn of(query: &str) -> Self {
        let mut errors = Vec::new();
        let query = if query.len() > QUERY_BYTES_MAX {
            errors.push(FieldError {
                field: "query".to_owned(),
                code: "TOO_LONG",
                detail: format!("the query string is longer than {QUERY_BYTES_MAX} bytes"),
            });
            ""
        } else {
            query
        };
        let pairs = form_urlencoded::parse(query.as_bytes());
        let given = pairs.map(|(name, value)| (name.into_owned(), value.trim().to_owned()));
        let mut parameters = Self {
            given: given.collect(),
            known: Vec::new(),
            errors,
        };
        parameters.refuse_what_is_no_text();
        parameters
    }

    /// Refuses values that are not UTF-8, or have control characters in them: a search for them
    /// would find nothing, and not say why.
    fn refuse_what_is_no_text(&mut self) {
        let is_text = |(_, value): &(String, String)| {
            let is_odd =
                |letter: char| letter.is_control() || letter == char::REPLACEMENT_CHARACTER;
            !value.contains(is_odd)
        };
        let given = std::mem::take(&mut self.given);
        let (text, other): (Vec<_>, Vec<_>) = given.into_iter().partition(is_text);
        self.given = text;
        for (name, _) in other {
            let shown: String = name.chars().take(64).collect();
            let detail = format!("`{shown}` is not text in UTF-8");
            self.refuse(&shown, "NOT_TEXT", detail);
        }
    }

    /// All values of a parameter that may be given more than once, or parted by commas.
    pub(crate) fn many(&mut self, name: &'static str) -> Vec<String> {
        self.known.push(name);
        let values = self.given.iter().filter(|(given, _)| given == name);
        let parts = values.flat_map(|(_, value)| value.split(',').map(str::trim));
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The text of a parameter, at most so many characters.
    pub(crate) fn text(&mut self, name: &'static str, characters_max: usize) -> Option<String> {
        self.known.push(name);
        let mut values = self
            .given
            .iter()
            .filter(|(given, value)| given == name && !value.is_empty());
        let value = values.next().map(|(_, value)| value.clone());
        if values.next().is_some() {
            self.refuse(
                name,
                "GIVEN_TWICE",
                format!("`{name}` is given more than once"),
            );
        }
        let is_long = value
            .as_ref()
            .is_some_and(|value| value.chars().count() > characters_max);
        if is_long {
            let detail = format!("`{name}` is longer than {characters_max} characters");
            self.refuse(name, "TOO_LONG", detail);
            return None;
        }
        value
    }

    /// The value of a parameter.
    pub(crate) fn one<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Option<T> {
        self.one_within(name, VALUE_CHARACTERS_MAX)
    }

    /// The value of a parameter, written in at most so many characters.
    pub(crate) fn one_within<T: FromStr<Err: Display>>(
        &mut self,
        name: &'static str,
        characters_max: usize,
    ) -> Option<T> {
        let text = self.text(name, characters_max)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(name, "INVALID", format!("`{name}`: {error}"));
                None
            }
        }
    }

    /// Every value of a parameter that may be given more than once, or parted by commas.
    pub(crate) fn every<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Vec<T> {
        let texts = self.many(name);
        let values = texts.iter().filter_map(|text| match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(name, "INVALID", format!("`{name}`: {error}"));
                None
            }
        });
        values.collect()
    }

    /// One of the words a parameter may be.
    pub(crate) fn choice<T>(&mut self, name: &'static str) -> Option<T>
    where
        T: Copy + FromStr + VariantArray + Into<&'static str>,
    {
        let text = self.text(name, VALUE_CHARACTERS_MAX)?;
        let chosen = text.parse().ok();
        if chosen.is_none() {
            self.refuse_choice(name, &text, T::VARIANTS.iter().map(|word| (*word).into()));
        }
        chosen
    }

    /// Any of the words a parameter may be, given more than once or parted by commas.
    pub(crate) fn choices(&mut self, name: &'static str, known: &[&'static str]) -> Vec<String> {
        let chosen = self.many(name);
        let is_known = |word: &String| known.iter().any(|one| word.eq_ignore_ascii_case(one));
        if let Some(unknown) = chosen.iter().find(|word| !is_known(word)) {
            self.refuse_choice(name, unknown, known.iter().copied());
        }
        chosen
    }

    fn refuse_choice(&mut self, name: &str, text: &str, known: impl Iterator<Item = &'static str>) {
        let known = known.collect::<Vec<_>>().join(", ");
        let detail = format!("`{name}` is one of {known}, not `{text}`");
        self.refuse(name, "INVALID", detail);
    }

    /// A number within bounds.
    pub(crate) fn number(
        &mut self,
        name: &'static str,
        least: usize,
        most: usize,
    ) -> Option<usize> {
        let text = self.text(name, 20)?;
        let number = text
            .parse()
            .ok()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let detail = format!("`{name}` is a whole number from {least} to {most}, not `{text}`");
            self.refuse(name, "OUT_OF_RANGE", detail);
        }
        number
    }

    /// A civil date: whole as `2026-03-04`, or in the three boxes of a form.
    pub(crate) fn date(
        &mut self,
        name: &'static str,
        boxes: [&'static str; 3],
    ) -> Option<NaiveDate> {
        let whole = self.text(name, 10);
        let boxed = self.boxed(boxes);
        self.day(name, &whole.or(boxed)?)
    }

    /// The civil dates of a parameter that may be given more than once; that of the boxes comes
    /// last.
    pub(crate) fn dates(&mut self, name: &'static str, boxes: [&'static str; 3]) -> Vec<NaiveDate> {
        let mut texts = self.many(name);
        texts.extend(self.boxed(boxes));
        let days = texts.iter().filter_map(|text| self.day(name, text));
        days.collect()
    }

    /// What the three boxes of a date say together.
    fn boxed(&mut self, boxes: [&'static str; 3]) -> Option<String> {
        let parts = boxes.map(|part| self.text(part, 4));
        if parts.iter().all(Option::is_none) {
            return None;
        }
        let [day, month, year] = parts.map(Option::unwrap_or_default);
        Some(format!("{year}-{month:0>2}-{day:0>2}"))
    }

    fn day(&mut self, name: &str, text: &str) -> Option<NaiveDate> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        let date = date.filter(|_| text.len() == 10);
        if date.is_none() {
            let shown: String = text.chars().take(64).collect();
            let detail = format!("`{name}` is a day such as 2026-03-04, which `{shown}` is not");
            self.refuse(name, "DATE_INVALID", detail);
        }
        date
    }

    /// The value that a question cannot do without.
    pub(crate) fn need<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.is_faulty(name) {
            self.refuse(name, "MISSING", format!("`{name}` is missing"));
        }
        value
    }

    /// True if a fault of the parameter is noted.
    pub(crate) fn is_faulty(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    /// The faults noted so far, for a form that shows them beside its fields.
    pub(crate) fn take_faults(&mut self) -> Vec<FieldError> {
        std::mem::take(&mut self.errors)
    }

    /// Notes a fault of a parameter.
    pub(crate) fn refuse(&mut self, field: &str, code: &'static str, detail: String) {
        let field = field.to_owned();
        self.errors.push(FieldError {
            field,
            code,
            detail,
        });
    }

    /// The faults found, those of parameters that nobody knows among them.
    pub(crate) fn finish(mut self) -> Result<(), Vec<FieldError>> {
        let unknown: Vec<String> = self
            .given
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| !self.known.contains(&name.as_str()))
            .collect();
        for name in unknown {
            let shown: String = name.chars().take(64).collect();
            let known = self.known.join(", ");
            let detail = format!("there is no parameter `{shown}`; known are {known}");
            self.refuse(&shown, "PARAMETER_UNKNOWN", detail);
        }
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(query: &str) -> Vec<(String, &'static str)> {
        let mut parameters = Parameters::of(query);
        parameters.text("q", 10);
        parameters.number("limit", 1, 200);
        parameters.date("as_of", ["as_of_day", "as_of_month", "as_of_year"]);
        parameters.many("standing");
        let errors = parameters.finish().err().unwrap_or_default();
        errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect()
    }

    #[test]
    fn what_is_sound_is_taken() {
        assert!(faults("q=kanat&limit=20&as_of=2026-03-04&standing=A,B&standing=C").is_empty());
        assert!(faults("as_of_day=4&as_of_month=3&as_of_year=2026&q=").is_empty());
        let mut parameters = Parameters::of("standing=A,B&standing=C");
        assert_eq!(parameters.many("standing"), ["A", "B", "C"]);
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_parameter() {
        let found = faults("q=12345678901&limit=0&as_of=2026-02-31&company_name=&q=y");
        let expected = [
            ("q", "GIVEN_TWICE"),
            ("q", "TOO_LONG"),
            ("limit", "OUT_OF_RANGE"),
            ("as_of", "DATE_INVALID"),
            ("company_name", "PARAMETER_UNKNOWN"),
        ];
        assert_eq!(
            found,
            expected.map(|(field, code)| (field.to_owned(), code))
        );
    }

    #[test]
    fn a_date_may_be_given_again_where_the_last_one_counts() {
        let boxes = ["on_day", "on_month", "on_year"];
        let query = "on=2025-05-15&on=2025-06-15&on_day=1&on_month=7&on_year=2025";
        let mut parameters = Parameters::of(query);
        let days: Vec<String> = parameters
            .dates("on", boxes)
            .iter()
            .map(NaiveDate::to_string)
            .collect();
        assert_eq!(days, ["2025-05-15", "2025-06-15", "2025-07-01"]);
        let mut parameters = Parameters::of("on=2025-05-15&on_day=31&on_month=2&on_year=2025");
        assert_eq!(parameters.dates("on", boxes).len(), 1);
        assert!(parameters.is_faulty("on"));
    }

    #[test]
    fn what_is_needed_is_told_missing_once_and_not_beside_another_fault() {
        let mut parameters = Parameters::of("until=yesterday");
        let (on, until) = (parameters.one("on"), parameters.one("until"));
        assert_eq!(parameters.need::<NaiveDate>("on", on), None);
        assert_eq!(parameters.need::<NaiveDate>("until", until), None);
        let faults: Vec<_> = parameters.take_faults();
        let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["INVALID", "MISSING"]);
        assert_eq!(parameters.finish(), Ok(()));
    }

    #[test]
    fn what_is_not_text_is_refused_and_not_looked_for() {
        for no_text in ["%EA%E5%ED", "%FF%FE", "a%00b", "X%0D%0AY"] {
            let found = faults(&format!("q={no_text}&limit=0"));
            let expected = [("q", "NOT_TEXT"), ("limit", "OUT_OF_RANGE")];
            let expected = expected.map(|(field, code)| (field.to_owned(), code));
            assert_eq!(found, expected, "{no_text}");
        }
        assert!(faults("q=%D0%BA%D0%B5%D0%BD%0A").is_empty());
    }

    #[test]
    fn a_query_string_beyond_its_bound_is_refused() {
        let query = format!("q={}", "x".repeat(QUERY_BYTES_MAX));
        assert_eq!(faults(&query), [("query".to_owned(), "TOO_LONG")]);
    }
}
