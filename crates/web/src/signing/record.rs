//! Who looked at what is not public: one record for each answered read, on disk before the
//! answer goes out. No names and no words of a search.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::session::By;
use crate::viewer::Role;

/// The folder below the office's.
const FOLDER: &str = "access";

/// Records of one file.
const FILE_RECORDS: u64 = 10_000;

/// Reads that wait for the disk, by bound.
const WAITING_MAX: usize = 1_024;

/// A read of what is not public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Read {
    /// When.
    pub(crate) at: DateTime<Utc>,
    /// Whose account.
    pub(crate) account: String,
    /// Who vouches for it.
    pub(crate) by: By,
    /// In which role.
    pub(crate) role: Role,
    /// The address, without what was looked for in it.
    pub(crate) route: String,
    /// What was looked for, such as an entry's number.
    pub(crate) subject: BTreeMap<String, String>,
}

/// A read with its number; numbers have no gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessRecord {
    /// The number, from one on.
    pub(crate) no: u64,
    /// The read.
    #[serde(flatten)]
    pub(crate) read: Read,
}

/// A read is not on disk, so what was read must not go out.
#[derive(Debug, thiserror::Error)]
#[error("a read of what is not public could not be recorded")]
pub(crate) struct Unrecorded;

struct Waiting {
    read: Read,
    done: oneshot::Sender<()>,
}

/// The records of an office.
#[derive(Debug)]
pub(super) struct Records {
    folder: PathBuf,
    waiting: SyncSender<Waiting>,
    last: Arc<AtomicU64>,
}

impl Records {
    /// Opens the records of the office in a folder; what a crash left half written was never
    /// answered for, and is cut off.
    pub(super) fn open(data: &Path) -> io::Result<Self> {
        let folder = data.join(FOLDER);
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)?;
        let writer = Writer::open(&folder)?;
        let last = Arc::clone(&writer.last);
        let (waiting, reads) = sync_channel(WAITING_MAX);
        std::thread::Builder::new()
            .name("access-records".to_owned())
            .spawn(move || writer.run(&reads))?;
        Ok(Self {
            folder,
            waiting,
            last,
        })
    }

    /// Returns once a read is on disk. Reads that wait together are synced together.
    pub(super) async fn keep(&self, read: Read) -> Result<(), Unrecorded> {
        let (done, kept) = oneshot::channel();
        let waiting = Waiting { read, done };
        self.waiting.try_send(waiting).map_err(|_| Unrecorded)?;
        kept.await.map_err(|_| Unrecorded)
    }

    /// How many there are.
    pub(super) fn last(&self) -> u64 {
        self.last.load(Ordering::Acquire)
    }

    /// So many records from a number on.
    pub(super) fn from(&self, first: u64, limit: usize) -> io::Result<Vec<AccessRecord>> {
        let last = self.last();
        let files = files(&self.folder)?;
        let begin = files.iter().rposition(|(begins, _)| *begins <= first);
        let mut found = Vec::new();
        for (_, path) in files.iter().skip(begin.unwrap_or(0)) {
            for line in BufReader::new(File::open(path)?).lines() {
                // Beyond the last one, a line may be half written.
                let Ok(record) = serde_json::from_str::<AccessRecord>(&line?) else {
                    break;
                };
                if found.len() == limit || record.no > last {
                    return Ok(found);
                }
                if record.no >= first {
                    found.push(record);
                }
            }
        }
        Ok(found)
    }
}

/// The files with the numbers they begin with, in their order.
fn files(folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let begins = path.file_stem().and_then(|stem| stem.to_str());
        if let Some(begins) = begins.and_then(|stem| stem.parse().ok()) {
            files.push((begins, path));
        }
    }
    files.sort();
    Ok(files)
}

/// The one who writes.
struct Writer {
    folder: PathBuf,
    /// The number the open file begins with, and its sound bytes.
    begins: u64,
    bytes: u64,
    file: File,
    last: Arc<AtomicU64>,
}

impl Writer {
    fn open(folder: &Path) -> io::Result<Self> {
        let (begins, path) = match files(folder)?.pop() {
            Some(last) => last,
            None => (1, path(folder, 1)),
        };
        let file = open(&path)?;
        let text = fs::read(&path)?;
        let sound = text.iter().rposition(|byte| *byte == b'\n');
        let bytes = sound.map_or(0, |end| end + 1);
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        let lines = lines.filter(|line| line.ends_with(b"\n")).count();
        file.set_len(bytes as u64)?;
        file.sync_all()?;
        File::open(folder)?.sync_all()?;
        Ok(Self {
            folder: folder.to_owned(),
            begins,
            bytes: bytes as u64,
            file,
            last: Arc::new(AtomicU64::new(begins + lines as u64 - 1)),
        })
    }

