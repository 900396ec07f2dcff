//! Short codes that stand in events as text: checked once, copied freely.

use std::fmt;
use std::str::FromStr;

use arrayvec::ArrayString;

use crate::text_form::text_form;

/// The text does not have the form of the code it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {form}")]
pub struct CodeError {
    /// What was given, at most 64 characters of it.
    pub text: String,
    /// What was expected.
    pub form: &'static str,
}

macro_rules! text_code {
    ($($(#[$doc:meta])* $name:ident[$len:literal]: $form:literal, $allowed:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(ArrayString<$len>);

        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            fn from_str(text: &str) -> Result<Self, CodeError> {
                let allowed: fn(&str) -> bool = $allowed;
                match ArrayString::from(text) {
                    Ok(code) if allowed(text) => Ok(Self(code)),
                    _ => Err(CodeError { text: text.chars().take(64).collect(), form: $form }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        text_form!($name);
    )+};
}

fn is_upper_dotted(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|first: char| first.is_ascii_uppercase())
            && part
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    })
}

/// True for text of the form of a name given by an office.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/' | b'.'))
}

text_code! {
    /// A category of disputes in the tree, such as `HEALTH.TREATMENT`.
    CategoryCode[40]: "a category such as HEALTH.TREATMENT", is_upper_dotted;
    /// A language by ISO 639-1, such as `kk`.
    LanguageCode[3]: "a language code such as kk", |text| {
        matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_lowercase())
    };
    /// A place by the national classifier KATO: nine digits.
    Kato[9]: "a KATO code of nine digits", |text| {
        text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit())
    };
    /// A ruleset, such as `KZ-2021`.
    RulesetId[32]: "a ruleset such as KZ-2021", is_name;
    /// A coordinator's office: the pseudonym an act is signed under, such as `o-19`.
    OfficeId[24]: "an office such as o-19", is_name;
    /// A training provider, such as `TP-014`.
    ProviderId[24]: "a provider such as TP-014", is_name;
    /// A self-regulating organisation of mediators, such as `SRO-007`.
    SroId[24]: "an organisation such as SRO-007", is_name;
    /// A fee schedule, such as `FEE-2024`.
    ScheduleId[24]: "a fee schedule such as FEE-2024", is_name;
    /// A regional office of an organisation of mediators, such as `SRO-007/63`.
    SroOfficeId[24]: "an organisation's office such as SRO-007/63", is_name;
    /// A body that controls the quality of procedures, such as `QB-01`.
    QualityBodyId[24]: "a quality body such as QB-01", is_name;
    /// A reconciliation room of a court, such as `R-1`.
    RoomId[24]: "a room such as R-1", is_name;
    /// A rule of oversight, such as `RETURN_OVERDUE`.
    AuditRuleId[40]: "a rule of oversight such as RETURN_OVERDUE", is_upper_dotted;
    /// A finding: rule and first subject, such as `RETURN_OVERDUE/referral/KZ-75-012-2025-000318`.
    FindingId[128]: "a finding such as RETURN_OVERDUE/referral/KZ-75-012-2025-000318", is_name;
    /// The key that opens one entry's personal data, such as `KZ-75-012-2025-00041/1`.
    DataKeyId[40]: "a data key such as KZ-75-012-2025-00041/1", is_name;
}

impl CategoryCode {
    /// The top of the tree this category hangs from, such as `HEALTH`.
    pub fn top(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }

    /// True if one of the two hangs from the other in the tree, or they are the same.
    ///
    /// ```
    /// use medreg_domain::CategoryCode;
    /// let health: CategoryCode = "HEALTH".parse()?;
    /// let treatment: CategoryCode = "HEALTH.TREATMENT".parse()?;
    /// let insurance: CategoryCode = "HEALTH.INSURANCE".parse()?;
    /// assert!(treatment.is_in_line_with(&health) && health.is_in_line_with(&treatment));
    /// assert!(!treatment.is_in_line_with(&insurance));
    /// # Ok::<(), medreg_domain::CodeError>(())
    /// ```
    pub fn is_in_line_with(&self, other: &Self) -> bool {
        let hangs = |low: &Self, high: &Self| {
            let rest = low.0.strip_prefix(high.0.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        hangs(self, other) || hangs(other, self)
    }
}

impl Kato {
    /// True if `self` lies in `area` or is it: trailing zeros stand for the whole.
    ///
    /// ```
    /// use medreg_domain::Kato;
    /// let city: Kato = "750000000".parse()?;
    /// let district: Kato = "751210000".parse()?;
    /// assert!(district.lies_in(&city) && !city.lies_in(&district));
    /// # Ok::<(), medreg_domain::CodeError>(())
    /// ```
    pub fn lies_in(&self, area: &Self) -> bool {
        let prefix = match area.0.trim_end_matches('0').len() {
            0..=2 => 2,
            3..=4 => 4,
            5..=6 => 6,
            _ => 9,
        };
        self.0[..prefix] == area.0[..prefix]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_right_form_pass_and_others_name_the_form() {
        assert!("HEALTH.TREATMENT".parse::<CategoryCode>().is_ok());
        assert!("health".parse::<CategoryCode>().is_err());
        assert!("HEALTH..X".parse::<CategoryCode>().is_err());
        assert!("75000000".parse::<Kato>().is_err());
        let error = "o 19".parse::<OfficeId>().unwrap_err();
        assert_eq!(error.to_string(), "`o 19` is not an office such as o-19");
    }

    #[test]
    fn a_category_hangs_from_the_top_of_its_tree() {
        let top = |text: &str| text.parse::<CategoryCode>().unwrap().top().to_owned();
        assert_eq!(top("HEALTH.TREATMENT"), "HEALTH");
        assert_eq!(top("HEALTH"), "HEALTH");
    }

    #[test]
    fn a_place_lies_in_its_parents_only() {
        let kato = |text: &str| text.parse::<Kato>().unwrap();
        assert!(kato("103220100").lies_in(&kato("103220000")));
        assert!(kato("103220100").lies_in(&kato("100000000")));
        assert!(!kato("103220100").lies_in(&kato("103420000")));
        assert!(!kato("110000000").lies_in(&kato("100000000")));
        // Zeros inside a part belong to it: 10 is a city, 20 a rural district.
        assert!(kato("101010000").lies_in(&kato("101000000")));
        assert!(!kato("101110000").lies_in(&kato("101000000")));
        assert!(kato("103220000").lies_in(&kato("103220000")));
        assert!(!kato("103221000").lies_in(&kato("103220000")));
        assert!(!kato("103220200").lies_in(&kato("103220100")));
        assert!(!kato("103220000").lies_in(&kato("103220100")));
    }
}
