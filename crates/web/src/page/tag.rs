//! The word for where an entry stands: the only place that maps a state to word and colour.

use medreg_node::query::StandingShown;

use super::icon::Icon;
use crate::language::Language;

/// A word with its icon and tone.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) tone: &'static str,
    pub(super) icon: Icon,
    pub(super) word: String,
}

impl Tag {
    /// Where an entry stands, with the day that goes with it.
    pub(super) fn of(
        language: Language,
        standing: &StandingShown,
        valid_to: chrono::NaiveDate,
    ) -> Self {
        let (tone, icon) = match standing.code {
            "ACTIVE" => ("mr-ok", Icon("active")),
            "SUSPENDED" => ("mr-bad", Icon("suspended")),
            "LAPSED" => ("mr-warn", Icon("lapsed")),
            _ => ("mr-off", Icon("removed")),
        };
        let day = match standing.code {
            "ACTIVE" => Some(valid_to),
            _ => standing.until.or(standing.on),
        };
        let word = language.word("standing", standing.code);
        let word = match day {
            Some(day) => {
                let day = language.date(day);
                let form = format!("standing-day-{}", standing.code);
                language.with(&form, &[("word", &word), ("date", &day)])
            }
            None => word,
        };
        Self { tone, icon, word }
    }
}
