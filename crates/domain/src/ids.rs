//! Identities given by the one who acts: UUIDs, each with a type of its own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Some text is not an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id such as 0193d2c5-d9d0-7d4e-a744-520640fcc8d7")]
pub struct IdError(String);

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let wrong = |_| IdError(text.chars().take(64).collect());
                text.parse().map(Self).map_err(wrong)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    )+};
}

uuid_id!(
    /// A request to be entered in a court's register.
    ApplicationId,
    /// One check of one person's set of documents.
    VerificationId,
    /// One fee, from assessment to payment or refund.
    FeeId,
    /// One mediation procedure; a referral may see a second after the first expired.
    ProcedureId,
    /// One consultation.
    ConsultationId,
    /// One complaint about a mediator.
    ComplaintId,
    /// One disciplinary proceeding.
    ProceedingId,
    /// One appeal against a sanction or a removal.
    AppealId,
    /// One certificate of being in the register.
    CredentialId,
    /// One allocation of fee revenue.
    AllocationId,
    /// One recorded event.
    EventId,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_is_told_beside_one_that_is() {
        let wrong = "9999999999999".parse::<EventId>().unwrap_err().to_string();
        let (told, example) = wrong.split_once(" is not an id such as ").unwrap();
        assert_eq!(told, "`9999999999999`");
        assert!(example.parse::<EventId>().is_ok());
    }
}
