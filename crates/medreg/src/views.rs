//! `medreg views`: throw the views away and make them again, or compare them with a replay.

use medreg_audit::{Fault, Seals};
use medreg_log::TileReader;
use medreg_node::federal::{history_folder, views_folder};
use medreg_node::query::hex;
use medreg_projections::{Digests, Fold, Views, catch_up};
use serde_json::json;

use crate::cli::OfficeFolder;
use crate::exit::Failure;
use crate::output;
use crate::simulate::read_vkey;

/// The views.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Makes the views again from the history and puts them in place of the old ones.
    Rebuild {
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Compares the views with a fresh replay. Read-only.
    Verify {
        #[command(flatten)]
        office: OfficeFolder,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Rebuild { office, json } => rebuild(&office, json),
        Command::Verify { office, json } => verify(&office, json),
    }
}

/// The views as a fresh replay of the history makes them, in a folder beside them, and what of
/// the sealed views it does not give.
fn replay(
    office: &OfficeFolder,
    folder: &std::path::Path,
    size: Option<u64>,
) -> Result<(Views, u64, Vec<Fault>), Failure> {
    let key = read_vkey(&office.data.join("log.vkey"))?;
    let history = history_folder(&office.data);
    let (reader, _) = TileReader::open(&history, &key)?;
    let size = size.unwrap_or(reader.size()).min(reader.size());
    let reader = TileReader::over(&history, size);
    let (mut fold, _) = Fold::open(folder)?;
    let bar = output::progress("events", size);
    let mut ticker = output::Ticker::new("events replayed");
    let mut progress = |position| {
        bar.set_position(position);
        ticker.tick(position);
    };
    let seals = Seals::read(&reader)?;
    let faults = seals.compare(&mut fold, &reader, &mut progress)?;
    catch_up(&mut fold, &reader, size, progress)?;
    bar.finish_and_clear();
    let views = fold.into_views();
    views.flush()?;
    Ok((views, size, faults))
}

fn rebuild(office: &OfficeFolder, json: bool) -> Result<(), Failure> {
    let current = views_folder(&office.data);
    let fresh = office.data.join("views.rebuilt");
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh)?;
    }
    // Held open so that a serving office is noticed before its views are replaced.
    let old = Fold::open(&current)?;
    let (views, size, _) = replay(office, &fresh, None)?;
    let digests = views.digests()?;
    drop((views, old));
    std::fs::remove_dir_all(&current)?;
    std::fs::rename(&fresh, &current)?;
    tell(size, &digests, None, json);
    Ok(())
}

fn verify(office: &OfficeFolder, json: bool) -> Result<(), Failure> {
    let views = Fold::open(&views_folder(&office.data))?.0.into_views();
    let temporary = tempfile::tempdir()?;
    let position = views.cursor().position;
    let folder = temporary.path().join("views");
    let (replayed, size, faults) = replay(office, &folder, Some(position))?;
    let (kept, fresh) = (views.digests()?, replayed.digests()?);
    let is_same = kept == fresh && size == position;
    tell(size, &fresh, Some(is_same), json);
    if let Some(fault) = faults.first() {
        let at = fault.index.unwrap_or_default();
        Err(Failure::Integrity(format!(
            "at position {at}: {}",
            fault.detail
        )))
    } else if is_same {
        Ok(())
    } else {
        Err(Failure::Integrity(
            "the views differ from a replay of the history: run `medreg views rebuild`".to_owned(),
        ))
    }
}

fn tell(events: u64, digests: &Digests, same: Option<bool>, json: bool) {
    let (register, statistics) = (hex(&digests.register), hex(&digests.statistics));
    if json {
        output::json(&json!({
            "events": events, "same": same, "register_digest": register, "statistics_digest": statistics,
        }));
    } else {
        output::line(&format!(
            "{events} events\nregister digest     {register}\nstatistics digest   {statistics}"
        ));
    }
}
