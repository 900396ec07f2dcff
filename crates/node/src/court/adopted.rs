//! The logs of courts that were before this one: a copy of each, checked when it is taken
//! over, read whenever the court opens.
//!
//! One file a predecessor, one leaf a line, verbatim.

use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use medreg_domain::docket::Estate;
use medreg_domain::{CourtCode, EventId, Source};
use medreg_log::{
    ChainVerdict, Envelope, Leaf, Link, Recorded, SourceHead, TileError, TileReader, VerifierKey,
    check_link,
};

use super::past::Past;
use super::{Court, CourtError, log_folder};

/// A predecessor's log cannot be taken over.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// A file cannot be read or written.
    #[error("the predecessor's log at {} cannot be read or written", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is not the log of the court it should be of, whole and signed.
    #[error("event {courtseq} of the predecessor's log is not one that {court} signed, in order")]
    Foreign {
        /// Which court's log it should be.
        court: CourtCode,
        /// Where it goes wrong.
        courtseq: u64,
    },
}

impl Court {
    /// Takes over what a court that was before this one has stated: its matters go on here.
    pub fn adopt(&mut self, predecessor: Self) {
        let estate = self.estate_of(predecessor.code);
        self.past.adopt(predecessor.past, estate);
        self.docket = self.past.fold();
    }

    /// Takes over a predecessor's log from a copy of it.
    pub(super) fn adopt_log(&mut self, file: &Path) -> Result<(), CourtError> {
        if let Some((code, past)) = read(file)? {
            let estate = self.estate_of(code);
            self.past.adopt(past, estate);
        }
        Ok(())
    }

    /// A court that alone takes over has the fund too; one of several has the matters.
    fn estate_of(&self, predecessor: CourtCode) -> Estate {
        let successors = self.reference.courts.get(&predecessor);
        match successors.map(|court| court.successors.len()) {
            Some(0 | 1) | None => Estate::Whole,
            Some(_) => Estate::Matters,
        }
    }
}

fn folder(data: &Path) -> PathBuf {
    data.join("adopted")
}

/// Copies the log of the predecessor in `from`, and those it took over itself, into a court's
/// folder; every signature, by one of its keys, and the chain are checked. Tells how many events
/// came.
pub fn take_over(
    data: &Path,
    from: &Path,
    court: CourtCode,
    keys: &[VerifierKey],
) -> Result<u64, CourtError> {
    let reader = open(&log_folder(from), keys)?;
    let path = folder(data).join(format!("{court}.jsonl"));
    let fault = |source| AdoptError::Io {
        path: path.clone(),
        source,
    };
    fs::create_dir_all(folder(data)).map_err(fault)?;
    let temporary = path.with_extension("part");
    let mut file = BufWriter::new(fs::File::create(&temporary).map_err(fault)?);
    let mut head: Option<SourceHead> = None;
    reader.leaves(0..reader.size(), |index, bytes| {
        let leaf = Leaf::parse(bytes)?;
        head = Some(checked(&leaf, head, (court, index + 1), keys)?);
        let line = serde_json::to_string(&String::from_utf8_lossy(bytes))?;
        writeln!(file, "{line}").map_err(fault)?;
        Ok::<(), CourtError>(())
    })?;
    let file = file
        .into_inner()
        .map_err(|error| fault(error.into_error()))?;
    file.sync_all().map_err(fault)?;
    fs::rename(&temporary, &path).map_err(fault)?;
    for before in files(from)? {
        let name = before.file_name().unwrap_or_default();
        fs::copy(&before, folder(data).join(name)).map_err(fault)?;
    }
    Ok(reader.size())
}

/// Opens a log whose newest checkpoint is signed by any of the keys.
fn open(folder: &Path, keys: &[VerifierKey]) -> Result<TileReader, CourtError> {
    let mut refused = None;
    for key in keys {
        match TileReader::open(folder, key) {
            Ok((reader, _)) => return Ok(reader),
            Err(error) => refused = Some(error),
        }
    }
    let missing = || TileError::Missing(folder.to_owned());
    Err(refused.unwrap_or_else(missing).into())
}

fn checked(
    leaf: &Leaf<'_>,
    head: Option<SourceHead>,
    place: (CourtCode, u64),
    keys: &[VerifierKey],
) -> Result<SourceHead, CourtError> {
    let (court, courtseq) = place;
    let foreign = || AdoptError::Foreign { court, courtseq };
    if !keys.iter().any(|key| leaf.verify(key).is_ok()) {
        return Err(foreign().into());
    }
    let envelope = leaf.envelope().map_err(|_| foreign())?;
    let link = Link::new(&envelope, leaf.hash());
    let is_next = check_link(head, &link, None) == ChainVerdict::Next;
    if link.source != Source::Court(court) || !is_next {
        return Err(foreign().into());
    }
    Ok(link.head())
}

/// The files of predecessors in a court's folder.
pub(super) fn files(data: &Path) -> Result<Vec<PathBuf>, AdoptError> {
    let folder = folder(data);
    let Ok(found) = fs::read_dir(&folder) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for file in found {
        let path = file
            .map_err(|source| AdoptError::Io {
                path: folder.clone(),
                source,
            })?
            .path();
        if path.extension().is_some_and(|end| end == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a predecessor's past; none where the file is of no court.
pub(super) fn read(path: &Path) -> Result<Option<(CourtCode, Past)>, CourtError> {
    let fault = |source| AdoptError::Io {
        path: path.to_owned(),
        source,
    };
    let name = path.file_stem().and_then(|name| name.to_str());
    let Some(court) = name.and_then(|name| name.parse().ok()) else {
        return Ok(None);
    };
    let mut past = Past::default();
    for line in BufReader::new(fs::File::open(path).map_err(fault)?).lines() {
        let leaf: String = serde_json::from_str(&line.map_err(fault)?)?;
        past.read(Leaf::parse(leaf.as_bytes())?.line())?;
    }
    Ok(Some((court, past)))
}

impl Past {
    /// Takes an event over from its line.
    pub(super) fn read(&mut self, line: &str) -> Result<(), CourtError> {
        let unreadable = |source| CourtError::Unreadable {
            courtseq: 0,
            source,
        };
        let envelope =
            Envelope::parse(line.as_bytes()).map_err(|error| unreadable(error.into()))?;
        let courtseq = envelope.courtseq;
        let recorded = Recorded::from_envelope(&envelope)
            .map_err(|source| CourtError::Unreadable { courtseq, source })?;
        let id = EventId(recorded.id);
        self.add(id, recorded.on, &recorded.event, &envelope.subject);
        Ok(())
    }
}
