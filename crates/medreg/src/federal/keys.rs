//! A court's keys as facts: given, taken back; and what its broker user may do.

use std::path::Path;

use chrono::Utc;
use medreg_domain::CourtCode;
use medreg_domain::reference::command::OfficeCommand;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_log::VerifierKey;
use medreg_node::federal::request::Request;
use medreg_node::query::Query;
use medreg_node::transport::nats::UserNkey;
use serde_json::{Value, json};

use super::desk::{ask, query};
use crate::exit::Failure;
use crate::output;

/// Why a key counts no longer.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
#[value(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Revocation {
    /// Another took its place.
    Rotated,
    /// Somebody else may hold it.
    Compromised,
    /// The court is no more.
    CourtClosed,
}

impl Revocation {
    fn code(self) -> &'static str {
        match self {
            Self::Rotated => "ROTATED",
            Self::Compromised => "COMPROMISED",
            Self::CourtClosed => "COURT_CLOSED",
        }
    }
}

/// Makes a court's key a fact, unless it is one, and prints its broker user.
pub(super) fn enrol(
    court: CourtCode,
    vkey: &VerifierKey,
    nkey: Option<&UserNkey>,
    data: &Path,
) -> Result<(), Failure> {
    if !vkey.name().starts_with(&format!("{court}.")) {
        return Err(Failure::Usage(format!(
            "the key is named `{}`, not `{court}.<origin>`",
            vkey.name()
        )));
    }
    let vkey = vkey.to_string();
    let told = if valid(court, data)?.contains(&vkey) {
        "has this key already".to_owned()
    } else {
        let stated = state(ReferenceEvent::CourtKeyAdded { court, vkey }, data)?;
        format!("is enrolled at position {}", stated["position"])
    };
    output::note(&format!(
        "court {court} {told}; give its broker user these permissions:"
    ));
    output::line(&permissions(court, nkey));
    Ok(())
}

/// Takes a court's key back; what it signed before stays.
pub(super) fn revoke(
    court: CourtCode,
    vkey: &VerifierKey,
    reason: Revocation,
    data: &Path,
) -> Result<(), Failure> {
    let vkey = vkey.to_string();
    let mut left = valid(court, data)?;
    if !left.contains(&vkey) {
        return Err(Failure::NotFound(format!(
            "court {court} has no valid key {vkey}"
        )));
    }
    left.retain(|key| *key != vkey);
    let fact = ReferenceEvent::CourtKeyRevoked {
        court,
        vkey: vkey.clone(),
        reason: reason.code().to_owned(),
    };
    let stated = state(fact, data)?;
    if left.is_empty() {
        output::note(&format!(
            "court {court} has no valid key now: what it sends is kept aside until one is enrolled"
        ));
    }
    output::json(&json!({"revoked": vkey, "valid": left, "position": stated["position"]}));
    Ok(())
}

fn valid(court: CourtCode, data: &Path) -> Result<Vec<String>, Failure> {
    let answer = query(data, Query::CourtKeys { court })?;
    let items = answer["items"].as_array().into_iter().flatten();
    let vkeys = items.filter_map(|item| item["vkey"].as_str());
    Ok(vkeys.map(str::to_owned).collect())
}

fn state(fact: ReferenceEvent, data: &Path) -> Result<Value, Failure> {
    let fact = Box::new(fact);
    let act = (Utc::now().date_naive(), OfficeCommand::State { fact });
    ask(data, Request::Act(vec![act]))
}

/// What a court's broker user may do, for the server's configuration.
fn permissions(court: CourtCode, nkey: Option<&UserNkey>) -> String {
    let nkey = nkey.map_or_else(
        || "<the court's public nkey>".to_owned(),
        |nkey| format!("\"{}\"", nkey.as_str()),
    );
    format!(
        "{{ nkey: {nkey}\n  permissions: {{\n    \
         publish: {{ allow: [\"medreg.inbox.{court}\", \"medreg.ask.{court}\"] }}\n    \
         subscribe: {{ allow: [\"_INBOX_{court}.>\", \"medreg.receipt.{court}\", \"medreg.resend.{court}\", \"medreg.reference\"] }}\n  }}\n}}"
    )
}
