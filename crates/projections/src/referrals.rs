//! Referrals, packed 64 to a row by number: sled pays per key, and neighbours live together.
//!
//! A row with an open referral lies under the hot prefix, so that the deadline board reads
//! only those; once all are closed it moves to the cold one.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::ReferralEvent;
use medreg_domain::{CourtCode, ReferralNo};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::dues::{Due, Dues};
use crate::matter::Matter;
use crate::sources::Sources;
use crate::store::{Batch, Store, StoreError};

const HOT: char = 'r';
const COLD: char = 'R';

/// Referrals in one row.
const BLOCK: u32 = 64;

/// Rows kept in memory between batches beyond those with open referrals.
const ROWS_IN_MEMORY_MAX: usize = 4_096;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct BlockKey {
    court: CourtCode,
    year: u16,
    block: u32,
}

impl BlockKey {
    fn of(number: ReferralNo) -> Self {
        Self {
            court: number.court(),
            year: number.year(),
            block: number.serial() / BLOCK,
        }
    }

    fn hot(self) -> Vec<u8> {
        format!("{HOT}{self}").into_bytes()
    }

    fn cold(self) -> Vec<u8> {
        format!("{COLD}{self}").into_bytes()
    }
}

impl fmt::Display for BlockKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{:04}-{:05}", self.court, self.year, self.block)
    }
}

/// A referral with the positions of the events it follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralRow {
    /// The referral as the law folds it.
    pub referral: Referral,
    /// The positions of its events, oldest first.
    pub positions: Vec<u64>,
    /// The day one of them was corrected last.
    pub corrected_on: Option<NaiveDate>,
}

impl ReferralRow {
    /// The row a referral begins; none for any other event.
    pub(crate) fn begin(event: &ReferralEvent) -> Option<(ReferralNo, Self)> {
        let (number, referral) = Referral::begin(event)?;
        let row = Self {
            referral,
            positions: Vec::new(),
            corrected_on: None,
        };
        Some((number, row))
    }

    /// The row as these events make it; none where its beginning is not among them.
    pub(crate) fn fold(matter: &Matter, sources: &Sources) -> Option<Self> {
        let mut referral: Option<Referral> = None;
        for standing in &matter.standing() {
            let Some(stated) = standing.referral(sources) else {
                continue;
            };
            match &mut referral {
                Some(referral) => referral.evolve(stated.event),
                None => referral = Referral::begin(stated.event).map(|(_, referral)| referral),
            }
        }
        referral.map(|referral| Self {
            referral,
            positions: matter.positions(),
            corrected_on: matter.corrected_on(),
        })
    }
}

type Block = BTreeMap<u32, ReferralRow>;

#[derive(Debug, Default)]
struct Row {
    block: Block,
    touched: bool,
    is_stored_hot: bool,
    /// Where its referrals stand among the deadlines, as committed.
    dues: BTreeMap<u32, Due>,
}

impl Row {
    fn of(block: Block, is_stored_hot: bool) -> Self {
        Self {
            dues: dues(&block),
            block,
            touched: false,
            is_stored_hot,
        }
    }

    fn is_open(&self) -> bool {
        self.block.values().any(|row| row.referral.is_open())
    }
}

/// The rows of referrals.
#[derive(Debug)]
pub(crate) struct Referrals {
    rows: FxHashMap<BlockKey, Row>,
    touched: Vec<BlockKey>,
    dues: Dues,
}

impl Referrals {
    pub(crate) fn new() -> Self {
        Self {
            rows: FxHashMap::default(),
            touched: Vec::new(),
            dues: Dues::new(),
        }
    }

    /// The referral, to be changed, if there is one.
    pub(crate) fn change(
        &mut self,
        store: &Store,
        number: ReferralNo,
    ) -> Result<Option<&mut ReferralRow>, StoreError> {
        let row = self.row(store, number)?;
        Ok(row.block.get_mut(&number.serial()))
    }

    /// The referral, if there is one. Looking leaves no row to be written: what was asked
    /// about and refused must not show in the views.
    pub(crate) fn find(
        &mut self,
        store: &Store,
        number: ReferralNo,
    ) -> Result<Option<&ReferralRow>, StoreError> {
        let row = self.untouched(store, BlockKey::of(number))?;
        Ok(row.block.get(&number.serial()))
    }

    /// Puts the row in place of what is there; none removes it.
    pub(crate) fn replace(
        &mut self,
        store: &Store,
        number: ReferralNo,
        referral: Option<ReferralRow>,
    ) -> Result<(), StoreError> {
        let block = &mut self.row(store, number)?.block;
        match referral {
            Some(referral) => block.insert(number.serial(), referral),
            None => block.remove(&number.serial()),
        };
        Ok(())
    }

    fn row(&mut self, store: &Store, number: ReferralNo) -> Result<&mut Row, StoreError> {
        let key = BlockKey::of(number);
        if !self.untouched(store, key)?.touched {
            self.touched.push(key);
        }
        let row = self.rows.entry(key).or_default();
        row.touched = true;
        Ok(row)
    }

