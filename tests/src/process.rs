//! A program that runs beside its test: read line by line, killed when the test lets go.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::harness::{self, Finished};

/// What has not come by then does not come.
pub const WITHIN: Duration = Duration::from_mins(2);

enum Said {
    Out(String),
    Err(String),
}

/// A running program.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: Receiver<Said>,
    stdout: String,
    stderr: String,
    readers: Vec<JoinHandle<()>>,
}

impl Process {
    /// Starts a program at the root of the workspace, without input.
    pub fn start<A: AsRef<OsStr>>(program: &Path, arguments: impl IntoIterator<Item = A>) -> Self {
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(harness::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display()));
        let (sender, lines) = channel();
        let out = child.stdout.take().expect("stdout is piped");
        let err = child.stderr.take().expect("stderr is piped");
        let readers = vec![
            follow(out, sender.clone(), Said::Out),
            follow(err, sender, Said::Err),
        ];
        Self {
            child,
            lines,
            stdout: String::new(),
            stderr: String::new(),
            readers,
        }
    }

    /// Waits until the program says a line that contains this.
    pub fn wait_for(&mut self, needle: &str) {
        let deadline = Instant::now() + WITHIN;
        while !self.stderr.contains(needle) && !self.stdout.contains(needle) {
            assert!(
                !self.ends_by(deadline, true),
                "the program never said `{needle}`: {self:?}"
            );
        }
    }

    /// What the program says after one text and before another, once it has said both.
    pub fn wait_between(&mut self, before: &str, after: &str) -> String {
        self.wait_for(before);
        let said = if self.stdout.contains(before) {
            &self.stdout
        } else {
            &self.stderr
        };
        let (_, rest) = said.split_once(before).expect("it was said");
        let (between, _) = rest.split_once(after).expect("a line is whole");
        between.to_owned()
    }

    /// True if the program ends by itself within this time.
    pub fn ends_within(&mut self, bound: Duration) -> bool {
        self.ends_by(Instant::now() + bound, false)
    }

    /// Reads lines until the program ends, the deadline, or, if asked, the first line.
    ///
    /// True once there is nothing more to wait for: the end, or a deadline for a line.
    fn ends_by(&mut self, deadline: Instant, one_line: bool) -> bool {
        loop {
            let patience = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(patience) {
                Ok(said) => self.keep(said),
                Err(RecvTimeoutError::Timeout) => return one_line,
                Err(RecvTimeoutError::Disconnected) => return true,
            }
            if one_line {
                return false;
            }
        }
    }

    fn keep(&mut self, said: Said) {
        let (text, line) = match said {
            Said::Out(line) => (&mut self.stdout, line),
            Said::Err(line) => (&mut self.stderr, line),
        };
        text.push_str(&line);
        text.push('\n');
    }

    /// Ends it with SIGKILL, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("a child can be killed");
    }

    /// Asks it to stop, as a service manager does, and waits until it has.
    pub fn terminate(self) -> Finished {
        let id = self.child.id().to_string();
        let asked = harness::run("kill".as_ref(), ["-TERM", &id]);
        assert_eq!(asked.code, Some(0), "{asked:?}");
        self.finish()
    }

    /// Waits until it has ended by itself.
    pub fn finish(mut self) -> Finished {
        assert!(self.ends_within(WITHIN), "the program never ends: {self:?}");
        let status = self.child.wait().expect("a child can be waited for");
        Finished {
            code: status.code(),
            stdout: std::mem::take(&mut self.stdout),
            stderr: std::mem::take(&mut self.stderr),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        for reader in self.readers.drain(..) {
            let _ = reader.join();
        }
    }
}

fn follow(
    stream: impl Read + Send + 'static,
    lines: Sender<Said>,
    said: fn(String) -> Said,
) -> JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if lines.send(said(line)).is_err() {
                return;
            }
        }
    })
}
