//! Persons: the identification number, and the keys that stand for it in events.
//!
//! An IIN tells birth date and sex, and its space is small enough to enumerate: it never
//! enters an event. Events carry a [`PersonKey`], people read a [`FederalNo`].

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::digest::Digest;
use crate::rejection::{Code, Rejection};
use crate::text_form::text_form;

/// The individual identification number of a natural person, checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Iin {
    digits: [u8; 12],
    born_on: NaiveDate,
}

impl Iin {
    /// The birth date the number tells.
    pub fn born_on(&self) -> NaiveDate {
        self.born_on
    }

    /// The whole years of age on a day.
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        day.years_since(self.born_on).unwrap_or(0)
    }
}

impl FromStr for Iin {
    type Err = Rejection;

    /// Refuses a BIN as `NOT_NATURAL_PERSON`, anything else as `IIN_INVALID`.
    fn from_str(text: &str) -> Result<Self, Rejection> {
        let wrong = |why: &str| Rejection::new(Code::IinInvalid, format!("the IIN {why}"));
        let digits: [u8; 12] = text
            .as_bytes()
            .try_into()
            .map_err(|_| wrong("has not twelve digits"))?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(wrong("has a character that is not a digit"));
        }
        let value = digits.map(|digit| digit - b'0');
        if !has_check_digit(&value) {
            return Err(wrong("fails its check digit"));
        }
        if matches!(value[4], 4..=6) {
            return Err(Rejection::new(
                Code::NotNaturalPerson,
                "the number is a BIN, of a legal person; only a natural person is entered",
            ));
        }
        let century = match value[6] {
            1 | 2 => 1800,
            3 | 4 => 1900,
            5 | 6 => 2000,
            _ => return Err(wrong("has no century in its seventh digit")),
        };
        let pair = |at: usize| u32::from(value[at]) * 10 + u32::from(value[at + 1]);
        let year = century + i32::from(value[0]) * 10 + i32::from(value[1]);
        let born_on = NaiveDate::from_ymd_opt(year, pair(2), pair(4))
            .ok_or_else(|| wrong("tells a birth date that is no date"))?;
        Ok(Self { digits, born_on })
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Iin(not shown)")
    }
}

