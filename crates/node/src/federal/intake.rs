//! Intake: what is checked before an event enters the history.
//!
//! Shape, size, source, subject, order, chain, signature, payload, and facts that cannot
//! be. One bad court waits alone; the others go on. What does not enter is kept aside with
//! its reason, never dropped, save an exact duplicate.

use medreg_domain::{EventId, Source};
use medreg_log::{
    ChainVerdict, Leaf, Link, NoteSignature, Recorded, SourceHead, VerifierKey, check_link,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::quarantine::{Item, Reason};
use super::{Federal, FederalError, holding};
use crate::transport::Delivery;

mod parse;

pub(super) use parse::Place;
use parse::{Parsed, parse};

/// In batches up to this size every signature is verified; in larger ones, catching up, the
/// last of each contiguous run, which commits to all before it.
const EVERY_SIGNATURE_UP_TO: usize = 64;

/// What became of deliveries.
#[derive(Debug, Default)]
pub struct Taken {
    /// Events that entered the history.
    pub recorded: u64,
    /// Exact duplicates, dropped.
    pub duplicates: u64,
    /// Messages kept aside.
    pub kept_aside: u64,
    /// Courts heard of, to be told how far they are.
    pub sources: Vec<Source>,
    /// Courts with a gap, and the first sequence wanted.
    pub gaps: Vec<(Source, u64)>,
    /// What contradicts another event that its court signed: where, and which.
    pub contradictions: Vec<(Source, u64, EventId)>,
}

impl Taken {
    /// The sources of which something came, taken in or not.
    pub(super) fn heard_of(&self) -> impl Iterator<Item = Source> {
        let gaps = self.gaps.iter().map(|(source, _)| *source);
        self.sources.iter().copied().chain(gaps)
    }
}

/// One delivery on its way through the checks.
enum Judged {
    /// Sound so far.
    Sound(Box<Parsed>),
    /// Recorded already.
    Duplicate,
    /// Kept aside.
    Aside(Reason, String),
}

/// Deliveries after the checks that need nothing but themselves.
#[derive(Default)]
pub struct Prepared(Vec<(Delivery, Judged)>);

impl Prepared {
    /// How many deliveries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Prepared({})", self.0.len())
    }
}

/// Checks each delivery by itself, on every core.
pub fn prepare(deliveries: Vec<Delivery>) -> Prepared {
    let judge = |delivery: Delivery| {
        let judged = parse(&delivery);
        (delivery, judged)
    };
    Prepared(deliveries.into_par_iter().map(judge).collect())
}

/// Takes one batch in, in the order of delivery.
pub(super) fn take(
    federal: &mut Federal,
    prepared: Prepared,
    taken: &mut Taken,
) -> Result<(), FederalError> {
    let strict = prepared.len() <= EVERY_SIGNATURE_UP_TO;
    let (deliveries, mut judged): (Vec<Delivery>, Vec<Judged>) = prepared.0.into_iter().unzip();
    taken.sources.extend(judge(federal, &mut judged, strict));
    taken.sources.sort_unstable();
    taken.sources.dedup();
    record(federal, deliveries, judged, taken)
}

/// Judges what is sound by itself, source by source; the sources of it.
fn judge(federal: &Federal, judged: &mut [Judged], strict: bool) -> Vec<Source> {
    let mut by_source: FxHashMap<Source, Vec<usize>> = FxHashMap::default();
    for (at, one) in judged.iter().enumerate() {
        if let Judged::Sound(parsed) = one {
            by_source.entry(parsed.link.source).or_default().push(at);
        }
    }
    for (source, places) in &by_source {
        judge_source(federal, *source, places, judged, strict);
    }
    by_source.into_keys().collect()
}

/// What would become of a message as things stand now.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It is in the history, or would enter it.
    Enters,
    /// It stays; with its place, where it is the next event that its court signed.
    Stays {
        reason: Reason,
        why: String,
        next: Option<(u64, EventId)>,
    },
}

/// What would become of each delivery by itself. Nothing is recorded.
pub(super) fn preview(
    federal: &mut Federal,
    deliveries: Vec<Delivery>,
) -> Result<Vec<Verdict>, FederalError> {
    let (_, mut judged): (Vec<_>, Vec<_>) = prepare(deliveries).0.into_iter().unzip();
    judge(federal, &mut judged, true);
    let mut verdicts = Vec::with_capacity(judged.len());
    for one in judged {
        verdicts.push(match one {
            Judged::Duplicate => Verdict::Enters,
            Judged::Aside(reason, why) => Verdict::Stays {
                reason,
                why,
                next: None,
            },
            Judged::Sound(parsed) => preview_sound(federal, *parsed)?,
        });
    }
    Ok(verdicts)
}

