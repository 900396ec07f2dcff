//! Acts from a file or standard input, carried out in order.

use std::collections::VecDeque;
use std::path::Path;

use chrono::Utc;
use medreg_log::TileReader;
use medreg_node::court::service::{ActError, CourtHandle};
use medreg_node::court::{CourtError, Request};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::sync::{oneshot, watch};

use super::serve::act_failure;
use crate::exit::Failure;
use crate::output;
use crate::pace::Pace;

/// What becomes of an act, once its events are durable.
type Answer = oneshot::Receiver<Result<Vec<u64>, ActError>>;

/// Acts handed to the court before the first is answered.
const ACTS_AHEAD: usize = 64;

/// Acts to be carried out.
#[derive(Debug)]
pub(super) struct Acts<'a> {
    /// Their file, or `-`.
    pub(super) path: &'a Path,
    /// Whether they keep the instants they state.
    pub(super) keeps_instants: bool,
    /// How fast events may come of them.
    pub(super) pace: Option<Pace>,
}

impl Acts<'_> {
    /// Carries them out in order, some ahead of their answers.
    pub(super) async fn carry_out(
        &self,
        handle: CourtHandle,
        log: &watch::Receiver<TileReader>,
    ) -> Result<(), Failure> {
        let mut lines = BufReader::new(self.open().await?).lines();
        let mut number = 0u64;
        let mut answers = VecDeque::new();
        while let Some(line) = lines.next_line().await? {
            number += 1;
            if let Some(pace) = self.pace {
                let events = log.borrow().size();
                pace.wait(events).await;
            }
            let request = self.read(number, &line)?;
            let answer = handle.submit(request).await.map_err(act_failure)?;
            answers.push_back((number, answer));
            if answers.len() >= ACTS_AHEAD
                && let Some((number, answer)) = answers.pop_front()
            {
                tell(number, answer, self.keeps_instants).await?;
            }
        }
        for (number, answer) in answers {
            tell(number, answer, self.keeps_instants).await?;
        }
        Ok(())
    }

    async fn open(&self) -> Result<Box<dyn AsyncRead + Unpin + Send>, Failure> {
        if self.path == Path::new("-") {
            return Ok(Box::new(tokio::io::stdin()));
        }
        Ok(Box::new(tokio::fs::File::open(self.path).await?))
    }

    fn read(&self, number: u64, line: &str) -> Result<Request, Failure> {
        let mut request: Request = serde_json::from_str(line).map_err(|error| {
            Failure::Usage(format!("{} line {number}: {error}", self.path.display()))
        })?;
        if !self.keeps_instants {
            request.recorded_at = Utc::now();
        }
        Ok(request)
    }
}

/// Waits for what comes of an act and prints it; a refusal is an answer, not a failure.
async fn tell(number: u64, answer: Answer, is_quiet: bool) -> Result<(), Failure> {
    match answer.await.map_err(|_| ActError::Stopped).flatten() {
        Ok(events) if is_quiet => drop(events),
        Ok(events) => output::json(&json!({"line": number, "events": events})),
        Err(ActError::Court(CourtError::Rejected(rejection))) => {
            if !is_quiet {
                let (code, article) = (rejection.code.as_str(), rejection.code.article());
                output::json(
                    &json!({"line": number, "refused": {"code": code, "article": article, "detail": rejection.detail}}),
                );
            }
        }
        Err(error) => return Err(act_failure(error)),
    }
    Ok(())
}
