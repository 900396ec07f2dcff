//! The law in words: steps of the arithmetic, weekdays, and where a rule stands.

use chrono::{Datelike, NaiveDate};
use fluent_bundle::{FluentArgs, FluentValue};
use medreg_domain::Channel;
use medreg_domain::reckoning::Step;
use medreg_domain::ruleset::Ruleset;
use medreg_domain::term::Due;

use crate::language::Language;

/// Values of a message, put in one after another.
struct Said {
    id: String,
    args: FluentArgs<'static>,
}

impl Said {
    fn of(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            args: FluentArgs::new(),
        }
    }

    fn put(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.args.set(name, value);
        self
    }

    /// A last day; of one that was moved, both days.
    fn due(mut self, language: Language, due: Due) -> Self {
        if due.raw != due.rolled {
            self.id.push_str("-moved");
            let raw = language.short_weekday(due.raw);
            self.args.set("raw", raw);
        }
        self.put("due", language.short_weekday(due.rolled))
    }

    fn by(self, language: Language) -> String {
        let said = language.find(&self.id, Some(&self.args));
        said.unwrap_or(self.id)
    }
}

impl Language {
    /// A civil date with its weekday, for tables: Sun 2 Mar 2025.
    pub(crate) fn short_weekday(self, date: NaiveDate) -> String {
        let number = date.weekday().number_from_monday();
        let weekday = self.t(&format!("day-of-week-{number}.short"));
        format!("{weekday} {}", self.date(date))
    }

    /// A civil date with its weekday and the month in words.
    pub(crate) fn long_weekday(self, date: NaiveDate) -> String {
        let number = date.weekday().number_from_monday();
        let weekday = self.t(&format!("day-of-week-{number}"));
        let date = self.long_date(date);
        self.with("weekday-date", &[("weekday", &weekday), ("date", &date)])
    }

    /// A number of something, in the form that number takes: `amount-days` of `days`.
    pub(crate) fn amount(self, unit: &str, name: &'static str, number: u32) -> String {
        Said::of(format!("amount-{unit}"))
            .put(name, number)
            .by(self)
    }

    /// A step of the arithmetic.
    pub(crate) fn step(self, step: &Step) -> String {
        let said = Said::of(format!("step-{}", step.code()));
        let day = |day: NaiveDate| self.date(day);
        let last = |day: NaiveDate| self.short_weekday(day);
        let said = match step {
            Step::Base { start, days, due } => said
                .put("start", day(*start))
                .put("days", *days)
                .due(self, *due),
            Step::Deadline { due } => said.due(self, *due),
            Step::Cap { days, due } => said.put("days", *days).due(self, *due),
            Step::Extension {
                from,
                days,
                decided_on,
                decided_by,
                due,
            } => said
                .put("from", day(*from))
                .put("days", *days)
                .put("decided", day(*decided_on))
                .put("decider", decided_by.to_string())
                .due(self, *due),
            Step::Enforcement { until } => said.put("until", last(*until)),
            Step::Suspension {
                from,
                to,
                active_from,
            } => said
                .put("from", day(*from))
                .put("to", day(*to))
                .put("active", day(*active_from)),
            Step::Offer {
                offered_on,
                answer_by,
            } => said
                .put("offered", day(*offered_on))
                .put("due", day(*answer_by)),
            Step::Application {
                applied_on,
                decide_by,
            } => said
                .put("applied", day(*applied_on))
                .put("due", day(*decide_by)),
            Step::Renewal {
                renew_by,
                lapses_on,
            } => said
                .put("ask", day(*renew_by))
                .put("lapses", day(*lapses_on)),
            Step::Validity {
                valid_to,
                lapses_on,
            } => said
                .put("to", day(*valid_to))
                .put("lapses", day(*lapses_on)),
            Step::CivilDate {
                recorded_at,
                zone,
                civil_date,
            } => said
                .put("instant", self.instant(*recorded_at))
                .put("zone", *zone)
                .put("date", day(*civil_date)),
        };
        said.by(self)
    }

