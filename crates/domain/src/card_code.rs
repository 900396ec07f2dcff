//! The code on a mediator's card: the digits of the federal number, and two more that check
//! them, for who types what is on paper.

use std::fmt;
use std::str::FromStr;

use crate::person::{FederalNo, symbols_meant};
use crate::text_form::text_form;

/// The modulus of ISO/IEC 7064, MOD 97-10.
const MODULUS: u64 = 97;

/// The text is not a card's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardCodeError {
    /// It has another form.
    #[error("a card's code has ten letters or digits and two digits, such as 54V2C-837Y9-80")]
    Form,
    /// Its two check digits do not fit: it was mistyped, or made up.
    #[error("the last two digits do not fit the others: the code was mistyped, or made up")]
    Check,
}

/// The code on a card, `XXXXX-XXXXX-CC`.
///
/// The check digits are those of ISO/IEC 7064, MOD 97-10, over the federal number as a decimal
/// number: one wrong sign is always found, and so are two that were swapped. Anybody can make
/// the code from the public number: it finds slips, not forgers.
///
/// ```
/// use medreg_domain::{CardCode, FederalNo};
/// let number: FederalNo = "FM-54V2C-837Y9-X".parse()?;
/// let code = CardCode::of(number);
/// assert_eq!(code.to_string(), "54V2C-837Y9-80");
/// assert_eq!("54v2c 837y9 80".parse(), Ok(code));
/// # Ok::<(), medreg_domain::Rejection>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardCode(FederalNo);

impl CardCode {
    /// The code of a person's cards.
    pub fn of(federal_no: FederalNo) -> Self {
        Self(federal_no)
    }

    /// The number of the person the card is about.
    pub fn federal_no(self) -> FederalNo {
        self.0
    }

    /// The two check digits: with them behind, the number leaves 1 when divided by 97.
    fn check(self) -> u64 {
        MODULUS + 1 - self.0.value() % MODULUS * 100 % MODULUS
    }
}

impl FromStr for CardCode {
    type Err = CardCodeError;

    /// Reads what people type: lower case, `O` for 0, `I` and `L` for 1, with or without
    /// dashes and the `FM` of the federal number.
    fn from_str(text: &str) -> Result<Self, CardCodeError> {
        let symbols = symbols_meant(text);
        let whole = symbols.strip_prefix(b"FM").filter(|rest| rest.len() == 12);
        let (digits, check) = whole
            .unwrap_or(&symbols)
            .split_at_checked(10)
            .ok_or(CardCodeError::Form)?;
        let number = FederalNo::of_digits(digits).ok_or(CardCodeError::Form)?;
        let [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = check else {
            return Err(CardCodeError::Form);
        };
        let code = Self(number);
        if u64::from(tens - b'0') * 10 + u64::from(ones - b'0') == code.check() {
            Ok(code)
        } else {
            Err(CardCodeError::Check)
        }
    }
}

impl fmt::Display for CardCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{:02}", self.0.digits(), self.check())
    }
}

text_form!(CardCode);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What can stand on a card.
    const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    fn code_of(digits: &[u8]) -> CardCode {
        CardCode::of(FederalNo::of_digits(digits).unwrap())
    }

    fn typed(text: &[u8]) -> Result<CardCode, CardCodeError> {
        std::str::from_utf8(text).unwrap().parse()
    }

    fn is_refused(typed: Result<CardCode, CardCodeError>) -> bool {
        typed.is_err()
    }

    #[test]
    fn the_number_with_its_check_digits_leaves_one_when_divided_by_97() {
        for digits in [b"0000000000", b"0000000001", b"54V2C837Y9", b"ZZZZZZZZZZ"] {
            let code = code_of(digits);
            let whole = u128::from(code.federal_no().value()) * 100 + u128::from(code.check());
            assert_eq!(whole % 97, 1, "{code}");
        }
    }

    #[test]
    fn what_is_not_of_the_form_is_told_apart_from_what_was_mistyped() {
        assert_eq!(
            "54V2C-837Y9-81".parse::<CardCode>(),
            Err(CardCodeError::Check)
        );
        for text in [
            "",
            "54V2C-837Y9",
            "54V2C-837Y9-X",
            "FM-54V2C-837Y9-X",
            "54V2C-837Y9-4U",
            "54V2U-837Y9-80",
            "54V2C-837Y9-800",
            "54Ф2C-837Y9-80",
        ] {
            assert_eq!(text.parse::<CardCode>(), Err(CardCodeError::Form), "{text}");
        }
    }

    #[test]
    fn lower_case_gaps_and_letters_like_digits_are_read_as_meant() {
        let code = code_of(b"0000000001");
        let text = code.to_string().replace('0', "o").replace('1', "l");
        assert_eq!(text.parse(), Ok(code));
        assert_eq!(format!("FM-{code}").parse(), Ok(code));
    }

    proptest! {
        #[test]
        fn a_code_is_read_back_and_one_slip_of_the_hand_is_always_found(
            digits in prop::collection::vec(0usize..32, 10), at in 0usize..12, by in 1usize..32
        ) {
            let digits: Vec<u8> = digits.into_iter().map(|digit| SYMBOLS[digit]).collect();
            let code = code_of(&digits);
            let mut text: Vec<u8> = code.to_string().bytes().filter(|b| *b != b'-').collect();
            prop_assert_eq!(typed(&text), Ok(code));
            // Two neighbours swapped.
            let next = (at + 1) % text.len();
            if text[at] != text[next] && at < 9 {
                text.swap(at, next);
                prop_assert!(is_refused(typed(&text)));
                text.swap(at, next);
            }
            // One sign for another.
            let known = SYMBOLS.iter().position(|known| *known == text[at]).unwrap();
            text[at] = SYMBOLS[(known + by) % 32];
            prop_assert!(is_refused(typed(&text)));
        }
    }
}
