//! The command line: what is checked, by whose keys, and how it is told.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use medreg_audit::{
    AuditError, Believed, DataKeys, MirrorError, Policy, Question, chain, check, check_proof,
    mirror,
};
use medreg_log::VerifierKey;

const USAGE: u8 = 2;
const UNREACHABLE: u8 = 5;

/// Checks a mediator register's history without trusting who keeps it.
///
/// Exit codes: 0 sound · 2 usage · 5 cannot be read · 10 signature or quorum · 11 consistency ·
/// 12 hash or root · 13 chain · 14 key · 15 commitment · 16 sealed views.
#[derive(Debug, clap::Parser)]
#[command(name = "medreg-audit", version, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Checks a whole history.
    ///
    /// Example: medreg-audit check office/history --policy audit.policy --from last.checkpoint
    Check(Box<Check>),
    /// Checks one event's proof, with no network.
    ///
    /// Example: medreg-audit proof event.tlog-proof --policy audit.policy
    Proof {
        /// The `tlog-proof` file.
        file: PathBuf,
        /// Whose checkpoints are believed, in the form of C2SP tlog-policy.
        #[arg(long)]
        policy: PathBuf,
        /// The signed event, where the proof does not carry it.
        #[arg(long)]
        leaf: Option<PathBuf>,
        /// One JSON document.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Check {
    /// The history's folder, or the address that serves it.
    #[arg(value_name = "DIR|URL")]
    history: String,
    /// Whose checkpoints are believed, in the form of C2SP tlog-policy.
    #[arg(long)]
    policy: PathBuf,
    /// The key of the office's own facts; else `federal.vkey` beside the policy. May repeat.
    #[arg(long)]
    federal_vkey: Vec<VerifierKey>,
    /// A checkpoint that was found sound before: this history must continue it.
    #[arg(long, value_name = "CHECKPOINT")]
    from: Option<PathBuf>,
    /// Keep the checkpoint here once the history is found sound, for the next `--from`.
    #[arg(long, value_name = "CHECKPOINT")]
    save: Option<PathBuf>,
    /// The folder that takes the copy of a history at an address; else a temporary one.
    #[arg(long, value_name = "DIR")]
    mirror: Option<PathBuf>,
    /// Verify every signature, not only those that vouch for the others.
    #[arg(long)]
    strict: bool,
    /// Do not fold the events to compare them with the sealed views.
    #[arg(long)]
    no_views: bool,
    /// The data keys of the office, a line each: all that is sealed is opened.
    #[arg(long, value_name = "FILE")]
    data_keys: Option<PathBuf>,
    /// One JSON document.
    #[arg(long)]
    json: bool,
}

/// Why nothing could be checked: the exit code and a sentence.
struct Failure(u8, String);

impl Cli {
    pub(crate) fn run(self) -> u8 {
        let done = match self.command {
            Command::Check(check) => check.run(),
            Command::Proof {
                file,
                policy,
                leaf,
                json,
            } => proof(&file, &policy, leaf.as_deref(), json),
        };
        done.unwrap_or_else(|Failure(code, text)| {
            told(&text);
            code
        })
    }
}

impl Check {
    fn run(&self) -> Result<u8, Failure> {
        let policy: Policy = parse(&self.policy)?;
        let data_keys: Option<DataKeys> = self.data_keys.as_deref().map(parse).transpose()?;
        let from = self.from.as_deref();
        let from = from.map(|path| believe(&policy, path)).transpose()?;
        let scratch =
            tempfile::tempdir().map_err(|error| Failure(UNREACHABLE, error.to_string()))?;
        let folder = self.folder(scratch.path())?;
        let bar = bar("events");
        let question = Question {
            folder: &folder,
            policy: &policy,
            federal: self.federal()?,
            from: from.as_ref(),
            is_strict: self.strict,
            with_views: !self.no_views,
            data_keys: data_keys.as_ref(),
        };
        let (report, believed) = check(&question, |events| bar.set_position(events))?;
        bar.finish_and_clear();
        if self.json {
            line(
                &report
                    .to_json()
                    .map_err(|error| Failure(1, error.to_string()))?,
            );
        } else {
            report.to_lines().iter().for_each(|text| line(text));
            line(if report.is_sound() {
                "sound"
            } else {
                "not sound"
            });
        }
        // Last, so that only what was found sound is ever continued from.
        if let (true, Some(path), Some(believed)) = (report.is_sound(), &self.save, believed) {
            save(path, &believed.note)?;
        }
        Ok(report.exit_code())
    }

