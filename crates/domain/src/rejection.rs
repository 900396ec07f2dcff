//! Refusals: the law said no, by which rule, and what to do. Nothing is recorded.

use std::borrow::Cow;
use std::fmt;

use strum::{EnumString, IntoStaticStr, VariantArray};

/// A command was refused: the code of the rule, and a sentence with the values at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail} ({code}, {})", .code.article())]
pub struct Rejection {
    /// The rule.
    pub code: Code,
    /// What was wrong and what to do, for a person.
    pub detail: Cow<'static, str>,
}

impl Rejection {
    /// A refusal by this rule.
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// Refuses by `code` unless the condition holds.
pub(crate) fn ensure(
    holds: bool,
    code: Code,
    detail: impl FnOnce() -> String,
) -> Result<(), Rejection> {
    if holds {
        Ok(())
    } else {
        Err(Rejection::new(code, detail()))
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $article:literal,)+) => {
        /// The stable codes of the rules, the same in every interface.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            IntoStaticStr, EnumString, VariantArray,
        )]
        #[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Where the rule stands: an article of the Law on Mediation unless another act is named.
            pub fn article(self) -> &'static str {
                match self {
                    $(Self::$name => $article,)+
                }
            }
        }
    };
}

codes! {
    /// A request or entry that the act concerns does not exist at this court.
    ApplicationUnknown: "R27",
    /// There is no such entry at this court.
    EntryUnknown: "R29",
    /// There is no such referral at this court.
    ReferralUnknown: "R27",
    /// The act does not fit the state the matter is in.
    WrongState: "docs/events.md",
    /// The number or id is in use already.
    AlreadyExists: "docs/events.md",
    /// The same person has an open application or a live entry here.
    AlreadyEntered: "art 14(4), R29",
    /// The date of the act lies after the day it is recorded on.
    DateInFuture: "Civil Code art 173",
    /// Dates stand in an order that cannot be.
    DateOrder: "R47",
    /// The year's calendar of non-working days is not published.
    CalendarMissing: "Civil Code art 175",
    /// No ruleset is in force on the day, or the named one does not exist.
    RulesetUnknown: "Law 401-IV, transitional",

    /// The identification number is not one that can be issued.
    IinInvalid: "Government decree 565 of 2003",
    /// The business number is not one that can be issued.
    BinInvalid: "Government decree 565 of 2003",
    /// The federal number was mistyped.
    FederalNoInvalid: "docs/events.md",
    /// Legal persons never have entries.
    NotNaturalPerson: "art 9(1), R14",
    /// The age the entry kind demands is not reached on the day.
    AgeRequirement: "art 9(3), 9(4), R13",
    /// Higher education is not shown.
    EducationRequirement: "art 9(4), R13",
    /// The training certificate is not verified.
    CertificateUnverified: "art 9(4), R2",
    /// The training provider is not recognised on the day.
    TrainingProviderUnknown: "R12",
    /// A statutory bar is open.
    StatutoryBar: "art 9(7), R15",
    /// The organisation of mediators is not active on the day.
    SroUnknown: "art 13, R31",

    /// The actor's office is not held on the day.
    CoordinatorNotInOffice: "R22",
    /// The act belongs to another court.
    WrongCourt: "R22",
    /// A court's facts are stated by that court alone, never by the federal office.
    NotAuthoritative: "R29",
    /// Who does this may not do it.
    ActorNotAllowed: "R25",
    /// A coordinator has completed training under the state programme.
    CoordinatorTrainingMissing: "R23",
    /// A coordinator has higher legal education.
    CoordinatorLegalEducationMissing: "R23",
    /// A coordinator cannot be a mediator, at any court.
    CoordinatorMediatorConflict: "art 9(7)(1), R24",
    /// Nobody verifies his or her own documents.
    SelfVerification: "R36",

    /// A document the entry kind demands is missing or did not pass.
    DocumentMissing: "art 14(2), R37",
    /// A document has expired on the day.
    DocumentExpired: "art 14(2), R37",
    /// The documents are not verified.
    NotVerified: "R36",
    /// The same set was verified already; reuse that verification.
    AlreadyVerified: "R36",
    /// The verification to reuse does not stand.
    VerificationUnknown: "R36",
    /// The declared place of practice lies outside the court's territory.
    PracticeLocationMismatch: "R42",
    /// The fee is neither paid nor waived.
    FeeUnpaid: "R40",
    /// No fee schedule covers the entry kind on the day.
    FeeScheduleMissing: "R40",
    /// The amount differs from the one assessed.
    FeeAmountMismatch: "R40",
    /// The bank reference was used before.
    PaymentDuplicate: "R40",
    /// There is no such fee, or it is not in a state for this.
    FeeUnknown: "R40",
    /// The entry may be renewed only inside its window.
    RenewalWindowClosed: "art 14(5)",
    /// A refusal or return of an application states its reasons.
    ReasonMissing: "art 14(4)",
    /// Text that is not a code: content never enters an event.
    ConfidentialContent: "art 8, R8",
    /// The field is not one the law publishes.
    FieldNotPublic: "art 14(3), R30",
    /// Personal data in what is counted in public.
    PiiInPublicEvent: "personal data law art 7, R6",
    /// The quality body is not registered on the day.
    QualityBodyUnknown: "R32",
    /// The allocation passes what is in the fund, or the payment what is allocated.
    AllocationExceedsFunds: "R41",
    /// The fund pays coordinators and nothing else.
    AllocationPurposeForbidden: "R41",
    /// There is no such allocation at this court.
    AllocationUnknown: "R41",
    /// The event to correct is not one of this court's register.
    EventUnknown: "docs/events.md",
    /// The correction does not give an event that could have been stated.
    PatchInvalid: "docs/events.md",
    /// There is no such finding open.
    FindingUnknown: "R28",
    /// A decision in a disciplinary matter without the step before it.
    DisciplineSequence: "art 14(7), R33",

    /// The category is not in the tree.
    CategoryUnknown: "R10",
    /// The language is not in the list.
    LanguageUnknown: "R39",
    /// The ruleset does not know the channel.
    ChannelUnknown: "art 1, R11",
    /// A mediation needs two parties.
    PartiesInsufficient: "art 2, R1",
    /// The dispute is excluded from mediation.
    NotMediable: "art 1(2)-(4), 27-1, R25",
    /// A referral never becomes a procedure by itself.
    CoercionForbidden: "art 20(3), R3",
    /// Not every party has consented.
    ConsentMissing: "art 4, 5, R3",
    /// There is no party with that index.
    PartyUnknown: "R3",
    /// No mediator is chosen.
    MediatorMissing: "art 20, R1",
    /// The mediator's entry is not active on the day.
    MediatorNotActive: "art 9(1), R18",
    /// The choice is not confirmed by all parties.
    MediatorNotJointlyChosen: "art 9(1), R4",
    /// A list offers at least two mediators, or says why not.
    ShortlistTooShort: "R19",
    /// The shares do not sum to 100 percent.
    CostShareInvalid: "art 22, R4",
    /// The room is not one of this court, or not open on the day.
    RoomUnknown: "R17",
    /// A consultation is free of charge.
    ConsultationMustBeFree: "R20",
    /// The score is not between 1 and 5.
    ScoreInvalid: "S30",

    /// The due date stated differs from the one the law gives.
    DueDateInconsistent: "art 23(1), R43",
    /// The term had run out when the extension was decided.
    ExtensionAfterExpiry: "art 26(1)(5), R44",
    /// The extensions pass the cap in aggregate.
    AggregateCapExceeded: "art 23(1), 23(2), R44",
    /// The days of one extension are outside its bounds.
    ExtensionDaysInvalid: "art 23(1), 23(2), R44",
    /// An extension by the parties needs all of them.
    MutualDecisionMissing: "art 23(1), R44",
    /// Who decided may not decide this under the ruleset and channel.
    DeciderNotAllowed: "art 23(2), R44",
    /// In criminal and offence matters the authority sets the deadline.
    ProceduralDeadlineRequired: "art 24(4), R45",
    /// A criminal term follows procedure and is not extended by the parties.
    CriminalTermFixed: "art 24(4), R45",
    /// The ruleset does not allow an agreement before the dispute.
    PreDisputeNotAllowed: "art 20(5), 23(1), R46",
    /// A procedure in court needs an agreement made after the dispute arose.
    NewAgreementRequired: "R47",
    /// The matter is closed: it has its one terminal result.
    AlreadyClosed: "R27",
    /// A settlement is signed by all parties.
    SettlementUnsigned: "art 27, R5",
    /// The result does not follow from what went before.
    ResultCodeUnknown: "R9",
}

impl Code {
    /// The code as it stands in every interface, such as `FEE_UNPAID`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests;