    /// The name of a ruleset; its id, where an office has stated one of its own.
    pub(crate) fn ruleset(self, ruleset: &Ruleset) -> String {
        let id = ruleset.ruleset.as_str();
        let name = self.find(&format!("ruleset-{id}"), None);
        name.unwrap_or_else(|| id.to_owned())
    }

    /// The channels in words, parted by semicolons.
    pub(crate) fn channels(self, channels: &[Channel]) -> String {
        let words: Vec<String> = channels
            .iter()
            .map(|channel| self.word("channel", channel))
            .collect();
        if words.is_empty() {
            self.t("amount-none")
        } else {
            words.join("; ")
        }
    }

    /// Where a rule stands, from a citation as the data write it.
    pub(crate) fn citation(self, cited: &str) -> String {
        let put = |id: &str, places: &str| self.with(id, &[("places", places)]);
        if let Some(places) = cited.strip_prefix("Civil Code art ") {
            return put("cite-civil_code", &places_of(places).0);
        }
        if let Some(places) = cited.strip_prefix("personal data law art ") {
            return put("cite-personal_data", &places_of(places).0);
        }
        if let Some((number, year)) = decree(cited) {
            return self.with("cite-decree", &[("number", number), ("year", year)]);
        }
        if cited.starts_with("Law 401-IV") {
            return self.t("cite-transitional");
        }
        let parts = parts(cited);
        let said: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Part::Article(places) => put("cite-art", places),
                Part::CivilCode(places) => put("cite-civil_code", places),
                Part::Act(number) => self.with("cite-act", &[("number", number)]),
                Part::Proposal => self.t("cite-proposal"),
            })
            .collect();
        if said.is_empty() {
            self.t("cite-register")
        } else {
            said.join("; ")
        }
    }
}

/// A part of a citation.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Articles of the Law on Mediation.
    Article(String),
    /// Articles of the Civil Code.
    CivilCode(String),
    /// An amending law.
    Act(String),
    /// The paper the register was first proposed in.
    Proposal,
}

fn decree(cited: &str) -> Option<(&str, &str)> {
    cited.strip_prefix("Government decree ")?.split_once(" of ")
}

/// The parts of a citation that name a place; what else it says is for whoever reads the data.
fn parts(cited: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = cited;
    while let Some(start) = rest.find(|letter: char| letter.is_alphanumeric()) {
        rest = rest.get(start..).unwrap_or_default();
        let (part, after) = if let Some(places) = rest.strip_prefix("Civil Code art ") {
            let (places, after) = places_of(places);
            (Some(Part::CivilCode(places)), after)
        } else if let Some(places) = rest.strip_prefix("art ") {
            let (places, after) = places_of(places);
            (Some(Part::Article(places)), after)
        } else if let Some(number) = rest.strip_prefix("Law ") {
            let (number, after) = word(number);
            (Some(Part::Act(number.to_owned())), after)
        } else {
            let (word, after) = word(rest);
            let is_proposal = word == "seed" && !after.starts_with(" silent");
            let proposal = is_proposal.then_some(Part::Proposal);
            (proposal, after)
        };
        let part = part.filter(|part| !parts.contains(part));
        parts.extend(part);
        rest = after;
    }
    parts
}

/// A word and what follows it.
fn word(text: &str) -> (&str, &str) {
    let is_in = |letter: char| letter.is_alphanumeric() || letter == '-';
    let end = text.find(|letter: char| !is_in(letter));
    text.split_at(end.unwrap_or(text.len()))
}

