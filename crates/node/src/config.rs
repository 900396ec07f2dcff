//! Configuration: a TOML file, then `MEDREG_*` from the environment. Every fault is told at
//! once, an unknown key with the nearest known one.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Days;
use medreg_domain::CourtCode;

use crate::court::hearing::RECONCILE_EVERY;
use crate::transport::nats::NatsOptions;

mod signing;

pub use signing::{ProviderConfig, RolesConfig, SigningConfig, TokensConfig};

/// How a federal office runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FederalConfig {
    /// Its folder.
    pub data: PathBuf,
    /// The name of its log.
    pub origin: String,
    /// The broker; none for courts in the same process.
    pub nats: Option<NatsOptions>,
    /// How often a checkpoint is signed while the log grows.
    pub checkpoint_interval: Duration,
    /// How often findings are looked for.
    pub audit_interval: Duration,
    /// So many days after the end of a quarter its figures are released.
    pub release_after: Days,
    /// Where operators ask how it is; nowhere if absent.
    pub admin: Option<SocketAddr>,
    /// Where the public site and its API answer; nowhere if absent.
    pub listen: Option<SocketAddr>,
    /// Requests the site takes from one address in five minutes.
    pub rate_limit: NonZeroU32,
    /// The proxy before the site, which says for whom it asks.
    pub proxy: Option<IpAddr>,
    /// How people and programs sign in there.
    pub signing: SigningConfig,
}

/// How a court runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourtConfig {
    /// Its folder.
    pub data: PathBuf,
    /// Its code.
    pub code: CourtCode,
    /// The name of the federal log it reports to.
    pub origin: String,
    /// The key by which the office signs receipts and facts.
    pub federal_vkey: String,
    /// The broker.
    pub nats: Option<NatsOptions>,
    /// Where operators ask how it is; nowhere if absent.
    pub admin: Option<SocketAddr>,
    /// How often it asks how far the office is with it.
    pub reconcile_interval: Duration,
}

/// What is wrong with a configuration, all of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

const ADDRESS: &str = "an address and port such as 127.0.0.1:9464";

/// A day: a log that grows is signed at least that often.
const CHECKPOINT_MS_MAX: u64 = 24 * 60 * 60 * 1000;
/// A year: hours without a bound overflow a [`Duration`].
const AUDIT_HOURS_MAX: u64 = 365 * 24;
/// Figures are released before the next quarter ends, or never would be.
const RELEASE_DAYS_MAX: u64 = 89;
/// So long courts that were offline may send what belongs to a quarter before its figures are
/// released, where nothing else is set.
pub const RELEASE_AFTER: Days = Days::new(40);
/// A day: a court asks at least that often where it stands.
const RECONCILE_SECONDS_MAX: u64 = 24 * 60 * 60;

/// Two a second on and on, and as many more at once.
const RATE_LIMIT: NonZeroU32 = NonZeroU32::new(600).unwrap();

const FEDERAL_KEYS: [&str; 12] = [
    "data",
    "origin",
    "nats",
    "nats_seed_file",
    "nats_ca_file",
    "checkpoint_interval_ms",
    "audit_interval_hours",
    "release_after_days",
    "admin",
    "listen",
    "rate_limit",
    "proxy",
];
const COURT_KEYS: [&str; 9] = [
    "data",
    "code",
    "origin",
    "federal_vkey",
    "nats",
    "nats_seed_file",
    "nats_ca_file",
    "admin",
    "reconcile_interval_s",
];

/// Values by key, with the faults found so far.
struct Values {
    file: String,
    known: BTreeMap<String, String>,
    faults: Vec<String>,
}

