//! What a judge asks: about one person, and for a list.

use chrono::NaiveDate;
use medreg_domain::rotation::{OFFERED_MAX, OFFERED_MIN};
use medreg_domain::{CardCode, CategoryCode, CourtCode, EntryNo, FederalNo, LanguageCode};
use medreg_node::query::Candidates;

use super::{SEARCH_CHARACTERS_MAX, day, is_iin};
use crate::asked::Asked;
use crate::parameters::Parameters;

/// The boxes of the day a question is about.
const ON_BOXES: [&str; 3] = ["on_day", "on_month", "on_year"];

/// Candidates of a list where no number is asked for.
const OFFERED: usize = 5;

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// The person of one entry.
    Entry(EntryNo),
    /// The person of a number, at whatever court.
    Person(FederalNo),
    /// Whoever bears the name.
    Named(String),
}

/// For whom and what a mediator is thought of.
#[derive(Clone, Debug)]
pub(crate) struct Pointing {
    /// Who; nobody yet on a page that is only opened.
    pub(crate) meant: Option<Meant>,
    /// Only entries of this court.
    pub(crate) court: Option<CourtCode>,
    pub(crate) category: Option<CategoryCode>,
    pub(crate) language: Option<LanguageCode>,
    pub(crate) on: NaiveDate,
}

impl Meant {
    /// What somebody typed: a number, the code of a card, or a name.
    fn typed(text: String) -> Self {
        let number = text.to_uppercase();
        let card = number.parse().map(CardCode::federal_no);
        let entry = number.parse().map(Self::Entry);
        let person = || number.parse().or(card).map(Self::Person);
        entry.or_else(|_| person()).unwrap_or(Self::Named(text))
    }
}

/// The question as a page asks it: by whatever somebody typed.
pub(crate) fn typed(parameters: &mut Parameters, asked: &Asked) -> Pointing {
    let person = parameters.text("person", SEARCH_CHARACTERS_MAX);
    if person.as_deref().is_some_and(is_iin) {
        let detail = "do not enter an IIN: a person is looked up by name or number".to_owned();
        parameters.refuse("person", "IIN_NOT_SEARCHED", detail);
    }
    pointing(parameters, asked, person.map(Meant::typed))
}

/// The question as a program asks it: by one number; nobody is meant where none is given.
pub(crate) fn numbered(parameters: &mut Parameters, asked: &Asked) -> Pointing {
    let entry = parameters.one("entry_no").map(Meant::Entry);
    let person = parameters.one("federal_no").map(Meant::Person);
    let meant = match (entry, person) {
        (Some(_), Some(_)) => {
            let detail = "`entry_no` and `federal_no` both say who is meant: give one of them";
            parameters.refuse("federal_no", "GIVEN_TWICE", detail.to_owned());
            None
        }
        (entry, person) => entry.or(person),
    };
    pointing(parameters, asked, meant)
}

fn pointing(parameters: &mut Parameters, asked: &Asked, meant: Option<Meant>) -> Pointing {
    Pointing {
        meant,
        court: parameters.one("court"),
        category: parameters.one("category"),
        language: parameters.one("language"),
        on: day(parameters, ("on", ON_BOXES), asked.today),
    }
}

/// Whom to offer; none before a court or region is named, as on a page that is only opened.
pub(crate) fn candidates(parameters: &mut Parameters, asked: &Asked) -> Option<Candidates> {
    let size = parameters.number("size", OFFERED_MIN, OFFERED_MAX);
    let candidates = Candidates {
        court: parameters.one("court"),
        region: parameters.one("region"),
        category: parameters.one("category"),
        language: parameters.one("language"),
        place: parameters.one("place"),
        on: day(parameters, ("on", ON_BOXES), asked.today),
        size: size.unwrap_or(OFFERED),
    };
    let is_somewhere = candidates.court.is_some() || candidates.region.is_some();
    is_somewhere.then_some(candidates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_number_a_cards_code_or_a_name() {
        let number: FederalNo = "FM-54V2C-837Y9-X".parse().unwrap();
        for (typed, meant) in [
            (
                "kz-75-012-2025-00041",
                Meant::Entry("KZ-75-012-2025-00041".parse().unwrap()),
            ),
            ("fm 54v2c 837y9 x", Meant::Person(number)),
            ("54V2C-837Y9-80", Meant::Person(number)),
            // Mistyped numbers name nobody.
            (
                "FM-54V2C-837Y8-X",
                Meant::Named("FM-54V2C-837Y8-X".to_owned()),
            ),
            ("Ибраев", Meant::Named("Ибраев".to_owned())),
        ] {
            assert_eq!(Meant::typed(typed.to_owned()), meant);
        }
    }
}
