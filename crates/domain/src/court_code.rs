//! A court's code, such as `KZ-75-012`, and the codes of what may speak in the log.

use std::fmt;
use std::str::FromStr;

use crate::text_form::text_form;

/// A court's code: country, region and number within the region.
///
/// ```
/// use medreg_domain::CourtCode;
/// let court: CourtCode = "KZ-75-012".parse()?;
/// assert_eq!(court.region().to_string(), "75");
/// assert_eq!(court.to_string(), "KZ-75-012");
/// # Ok::<(), medreg_domain::CourtCodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CourtCode {
    country: [u8; 2],
    region: u8,
    number: u16,
}

/// A region's two-digit code, the first two digits of its KATO code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u8);

/// The text is not a court's or a region's code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a code of the form KZ-75-012 (country, region, court)")]
pub struct CourtCodeError(pub String);

impl CourtCode {
    /// The region the court was founded in; a later map may put it elsewhere.
    pub fn region(self) -> RegionCode {
        RegionCode(self.region)
    }
}

impl FromStr for CourtCode {
    type Err = CourtCodeError;

    fn from_str(text: &str) -> Result<Self, CourtCodeError> {
        let wrong = || CourtCodeError(text.chars().take(32).collect());
        let bytes: &[u8; 9] = text.as_bytes().try_into().map_err(|_| wrong())?;
        let [c0, c1, b'-', r0, r1, b'-', n0, n1, n2] = *bytes else {
            return Err(wrong());
        };
        let digits = [r0, r1, n0, n1, n2];
        let letters = c0.is_ascii_uppercase() && c1.is_ascii_uppercase();
        if !letters || !digits.iter().all(u8::is_ascii_digit) {
            return Err(wrong());
        }
        let [r0, r1, n0, n1, n2] = digits.map(|digit| digit - b'0');
        Ok(Self {
            country: [c0, c1],
            region: r0 * 10 + r1,
            number: u16::from(n0) * 100 + u16::from(n1) * 10 + u16::from(n2),
        })
    }
}

impl fmt::Display for CourtCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [c0, c1] = self.country.map(char::from);
        write!(out, "{c0}{c1}-{:02}-{:03}", self.region, self.number)
    }
}

impl FromStr for RegionCode {
    type Err = CourtCodeError;

    fn from_str(text: &str) -> Result<Self, CourtCodeError> {
        match text.as_bytes() {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
                Ok(Self((tens - b'0') * 10 + (ones - b'0')))
            }
            _ => Err(CourtCodeError(text.chars().take(32).collect())),
        }
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}", self.0)
    }
}

text_form!(CourtCode, RegionCode);

/// Who states an event: one court, or the federal office.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The federal office, code `federal`.
    Federal,
    /// A court, by its code.
    Court(CourtCode),
}

impl Source {
    /// The court, unless the federal office speaks.
    pub fn court(self) -> Option<CourtCode> {
        match self {
            Self::Federal => None,
            Self::Court(court) => Some(court),
        }
    }

    /// Reads a CloudEvents `source`: `urn:medreg:federal` or `urn:medreg:court:<code>`.
    pub fn from_urn(urn: &str) -> Result<Self, CourtCodeError> {
        match urn.strip_prefix("urn:medreg:court:") {
            Some(code) => code.parse().map(Self::Court),
            None if urn == "urn:medreg:federal" => Ok(Self::Federal),
            None => Err(CourtCodeError(urn.chars().take(32).collect())),
        }
    }

    /// The CloudEvents `source` of this speaker.
    pub fn urn(self) -> String {
        match self {
            Self::Federal => "urn:medreg:federal".to_owned(),
            Self::Court(court) => format!("urn:medreg:court:{court}"),
        }
    }
}

impl FromStr for Source {
    type Err = CourtCodeError;

    fn from_str(text: &str) -> Result<Self, CourtCodeError> {
        if text == "federal" {
            return Ok(Self::Federal);
        }
        text.parse().map(Self::Court)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Federal => out.write_str("federal"),
            Self::Court(court) => court.fmt(out),
        }
    }
}

text_form!(Source);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_written() {
        for text in ["KZ-75-012", "KZ-00-000", "UZ-99-999"] {
            assert_eq!(text.parse::<CourtCode>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "KZ-75-12",
            "kz-75-012",
            "Kz-75-012",
            "kZ-75-012",
            "KZ-7A-012",
            "KZ-75-0123",
            "KZ_75_012",
            "KZ-75-01é",
        ] {
            assert!(text.parse::<CourtCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_source_is_a_court_or_the_federal_office() {
        let court: Source = "KZ-75-012".parse().unwrap();
        assert_eq!(Source::from_urn(&court.urn()), Ok(court));
        assert_eq!(court.court(), Some("KZ-75-012".parse().unwrap()));
        assert_eq!("federal".parse(), Ok(Source::Federal));
        assert_eq!(Source::from_urn("urn:medreg:federal"), Ok(Source::Federal));
        assert_eq!(Source::Federal.court(), None);
        for wrong in ["urn:medreg:court:federal", "urn:medreg:ministry", "federal"] {
            assert!(Source::from_urn(wrong).is_err(), "{wrong}");
        }
    }
}
