//! The servers of `deploy/nats`, with addresses, folders and users of the test's own.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

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

    /// Where the one server keeps the inbox stream.
    pub(crate) fn inbox_folder(&self) -> PathBuf {
        let streams = self.folder.join("medreg/jetstream/$G/streams");
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
