//! Every entry as it is answered, and what is asked: files that fill another database.

use std::net::SocketAddr;
use std::path::Path;

use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_node::federal::service::FederalHandle;
use medreg_node::query::{EntryShown, Find, Found, ROWS_MAX, Sight};

use super::client::Client;
use super::query::{Questions, path};
use crate::exit::Failure;

/// Writes `entries.csv` (number, names, answer), `asked.csv` (numbers) and `searches.csv`
/// (words) into a folder, without heads.
pub(super) async fn write(
    folder: &Path,
    office: &FederalHandle,
    asked: &Questions,
    address: SocketAddr,
) -> Result<(), Failure> {
    let bug = |error: csv::Error| Failure::Bug(error.into());
    let file = |name: &str| csv::Writer::from_path(folder.join(name)).map_err(bug);
    let mut entries = file("entries.csv")?;
    let mut client = Client::to(address).await?;
    let today = NaiveDate::default();
    let mut find = Find {
        limit: ROWS_MAX,
        ..Find::all(today, Sight::of(Audience::Federal, today))
    };
    loop {
        let Found { items, next, .. } = office.queries().find(&find)?;
        for entry in &items {
            let body = client.body(&path(entry)).await?;
            let (number, names) = (entry.entry_no.to_string(), names(entry));
            let row = [number.as_bytes(), names.as_bytes(), &body];
            entries.write_record(row).map_err(bug)?;
        }
        let Some(next) = next else { break };
        find.cursor = Some(next);
    }
    let mut numbers = file("asked.csv")?;
    for number in &asked.numbers {
        numbers.write_record([number]).map_err(bug)?;
    }
    let mut words = file("searches.csv")?;
    for word in &asked.words {
        words.write_record([word.to_lowercase()]).map_err(bug)?;
    }
    Ok(())
}

/// The name in every script, each word behind a blank.
fn names(entry: &EntryShown) -> String {
    let name = entry.name.iter();
    let scripts = name.flat_map(|name| ["", &name.kk, &name.ru, &name.latn]);
    let scripts: Vec<&str> = scripts.collect();
    scripts.join(" ").to_lowercase()
}