/// Checks twelve digits by weights 1..11, a second time by shifted weights if the first gives 10.
fn has_check_digit(digits: &[u8; 12]) -> bool {
    const FIRST: [u32; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const SECOND: [u32; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
    let sum = |weights: [u32; 11]| {
        weights
            .iter()
            .zip(digits)
            .map(|(w, d)| w * u32::from(*d))
            .sum::<u32>()
            % 11
    };
    let check = match sum(FIRST) {
        10 => sum(SECOND),
        check => check,
    };
    check == u32::from(digits[11])
}

/// The business identification number of a legal person, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin([u8; 12]);

impl FromStr for Bin {
    type Err = Rejection;

    fn from_str(text: &str) -> Result<Self, Rejection> {
        let wrong = || Rejection::new(Code::BinInvalid, "the BIN is not a legal person's number");
        let digits: [u8; 12] = text.as_bytes().try_into().map_err(|_| wrong())?;
        let value = digits.map(|digit| digit.wrapping_sub(b'0'));
        let month = value[2].wrapping_mul(10).wrapping_add(value[3]);
        let sound = digits.iter().all(u8::is_ascii_digit)
            && matches!(value[4], 4..=6)
            && value[5] <= 3
            && (1..=12).contains(&month)
            && has_check_digit(&value);
        if sound {
            Ok(Self(digits))
        } else {
            Err(wrong())
        }
    }
}

/// The register's secret under which person keys are made; held by courts and the office.
#[derive(Clone)]
pub struct Pepper([u8; 32]);

impl Pepper {
    /// The secret from its bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Pepper(not shown)")
    }
}

/// What stands for a person in events: HMAC-SHA-256 of the IIN under the register's pepper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonKey(pub Digest);

impl PersonKey {
    /// The key of the person with this number.
    pub fn derive(iin: &Iin, pepper: &Pepper) -> Self {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&pepper.0);
        // HMAC pads a key shorter than its block with zeros, so this is the key itself.
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(&iin.digits);
        Self(Digest(mac.finalize().into_bytes().into()))
    }

    /// The federal number, derived so that no court waits for it.
    pub fn federal_no(&self) -> FederalNo {
        let mut hash = Sha256::new();
        hash.update(b"medreg/federal-no/v1\0");
        hash.update(self.0.as_bytes());
        let hash = hash.finalize();
        let first = hash[..8]
            .iter()
            .fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        FederalNo(first >> 14)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A person's number across courts, `FM-XXXXX-XXXXX-C`: 50 bits and a check character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FederalNo(u64);

const CROCKFORD: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

impl FederalNo {
    /// The ten digits, such as `54V2C-837Y9`.
    pub(crate) fn digits(self) -> String {
        let symbols = (0..10).rev().flat_map(|place| {
            let digit = usize::try_from((self.0 >> (place * 5)) & 31).unwrap_or(0);
            let parted = (place == 4).then_some('-');
            parted.into_iter().chain([char::from(CROCKFORD[digit])])
        });
        symbols.collect()
    }

    /// The number as a number.
    pub(crate) fn value(self) -> u64 {
        self.0
    }

    /// The number of ten digits as people type them; none where one is no digit.
    pub(crate) fn of_digits(digits: &[u8]) -> Option<Self> {
        let value = |symbol: &u8| CROCKFORD[..32].iter().position(|known| known == symbol);
        let fold = |number: u64, symbol| Some(number << 5 | value(symbol)? as u64);
        let number = digits.iter().try_fold(0, fold);
        number.filter(|_| digits.len() == 10).map(Self)
    }
}

/// What people type in place of the digits they mean: lower case, `O` for 0, `I` and `L` for 1.
pub(crate) fn symbols_meant(text: &str) -> Vec<u8> {
    let typed = text.bytes().filter(|b| *b != b'-' && *b != b' ');
    let meant = typed.map(|b| match b.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    });
    meant.collect()
}

impl FromStr for FederalNo {
    type Err = Rejection;

    /// Reads what people type: lower case, `O` for 0, `I` and `L` for 1.
    fn from_str(text: &str) -> Result<Self, Rejection> {
        let wrong =
            |why: &str| Rejection::new(Code::FederalNoInvalid, format!("the federal number {why}"));
        let plain = symbols_meant(text);
        let Some([digits @ .., check]) = plain.strip_prefix(b"FM").filter(|rest| rest.len() == 11)
        else {
            return Err(wrong("has the form FM-XXXXX-XXXXX-C"));
        };
        let number = Self::of_digits(digits).ok_or_else(|| wrong("has a letter it cannot have"))?;
        let check = CROCKFORD.iter().position(|known| known == check);
        if check.map(|check| check as u64) == Some(number.0 % 37) {
            Ok(number)
        } else {
            Err(wrong("fails its check character: it was mistyped"))
        }
    }
}

impl fmt::Display for FederalNo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = usize::try_from(self.0 % 37).unwrap_or(0);
        write!(out, "FM-{}-{}", self.digits(), char::from(CROCKFORD[check]))
    }
}

text_form!(FederalNo);

/// The IIN a synthetic person would have: birth date, sex and serial, with its check digit.
///
/// `None` where the law's arithmetic gives no check digit: such numbers are not issued.
pub fn synthetic_iin(born_on: NaiveDate, is_male: IsMale, serial: u16) -> Option<String> {
    let century = match (born_on.year(), is_male) {
        (1900..=1999, IsMale(true)) => 3,
        (1900..=1999, IsMale(false)) => 4,
        (2000..=2099, IsMale(true)) => 5,
        (2000..=2099, IsMale(false)) => 6,
        _ => return None,
    };
    let stem = format!(
        "{}{century}{:04}",
        born_on.format("%y%m%d"),
        serial % 10_000
    );
    (0..=9)
        .map(|check| format!("{stem}{check}"))
        .find(|text| text.parse::<Iin>().is_ok())
}

