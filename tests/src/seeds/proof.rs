//! What must hold once everything has arrived.

use std::path::Path;

use medreg_audit::{Policy, Question, check};
use medreg_domain::{Digest, Source};
use medreg_log::{Disk, Leaf, TileError, TileReader};
use medreg_node::court::{CourtError, message};
use medreg_node::entropy::Entropy;
use medreg_node::federal::quarantine::Reason;
use medreg_node::federal::{Clock, Federal, history_folder};
use medreg_node::transport::Delivery;
use medreg_projections::{Fold, Views, catch_up};

use super::bench::Bench;
use super::desk::Desk;
use super::network::Network;
use super::{Broken, Sabotage, world};

/// One row of the views.
type Row = (Vec<u8>, Vec<u8>);

/// Events an undisturbed office takes at once: so many that it verifies runs of them.
const AT_ONCE: usize = 200;

/// A federation whose faults are over.
#[derive(Debug)]
pub(super) struct Proof<'f> {
    pub(super) folder: &'f Path,
    pub(super) courts: &'f [Bench],
    pub(super) desk: &'f Desk,
    pub(super) network: &'f Network,
    pub(super) audits: bool,
    pub(super) sabotage: Sabotage,
}

impl Proof<'_> {
    /// Holds everything against everything; the root of the history and how much is kept aside.
    pub(super) fn hold(&self) -> Result<(Digest, u64), Broken> {
        let Some(federal) = self.desk.federal() else {
            return Err(Broken::new("the office is down"));
        };
        let reader = federal.history().reader();
        self.every_act_is_there_once(&reader)?;
        let kept = self.only_what_was_forged_is_kept()?;
        let gaps = federal.views().sources().gaps();
        if !gaps.is_empty() {
            return Err(Broken::new(format!(
                "{gaps:?} are missing, says the office"
            )));
        }
        let views = self.replay(&reader)?;
        self.rows_are_those_of_a_replay(federal, &views)?;
        self.digests_are_those_of_undisturbed_lives(federal)?;
        self.checkpoints_are_of_one_tree(&reader)?;
        self.auditor_finds_nothing()?;
        Ok((federal.history().root(), kept))
    }

    /// Each court's log is in the history, whole, in order, to the byte, and nothing else of it.
    fn every_act_is_there_once(&self, reader: &TileReader) -> Result<(), Broken> {
        let mut size = reader.size();
        if self.sabotage == Sabotage::ShortHistory {
            size -= 1;
        }
        let mut taken: Vec<Vec<Vec<u8>>> = vec![Vec::new(); self.courts.len()];
        let mut strays = Vec::new();
        reader
            .leaves(0..size, |position, bytes| {
                let source = message(bytes)?.source;
                let is_of = |court: &Bench| Source::Court(world::court(court.place)) == source;
                match self.courts.iter().position(is_of) {
                    Some(at) => taken[at].push(bytes.to_vec()),
                    None if source == Source::Federal => {}
                    None => strays.push(position),
                }
                Ok::<_, CourtError>(())
            })
            .map_err(Broken::of("read the history"))?;
        if !strays.is_empty() {
            return Err(Broken::new(format!("{strays:?} are of no court")));
        }
        for (court, taken) in self.courts.iter().zip(taken) {
            let own = court.leaves()?;
            if own != taken {
                return Err(Broken::new(format!(
                    "court {} recorded {} events and the history has {}, or others",
                    court.place,
                    own.len(),
                    taken.len()
                )));
            }
        }
        Ok(())
    }

    fn only_what_was_forged_is_kept(&self) -> Result<u64, Broken> {
        let items = self.desk.items()?;
        for (reason, leaf) in &items {
            if !self.network.is_forged(leaf) {
                return Err(Broken::new(format!(
                    "{leaf} is kept aside as {reason:?}, and nobody forged it"
                )));
            }
            if reason.as_str() == Reason::Waiting.as_str() {
                return Err(Broken::new(format!("{leaf} waits for nothing")));
            }
        }
        Ok(items.len() as u64)
    }

    /// Views made afresh from the history.
    fn replay(&self, reader: &TileReader) -> Result<Views, Broken> {
        let folder = self.folder.join("replay");
        let (mut fold, _) = Fold::open(&folder).map_err(Broken::of("open fresh views"))?;
        catch_up(&mut fold, reader, reader.size(), |_| {})
            .map_err(Broken::of("replay the history"))?;
        Ok(fold.into_views())
    }

    fn rows_are_those_of_a_replay(&self, federal: &Federal, replay: &Views) -> Result<(), Broken> {
        let mut own = rows(federal.views())?;
        if self.sabotage == Sabotage::ChangedRow
            && let Some((_, value)) = own.last_mut()
        {
            value.push(0);
        }
        let fresh = rows(replay)?;
        if own == fresh {
            return Ok(());
        }
        let other = own.iter().zip(&fresh).find(|(own, fresh)| own != fresh);
        let key = other.map(|(own, _)| String::from_utf8_lossy(&own.0).into_owned());
        Err(Broken::new(format!(
            "{} rows differ from the {} of a replay, first at {key:?}",
            own.len(),
            fresh.len()
        )))
    }

    /// The same acts, one court after another, at an office where nothing ever happens.
    fn digests_are_those_of_undisturbed_lives(&self, federal: &Federal) -> Result<(), Broken> {
        let folder = self.folder.join("undisturbed");
        let mut quiet = self.quiet_office(&folder)?;
        for court in self.courts {
            let leaves = court.leaves()?;
            for some in leaves.chunks(AT_ONCE) {
                let deliveries = some.iter().map(|leaf| delivery(leaf));
                let deliveries = deliveries.collect::<Result<Vec<_>, Broken>>()?;
                quiet
                    .take(deliveries, None)
                    .map_err(Broken::of("take in undisturbed"))?;
            }
        }
        let of = |views: &Views| views.digests().map_err(Broken::of("hash the views"));
        let (own, quiet) = (of(federal.views())?, of(quiet.views())?);
        if own.register != quiet.register {
            return Err(Broken::new("the register is not that of undisturbed lives"));
        }
        // What oversight finds is counted too, and depends on when it looked.
        if !self.audits && own.statistics != quiet.statistics {
            return Err(Broken::new(
                "the statistics are not those of undisturbed lives",
            ));
        }
        Ok(())
    }

    fn quiet_office(&self, folder: &Path) -> Result<Federal, Broken> {
        let keys = world::office_keys;
        Federal::create(folder, &keys()).map_err(Broken::of("begin an undisturbed office"))?;
        let entropy = Entropy::seeded(0, "undisturbed");
        let disk = Disk::default();
        let (mut quiet, _) =
            Federal::open_on(&disk, Clock::Events, folder, keys(), entropy, |_| {})
                .map_err(Broken::of("open an undisturbed office"))?;
        let begun = world::day("2025-01-01");
        let enrolled: Vec<_> = (0..self.courts.len())
            .map(|at| (begun, world::enrolment(at)))
            .collect();
        let at = begun.and_hms_opt(9, 0, 0).unwrap_or_default().and_utc();
        quiet
            .state(&enrolled, at)
            .map_err(Broken::of("enrol the courts"))?;
        Ok(quiet)
    }

    /// Whatever was published, at whatever moment, is of the tree that stands at the end.
    fn checkpoints_are_of_one_tree(&self, reader: &TileReader) -> Result<(), Broken> {
        for checkpoint in &self.desk.published {
            let root = reader
                .root_at(checkpoint.size)
                .map_err(|error: TileError| Broken::new(format!("{checkpoint:?}: {error}")))?;
            if root != checkpoint.root {
                return Err(Broken::new(format!(
                    "the checkpoint of {} was published with another root",
                    checkpoint.size
                )));
            }
        }
        Ok(())
    }

    /// The auditor walks the whole history, older checkpoints and sealed views among it.
    fn auditor_finds_nothing(&self) -> Result<(), Broken> {
        let keys = world::office_keys();
        let (report, _) = check(
            &Question {
                folder: &history_folder(self.desk.folder()),
                policy: &Policy::of_log(keys.log.vkey()),
                federal: vec![keys.federal.vkey()],
                from: None,
                is_strict: false,
                with_views: self.audits,
                data_keys: None,
            },
            |_| {},
        )
        .map_err(Broken::of("audit the history"))?;
        if report.is_sound() {
            Ok(())
        } else {
            Err(Broken::new(format!(
                "the auditor finds {:?}",
                report.faults()
            )))
        }
    }
}

/// Every row but the one that says where the link stands.
fn rows(views: &Views) -> Result<Vec<Row>, Broken> {
    let rows = views.rows().collect::<Result<Vec<Row>, _>>();
    let mut rows = rows.map_err(Broken::of("read the rows"))?;
    rows.retain(|(key, _)| key != b"!transport");
    Ok(rows)
}

fn delivery(leaf: &[u8]) -> Result<Delivery, Broken> {
    let message = message(leaf).map_err(Broken::of("read a court's leaf"))?;
    Leaf::parse(leaf).map_err(Broken::of("read a court's leaf"))?;
    Ok(Delivery {
        sequence: 1,
        subject_source: Some(message.source),
        message_id: message.id,
        body: message.body,
        signature: Some(message.signature),
    })
}