fn preview_sound(federal: &mut Federal, parsed: Parsed) -> Result<Verdict, FederalError> {
    let link = parsed.link;
    let aside = match admitted(federal, parsed.payload)? {
        Ok(_) => federal.not_yet(&link, &[])?,
        Err((reason, why)) => {
            let is_next = !federal.is_contradicted(&link)?;
            let next = is_next.then_some((link.seq, parsed.id));
            return Ok(Verdict::Stays { reason, why, next });
        }
    };
    Ok(match aside {
        None => Verdict::Enters,
        Some((reason, why)) => Verdict::Stays {
            reason,
            why,
            next: None,
        },
    })
}

/// What a sound event states, if it can be read and can be.
fn admitted(
    federal: &mut Federal,
    payload: Result<Recorded, (Reason, String)>,
) -> Result<Result<Recorded, (Reason, String)>, FederalError> {
    let recorded = match payload {
        Ok(recorded) => recorded,
        Err(why) => return Ok(Err(why)),
    };
    if recorded.corrects.is_some() || recorded.after.is_some() {
        federal.flush_for_recall()?;
    }
    if let Some(code) = federal.fold.impossible(&recorded)? {
        return Ok(Err(holding::impossible(&recorded, code)));
    }
    Ok(match recorded.after {
        Some((matter, event)) if !federal.fold.is_settled(matter, event)? => {
            Err(holding::ahead(matter, event))
        }
        Some(_) | None => Ok(recorded),
    })
}

/// Judges one source's events by its chain and its keys.
fn judge_source(
    federal: &Federal,
    source: Source,
    places: &[usize],
    judged: &mut [Judged],
    strict: bool,
) {
    let keys = keys(federal, source);
    let (verdicts, is_sound) = judge_run(federal, source, places, judged, &keys, strict);
    let verdicts = if is_sound || strict {
        verdicts
    } else {
        judge_run(federal, source, places, judged, &keys, true).0
    };
    for (place, verdict) in places.iter().zip(verdicts) {
        if let Some(verdict) = verdict {
            judged[*place] = verdict;
        }
    }
}

fn keys(federal: &Federal, source: Source) -> Vec<VerifierKey> {
    let position = federal.history.size();
    match source {
        Source::Federal => vec![federal.key.vkey()],
        Source::Court(court) => federal
            .fold
            .views()
            .sources()
            .keys(court, position)
            .filter_map(|key| key.vkey.parse().ok())
            .collect(),
    }
}

/// A verdict for each place, none for what is sound; and whether every signature asked for held.
fn judge_run(
    federal: &Federal,
    source: Source,
    places: &[usize],
    judged: &[Judged],
    keys: &[VerifierKey],
    strict: bool,
) -> (Vec<Option<Judged>>, bool) {
    let mut head = federal.source_head(source);
    let mut run = Run {
        after: head.map_or(0, |head| head.seq),
        hashes: Vec::new(),
    };
    let mut verdicts = Vec::with_capacity(places.len());
    let mut last: Option<&Parsed> = None;
    let mut is_sound = true;
    for place in places {
        let Judged::Sound(parsed) = &judged[*place] else {
            verdicts.push(None);
            continue;
        };
        let mut verdict = judge_link(federal, head, &run, &parsed.link);
        if let Some(Judged::Aside(Reason::Equivocation | Reason::Gap, _)) = verdict {
            // Only what the court itself has signed says that it contradicts itself, or that
            // something of it is missing.
            verdict = signature_fault(parsed, keys, true).or(verdict);
        }
        if verdict.is_none() {
            if let Some(reason) = signature_fault(parsed, keys, strict) {
                verdicts.push(Some(reason));
                continue;
            }
            // Where the key changes, the run before it needs a signature of its own.
            if let Some(before) = last.filter(|before| !same_key(&before.leaf, &parsed.leaf)) {
                is_sound &= strict || signature_fault(before, keys, true).is_none();
            }
            head = Some(parsed.link.head());
            run.hashes.push(short(&parsed.link));
            last = Some(parsed);
        }
        verdicts.push(verdict);
    }
    if let Some(last) = last {
        is_sound &= strict || signature_fault(last, keys, true).is_none();
    }
    (verdicts, is_sound)
}

fn same_key(one: &Leaf<'_>, other: &Leaf<'_>) -> bool {
    let name_and_id = |leaf: &Leaf<'_>| {
        leaf.signature()
            .map(|s| (s.name().to_owned(), s.key_id()))
            .ok()
    };
    name_and_id(one) == name_and_id(other)
}

/// What is sound so far in a batch and not in the views yet, by court sequence.
struct Run {
    after: u64,
    hashes: Vec<u64>,
}

impl Run {
    fn hash(&self, seq: u64) -> Option<u64> {
        let at = seq.checked_sub(self.after + 1)?;
        self.hashes.get(usize::try_from(at).ok()?).copied()
    }
}

