//! The law of the mediator register: who may be entered, who owes what by when, and
//! which acts are refused.
//!
//! Absent on purpose: clock, randomness, I/O, async, tracing. Time, ids, ruleset and
//! calendar arrive with the command. Start at [`entry`], go on to [`referral`] and
//! [`term`]; [`reckoning`] answers questions to the arithmetic; [`docket`] holds a court's whole state, [`reference`](mod@reference) the
//! facts all courts share.

mod act;
pub mod application;
pub mod calendar;
mod card_code;
mod channel;
mod codes;
mod command;
pub mod correction;
mod court_code;
mod digest;
mod discipline;
pub mod docket;
pub mod eligibility;
pub mod entry;
mod event;
pub mod fund;
mod ids;
mod money;
mod names;
mod numbers;
pub mod outreach;
pub mod oversight;
pub mod person;
pub mod reckoning;
pub mod reference;
pub mod referral;
mod rejection;
pub mod rotation;
pub mod ruleset;
#[cfg(test)]
mod scenario;
pub mod standing;
mod stream;
pub mod term;
mod text_form;
pub mod visibility;

pub use act::Act;
pub use card_code::{CardCode, CardCodeError};
pub use channel::{Channel, Decider};
pub use codes::{
    AuditRuleId, CategoryCode, CodeError, DataKeyId, FindingId, Kato, LanguageCode, OfficeId,
    ProviderId, QualityBodyId, RoomId, RulesetId, ScheduleId, SroId, SroOfficeId,
};
pub use command::Command;
pub use court_code::{CourtCode, CourtCodeError, RegionCode, Source};
pub use digest::{Digest, DigestError};
pub use docket::Docket;
pub use event::Event;
pub use ids::{
    AllocationId, AppealId, ApplicationId, ComplaintId, ConsultationId, CredentialId, EventId,
    FeeId, IdError, ProcedureId, ProceedingId, VerificationId,
};
pub use money::{Currency, Money};
pub use names::Names;
pub use numbers::{EntryNo, NumberError, ReferralNo};
pub use person::{FederalNo, PersonKey};
pub use rejection::{Code, Rejection};
pub use stream::{Stream, StreamError};
