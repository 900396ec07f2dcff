//! Synthetic people: names from the lists, identification numbers that could be issued.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use medreg_domain::person::{IsMale, Pepper, synthetic_iin};
use medreg_domain::{Kato, PersonKey};
use medreg_log::PersonName;
use medreg_node::court::Person;
use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde::Deserialize;

/// A name part in three spellings.
#[derive(Clone, Debug, Deserialize)]
struct NamePart {
    #[serde(rename = "part")]
    kind: String,
    origin: String,
    sex: String,
    kk: String,
    ru: String,
    latn: String,
}

/// The name lists.
#[derive(Debug)]
pub(super) struct NameLists(Vec<NamePart>);

/// A person who may ask to be entered.
#[derive(Clone, Debug)]
pub(super) struct Applicant {
    pub(super) key: PersonKey,
    pub(super) born_on: NaiveDate,
    pub(super) person: Person,
}

impl NameLists {
    /// The shipped lists.
    pub(super) fn shipped() -> Result<Self, csv::Error> {
        let text = include_str!("../../../domain/data/names.csv");
        let parts = csv::Reader::from_reader(text.as_bytes())
            .deserialize()
            .collect::<Result<_, _>>()?;
        Ok(Self(parts))
    }

    fn pick(
        &self,
        rng: &mut ChaCha20Rng,
        part: &str,
        origin: &str,
        sex: &str,
    ) -> Option<&NamePart> {
        let fits = |p: &&NamePart| p.kind == part && p.origin == origin && p.sex == sex;
        let count = self.0.iter().filter(fits).count();
        if count == 0 {
            return None;
        }
        self.0.iter().filter(fits).nth(rng.random_range(0..count))
    }

    fn name(&self, rng: &mut ChaCha20Rng, is_male: bool) -> PersonName {
        let origin = if rng.random_bool(0.7) {
            "kazakh"
        } else {
            "russian"
        };
        let sex = if is_male { "m" } else { "f" };
        let parts: Vec<&NamePart> = ["surname", "given", "patronymic"]
            .iter()
            .filter_map(|part| self.pick(rng, part, origin, sex))
            .collect();
        let join = |spelling: fn(&NamePart) -> &str| {
            parts
                .iter()
                .map(|part| spelling(part))
                .collect::<Vec<_>>()
                .join(" ")
        };
        PersonName {
            kk: join(|part| &part.kk),
            ru: join(|part| &part.ru),
            latn: join(|part| &part.latn),
        }
    }

    /// A person of at least `age` years on a day.
    pub(super) fn applicant(
        &self,
        rng: &mut ChaCha20Rng,
        pepper: &Pepper,
        age: u64,
        day: NaiveDate,
    ) -> Option<Applicant> {
        let is_male = rng.random_bool(0.45);
        let iin = (0..20).find_map(|_| {
            let days = age * 366 + rng.random_range(0..25 * 365);
            let born_on = day.checked_sub_days(Days::new(days))?;
            synthetic_iin(born_on, IsMale(is_male), rng.random_range(0..10_000))
        })?;
        let iin = iin.parse().ok()?;
        let name = self.name(rng, is_male);
        let phone = format!(
            "+7 700 {:03} {:02} {:02}",
            rng.random_range(0..1000),
            rng.random_range(0..100),
            rng.random_range(0..100)
        );
        let contact = BTreeMap::from([("phone".to_owned(), phone)]);
        Some(Applicant {
            key: PersonKey::derive(&iin, pepper),
            born_on: iin.born_on(),
            person: Person { name, contact },
        })
    }
}

/// A place inside a territory: the area itself, since that is all the reference tells.
pub(super) fn place_in(rng: &mut ChaCha20Rng, territory: &[Kato]) -> Option<Kato> {
    (!territory.is_empty()).then(|| territory[rng.random_range(0..territory.len())])
}
