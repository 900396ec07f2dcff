//! The file of a release: a zip archive whose parts are listed with their hashes.
//!
//! Equal tables give equal hashes: the list names each part by its own bytes, and not by how
//! well they were compressed.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Write as _};
use std::path::Path;

use data_encoding::HEXLOWER;
use medreg_domain::Digest;
use medreg_projections::Release;
use medreg_projections::statistics::indicator::Row;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::{ReleaseError, Table};

/// The list of hashes, as `sha256sum` writes and checks it.
pub const SUMS: &str = "SHA256SUMS";

/// Bytes of one part, by bound: an archive that was changed may promise any number.
const PART_BYTES_MAX: u64 = 256 << 20;

/// The archive of some parts, and the hash of their list.
pub(super) fn packed(parts: &[(String, Vec<u8>)]) -> Result<(Vec<u8>, Digest), ReleaseError> {
    let mut sums = String::new();
    for (name, bytes) in parts {
        // Writing to a text does not fail.
        let _ = writeln!(sums, "{}  {name}", HEXLOWER.encode(&Sha256::digest(bytes)));
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let listed = std::iter::once((SUMS, sums.as_bytes()));
    let parts = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    for (name, bytes) in listed.chain(parts) {
        writer.start_file(name, options)?;
        writer.write_all(bytes)?;
    }
    let hash = Digest(Sha256::digest(&sums).into());
    Ok((writer.finish()?.into_inner(), hash))
}

/// A release as it lies on disk, known to be the one that the history names.
#[derive(Debug)]
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    sums: String,
    release: Release,
}

impl Archive {
    /// Opens the file of a release.
    pub fn open(path: &Path, release: Release) -> Result<Self, ReleaseError> {
        let file = File::open(path).map_err(|source| ReleaseError::File {
            path: path.to_owned(),
            source,
        })?;
        let mut zip = ZipArchive::new(BufReader::new(file))?;
        let sums = part(&mut zip, SUMS)?;
        if Digest(Sha256::digest(&sums).into()) != release.tables_hash {
            return Err(ReleaseError::Changed(SUMS.to_owned()));
        }
        let sums = String::from_utf8_lossy(&sums).into_owned();
        Ok(Self { zip, sums, release })
    }

    /// The figures of one of its tables.
    pub fn rows(&mut self, table: &Table) -> Result<Vec<Row>, ReleaseError> {
        let name = table.name();
        let bytes = part(&mut self.zip, &name)?;
        let sum = HEXLOWER.encode(&Sha256::digest(&bytes));
        let line = format!("{sum}  {name}");
        if !self.sums.lines().any(|listed| listed == line) {
            return Err(ReleaseError::Changed(name));
        }
        table.read(&bytes, self.release.on)
    }
}

fn part(zip: &mut ZipArchive<BufReader<File>>, name: &str) -> Result<Vec<u8>, ReleaseError> {
    let mut bytes = Vec::new();
    let part = zip.by_name(name)?;
    part.take(PART_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}
