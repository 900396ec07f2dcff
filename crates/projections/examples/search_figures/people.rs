//! Made up people: the shipped lists, common names first, and names put together of two
//! parts as Kazakh ones are, so that there are tens of thousands of words.

/// Second parts of given names, in three scripts.
const SECOND: &str = "жан жан zhan,бек бек bek,бай бай bai,хан хан khan,ғали гали gali,мұрат мурат murat,\
    нұр нур nur,сұлтан султан sultan,болат болат bolat,ғазы газы gazy,кен кен ken,тай тай tai,\
    мырза мырза myrza,құл кул kul,тас тас tas,қазы казы kazy,хат хат khat,дін дин din,лан лан lan,\
    уәли уали uali,ақын акын akyn,шах шах shakh,гелді гельды geldi,әлі али ali,сейіт сеит seiit,\
    төре торе tore,батыр батыр batyr,мұхамед мухамед mukhamed,жігіт жигит zhigit,ерлік ерлик erlik";

/// A number such as an entry's: region, court, year, serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EntryNo {
    region: u8,
    court: u16,
    year: u16,
    serial: u32,
}

/// An entry's names in Kazakh, Russian and Latin letters.
#[derive(Debug)]
pub(super) struct Person {
    /// The number.
    pub(super) entry_no: EntryNo,
    /// The names.
    pub(super) names: [String; 3],
}

impl Person {
    /// Any word of the names.
    pub(super) fn word(&self, rng: &mut Rng) -> &str {
        let words: Vec<&str> = rng.pick(&self.names).split(' ').collect();
        words[rng.below(words.len())]
    }
}

type Spelled = [String; 3];

/// Name parts by sex: men first.
#[derive(Debug)]
pub(super) struct Lists {
    given: [Vec<Spelled>; 2],
    surnames: [Vec<Spelled>; 2],
    patronymics: [Vec<Spelled>; 2],
    joined: Vec<Spelled>,
}

impl Lists {
    /// Reads the shipped lists.
    pub(super) fn read(csv: &str) -> Self {
        let list = |part: &str, sex: &str| -> Vec<Spelled> {
            let rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
            rows.filter(|row| row[0] == part && (row[2] == sex || row[2] == "x"))
                .map(|row| [3, 4, 5].map(|at| row[at].to_owned()))
                .collect()
        };
        let both = |part: &str| [list(part, "m"), list(part, "f")];
        let second: Vec<Vec<&str>> = SECOND
            .split(',')
            .map(|part| part.split_whitespace().collect())
            .collect();
        let given = both("given");
        let joined = given
            .concat()
            .iter()
            .flat_map(|first| {
                second
                    .iter()
                    .map(|second| with(first, &[second[0], second[1], second[2]]))
            })
            .collect();
        Self {
            given,
            surnames: both("surname"),
            patronymics: both("patronymic"),
            joined,
        }
    }

    /// A person: two of five surnames, and one of seven given names, are put together.
    pub(super) fn person(&self, rng: &mut Rng, at: u32) -> Person {
        let sex = rng.below(2);
        let surname = if rng.below(5) < 2 {
            with(
                rng.skewed(&self.joined),
                [&["ов", "ов", "ov"], &["ова", "ова", "ova"]][sex],
            )
        } else {
            rng.skewed(&self.surnames[sex]).clone()
        };
        let given = if rng.below(7) == 0 {
            rng.skewed(&self.joined).clone()
        } else {
            rng.skewed(&self.given[sex]).clone()
        };
        let patronymic = if rng.below(3) == 0 {
            let ending = [&["ұлы", "ович", "uly"], &["қызы", "овна", "kyzy"]][sex];
            with(rng.skewed(&self.joined), ending)
        } else {
            rng.skewed(&self.patronymics[sex]).clone()
        };
        let entry_no = EntryNo {
            region: 10,
            court: u16::try_from(at / 600).unwrap_or(0),
            year: 2025,
            serial: at,
        };
        let name = |script: usize| {
            format!(
                "{} {} {}",
                surname[script], given[script], patronymic[script]
            )
        };
        Person {
            entry_no,
            names: [name(0), name(1), name(2)],
        }
    }
}

fn with(first: &Spelled, second: &[&str; 3]) -> Spelled {
    [0, 1, 2].map(|script| format!("{}{}", first[script], second[script]))
}

/// A word with one letter dropped, doubled, changed, or in the place of its neighbour.
pub(super) fn mistyped(word: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = rng.below(letters.len() - 1);
    match rng.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at + 1]),
        2 => letters[at] = 'р',
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// Numbers that look like chance, the same each time.
#[derive(Debug)]
pub(super) struct Rng(u64);

impl Rng {
    /// From a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below a bound.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = u32::try_from(self.0 >> 32).unwrap_or(0);
        (high as usize * bound.max(1)) >> 32
    }

    /// Any of a list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list, the first ones more often: the place has the density 1 / (place + 3).
    pub(super) fn skewed<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        loop {
            let at = self.below(list.len());
            if self.below(at + 3) < 3 {
                return &list[at];
            }
        }
    }
}
