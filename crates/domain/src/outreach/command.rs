//! What a coordinator may ask to record about rooms, information and contacts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::event::{ContactParty, ContactTopic, InformationChannel, Slot};
use crate::codes::{CategoryCode, LanguageCode, RoomId};

/// A command about what a court offers; each gives the event of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "fields are those of the event each command gives, documented there"
)]
pub enum OutreachCommand {
    /// Opens a room.
    OpenRoom { room: RoomId, hours: Vec<Slot> },
    /// Closes a room.
    CloseRoom { room: RoomId },
    /// Records that citizens were informed.
    ProvideInformation {
        channel: InformationChannel,
        category: Option<CategoryCode>,
        language: LanguageCode,
        count: u32,
        /// Must be absent: a note may name people, and what is counted in public names nobody.
        note: Option<String>,
    },
    /// Records a contact.
    LogContact {
        with: ContactParty,
        topic: ContactTopic,
        answered_on: Option<NaiveDate>,
        /// Must be absent: what was said stays at the court.
        note: Option<String>,
    },
}
