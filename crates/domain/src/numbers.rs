//! Entry and referral numbers: what a court prints on paper and people quote.

use std::fmt;
use std::str::FromStr;

use crate::court_code::CourtCode;
use crate::text_form::text_form;

/// The text is not a number of the stated kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {form}")]
pub struct NumberError {
    /// What was given, at most 64 characters of it.
    pub text: String,
    /// What was expected.
    pub form: &'static str,
}

macro_rules! register_number {
    ($(#[$doc:meta])* $name:ident, $digits:literal, $max:literal, $form:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            court: CourtCode,
            year: u16,
            serial: u32,
        }

        impl $name {
            /// The number with this serial, if the year and the serial can be written.
            pub fn new(court: CourtCode, year: u16, serial: u32) -> Option<Self> {
                let written = (2000..=2199).contains(&year) && (1..=$max).contains(&serial);
                written.then_some(Self { court, year, serial })
            }

            /// The court that gave the number.
            pub fn court(self) -> CourtCode {
                self.court
            }

            /// The year the number was given in.
            pub fn year(self) -> u16 {
                self.year
            }

            /// The serial within the court and the year, from 1.
            pub fn serial(self) -> u32 {
                self.serial
            }
        }

        impl FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                let wrong = || NumberError { text: text.chars().take(64).collect(), form: $form };
                let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
                let (court, rest) = text.split_at_checked(9).ok_or_else(wrong)?;
                let (year, serial) = rest
                    .strip_prefix('-')
                    .and_then(|rest| rest.split_once('-'))
                    .filter(|(year, serial)| {
                        year.len() == 4 && serial.len() == $digits && digits(year) && digits(serial)
                    })
                    .ok_or_else(wrong)?;
                let court = court.parse().map_err(|_| wrong())?;
                let year = year.parse().map_err(|_| wrong())?;
                let serial = serial.parse().map_err(|_| wrong())?;
                Self::new(court, year, serial).ok_or_else(wrong)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}-{:04}-{:0width$}", self.court, self.year, self.serial, width = $digits)
            }
        }

        text_form!($name);
    };
}

register_number!(
    /// A checked entry number: court, year and a serial that is not zero.
    ///
    /// Holding one is the proof; no later code checks the text again.
    ///
    /// ```
    /// use medreg_domain::EntryNo;
    /// let number: EntryNo = "KZ-75-012-2025-00041".parse()?;
    /// assert_eq!((number.year(), number.serial()), (2025, 41));
    /// # Ok::<(), medreg_domain::NumberError>(())
    /// ```
    EntryNo, 5, 99_999, "an entry number such as KZ-75-012-2025-00041"
);

register_number!(
    /// A checked referral number: court, year and a serial that is not zero.
    ///
    /// ```
    /// use medreg_domain::ReferralNo;
    /// let number: ReferralNo = "KZ-75-012-2025-000318".parse()?;
    /// assert_eq!(number.to_string(), "KZ-75-012-2025-000318");
    /// # Ok::<(), medreg_domain::NumberError>(())
    /// ```
    ReferralNo, 6, 999_999, "a referral number such as KZ-75-012-2025-000318"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_a_wrong_part_is_refused() {
        for text in [
            "",
            "KZ-75-012",
            "KZ-75-012-2025-00000",
            "KZ-75-012-2025-000041",
            "KZ-75-012-1999-00041",
            "KZ-75-012-2025-+0041",
            "KZ-75-01é-2025-00041",
        ] {
            assert!(text.parse::<EntryNo>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_sort_by_court_year_and_serial() {
        let number = |text: &str| text.parse::<ReferralNo>().unwrap();
        assert!(number("KZ-75-012-2024-000900") < number("KZ-75-012-2025-000001"));
        assert!(number("KZ-71-012-2025-000002") < number("KZ-75-012-2025-000001"));
    }
}
