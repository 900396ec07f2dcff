//! A real browser: Chromium without a window, told what to do over its own debugging protocol.
//!
//! The protocol tells every request, every message of the console and every breach of the
//! content policy as it happens, and lets keys be pressed as a keyboard presses them.
//! Nothing here knows a page of the site: see [`Tab`] for what one can do in it.

use std::env;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::Process;

mod keys;
mod session;
mod tab;

pub use keys::Key;
pub use session::Session;
pub use tab::{Scheme, Scripts, Tab};

/// What the program is called, by distribution.
const PROGRAMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Chromium, and whoever reads in it. It ends with its test.
#[derive(Debug)]
pub struct Browser {
    host: String,
    control: Mutex<Session>,
    _process: Process,
    _profile: TempDir,
}

/// Tabs that share a cache and a history, and nothing with anybody else.
#[derive(Clone, Debug)]
pub struct Reader(String);

impl Browser {
    /// Starts the browser and returns once it can be told something.
    pub fn start() -> Self {
        let profile = TempDir::new().expect("a temporary folder");
        let folder = format!("--user-data-dir={}", profile.path().display());
        let arguments = [
            "--headless=new",
            "--remote-debugging-port=0",
            "--no-first-run",
            // Tests run as root in containers, and open no page but the office's own.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            "--disable-component-update",
            // Back asks the network's cache for the page, not a frozen copy of it.
            "--disable-features=BackForwardCache,Translate",
            &folder,
        ];
        let mut process = Process::start(&program(), arguments);
        let address = process.wait_between("DevTools listening on ws://", "\n");
        let (host, path) = address.split_once('/').expect("an address has a path");
        Self {
            control: Mutex::new(Session::open(host, path)),
            host: host.to_owned(),
            _process: process,
            _profile: profile,
        }
    }

    /// Somebody who was never here.
    pub fn reader(&self) -> Reader {
        let made = self.tell("Target.createBrowserContext", json!({}));
        Reader(text(&made["browserContextId"]))
    }

    /// A new tab of a reader.
    pub fn tab(&self, reader: &Reader) -> Tab {
        let target = json!({"url": "about:blank", "browserContextId": reader.0});
        let made = self.tell("Target.createTarget", target);
        let path = format!("devtools/page/{}", text(&made["targetId"]));
        Tab::begin(Session::open(&self.host, &path))
    }

    fn tell(&self, method: &str, parameters: Value) -> Value {
        let mut control = self.control.lock().unwrap_or_else(PoisonError::into_inner);
        control.call(method, parameters)
    }
}

/// Chromium: `MEDREG_CHROMIUM`, else what lies on the path.
fn program() -> PathBuf {
    if let Some(own) = env::var_os("MEDREG_CHROMIUM") {
        return PathBuf::from(own);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut named = PROGRAMS
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.find(|program| program.is_file()).expect(
        "the program chromium is missing; run `cargo xtask install --browser` or set MEDREG_CHROMIUM",
    )
}

fn text(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
