//! Restoring an office from a backup: everything is checked before anything serves, and no
//! checkpoint is signed that contradicts one signed before.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER_PERMISSIVE;
use medreg_audit::{Believed, Policy, Question, mirror};
use medreg_log::{SigningKey, VerifierKey};
use medreg_node::federal::history_folder;
use medreg_node::federal::keyring::Keyring;
use medreg_node::query::hex;
use medreg_node::released;
use medreg_node::secret;
use serde_json::json;

use super::backup::{BESIDE, KEPT, Secrets, copy_checkpoints, copy_file, copy_files, copy_folder};
use super::serving;
use crate::exit::{Failure, chain};
use crate::output;
use crate::simulate::read_vkey;

/// How to restore an office.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The backup.
    backup: PathBuf,
    /// The folder of the office; it must not be there yet.
    data: PathBuf,
    /// The file with the keys.
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// A copy of the history that goes further than the backup's, such as an auditor's.
    #[arg(long, value_name = "DIR")]
    history: Option<PathBuf>,
    /// The newest checkpoint that anyone holds: of an auditor, a witness, a web archive.
    #[arg(long, value_name = "FILE", required_unless_present = "none_newer")]
    newest: Option<PathBuf>,
    /// Nobody holds a checkpoint newer than the backup: none was published after it.
    #[arg(long, conflicts_with = "newest")]
    none_newer: bool,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    if args.data.exists() {
        let text = format!(
            "{} is there already: restore to a new folder",
            args.data.display()
        );
        return Err(Failure::Usage(text));
    }
    let secrets = read_secrets(&args.keys)?;
    let log = read_vkey(&args.backup.join("log.vkey"))?;
    let federal = read_vkey(&args.backup.join("federal.vkey"))?;
    let mut keys = vec![
        ("log.key", seed(&secrets.log, Some(&log))?),
        ("federal.key", seed(&secrets.federal, Some(&federal))?),
        ("wrap.key", seed(&secrets.wrap, None)?),
    ];
    if let Some(next) = &secrets.log_next {
        keys.push(("log.key.next", seed(next, None)?));
    }
    let history = args.history.clone();
    let history = history.unwrap_or_else(|| history_folder(&args.backup));
    let policy = Policy::of_log(log);
    let newest = args.newest.as_deref().map(|file| believed(file, &policy));
    ensure_sound(&history, &policy, federal, newest.transpose()?.as_ref())?;

    // Under another name until all of it is there.
    let data = args.data.with_extension("restoring");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let size = mirror(
        &history.display().to_string(),
        &history_folder(&data),
        |_, _| {},
    )
    .map_err(|error| Failure::Unreachable(chain(&error)))?;
    copy_checkpoints(&history_folder(&args.backup), &history_folder(&data), size)?;
    for name in BESIDE {
        copy_file(&args.backup.join(name), &data.join(name))?;
    }
    for name in KEPT {
        copy_folder(&args.backup.join(name), &data.join(name))?;
    }
    copy_files(&released::folder(&args.backup), &released::folder(&data))?;
    for (name, key) in &keys {
        let kept = secret::create(&data.join(name), key);
        kept.map_err(|error| Failure::Unreachable(chain(&error)))?;
    }
    keep_data_keys(&data, &keys[2].1, &secrets)?;
    let (office, keyring) = serving::open(&data)?;
    let opened = keyring.all();
    let opened = opened.map_err(|error| Failure::Unreachable(chain(&error)))?;
    let views = office.views();
    let digests = views.digests()?;
    let told = json!({
        "data": args.data, "size": views.cursor().position, "data_keys": opened.len(),
        "kept_aside": office.quarantine().len(),
        "register_digest": hex(&digests.register),
        "statistics_digest": hex(&digests.statistics),
    });
    drop(office);
    fs::rename(&data, &args.data)?;
    output::json(&told);
    Ok(())
}

/// Refuses a history that is not sound, or that ends before the newest checkpoint.
fn ensure_sound(
    history: &Path,
    policy: &Policy,
    federal: VerifierKey,
    newest: Option<&Believed>,
) -> Result<(), Failure> {
    let question = Question {
        folder: history,
        policy,
        federal: vec![federal],
        from: newest,
        is_strict: true,
        with_views: true,
        data_keys: None,
    };
    let bar = output::progress("events checked", 0);
    let (report, _) = medreg_audit::check(&question, |events| bar.set_position(events))?;
    bar.finish_and_clear();
    if report.is_sound() {
        return Ok(());
    }
    report.to_lines().iter().for_each(|line| output::note(line));
    let text = "nothing is restored. Where a newer checkpoint was published, bring a history that goes as far (`--history`), such as an auditor's mirror: an office never signs what contradicts it";
    Err(Failure::Integrity(text.to_owned()))
}

fn believed(file: &Path, policy: &Policy) -> Result<Believed, Failure> {
    let fault = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
    let note = fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    policy.believe(&note).map_err(|error| fault(chain(&error)))
}

fn read_secrets(file: &Path) -> Result<Secrets, Failure> {
    let fault = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
    let text = fs::read(file).map_err(|error| fault(error.to_string()))?;
    serde_json::from_slice(&text).map_err(|error| fault(error.to_string()))
}

/// A key's seed, which must give the public key that the backup states.
fn seed(hex: &str, vkey: Option<&VerifierKey>) -> Result<[u8; 32], Failure> {
    let malformed =
        || Failure::Usage("a key of the keys file is not 64 hexadecimal digits".to_owned());
    let seed = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok();
    let seed: [u8; 32] = seed
        .and_then(|it| it.try_into().ok())
        .ok_or_else(malformed)?;
    if let Some(vkey) = vkey {
        let own = SigningKey::from_seed(vkey.name(), &seed);
        if own.is_ok_and(|own| own.vkey() != *vkey) {
            let text = format!("the keys file is of another office: its key is not `{vkey}`");
            return Err(Failure::Usage(text));
        }
    }
    Ok(seed)
}

fn keep_data_keys(data: &Path, wrap: &[u8; 32], secrets: &Secrets) -> Result<(), Failure> {
    let keyring = Keyring::open(&data.join("data-keys"), *wrap);
    let kept = keyring.and_then(|keyring| {
        let mut keys = secrets.data_keys.iter();
        keys.try_for_each(|key| keyring.keep(key))
    });
    kept.map_err(|error| Failure::Integrity(chain(&error)))
}