/// The places at the beginning of a text, such as `23(1), 25-1(1)`, and what follows them.
fn places_of(text: &str) -> (String, &str) {
    let mut end = 0;
    for place in text.split_inclusive(", ") {
        let place_end = place
            .find(|letter: char| !(letter.is_ascii_digit() || "()-".contains(letter)))
            .unwrap_or(place.len());
        let is_place = place.starts_with(|first: char| first.is_ascii_digit());
        if !is_place {
            break;
        }
        end += place_end;
        if place.get(place_end..) != Some(", ") {
            break;
        }
        end += 2;
    }
    let (places, after) = text.split_at(end);
    (places.trim_end_matches(", ").to_owned(), after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use medreg_domain::reference::builtin;
    use medreg_domain::{Code, Decider};
    use strum::VariantArray;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_is_said_in_every_language_with_weekday_and_plural() {
        let step = Step::Base {
            start: day("2025-01-31"),
            days: 30,
            due: Due {
                raw: day("2025-03-02"),
                rolled: day("2025-03-03"),
            },
        };
        let said = [Language::Kk, Language::Ru, Language::En].map(|it| it.step(&step));
        assert_eq!(
            said,
            [
                "31.01.2025 + 30 күн = жс 02.03.2025; бұл жұмыс істемейтін күн, сондықтан дс 03.03.2025",
                "31.01.2025 + 30 дней = вс 02.03.2025; это нерабочий день, поэтому пн 03.03.2025",
                "31 Jan 2025 + 30 days = Sun 2 Mar 2025, which is not a working day, so Mon 3 Mar 2025",
            ]
        );
        let step = Step::Extension {
            from: day("2025-03-02"),
            days: 21,
            decided_on: day("2025-02-20"),
            decided_by: Decider::Court,
            due: Due {
                raw: day("2025-03-20"),
                rolled: day("2025-03-20"),
            },
        };
        assert_eq!(
            Language::Ru.step(&step),
            "02.03.2025 + 21 день = чт 20.03.2025; решение от 20.02.2025, принял суд"
        );
    }

    #[test]
    fn a_date_is_said_with_its_weekday() {
        let date = day("2025-03-26");
        let said = [Language::Kk, Language::Ru, Language::En].map(|it| it.long_weekday(date));
        assert_eq!(
            said,
            [
                "2025 ж. 26 наурыз, сәрсенбі",
                "среда, 26 марта 2025 г.",
                "Wednesday 26 March 2025"
            ]
        );
    }

    #[test]
    fn a_citation_names_its_places_and_nothing_else() {
        let cases = [
            ("art 23(1), 23(2): up to thirty", "ст. 23(1), 23(2)"),
            (
                "art 9(3), 9(7), 15, 16(2) (then 'non-professional'): as a professional",
                "ст. 9(3), 9(7), 15, 16(2)",
            ),
            (
                "art 23(1); the suspension itself cannot pass thirty days, art 25-1(1)",
                "ст. 23(1); ст. 25-1(1)",
            ),
            ("Civil Code art 173-176", "Гражданский кодекс, ст. 173-176"),
            (
                "seed silent; Civil Code art 173-176",
                "Гражданский кодекс, ст. 173-176",
            ),
            (
                "law silent; decision of this register",
                "правила ведения реестра",
            ),
            ("seed: extended to 30", "исходный документ проекта"),
            ("treated as OUT_OF_COURT (R48)", "правила ведения реестра"),
            ("none since Law 292-VI", "Закон № 292-VI"),
            (
                "Government decree 565 of 2003",
                "Постановление Правительства № 565, 2003 год",
            ),
            (
                "personal data law art 7, R6",
                "Закон о персональных данных, ст. 7",
            ),
        ];
        for (cited, said) in cases {
            assert_eq!(Language::Ru.citation(cited), said, "{cited}");
        }
    }

    #[test]
    fn whatever_the_data_and_codes_cite_is_said() {
        let reference = builtin::reference().unwrap();
        let cited = reference
            .rulesets
            .iter()
            .flat_map(|ruleset| ruleset.citations.values().map(String::as_str));
        let cited = cited.chain(Code::VARIANTS.iter().map(|code| code.article()));
        let mut said = 0;
        for cited in cited {
            let text = Language::Kk.citation(cited);
            assert!(
                !text.contains("cite-") && !text.contains("seed"),
                "{cited}: {text}"
            );
            said += 1;
        }
        assert!(said > 100);
    }
}
