//! A request to a court, as it arrives: `{"act":"extend","referral_no":…}`.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use strum::VariantNames;

use crate::correction::CorrectionCommand;
use crate::entry::command::EntryCommand;
use crate::fund::command::FundCommand;
use crate::outreach::command::OutreachCommand;
use crate::referral::command::ReferralCommand;
use crate::rejection::{Code, Rejection};

pub(crate) mod bounds;

/// A request, by the family it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Command {
    /// About an application or entry.
    Entry(EntryCommand),
    /// About a dispute.
    Referral(ReferralCommand),
    /// About a court's fund.
    Fund(FundCommand),
    /// About rooms, information and contacts.
    Outreach(OutreachCommand),
    /// About something recorded before.
    Correction(CorrectionCommand),
}

impl Command {
    /// The names of all commands, as they stand in `act`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        [
            EntryCommand::VARIANTS,
            ReferralCommand::VARIANTS,
            FundCommand::VARIANTS,
            OutreachCommand::VARIANTS,
            CorrectionCommand::VARIANTS,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}

impl From<EntryCommand> for Command {
    fn from(command: EntryCommand) -> Self {
        Self::Entry(command)
    }
}

impl From<ReferralCommand> for Command {
    fn from(command: ReferralCommand) -> Self {
        Self::Referral(command)
    }
}

impl From<FundCommand> for Command {
    fn from(command: FundCommand) -> Self {
        Self::Fund(command)
    }
}

impl From<OutreachCommand> for Command {
    fn from(command: OutreachCommand) -> Self {
        Self::Outreach(command)
    }
}

impl From<CorrectionCommand> for Command {
    fn from(command: CorrectionCommand) -> Self {
        Self::Correction(command)
    }
}

/// What a dispatcher that sends commands to the wrong place would give.
pub(crate) fn decided_elsewhere() -> Rejection {
    Rejection::new(
        Code::WrongState,
        "this command is decided elsewhere: report this as a fault of the program",
    )
}

/// Reads the family from `act`, so that what is wrong is told of that command alone.
impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let act = value.get("act").and_then(Value::as_str);
        let act = act.ok_or_else(|| D::Error::missing_field("act"))?;
        let command = if EntryCommand::VARIANTS.contains(&act) {
            read(&value).map(Self::Entry)
        } else if ReferralCommand::VARIANTS.contains(&act) {
            read(&value).map(Self::Referral)
        } else if FundCommand::VARIANTS.contains(&act) {
            read(&value).map(Self::Fund)
        } else if OutreachCommand::VARIANTS.contains(&act) {
            read(&value).map(Self::Outreach)
        } else if CorrectionCommand::VARIANTS.contains(&act) {
            read(&value).map(Self::Correction)
        } else {
            let known = Self::names().collect::<Vec<_>>().join(", ");
            Err(format!("unknown act `{act}`, expected one of {known}"))
        };
        command.map_err(D::Error::custom)
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_value(value.clone()).map_err(|error| {
        match field_at_fault::<T>(value, &error) {
            Some(field) => format!("field `{field}`: {error}"),
            None => error.to_string(),
        }
    })
}

/// The field without which the error is another one: serde itself names only fields that
/// are missing or unknown, not those whose value is wrong.
fn field_at_fault<'v, T: DeserializeOwned>(
    value: &'v Value,
    error: &serde_json::Error,
) -> Option<&'v str> {
    let told = error.to_string();
    if told.starts_with("missing field") || told.starts_with("unknown field") {
        return None;
    }
    value.as_object()?.keys().map(String::as_str).find(|key| {
        let mut without = value.clone();
        if let Some(fields) = without.as_object_mut() {
            fields.remove(*key);
        }
        let other = serde_json::from_value::<T>(without).err();
        *key != "act" && other.is_none_or(|other| other.to_string() != told)
    })
}

#[cfg(test)]
mod tests;