impl FederalConfig {
    /// Reads the file and the environment.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let (file, text) = read(path)?;
        Self::parse(&file, &text, |name| std::env::var(name).ok())
    }

    /// Reads the text of a file of this name, then an environment.
    pub fn parse(
        file: &str,
        text: &str,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let known = [&FEDERAL_KEYS[..], &signing::KEYS[..]].concat();
        let mut values = Values::parse(file, text, &known, environment)?;
        let data = values.required("data");
        let origin = values.required("origin");
        let nats = values.nats();
        let checkpoint = values.number("checkpoint_interval_ms", "milliseconds", CHECKPOINT_MS_MAX);
        let audit = values.number("audit_interval_hours", "hours", AUDIT_HOURS_MAX);
        let release = values.number("release_after_days", "days", RELEASE_DAYS_MAX);
        let admin = values.parsed("admin", ADDRESS);
        let listen = values.parsed("listen", ADDRESS);
        let rate_limit = values.parsed("rate_limit", "a number of requests from 1 on");
        let proxy = values.parsed("proxy", "an address such as 127.0.0.1");
        let signing = values.signing();
        values.finish(Self {
            data: PathBuf::from(data),
            origin,
            nats,
            listen,
            rate_limit: rate_limit.unwrap_or(RATE_LIMIT),
            proxy,
            signing,
            checkpoint_interval: Duration::from_millis(checkpoint.unwrap_or(1000)),
            audit_interval: Duration::from_hours(audit.unwrap_or(24)),
            release_after: release.map_or(RELEASE_AFTER, Days::new),
            admin,
        })
    }
}

impl CourtConfig {
    /// Reads the file and the environment.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let (file, text) = read(path)?;
        Self::parse(&file, &text, |name| std::env::var(name).ok())
    }

    /// Reads the text of a file of this name, then an environment.
    pub fn parse(
        file: &str,
        text: &str,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let mut values = Values::parse(file, text, &COURT_KEYS, environment)?;
        let data = values.required("data");
        let origin = values.required("origin");
        let federal_vkey = values.required("federal_vkey");
        values.required("code");
        let code = values.parsed("code", "a court's code such as KZ-75-012");
        let nats = values.nats();
        let admin = values.parsed("admin", ADDRESS);
        let reconcile = values.number("reconcile_interval_s", "seconds", RECONCILE_SECONDS_MAX);
        match code {
            Some(code) => values.finish(Self {
                data: PathBuf::from(data),
                code,
                origin,
                federal_vkey,
                nats,
                admin,
                reconcile_interval: reconcile.map_or(RECONCILE_EVERY, Duration::from_secs),
            }),
            None => Err(ConfigError(values.faults)),
        }
    }
}

/// The name of a file, as faults tell it, and its text.
fn read(path: &Path) -> Result<(String, String), ConfigError> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError(vec![format!("{file}: {error}")]))?;
    Ok((file, text))
}

impl Values {
    fn parse(
        file: &str,
        text: &str,
        known: &[&str],
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let table: toml::Table = text
            .parse()
            .map_err(|error| ConfigError(vec![format!("{file}: {error}")]))?;
        let mut values = Self {
            file: file.to_owned(),
            known: BTreeMap::new(),
            faults: Vec::new(),
        };
        for (key, value) in table {
            if known.contains(&key.as_str()) {
                values.set(&key, &value);
            } else {
                let nearest = known.iter().max_by(|a, b| {
                    strsim::jaro_winkler(a, &key).total_cmp(&strsim::jaro_winkler(b, &key))
                });
                let nearest = nearest.copied().unwrap_or_default();
                values.fault(&format!("unknown key `{key}`; did you mean `{nearest}`?"));
            }
        }
        for key in known {
            if let Some(value) = environment(&format!("MEDREG_{}", key.to_uppercase())) {
                values.known.insert((*key).to_owned(), value);
            }
        }
        Ok(values)
    }

