//! The embedded federation with its site, for a browser to look at.

use tempfile::TempDir;

use crate::harness;
use crate::process::Process;
use crate::trial::{Knobs, text};

/// A federation in one process that shows its site until it is dropped.
#[derive(Debug)]
pub struct Demo {
    address: String,
    _process: Process,
    _folder: TempDir,
}

impl Demo {
    /// Lives through the history, and shows the site on a free port.
    pub fn show(knobs: Knobs) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let data = folder.path().join("demo");
        let command = ["demo", "--listen", "127.0.0.1:0", "--data", text(&data)];
        let command = command.into_iter().map(str::to_owned);
        let arguments = command.chain(knobs.arguments());
        let mut process = Process::start(&harness::medreg(), arguments);
        let address = process.wait_between("site: ", "/\n");
        Self {
            address,
            _process: process,
            _folder: folder,
        }
    }

    /// Where the site is, without a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }
}
