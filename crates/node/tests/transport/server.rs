//! A real nats-server for one test: own port, own store, killed when dropped.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use medreg_node::transport::nats::{NatsOptions, ProvisionError, provision};
use tempfile::TempDir;

use crate::harness::eventually;

/// A running server; its store outlives a kill.
pub(crate) struct Server {
    directory: TempDir,
    port: u16,
    child: Child,
}

impl Server {
    /// Starts a server without access rules and creates the register's streams.
    pub(crate) async fn start() -> Self {
        let server = Self::start_with("").await;
        provision(&server.options(), 1).await.unwrap();
        server
    }

    /// Starts a server with `rules` in its configuration; creates no stream.
    pub(crate) async fn start_with(rules: &str) -> Self {
        let directory = TempDir::new().unwrap();
        let store = directory.path().join("store");
        let config = format!(
            "jetstream {{ store_dir: \"{}\" }}\n{rules}\n",
            store.display()
        );
        fs::write(directory.path().join("server.conf"), config).unwrap();
        let child = launch(directory.path(), -1);
        let port = eventually("a port", async || read_port(directory.path(), child.id())).await;
        Self {
            directory,
            port,
            child,
        }
    }

    pub(crate) fn options(&self) -> NatsOptions {
        NatsOptions::new(format!("nats://127.0.0.1:{}", self.port))
    }

    pub(crate) fn options_with_seed(&self, seed: &str) -> NatsOptions {
        let path = self.directory.path().join(format!("{}.nk", &seed[..8]));
        fs::write(&path, seed).unwrap();
        NatsOptions {
            seed_file: Some(path),
            ..self.options()
        }
    }

    /// SIGKILL: nothing is flushed, nobody is told.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts again on the same port and store, and waits until it serves.
    pub(crate) async fn restart(&mut self) {
        self.child = launch(self.directory.path(), i32::from(self.port));
        eventually("the server", async || {
            match provision(&self.options(), 1).await {
                Ok(_) => Some(()),
                Err(ProvisionError::Connect(_) | ProvisionError::Unfit { .. }) => None,
                Err(error) => panic!("{error}"),
            }
        })
        .await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Killed already, or gone by itself: either is fine at the end of a test.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn launch(directory: &Path, port: i32) -> Child {
    let program = program();
    Command::new(&program)
        .arg("--config")
        .arg(directory.join("server.conf"))
        .args([
            "--addr",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--ports_file_dir",
        ])
        .arg(directory)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| {
            panic!(
                "this test needs `nats-server`, and `{}` cannot be run ({error}): install it \
                 with `cargo xtask install`, or name it in MEDREG_NATS_SERVER",
                program.display()
            )
        })
}

fn program() -> PathBuf {
    if let Some(program) = env::var_os("MEDREG_NATS_SERVER") {
        return program.into();
    }
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/nats-server");
    if installed.exists() {
        installed
    } else {
        "nats-server".into()
    }
}

/// The port the server has chosen, once it has written it down.
fn read_port(directory: &Path, pid: u32) -> Option<u16> {
    let ports = fs::read(directory.join(format!("nats-server_{pid}.ports"))).ok()?;
    let ports: serde_json::Value = serde_json::from_slice(&ports).ok()?;
    ports["nats"][0].as_str()?.rsplit(':').next()?.parse().ok()
}

/// How long a test waits for a condition before it fails.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
