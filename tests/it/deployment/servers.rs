//! The servers of `deploy/nats`, with addresses, folders and users of the test's own.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Authority;
use crate::harness::{self, NatsServer};
use crate::nats_client::User;

/// The addresses that the shipped files listen on.
const CLIENTS: [u16; 3] = [4222, 4223, 4224];
const ROUTES: [u16; 3] = [6222, 6223, 6224];
const MONITORS: [u16; 3] = [8222, 8223, 8224];

/// Below the ports that systems give to outgoing connections: a server that comes back finds
/// its own free.
const PORTS: std::ops::Range<u16> = 20_000..30_000;

/// A small disk that only the server sees: `$1` the server, `$2` its configuration, `$3` its
/// store.
const ON_A_SMALL_DISK: &str = r#"
disk="$3.small" && mkdir "$disk" || exit 9
size=$(( $(du -sk "$3" | cut -f1) + 100 ))
mount -t tmpfs -o size=${size}k none "$disk" || exit 9
cp -r "$3/." "$disk/" || exit 9
mount --bind "$disk" "$3" || exit 9
exec "$1" --config "$2"
"#;

/// Where no disk can be mounted: no file may grow beyond what the store has.
const UNDER_A_LIMIT: &str = r#"
trap '' XFSZ; ulimit -f 64
exec "$1" --config "$2"
"#;

#[derive(Debug)]
pub(crate) struct Servers {
    folder: PathBuf,
    servers: Vec<Server>,
}

#[derive(Debug)]
struct Server {
    config: PathBuf,
    port: u16,
    running: Option<NatsServer>,
}

impl Servers {
    /// Writes the shipped files into a folder and starts one server for each that is named.
    pub(crate) fn start(
        folder: &Path,
        files: &[&str],
        (office, courts): (&User, &[String]),
        authority: Option<&Authority>,
    ) -> Self {
        let shipped = harness::root().join("deploy/nats");
        let read = |name: &str| fs::read_to_string(shipped.join(name)).unwrap();
        let target = folder.join("nats");
        fs::create_dir_all(&target).unwrap();
        let write = |name: &str, text: String| fs::write(target.join(name), text).unwrap();
        write("users.conf", users(&read("users.conf"), office, courts));
        let certificates = folder.join("tls").display().to_string();
        write(
            "tls.conf",
            read("tls.conf").replace("/etc/nats/tls", &certificates),
        );
        let ports: BTreeMap<u16, u16> = CLIENTS
            .into_iter()
            .chain(ROUTES)
            .map(|shipped| (shipped, free_port()))
            .collect();
        for name in files {
            let mut config = read(name).replace("/var/lib/nats", &folder.display().to_string());
            for (shipped, own) in &ports {
                let address = |port| format!("127.0.0.1:{port}");
                config = config.replace(&address(*shipped), &address(*own));
            }
            for monitor in MONITORS {
                config = config.replace(&format!("127.0.0.1:{monitor}"), "127.0.0.1:-1");
            }
            if authority.is_some() {
                config = config.replace("# include \"tls.conf\"", "include \"tls.conf\"");
            }
            write(name, config);
        }
        let servers = files.iter().zip(CLIENTS).map(|(name, shipped)| Server {
            config: target.join(name),
            port: ports[&shipped],
            running: None,
        });
        let mut servers = Self {
            folder: folder.to_owned(),
            servers: servers.collect(),
        };
        for index in 0..files.len() {
            servers.start_again(index);
        }
        servers
    }

    pub(crate) fn ports(&self) -> impl Iterator<Item = u16> {
        self.servers.iter().map(|server| server.port)
    }

    /// Kills a server as a power cut would.
    pub(crate) fn kill(&mut self, index: usize) {
        self.servers[index].running = None;
    }

    /// Starts a server that was killed, with what its disk has.
    pub(crate) fn start_again(&mut self, index: usize) {
        let server = &mut self.servers[index];
        let arguments = ["--config".as_ref(), server.config.as_os_str()];
        server.running = Some(NatsServer::start(arguments));
    }

    /// Starts a server that was killed where its disk has hardly any room left.
    pub(crate) fn start_on_a_full_disk(&mut self, index: usize) {
        let has_namespaces = harness::run("unshare".as_ref(), ["-rm", "true"]).code == Some(0);
        let (shell, script): (&[&str], &str) = if has_namespaces {
            (&["unshare", "-rm", "bash", "-c"], ON_A_SMALL_DISK)
        } else {
            (&["bash", "-c"], UNDER_A_LIMIT)
        };
        let store = self.store();
        let server = &mut self.servers[index];
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg(script).arg("full");
        command.args([harness::nats_server(), server.config.clone(), store]);
        server.running = Some(NatsServer::spawn(&mut command));
    }

    /// Kills a server on a full disk and starts it where there is room, with all it has stored.
    pub(crate) fn make_room(&mut self, index: usize) {
        let store = self.store();
        if let Some(running) = &self.servers[index].running {
            let id = running.id().to_string();
            let seen = PathBuf::from(format!("/proc/{id}/root{}/.", store.display()));
            harness::run("kill".as_ref(), ["-STOP", &id]);
            // Where it has no disk of its own, these are the same files.
            harness::run(
                "cp".as_ref(),
                ["-r".as_ref(), seen.as_os_str(), store.as_os_str()],
            );
        }
        self.kill(index);
        self.start_again(index);
    }

    fn store(&self) -> PathBuf {
        self.folder.join("medreg")
    }

    /// Where the one server keeps the inbox stream.
    pub(crate) fn inbox_folder(&self) -> PathBuf {
        let streams = self.store().join("jetstream/$G/streams");
        streams.join("MEDREG_INBOX")
    }
}

/// The shipped list with the office's own key, and the blocks of the courts as they were
/// printed in place of the samples.
fn users(shipped: &str, office: &User, courts: &[String]) -> String {
    let (head, _) = shipped
        .split_once("  # One block for each court")
        .expect("the sample has it");
    let sample = head
        .split('"')
        .find(|word| word.starts_with('U') && word.len() == 56)
        .expect("the office has a sample key");
    let head = head.replace(sample, &office.nkey());
    format!("{head}{}]\n", courts.concat())
}

fn free_port() -> u16 {
    loop {
        let port = rand::random_range(PORTS);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