/// Whether the seventh digit of an IIN says man or woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsMale(pub bool);

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<Code> {
        text.parse::<Iin>().err().map(|rejection| rejection.code)
    }

    #[test]
    fn the_check_digit_takes_a_second_pass_where_the_first_gives_ten() {
        assert_eq!(code("850101300124"), None);
        assert_eq!(code("850101300603"), None);
    }

    #[test]
    fn numbers_that_were_never_issued_are_refused() {
        for check in 0..10 {
            assert_eq!(code(&format!("85010130069{check}")), Some(Code::IinInvalid));
        }
    }

    #[test]
    fn a_date_that_never_was_is_refused_though_the_sum_agrees() {
        assert_eq!(code("900229450016"), Some(Code::IinInvalid));
    }

    #[test]
    fn the_seventh_digit_tells_the_century_of_birth() {
        for (text, born_on) in [
            ("991231100122", "1899-12-31"),
            ("991231200126", "1899-12-31"),
            ("850101300124", "1985-01-01"),
            ("850101400120", "1985-01-01"),
            ("050315500014", "2005-03-15"),
            ("050315600010", "2005-03-15"),
        ] {
            let iin: Iin = text.parse().unwrap();
            assert_eq!(iin.born_on().to_string(), born_on, "{text}");
        }
    }

    #[test]
    fn a_debug_text_names_a_secret_and_does_not_show_it() {
        let iin: Iin = "850101300124".parse().unwrap();
        assert_eq!(format!("{iin:?}"), "Iin(not shown)");
        assert_eq!(format!("{:?}", Pepper::new([9; 32])), "Pepper(not shown)");
    }

    #[test]
    fn a_legal_person_is_not_a_natural_one() {
        assert_eq!(code("240440012343"), Some(Code::NotNaturalPerson));
        assert!("240440012343".parse::<Bin>().is_ok());
        assert!("850101300124".parse::<Bin>().is_err());
        assert!("".parse::<Bin>().is_err());
    }

    #[test]
    fn the_worked_example_gives_its_person_key_and_federal_number() {
        let key = PersonKey::derive(&"850101300124".parse().unwrap(), &Pepper::new([9; 32]));
        assert_eq!(
            key.0.to_string(),
            "fHRYv8jAsENcBJAAfR4UAT6LEwemqZvyLU0obJDufKw="
        );
        assert_eq!(key.federal_no().to_string(), "FM-54V2C-837Y9-X");
        assert_eq!(format!("{key:?}"), key.0.to_string());
    }

    #[test]
    fn a_mistyped_federal_number_is_caught() {
        let number: FederalNo = "FM-54V2C-837Y9-X".parse().unwrap();
        assert_eq!("fm54v2c837y9x".parse(), Ok(number));
        assert!("FM-54V2C-837Y8-X".parse::<FederalNo>().is_err());
        assert!("FM-45V2C-837Y9-X".parse::<FederalNo>().is_err());
    }

    #[test]
    fn the_signs_beyond_the_digits_only_check_a_federal_number() {
        for check in CROCKFORD.iter().copied().map(char::from) {
            let text = format!("FM-*0000-00000-{check}");
            assert!(text.parse::<FederalNo>().is_err(), "{text}");
        }
        let number = FederalNo(32);
        assert_eq!(number.to_string(), "FM-00000-00010-*");
        assert_eq!("FM-00000-00010-*".parse(), Ok(number));
    }

    #[test]
    fn age_is_counted_in_whole_years() {
        let iin: Iin = "850101300124".parse().unwrap();
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(iin.age_on(day(2009, 12, 31)), 24);
        assert_eq!(iin.age_on(day(2010, 1, 1)), 25);
    }

    #[test]
    fn a_synthetic_number_is_a_number_of_that_birth_date() {
        for (born_on, man, woman) in [("1985-01-01", '3', '4'), ("2005-03-15", '5', '6')] {
            let born_on: NaiveDate = born_on.parse().unwrap();
            for (is_male, century) in [(IsMale(true), man), (IsMale(false), woman)] {
                let text = synthetic_iin(born_on, is_male, 12).unwrap();
                assert_eq!(text.parse::<Iin>().unwrap().born_on(), born_on);
                assert_eq!(text.chars().nth(6), Some(century), "{text}");
            }
        }
        let before = NaiveDate::from_ymd_opt(1899, 12, 31).unwrap();
        assert_eq!(synthetic_iin(before, IsMale(true), 12), None);
    }
}