fn judge_link(
    federal: &Federal,
    head: Option<SourceHead>,
    run: &Run,
    link: &Link,
) -> Option<Judged> {
    let recorded = run.hash(link.seq).or_else(|| {
        let views = federal.fold.views();
        views.recorded_hash(link.source, link.seq).ok().flatten()
    });
    match check_link(head, link, None) {
        ChainVerdict::Next => None,
        ChainVerdict::Duplicate => Some(Judged::Duplicate),
        ChainVerdict::Past if recorded.is_none_or(|known| known == short(link)) => {
            Some(Judged::Duplicate)
        }
        ChainVerdict::Past | ChainVerdict::Equivocation { .. } => Some(Judged::Aside(
            Reason::Equivocation,
            format!("another event with court sequence {} is recorded", link.seq),
        )),
        ChainVerdict::Gap { expected, found } => Some(Judged::Aside(
            Reason::Gap,
            format!("court sequence {found} came where {expected} is next"),
        )),
        ChainVerdict::Broken { .. } => Some(Judged::Aside(
            Reason::BrokenChain,
            format!("event {} does not name the event before it", link.seq),
        )),
    }
}

fn short(link: &Link) -> u64 {
    medreg_projections::short_hash(&link.leaf_hash)
}

/// Why a signature does not vouch: no key, another key, or, where asked, a wrong signature.
fn signature_fault(parsed: &Parsed, keys: &[VerifierKey], verify: bool) -> Option<Judged> {
    let aside = |reason, why: &str| Some(Judged::Aside(reason, why.to_owned()));
    if keys.is_empty() {
        return aside(
            Reason::UnknownSource,
            "the court has no valid key: enrol it with `medreg federal enrol`",
        );
    }
    let Ok(signature) = parsed.leaf.signature() else {
        return aside(Reason::BadSignature, "the signature cannot be read");
    };
    let is_by = |key: &&VerifierKey| is_by(&signature, key);
    match keys.iter().find(is_by) {
        None => aside(
            Reason::BadSignature,
            "the signature is by no key of this court that is valid now",
        ),
        Some(key) if verify && parsed.leaf.verify(key).is_err() => aside(
            Reason::BadSignature,
            "the signature does not match the event",
        ),
        Some(_) => None,
    }
}

fn is_by(signature: &NoteSignature, key: &VerifierKey) -> bool {
    signature.name() == key.name() && signature.key_id() == key.key_id()
}

/// Writes what is sound into the history and the rest aside, in the order of delivery.
fn record(
    federal: &mut Federal,
    deliveries: Vec<Delivery>,
    judged: Vec<Judged>,
    taken: &mut Taken,
) -> Result<(), FederalError> {
    let mut waiting: Vec<Source> = Vec::new();
    for (delivery, one) in deliveries.into_iter().zip(judged) {
        let aside = match one {
            Judged::Duplicate => {
                taken.duplicates += 1;
                continue;
            }
            Judged::Aside(reason, why) => (reason, why),
            Judged::Sound(parsed) => match record_one(federal, *parsed, &waiting)? {
                None => {
                    taken.recorded += 1;
                    continue;
                }
                Some(aside) => aside,
            },
        };
        keep_aside(federal, &delivery, aside, &mut waiting, taken)?;
    }
    Ok(())
}

/// Records a sound event, or tells why not.
fn record_one(
    federal: &mut Federal,
    parsed: Parsed,
    waiting: &[Source],
) -> Result<Option<(Reason, String)>, FederalError> {
    if let Some(aside) = federal.not_yet(&parsed.link, waiting)? {
        return Ok(Some(aside));
    }
    match admitted(federal, parsed.payload)? {
        Ok(recorded) => {
            federal.record(&parsed.leaf, recorded)?;
            Ok(None)
        }
        Err(aside) => Ok(Some(aside)),
    }
}

/// Keeps a message aside; what comes after an event that holds its court up waits for it.
fn keep_aside(
    federal: &mut Federal,
    delivery: &Delivery,
    (mut reason, mut why): (Reason, String),
    waiting: &mut Vec<Source>,
    taken: &mut Taken,
) -> Result<(), FederalError> {
    let place = parse::place(delivery);
    if let Some(Place {
        source,
        courtseq,
        id,
    }) = place
    {
        if reason == Reason::Gap
            && let Some(held) = federal.waits(source, waiting)
        {
            (reason, why) = held;
        }
        if reason == Reason::Gap {
            let next = federal.source_head(source).map_or(0, |head| head.seq) + 1;
            if !taken.gaps.iter().any(|(known, _)| *known == source) {
                taken.gaps.push((source, next));
            }
        }
        if reason == Reason::Equivocation {
            taken.contradictions.push((source, courtseq, id));
        }
        if reason.holds_up() {
            waiting.push(source);
        }
    }
    let item = Item::new(delivery, place, reason, &why);
    taken.kept_aside += u64::from(federal.quarantine.keep(item, federal.fold.views())?);
    Ok(())
}
