//! The orders lists are read in: by name as each language sorts it, by number, by last day.

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use fixedbitset::FixedBitSet;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use medreg_log::PersonName;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::listed::Listed;

/// An order.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Order {
    /// By entry number.
    #[default]
    Number,
    /// By the name in Kazakh, as Kazakh sorts.
    NameKk,
    /// By the name in Russian, as Russian sorts.
    NameRu,
    /// By the name in Latin letters.
    NameLatn,
    /// By the last day of validity.
    ValidTo,
}

/// What an entry is sorted by. Names of which nothing is known come last.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keys {
    names: Option<[Box<[u8]>; 3]>,
    valid_to: NaiveDate,
}

impl Keys {
    pub(super) fn of(name: Option<&PersonName>, valid_to: NaiveDate) -> Self {
        let names = name.map(|name| {
            [
                sort_key(0, &name.kk),
                sort_key(1, &name.ru),
                sort_key(2, &name.latn),
            ]
        });
        Self { names, valid_to }
    }

    /// The bytes an order goes by, before the number.
    pub(super) fn bytes(&self, order: Order) -> Vec<u8> {
        let name = |script: usize| match &self.names {
            Some(names) => [&[0], &*names[script]].concat(),
            None => vec![1],
        };
        match order {
            Order::Number => Vec::new(),
            Order::NameKk => name(0),
            Order::NameRu => name(1),
            Order::NameLatn => name(2),
            Order::ValidTo => self.valid_to.to_string().into_bytes(),
        }
    }

    fn compare_names(&self, other: &Self, script: usize) -> Ordering {
        match (&self.names, &other.names) {
            (Some(one), Some(two)) => one[script].cmp(&two[script]),
            (one, two) => one.is_none().cmp(&two.is_none()),
        }
    }
}

/// How Kazakh, Russian and English sort; none where the language's data is not built in.
static COLLATORS: LazyLock<[Option<CollatorBorrowed<'static>>; 3]> = LazyLock::new(|| {
    [locale!("kk"), locale!("ru"), locale!("en")]
        .map(|locale| Collator::try_new(locale.into(), CollatorOptions::default()).ok())
});

/// Bytes that compare as the language of a script sorts the text.
fn sort_key(script: usize, text: &str) -> Box<[u8]> {
    let mut key = Vec::new();
    match &COLLATORS[script] {
        Some(collator) => {
            // Writing to memory does not fail.
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend(text.as_bytes()),
    }
    key.into_boxed_slice()
}

impl Order {
    /// The order of two entries; their numbers decide where nothing else does.
    fn compare(self, one: &Listed, two: &Listed) -> Ordering {
        let keys = (&one.keys, &two.keys);
        let order = match self {
            Self::Number => Ordering::Equal,
            Self::NameKk => keys.0.compare_names(keys.1, 0),
            Self::NameRu => keys.0.compare_names(keys.1, 1),
            Self::NameLatn => keys.0.compare_names(keys.1, 2),
            Self::ValidTo => keys.0.valid_to.cmp(&keys.1.valid_to),
        };
        order.then_with(|| one.entry_no.cmp(&two.entry_no))
    }
}

/// The slots of all entries in every order.
#[derive(Debug, Default)]
pub(super) struct Orders([Vec<u32>; Order::VARIANTS.len()]);

impl Orders {
    pub(super) fn of(slots: &[Arc<Listed>]) -> Self {
        let mut orders = Self::default();
        for (order, sorted) in Order::VARIANTS.iter().zip(&mut orders.0) {
            *sorted = (0..).take(slots.len()).collect();
            sorted.par_sort_unstable_by(|one, two| {
                order.compare(&slots[*one as usize], &slots[*two as usize])
            });
        }
        orders
    }

    pub(super) fn slots(&self, order: Order) -> &[u32] {
        let at = Order::VARIANTS.iter().position(|other| *other == order);
        &self.0[at.unwrap_or_default()]
    }

    /// Puts slots where their entries belong now, those that were there already once more.
    pub(super) fn put(&mut self, put: &[u32], slots: &[Arc<Listed>]) {
        let mut is_put = FixedBitSet::with_capacity(slots.len());
        is_put.extend(put.iter().map(|slot| *slot as usize));
        for (order, sorted) in Order::VARIANTS.iter().zip(&mut self.0) {
            let mut put = put.to_vec();
            put.sort_unstable_by(|one, two| {
                order.compare(&slots[*one as usize], &slots[*two as usize])
            });
            sorted.retain(|slot| !is_put.contains(*slot as usize));
            *sorted = merged(*order, sorted, &put, slots);
        }
    }
}

/// Two lists of slots, both in an order, as one.
fn merged(order: Order, long: &[u32], short: &[u32], slots: &[Arc<Listed>]) -> Vec<u32> {
    let mut merged = Vec::with_capacity(long.len() + short.len());
    let mut rest = long;
    for slot in short {
        let own = &slots[*slot as usize];
        let is_before = |other: &u32| order.compare(&slots[*other as usize], own).is_lt();
        let (before, behind) = rest.split_at(rest.partition_point(is_before));
        merged.extend_from_slice(before);
        merged.push(*slot);
        rest = behind;
    }
    merged.extend_from_slice(rest);
    merged
}