    fn set(&mut self, key: &str, value: &toml::Value) {
        match value {
            toml::Value::String(text) => {
                self.known.insert(key.to_owned(), text.clone());
            }
            toml::Value::Integer(number) => {
                self.known.insert(key.to_owned(), number.to_string());
            }
            toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_)
            | toml::Value::Table(_) => self.fault(&format!("`{key}` is text or a number")),
        }
    }

    fn fault(&mut self, what: &str) {
        self.faults.push(format!("{}: {what}", self.file));
    }

    fn required(&mut self, key: &str) -> String {
        if !self.known.contains_key(key) {
            self.fault(&format!("`{key}` is missing"));
        }
        self.known.get(key).cloned().unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&mut self, key: &str, form: &str) -> Option<T> {
        let text = self.known.get(key)?.clone();
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.fault(&format!("`{key}` is `{text}`, not {form}"));
        }
        parsed
    }

    /// A number from 1 to `max`; none if the key is not set, or has another value.
    fn number(&mut self, key: &str, unit: &str, max: u64) -> Option<u64> {
        let form = format!("a number of {unit} from 1 to {max}");
        let number = self.parsed(key, &form)?;
        if (1..=max).contains(&number) {
            return Some(number);
        }
        self.fault(&format!("`{key}` is `{number}`, not {form}"));
        None
    }

    fn nats(&self) -> Option<NatsOptions> {
        let path = |key: &str| self.known.get(key).map(PathBuf::from);
        Some(NatsOptions {
            servers: self.known.get("nats")?.clone(),
            seed_file: path("nats_seed_file"),
            tls_ca_file: path("nats_ca_file"),
        })
    }

    fn finish<T>(self, config: T) -> Result<T, ConfigError> {
        if self.faults.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError(self.faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn every_fault_is_told_at_once_with_the_nearest_key() {
        let file = write("date = \"/x\"\norigin = 3.5\ncode = \"75\"\n");
        let faults = CourtConfig::load(file.path()).unwrap_err().0.join("\n");
        for part in [
            "`date`; did you mean `data`",
            "`origin` is text",
            "`data` is missing",
            "`code` is `75`",
            "`federal_vkey` is missing",
        ] {
            assert!(faults.contains(part), "{part} in {faults}");
        }
    }

    #[test]
    fn the_environment_goes_over_the_file() {
        let text = "data = \"/x\"\norigin = \"a\"\n";
        let config = FederalConfig::parse("federal.toml", text, |name| {
            (name == "MEDREG_ORIGIN").then(|| "b".to_owned())
        });
        assert_eq!(config.unwrap().origin, "b");
    }

    #[test]
    fn the_checkpoint_interval_has_a_default() {
        let file = write("data = \"/x\"\norigin = \"register.example\"\n");
        let config = FederalConfig::load(file.path()).unwrap();
        assert_eq!(config.checkpoint_interval, Duration::from_secs(1));
        assert_eq!(config.nats, None);
    }

    #[test]
    fn an_interval_lies_within_its_bounds() {
        let federal = |line: &str| {
            let text = format!("data = \"/x\"\norigin = \"a\"\n{line}\n");
            FederalConfig::parse("federal.toml", &text, |_| None)
        };
        let longest = federal("audit_interval_hours = 8760").unwrap();
        assert_eq!(longest.audit_interval, Duration::from_hours(8760));
        for (line, form) in [
            ("audit_interval_hours = 0", "hours from 1 to 8760"),
            ("audit_interval_hours = 8761", "hours from 1 to 8760"),
            (
                "audit_interval_hours = 9223372036854775807",
                "hours from 1 to 8760",
            ),
            (
                "checkpoint_interval_ms = 0",
                "milliseconds from 1 to 86400000",
            ),
            (
                "checkpoint_interval_ms = 86400001",
                "milliseconds from 1 to 86400000",
            ),
        ] {
            let faults = federal(line).unwrap_err().0;
            assert!(faults.len() == 1 && faults[0].ends_with(form), "{faults:?}");
        }
    }

    #[test]
    fn the_sample_configurations_load() {
        let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy");
        let federal = FederalConfig::load(&deploy.join("federal.toml")).unwrap();
        let court = CourtConfig::load(&deploy.join("court.toml")).unwrap();
        assert_eq!(court.origin, federal.origin);
        assert_eq!(court.reconcile_interval, RECONCILE_EVERY);
        assert!(
            court
                .federal_vkey
                .parse::<medreg_log::VerifierKey>()
                .is_ok()
        );
    }
}