    fn untouched(&mut self, store: &Store, key: BlockKey) -> Result<&mut Row, StoreError> {
        match self.rows.entry(key) {
            Entry::Occupied(row) => Ok(row.into_mut()),
            Entry::Vacant(row) => Ok(row.insert(load(store, key)?)),
        }
    }

    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        for key in std::mem::take(&mut self.touched) {
            let Some(row) = self.rows.get_mut(&key) else {
                continue;
            };
            row.touched = false;
            let now = dues(&row.block);
            let before = std::mem::replace(&mut row.dues, now);
            let number = |serial| ReferralNo::new(key.court, key.year, serial);
            for (number, change) in moved(&before, &row.dues, number) {
                self.dues.change(store, number, change)?;
            }
            if row.block.is_empty() {
                batch.remove(&key.hot());
                batch.remove(&key.cold());
                self.rows.remove(&key);
                continue;
            }
            let bytes = store.encode(&row.block)?;
            if row.is_open() {
                batch.put(&key.hot(), bytes);
                row.is_stored_hot = true;
                batch.remove(&key.cold());
            } else {
                batch.put(&key.cold(), bytes);
                if row.is_stored_hot {
                    batch.remove(&key.hot());
                    row.is_stored_hot = false;
                }
            }
        }
        self.dues.flush(store, batch)
    }

    pub(crate) fn shrink(&mut self) {
        self.dues.shrink();
        if self.rows.len() > ROWS_IN_MEMORY_MAX {
            self.rows.retain(|_, row| row.touched);
        }
    }
}

/// Where the open referrals of a block stand among the deadlines.
fn dues(block: &Block) -> BTreeMap<u32, Due> {
    let dues = block.iter();
    dues.filter_map(|(serial, row)| Some((*serial, Due::of(&row.referral)?)))
        .collect()
}

/// A referral's place among the deadlines before and now.
type Moved = (Option<Due>, Option<Due>);

/// The referrals whose place among the deadlines is another one now.
fn moved<'a>(
    before: &'a BTreeMap<u32, Due>,
    now: &'a BTreeMap<u32, Due>,
    number: impl Fn(u32) -> Option<ReferralNo> + 'a,
) -> impl Iterator<Item = (ReferralNo, Moved)> + 'a {
    let gone = before.keys().filter(|serial| !now.contains_key(serial));
    let serials = now.keys().chain(gone);
    serials.filter_map(move |serial| {
        let change = (before.get(serial).copied(), now.get(serial).copied());
        let number = number(*serial).filter(|_| change.0 != change.1)?;
        Some((number, change))
    })
}

fn load(store: &Store, key: BlockKey) -> Result<Row, StoreError> {
    if let Some(bytes) = store.get(&key.hot())? {
        return Ok(Row::of(store.decode(&bytes)?, true));
    }
    let block = store
        .get(&key.cold())?
        .map_or_else(|| Ok(Block::new()), |bytes| store.decode(&bytes))?;
    Ok(Row::of(block, false))
}

/// Every referral without a result, by number.
pub(crate) fn open(store: &Store) -> Result<Vec<(ReferralNo, Referral)>, StoreError> {
    let mut open = Vec::new();
    for row in store.scan(&[HOT as u8]) {
        let (key, value) = row?;
        let Some((court, year)) = block_of(&key) else {
            continue;
        };
        let block: Block = store.decode(&value)?;
        let numbered = block.into_iter().filter(|(_, row)| row.referral.is_open());
        open.extend(numbered.filter_map(|(serial, row)| {
            Some((ReferralNo::new(court, year, serial)?, row.referral))
        }));
    }
    Ok(open)
}

/// One referral.
pub(crate) fn referral(
    store: &Store,
    number: ReferralNo,
) -> Result<Option<ReferralRow>, StoreError> {
    Ok(load(store, BlockKey::of(number))?
        .block
        .remove(&number.serial()))
}

/// Every referral whose number was given in the year or after it, closed ones in front.
pub(crate) fn since(
    store: &Store,
    year: u16,
) -> impl Iterator<Item = Result<(ReferralNo, ReferralRow), StoreError>> {
    let rows = store.scan(&[COLD as u8]).chain(store.scan(&[HOT as u8]));
    rows.flat_map(move |row| {
        let block = row.and_then(|(key, value)| {
            let place = block_of(&key).filter(|(_, given)| *given >= year);
            let block = place.map(|place| Ok((place, store.decode::<Block>(&value)?)));
            block.transpose()
        });
        match block {
            Ok(None) => Vec::new(),
            Ok(Some(((court, year), block))) => {
                let number = |serial| ReferralNo::new(court, year, serial);
                let rows = block.into_iter();
                rows.filter_map(|(serial, row)| Some(Ok((number(serial)?, row))))
                    .collect()
            }
            Err(error) => vec![Err(error)],
        }
    })
}

fn block_of(key: &[u8]) -> Option<(CourtCode, u16)> {
    let text = std::str::from_utf8(key.get(1..)?).ok()?;
    Some((
        CourtCode::from_str(text.get(..9)?).ok()?,
        text.get(10..14)?.parse().ok()?,
    ))
}
