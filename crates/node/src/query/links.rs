//! How every court's link to the office stands, by what is committed.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use medreg_domain::reference::{Court, Reference};
use medreg_domain::{CourtCode, RegionCode, Source};
use medreg_projections::Rule;
use serde::Serialize;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::{Moment, QueryError};
use crate::federal::held::Held;

/// Silence after which a court is not up to date. On days off a court has nothing to send, so
/// they do not count.
const LATE_AFTER: TimeDelta = TimeDelta::hours(24);

/// Silence after which somebody has to ask the court: three working days.
const SILENT_AFTER: TimeDelta = TimeDelta::hours(72);

/// Where it is told which day it is.
pub(crate) const ZONE: Tz = Tz::Asia__Almaty;

/// How a court's link stands, the gravest first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE", ascii_case_insensitive)]
pub enum LinkState {
    /// It signed two events under one sequence: its events wait for a person.
    Paused,
    /// An event of it is kept aside and holds its later ones up.
    Held,
    /// Events of it are missing.
    Gap,
    /// Nothing has come for more than 72 hours of working days.
    Silent,
    /// It has a key, and nothing ever came.
    NeverHeard,
    /// Nothing has come for more than 24 hours of working days.
    Late,
    /// All is in, and it was heard of since.
    UpToDate,
}

/// The link to one court.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkShown {
    /// Which.
    pub court: CourtCode,
    /// The region it lies in.
    pub region: RegionCode,
    /// How it stands.
    pub state: LinkState,
    /// The sequence of the last event taken, 0 if none was.
    pub last_courtseq: u64,
    /// When that event was recorded at the court.
    pub last_heard_at: Option<DateTime<Utc>>,
    /// Minutes since then, days off among them.
    pub silent_minutes: Option<i64>,
    /// The sequences that are missing, first and last.
    pub missing: Option<(u64, u64)>,
    /// Events that are missing or wait.
    pub behind: u64,
    /// Messages kept aside, those that nobody will ever take among them.
    pub waiting: usize,
    /// What holds the court up: the rule, by its code.
    pub held_for: Option<&'static str>,
    /// Events the office has refused so far.
    pub refused: i64,
}

impl Moment<'_> {
    /// How the link to each court stands that has a key or was heard of, by court; `held` is
    /// what the office keeps aside, or nothing where that is not for who asks.
    pub fn links(&self, now: DateTime<Utc>, held: &[Held]) -> Result<Vec<LinkShown>, QueryError> {
        let views = self.views();
        let sources = views.sources();
        let refused = views.refused_by_court()?;
        let paused = self.paused()?;
        let times = Times::of(self.reference(), now);
        let courts = self.reference().courts.iter().filter(|(code, _)| {
            sources.is_enrolled(**code) || sources.head(Source::Court(**code)).is_some()
        });
        let links = courts.map(|(code, court)| {
            let source = Source::Court(*code);
            let held = held.iter().find(|held| held.source == Some(source));
            let mut link = self.link((*code, court), times, held);
            link.refused = refused.get(code).copied().unwrap_or_default();
            if paused.contains(code) {
                link.state = LinkState::Paused;
            }
            link
        });
        Ok(links.collect())
    }

    /// Courts that were heard of lately, and all that ever were.
    pub fn heard(&self, now: DateTime<Utc>) -> (usize, usize) {
        let times = Times::of(self.reference(), now);
        let heads = self.views().sources().heads();
        let courts = heads
            .iter()
            .filter(|(source, _)| matches!(source, Source::Court(_)));
        let heard = courts.clone().filter(|(_, head)| head.time >= times.late);
        (heard.count(), courts.count())
    }

    fn link(
        &self,
        (code, court): (CourtCode, &Court),
        times: Times,
        held: Option<&Held>,
    ) -> LinkShown {
        let sources = self.views().sources();
        let head = sources.head(Source::Court(code));
        let heard_at = head.map(|head| head.time);
        let silence = heard_at.map(|heard_at| times.now - heard_at);
        let missing = sources.gaps().get(&code).copied();
        let waiting = held.map_or(0, |held| held.kept);
        let held_for = held.and_then(|held| held.held_for);
        let state = match heard_at {
            _ if held_for.is_some() => LinkState::Held,
            _ if missing.is_some() => LinkState::Gap,
            None => LinkState::NeverHeard,
            Some(heard_at) => times.state(heard_at),
        };
        let gap = missing.map_or(0, |(from, to)| (to + 1).saturating_sub(from));
        LinkShown {
            court: code,
            region: court.region,
            state,
            last_courtseq: head.map_or(0, |head| head.courtseq),
            last_heard_at: heard_at,
            silent_minutes: silence.map(|silence| silence.num_minutes().max(0)),
            missing,
            behind: gap + held.map_or(0, Held::behind),
            waiting,
            held_for: held_for.map(Into::into),
            refused: 0,
        }
    }

    /// Courts that contradict themselves, by the findings that are open.
    fn paused(&self) -> Result<BTreeSet<CourtCode>, QueryError> {
        let rule = <&str>::from(Rule::Equivocation);
        let mut paused = BTreeSet::new();
        for finding in self.views().findings_of(rule) {
            let finding = finding?;
            if finding.is_open() {
                paused.extend(finding.subjects.iter().filter_map(|it| court_in(it)));
            }
        }
        Ok(paused)
    }
}

