//! `medreg federal quarantine`: what is kept aside, and what becomes of it.

use medreg_domain::CourtCode;
use medreg_node::federal::quarantine::{ItemId, Reason};
use medreg_node::federal::request::Request;

use super::desk::{ask, text};
use crate::cli::OfficeFolder;
use crate::exit::Failure;
use crate::output;

/// What is kept aside.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Messages that did not enter the history, in the order of courts and sequences. Read-only.
    List {
        /// Only of this court.
        #[arg(long)]
        court: Option<CourtCode>,
        /// Only for this reason, such as `BAD_SIGNATURE`.
        #[arg(long)]
        reason: Option<Reason>,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// One message, whole. Read-only.
    Show {
        /// Which, as `list` names it.
        id: String,
        #[command(flatten)]
        office: OfficeFolder,
    },
    /// Judges messages again: what is sound by now enters the history.
    Retry {
        /// Only this message, as `list` names it.
        #[arg(conflicts_with = "court")]
        id: Option<String>,
        /// Only those of this court.
        #[arg(long)]
        court: Option<CourtCode>,
        /// Say what would become of each, and do nothing.
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Decides that messages are not judged again. A court's next event is refused, and what
    /// waited behind it is judged; the message itself stays under `discarded/`.
    Discard {
        /// Which, as `list` names them.
        #[arg(required = true)]
        ids: Vec<String>,
        /// Why, as a code such as `TYPE_NOT_FROM_US`.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::List {
            court,
            reason,
            office,
            json,
        } => {
            let kept = ask(&office.data, Request::Quarantine { court, reason })?;
            tell(&kept, json, &["id", "kept_at", "bytes", "reason", "detail"]);
            Ok(())
        }
        Command::Show { id, office } => {
            let id = ItemId(id);
            output::json(&ask(&office.data, Request::Kept { id })?);
            Ok(())
        }
        Command::Retry {
            id,
            court,
            preview,
            office,
            json,
        } => {
            let id = id.map(ItemId);
            let done = ask(&office.data, Request::Retry { court, id, preview })?;
            tell(&done, json, &["id", "enters", "reason", "detail"]);
            if !json {
                let verb = if preview { "would enter" } else { "entered" };
                output::line(&format!(
                    "{} {verb}, {} stay",
                    done["enters"], done["stays"]
                ));
            }
            Ok(())
        }
        Command::Discard {
            ids,
            reason,
            office,
            json,
        } => {
            let ids = ids.into_iter().map(ItemId).collect();
            let done = ask(&office.data, Request::Discard { ids, reason })?;
            tell(&done, json, &["id", "stated", "entered"]);
            Ok(())
        }
    }
}

fn tell(answer: &serde_json::Value, json: bool, columns: &[&str]) {
    if json {
        output::json(answer);
        return;
    }
    let items = answer["items"].as_array().into_iter().flatten();
    let row = |item: &serde_json::Value| columns.iter().map(|key| text(&item[*key])).collect();
    output::table(columns, items.map(row));
}