    fn run(mut self, reads: &Receiver<Waiting>) {
        while let Ok(first) = reads.recv() {
            let more = reads.try_iter().take(WAITING_MAX);
            let batch: Vec<Waiting> = [first].into_iter().chain(more).collect();
            match self.write(&batch) {
                Ok(last) => {
                    self.last.store(last, Ordering::Release);
                    for waiting in batch {
                        // Whoever asked may have left.
                        let _ = waiting.done.send(());
                    }
                }
                // Dropped, those who wait are told.
                Err(error) => {
                    tracing::error!(error = %error, "Could not record reads: {error}");
                    let cut = self.file.set_len(self.bytes);
                    if let Err(error) = cut {
                        tracing::error!(error = %error, "Could not cut half a record off: {error}");
                        return;
                    }
                }
            }
        }
    }

    /// Writes and syncs; the last number.
    fn write(&mut self, batch: &[Waiting]) -> io::Result<u64> {
        let mut last = self.last.load(Ordering::Acquire);
        if last + 1 >= self.begins + FILE_RECORDS {
            self.file = open(&path(&self.folder, last + 1))?;
            (self.begins, self.bytes) = (last + 1, 0);
            File::open(&self.folder)?.sync_all()?;
        }
        let mut text = Vec::new();
        for waiting in batch {
            last += 1;
            let (no, read) = (last, waiting.read.clone());
            serde_json::to_writer(&mut text, &AccessRecord { no, read })?;
            text.push(b'\n');
        }
        self.file.write_all(&text)?;
        self.file.sync_data()?;
        self.bytes += text.len() as u64;
        Ok(last)
    }
}

fn path(folder: &Path, begins: u64) -> PathBuf {
    folder.join(format!("{begins:020}.jsonl"))
}

fn open(path: &Path) -> io::Result<File> {
    let mut how = OpenOptions::new();
    how.create(true).append(true).mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn read(entry_no: &str) -> Read {
        Read {
            at: DateTime::UNIX_EPOCH,
            account: "aigul".to_owned(),
            by: By::Office,
            role: Role::Auditor,
            route: "/api/v1/entries/{entry_no}".to_owned(),
            subject: BTreeMap::from([("entry_no".to_owned(), entry_no.to_owned())]),
        }
    }

    async fn keep(records: &Records, count: u64) {
        for _ in 0..count {
            records.keep(read("KZ-10-011-2024-00001")).await.unwrap();
        }
    }

    fn numbers(records: &Records, first: u64, limit: usize) -> Vec<u64> {
        let found = records.from(first, limit).unwrap();
        found.iter().map(|record| record.no).collect()
    }

    #[tokio::test]
    async fn records_are_numbered_without_gaps_and_go_on_after_a_start() {
        let office = tempfile::tempdir().unwrap();
        let records = Records::open(office.path()).unwrap();
        assert_eq!((records.last(), numbers(&records, 1, 10)), (0, vec![]));
        keep(&records, 3).await;
        drop(records);
        let records = Records::open(office.path()).unwrap();
        keep(&records, 2).await;
        assert_eq!(numbers(&records, 1, 10), [1, 2, 3, 4, 5]);
        assert_eq!(numbers(&records, 3, 2), [3, 4]);
        assert_eq!(numbers(&records, 6, 2), Vec::<u64>::new());
        assert_eq!(
            records.from(5, 1).unwrap()[0].read,
            read("KZ-10-011-2024-00001")
        );
        let file = path(&office.path().join(FOLDER), 1);
        let mode = fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[tokio::test]
    async fn half_a_record_is_cut_off() {
        let office = tempfile::tempdir().unwrap();
        let records = Records::open(office.path()).unwrap();
        keep(&records, 2).await;
        drop(records);
        let file = path(&office.path().join(FOLDER), 1);
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() - 5]).unwrap();
        let records = Records::open(office.path()).unwrap();
        assert_eq!(records.last(), 1);
        keep(&records, 1).await;
        assert_eq!(numbers(&records, 1, 10), [1, 2]);
    }

    #[tokio::test]
    async fn a_full_file_is_followed_by_another() {
        let office = tempfile::tempdir().unwrap();
        let folder = office.path().join(FOLDER);
        fs::create_dir_all(&folder).unwrap();
        let lines: Vec<String> = (1..=FILE_RECORDS)
            .map(|no| {
                serde_json::to_string(&AccessRecord {
                    no,
                    read: read("x"),
                })
                .unwrap()
            })
            .collect();
        fs::write(path(&folder, 1), lines.join("\n") + "\n").unwrap();
        let records = Records::open(office.path()).unwrap();
        keep(&records, 2).await;
        assert_eq!(files(&folder).unwrap().len(), 2);
        let around = numbers(&records, FILE_RECORDS - 1, 3);
        assert_eq!(around, [FILE_RECORDS - 1, FILE_RECORDS, FILE_RECORDS + 1]);
    }
}