/// Now, and how long ago a court may have been heard of last.
#[derive(Clone, Copy, Debug)]
struct Times {
    now: DateTime<Utc>,
    late: DateTime<Utc>,
    silent: DateTime<Utc>,
}

impl Times {
    fn of(reference: &Reference, now: DateTime<Utc>) -> Self {
        let before = |time| reference.calendar.working_time_before(now, time, ZONE);
        Self {
            now,
            late: before(LATE_AFTER),
            silent: before(SILENT_AFTER),
        }
    }

    /// How the link to a court stands from which all is in.
    fn state(self, heard_at: DateTime<Utc>) -> LinkState {
        if heard_at < self.silent {
            LinkState::Silent
        } else if heard_at < self.late {
            LinkState::Late
        } else {
            LinkState::UpToDate
        }
    }
}

/// The court a finding's subject names, or whose register it is in, such as
/// `entry/KZ-75-012-2025-00041`.
pub(super) fn court_in(subject: &str) -> Option<CourtCode> {
    let (kind, number) = subject.split_once('/')?;
    let is_of_court = matches!(kind, "court" | "fund" | "entry" | "referral");
    // Numbers begin with the code of the court that gave them.
    number.get(..9).filter(|_| is_of_court)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(now: &str, heard_at: &str) -> LinkState {
        let mut reference = Reference::default();
        let nauryz = ["2026-03-23", "2026-03-24", "2026-03-25"];
        let nauryz = nauryz.map(|day| day.parse().unwrap());
        reference.calendar.set_year(2026, nauryz, []);
        let at = |text: &str| format!("{text}:00+05:00").parse().unwrap();
        Times::of(&reference, at(now)).state(at(heard_at))
    }

    #[test]
    fn on_days_off_no_court_becomes_late() {
        let friday = "2026-03-20T17:00";
        for now in ["2026-03-21T10:00", "2026-03-25T23:00", "2026-03-26T16:00"] {
            assert_eq!(state(now, friday), LinkState::UpToDate, "{now}");
        }
    }

    #[test]
    fn on_working_days_silence_counts() {
        let friday = "2026-03-20T17:00";
        assert_eq!(state("2026-03-26T18:00", friday), LinkState::Late);
        assert_eq!(state("2026-03-30T16:00", friday), LinkState::Late);
        assert_eq!(state("2026-03-30T18:00", friday), LinkState::Silent);
        assert_eq!(
            state("2026-03-27T10:00", "2026-03-26T09:00"),
            LinkState::Late
        );
    }
}
