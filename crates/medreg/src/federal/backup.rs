//! Backup and restore of an office: its history and what it kept aside in one folder, its
//! secrets in a file of their own.
//!
//! Views are not copied: they are made again from the history. A backup is taken while the
//! office serves, since files of a history never change once a checkpoint covers them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use medreg_audit::mirror;
use medreg_log::{Disk, TileReader, VerifierKey};
use medreg_node::federal::history_folder;
use medreg_node::federal::keyring::WrappedKey;
use medreg_node::released;
use medreg_node::secret;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::serving::keyring;
use crate::cli::OfficeFolder;
use crate::exit::{Failure, chain};
use crate::output;
use crate::simulate::read_vkey;

/// What a backup has beside the history.
pub(super) const BESIDE: [&str; 3] = ["log.vkey", "federal.vkey", "audit.policy"];

/// Messages kept aside, and decided on.
pub(super) const KEPT: [&str; 2] = ["quarantine", "discarded"];

/// How to take a backup.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where to; a backup that is there is brought up to date.
    backup: PathBuf,
    /// The file for keys: those that sign, and the data keys that open names. Keep it apart.
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    #[command(flatten)]
    office: OfficeFolder,
}

/// The secrets of an office.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Secrets {
    pub(super) log: String,
    /// The log's next key, while a change goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) log_next: Option<String>,
    pub(super) federal: String,
    pub(super) wrap: String,
    pub(super) data_keys: Vec<WrappedKey>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let (data, backup) = (&args.office.data, &args.backup);
    let history = history_folder(data);
    if !history.join("checkpoint").exists() {
        let text = format!(
            "no office with a published history lies in {}",
            data.display()
        );
        return Err(Failure::NotFound(text));
    }
    let log = read_vkey(&data.join("log.vkey"))?;
    let copy = history_folder(backup);
    ensure_continues(&history, &copy, &log)?;
    let bar = output::progress("files", 0);
    let size = mirror(&history.display().to_string(), &copy, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })
    .map_err(|error| Failure::Unreachable(chain(&error)))?;
    bar.finish_and_clear();
    copy_checkpoints(&history, &copy, size)?;
    for name in BESIDE {
        copy_file(&data.join(name), &backup.join(name))?;
    }
    for name in KEPT {
        copy_folder(&data.join(name), &backup.join(name))?;
    }
    copy_files(&released::folder(data), &released::folder(backup))?;
    let keys = args.keys.as_deref().map(|file| keep_secrets(data, file));
    let data_keys = keys.transpose()?;
    output::json(&json!({"backup": backup, "size": size, "data_keys": data_keys}));
    Ok(())
}

/// What was backed up before must be the beginning of what is backed up now.
fn ensure_continues(history: &Path, copy: &Path, log: &VerifierKey) -> Result<(), Failure> {
    if !copy.join("checkpoint").exists() {
        return Ok(());
    }
    let (_, signed) = TileReader::open(copy, log).map_err(|error| {
        let copy = copy.display();
        Failure::Integrity(format!(
            "{copy} is no backup of this office: {}",
            chain(&error)
        ))
    })?;
    let before = signed.checkpoint();
    let (now, _) = TileReader::open(history, log)?;
    let is_continued = before.size <= now.size() && now.root_at(before.size)? == before.root;
    if is_continued {
        return Ok(());
    }
    let (copy, before, size) = (copy.display(), before.size, now.size());
    Err(Failure::Integrity(format!(
        "{copy} holds {before} events that this history of {size} does not continue: back up to another folder, and find out which of them was published"
    )))
}

/// Every checkpoint ever published up to the size.
pub(super) fn copy_checkpoints(history: &Path, copy: &Path, size: u64) -> Result<(), Failure> {
    let name = |file: &PathBuf| file.file_name()?.to_str()?.parse::<u64>().ok();
    for file in files(&history.join("checkpoints"))? {
        if name(&file).is_some_and(|of| of <= size) {
            let name = file.file_name().unwrap_or_default();
            copy_file(&file, &copy.join("checkpoints").join(name))?;
        }
    }
    Ok(())
}

/// Copies the files of a folder.
pub(super) fn copy_files(from: &Path, to: &Path) -> Result<(), Failure> {
    for file in files(from)? {
        copy_file(&file, &to.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

pub(super) fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    for source in files(from)? {
        let folder = to.join(source.file_name().unwrap_or_default());
        for file in files(&source)? {
            copy_file(&file, &folder.join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    match fs::read_dir(folder) {
        Ok(found) => Ok(found
            .map(|file| file.map(|file| file.path()))
            .collect::<io::Result<_>>()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Copies a small file, whole and durable, or not at all; one that is gone by now is passed
/// over.
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<(), Failure> {
    let bytes = match fs::read(from) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if fs::read(to).is_ok_and(|known| known == bytes) {
        return Ok(());
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    Ok(Disk::default().replace(to, &bytes)?)
}

/// Writes the secrets of an office to a file; tells how many data keys it has.
fn keep_secrets(data: &Path, file: &Path) -> Result<usize, Failure> {
    let secret = |name: &str| {
        let key = secret::read(&data.join(name));
        key.map(|key| HEXLOWER.encode(&key))
            .map_err(|error| Failure::Unreachable(chain(&error)))
    };
    let next = data.join("log.key.next");
    let secrets = Secrets {
        log: secret("log.key")?,
        log_next: next.exists().then(|| secret("log.key.next")).transpose()?,
        federal: secret("federal.key")?,
        wrap: secret("wrap.key")?,
        data_keys: data_keys(data)?,
    };
    secret::replace(file, &serde_json::to_vec_pretty(&secrets)?)?;
    Ok(secrets.data_keys.len())
}

fn data_keys(data: &Path) -> Result<Vec<WrappedKey>, Failure> {
    let keys = keyring(data)?.all();
    keys.map_err(|error| Failure::Unreachable(chain(&error)))
}
