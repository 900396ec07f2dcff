//! Finds the programs, runs them, and starts a NATS server that ends with its test.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;

/// A NATS server that has not said it is ready by then will not be.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests lie one level below the workspace")
}

/// The `medreg` binary: `MEDREG_BIN`, else the one built beside this test.
pub fn medreg() -> PathBuf {
    let built = || built("medreg");
    program("MEDREG_BIN", built, "cargo build -p medreg")
}

/// The auditor: `MEDREG_AUDIT_BIN`, else the one built beside this test.
pub fn medreg_audit() -> PathBuf {
    let built = || built("medreg-audit");
    program("MEDREG_AUDIT_BIN", built, "cargo build -p medreg-audit")
}

fn built(name: &str) -> PathBuf {
    let own = env::current_exe().expect("a running program has a path");
    // A test lies in PROFILE/deps, a binary in PROFILE itself.
    let folder = own.parent().expect("a program lies in a folder");
    let profile = if folder.ends_with("deps") {
        folder.parent().expect("deps lies in PROFILE")
    } else {
        folder
    };
    profile.join(name)
}

/// The NATS server: `MEDREG_NATS_SERVER`, else the installed one.
pub fn nats_server() -> PathBuf {
    let installed = || root().join("target/tools/nats-server");
    program("MEDREG_NATS_SERVER", installed, "cargo xtask install")
}

/// A Python with `cryptography`: `MEDREG_PYTHON`, else the installed one.
pub fn python() -> PathBuf {
    let installed = || root().join("target/tools/python/bin/python");
    program("MEDREG_PYTHON", installed, "cargo xtask install")
}

/// What tries an API by its description: `MEDREG_SCHEMATHESIS`, else the installed one.
pub fn schemathesis() -> PathBuf {
    let installed = || root().join("target/tools/schemathesis/bin/schemathesis");
    program("MEDREG_SCHEMATHESIS", installed, "cargo xtask install")
}

/// The Python that runs it: what compares documents with their forms lies beside it.
pub fn schemathesis_python() -> PathBuf {
    schemathesis().with_file_name("python")
}

/// The script of axe-core, which examines a page: `MEDREG_AXE`, else the installed one.
pub fn axe() -> PathBuf {
    let installed = || root().join("target/tools/axe/node_modules/axe-core/axe.min.js");
    program("MEDREG_AXE", installed, "cargo xtask install --browser")
}

/// The provider of identities: `MEDREG_OIDC_PROVIDER`, else the installed one.
pub fn oidc_provider() -> PathBuf {
    let installed = || root().join("target/tools/oidc-provider/bin/oidc-provider-mock");
    program("MEDREG_OIDC_PROVIDER", installed, "cargo xtask install")
}

fn program(variable: &str, otherwise: impl Fn() -> PathBuf, remedy: &str) -> PathBuf {
    let path = env::var_os(variable).map_or_else(otherwise, PathBuf::from);
    assert!(
        path.is_file(),
        "the program {} is missing; run `{remedy}` or set {variable}",
        path.display()
    );
    path
}

/// What a program that ran to its end has left.
#[derive(Debug)]
pub struct Finished {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// What it printed as data.
    pub stdout: String,
    /// What it said.
    pub stderr: String,
}

impl Finished {
    /// The one JSON document on stdout.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!(
                "no JSON on stdout ({error}): `{}`\n{}",
                self.stdout, self.stderr
            )
        })
    }
}

/// Runs a program to its end at the root of the workspace, without input.
pub fn run<A: AsRef<OsStr>>(program: &Path, arguments: impl IntoIterator<Item = A>) -> Finished {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display()));
    let text = |bytes| String::from_utf8(bytes).expect("programs print UTF-8");
    Finished {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Runs a program to its end at the root of the workspace, with this input.
pub fn run_with<A: AsRef<OsStr>>(
    program: &Path,
    arguments: impl IntoIterator<Item = A>,
    input: &str,
) -> Finished {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display()));
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // A program that has refused its arguments reads nothing.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("a child can be waited for");
    let text = |bytes| String::from_utf8(bytes).expect("programs print UTF-8");
    Finished {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// A NATS server of this test's own; it is killed when the test lets go of it.
#[derive(Debug)]
pub struct NatsServer {
    child: Child,
    port: u16,
    log_reader: Option<JoinHandle<()>>,
}

impl NatsServer {
    /// Starts a server and returns once it is ready for clients.
    ///
    /// The arguments must let it choose its own port (`--port -1`, or `-1` in
    /// its config), so that tests can run beside each other.
    pub fn start<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Self {
        Self::spawn(Command::new(nats_server()).args(arguments))
    }

    /// The same by a command that becomes a server.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("nats-server starts");
        let stderr = child.stderr.take().expect("stderr is piped");
        let (sender, receiver) = sync_channel(1);
        let log_reader = thread::spawn(move || follow_log(stderr, &sender));
        let started = receiver.recv_timeout(READY_WITHIN);
        let mut server = Self {
            child,
            port: 0,
            log_reader: Some(log_reader),
        };
        // Only now, so that a server that failed to start is not left behind.
        server.port = started
            .expect("nats-server says that it is ready in time")
            .unwrap_or_else(|log| panic!("nats-server ended before it was ready:\n{log}"));
        server
    }

    /// Starts a server that keeps streams in a folder and lets everybody in.
    pub fn jetstream(folder: &Path) -> Self {
        let fixed = ["--jetstream", "--addr", "127.0.0.1", "--port", "-1"];
        let fixed = fixed.iter().map(OsStr::new);
        Self::start(fixed.chain([OsStr::new("--store_dir"), folder.as_os_str()]))
    }

    /// Starts a server that keeps streams in a folder, each message on disk before it is
    /// acknowledged; it may be killed and started again there.
    pub fn durable(folder: &Path, port: Option<u16>) -> Self {
        let port = port.map_or(-1, i32::from);
        let store = folder.display();
        let config = format!(
            "listen: '127.0.0.1:{port}'\njetstream {{ store_dir: '{store}', sync_interval: always }}\n"
        );
        std::fs::create_dir_all(folder).expect("the folder can be made");
        let path = folder.join("server.conf");
        std::fs::write(&path, config).expect("the folder can be written");
        Self::start([OsStr::new("-c"), path.as_os_str()])
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where it serves clients.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// The port on which it serves clients.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        self.kill();
        if let Some(log_reader) = self.log_reader.take() {
            let _ = log_reader.join();
        }
    }
}

/// Reports the client port once the server is ready, else its log; then reads
/// on, for a server whose log nobody reads would stop.
fn follow_log(stderr: ChildStderr, report: &SyncSender<Result<u16, String>>) {
    let mut port = None;
    let mut log = String::new();
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        if let Some((_, address)) = line.split_once("Listening for client connections on ") {
            port = address.rsplit(':').next().and_then(|it| it.parse().ok());
        }
        if line.ends_with("Server is ready") {
            let ready = port.ok_or_else(|| log.clone());
            let _ = report.try_send(ready);
        }
        log.push_str(&line);
        log.push('\n');
    }
    let _ = report.try_send(Err(log));
}
