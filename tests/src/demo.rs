//! The embedded federation with its site, for a browser to look at.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::aside::Aside;
use crate::harness;
use crate::process::Process;
use crate::trial::{Knobs, text};

/// The roles it makes an account for, each under its own name.
pub const ROLES: [&str; 4] = ["judge", "analyst", "auditor", "operator"];

/// The folder of all it keeps, and the office's in it.
const DATA: &str = "demo";
const OFFICE: &str = "federal";

/// A federation in one process that shows its site until it is dropped.
#[derive(Debug)]
pub struct Demo {
    address: String,
    /// The password of each role's account.
    passwords: [String; 4],
    _process: Process,
    folder: TempDir,
}

impl Demo {
    /// Lives through the history, and shows the site on a free port.
    pub fn show(knobs: Knobs) -> Self {
        Self::show_with(knobs, &[])
    }

    /// The same, with messages in the office's quarantine from the beginning.
    pub fn show_with(knobs: Knobs, kept: &[Aside]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let data = folder.path().join(DATA);
        for aside in kept {
            aside.put(&data.join(OFFICE));
        }
        let command = ["demo", "--listen", "127.0.0.1:0", "--data", text(&data)];
        let command = command.into_iter().map(str::to_owned);
        let arguments = command.chain(knobs.arguments());
        let mut process = Process::start(&harness::medreg(), arguments);
        let address = process.wait_between("site: ", "/\n");
        let passwords = ROLES.map(|role| {
            let row = process.wait_between(&format!("\n {role} "), "\n");
            row.trim().to_owned()
        });
        Self {
            address,
            passwords,
            _process: process,
            folder,
        }
    }

    /// Where the site is, without a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The office's folder.
    pub fn office(&self) -> PathBuf {
        self.folder.path().join(DATA).join(OFFICE)
    }

    /// The password of a role's account.
    ///
    /// # Panics
    ///
    /// If there is no such role.
    pub fn password(&self, role: &str) -> &str {
        let at = ROLES.iter().position(|it| *it == role);
        &self.passwords[at.expect("a role")]
    }
}
