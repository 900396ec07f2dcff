//! Identities given by the one who acts: UUIDs, each with a type of its own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
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
