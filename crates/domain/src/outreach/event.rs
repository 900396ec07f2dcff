//! Rooms, information and contacts, as counted facts without names (events 4c).

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::codes::{CategoryCode, LanguageCode, RoomId};
use crate::entry::event::vocabulary;

/// A fact about what a court offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
pub enum OutreachEvent {
    /// A reconciliation room opens (R17).
    RoomOpened {
        /// The room.
        room: RoomId,
        /// When it is staffed.
        hours: Vec<Slot>,
        /// First day.
        on: NaiveDate,
    },
    /// A reconciliation room closes.
    RoomClosed {
        /// The room.
        room: RoomId,
        /// First day without it.
        on: NaiveDate,
    },
    /// Citizens were informed of mediation (R6).
    InformationProvided {
        /// When.
        on: NaiveDate,
        /// How.
        channel: InformationChannel,
        /// About which category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<CategoryCode>,
        /// In which language.
        language: LanguageCode,
        /// How many people, leaflets or visits.
        count: u32,
    },
    /// Somebody turned to the coordinator (R26). Codes only.
    ContactLogged {
        /// When.
        on: NaiveDate,
        /// With whom.
        with: ContactParty,
        /// What about.
        topic: ContactTopic,
        /// When it was answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answered_on: Option<NaiveDate>,
    },
}

/// Hours on a day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u8,
    /// From.
    pub from: NaiveTime,
    /// To, later than `from`.
    pub to: NaiveTime,
}

vocabulary! {
    /// How citizens are informed.
    InformationChannel {
        /// A page of the court's site.
        Page,
        /// A leaflet.
        Leaflet,
        /// A talk or an open day.
        Talk,
        /// The press or broadcasting.
        Media,
    }
    /// Who turned to the coordinator.
    ContactParty {
        /// A mediator.
        Mediator,
        /// An organisation of mediators or citizens.
        Organisation,
        /// A party.
        Party,
        /// A self-regulating organisation.
        Sro,
    }
    /// What a contact was about.
    ContactTopic {
        /// Being entered in the register.
        Registration,
        /// A fee.
        Fee,
        /// A referral under way.
        Referral,
        /// The return of a result.
        Result,
        /// A complaint.
        Complaint,
        /// How mediation works.
        Information,
    }
}