    /// The folder to check: that of the history, or of its copy.
    fn folder(&self, scratch: &Path) -> Result<PathBuf, Failure> {
        if self.history.starts_with("http://") || self.history.starts_with("https://") {
            let folder = self.mirror.clone().unwrap_or_else(|| scratch.to_owned());
            let bar = bar("files");
            mirror(&self.history, &folder, |done, all| {
                bar.set_length(all);
                bar.set_position(done);
            })?;
            bar.finish_and_clear();
            return Ok(folder);
        }
        let given = PathBuf::from(&self.history);
        let of_office = given.join("history");
        Ok(if of_office.is_dir() { of_office } else { given })
    }

    fn federal(&self) -> Result<Vec<VerifierKey>, Failure> {
        if !self.federal_vkey.is_empty() {
            return Ok(self.federal_vkey.clone());
        }
        let beside = self.policy.with_file_name("federal.vkey");
        let key = parse_with(&beside, |text| text.trim().parse::<VerifierKey>())?;
        Ok(vec![key])
    }
}

fn proof(file: &Path, policy: &Path, leaf: Option<&Path>, json: bool) -> Result<u8, Failure> {
    let policy: Policy = parse(policy)?;
    let leaf = leaf.map(|path| fs::read(path).map_err(|error| unread(path, &error)));
    let leaf = leaf.transpose()?;
    match check_proof(&read(file)?, leaf.as_deref(), &policy) {
        Ok(proven) if json => {
            let document = serde_json::to_string(&proven);
            line(&document.map_err(|error| Failure(1, error.to_string()))?);
            Ok(0)
        }
        Ok(proven) => {
            line(&proven.event.to_string());
            line(&format!(
                "stands at {} of the {} events of {}, signed by {}",
                proven.index, proven.size, proven.origin, proven.signed_by
            ));
            Ok(0)
        }
        Err(fault) => {
            told(&format!("{}: {}", fault.class.name(), fault.detail));
            Ok(fault.class.exit_code())
        }
    }
}

fn believe(policy: &Policy, path: &Path) -> Result<Believed, Failure> {
    policy.believe(&read(path)?).map_err(|error| {
        let text = format!("{}: {}", path.display(), chain(&error));
        Failure(medreg_audit::Class::Signature.exit_code(), text)
    })
}

fn save(path: &Path, note: &str) -> Result<(), Failure> {
    let temporary = path.with_extension("new");
    fs::write(&temporary, note)
        .and_then(|()| fs::rename(&temporary, path))
        .map_err(|error| Failure(UNREACHABLE, format!("{}: {error}", path.display())))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| unread(path, &error))
}

fn unread(path: &Path, error: &std::io::Error) -> Failure {
    Failure(
        UNREACHABLE,
        format!("{} cannot be read: {error}", path.display()),
    )
}

fn parse<T: FromStr<Err: std::error::Error>>(path: &Path) -> Result<T, Failure> {
    parse_with(path, str::parse)
}

fn parse_with<T, E: std::error::Error>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, Failure> {
    let wrong = |error: E| Failure(USAGE, format!("{}: {}", path.display(), chain(&error)));
    parse(&read(path)?).map_err(wrong)
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        Self(UNREACHABLE, chain(&error))
    }
}

impl From<MirrorError> for Failure {
    fn from(error: MirrorError) -> Self {
        Self(UNREACHABLE, chain(&error))
    }
}

fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{pos} {msg}, {per_sec}, {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    bar
}

/// A line of data. A reader that closed the pipe has seen enough.
fn line(text: &str) {
    drop(writeln!(std::io::stdout(), "{text}"));
}

#[expect(clippy::print_stderr, reason = "everything else goes to stderr")]
fn told(text: &str) {
    eprintln!("{text}");
}
