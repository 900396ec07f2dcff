//! Rows of counts: loaded when touched, written once per batch, gone once they count nothing.

use std::fmt::Display;
use std::hash::Hash;

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::{Batch, Store, StoreError};

/// What a row holds.
pub(super) trait Counted: Default + Serialize + DeserializeOwned {
    /// Drops what has come to zero; true if nothing is left.
    fn settle(&mut self) -> bool;
}

/// Rows of one kind under a prefix of two letters. A key is the text of `K`.
#[derive(Debug)]
pub(super) struct Rows<K, V> {
    prefix: &'static str,
    loaded: FxHashMap<K, Row<V>>,
    touched: Vec<K>,
}

#[derive(Debug, Default)]
struct Row<V> {
    value: V,
    touched: bool,
}

impl<K: Copy + Eq + Hash + Ord + Display, V: Counted> Rows<K, V> {
    pub(super) fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            loaded: FxHashMap::default(),
            touched: Vec::new(),
        }
    }

    /// The row, to be read.
    pub(super) fn look(&mut self, store: &Store, key: K) -> Result<&V, StoreError> {
        Ok(&self.load(store, key)?.value)
    }

    /// The row, to be changed.
    pub(super) fn change(&mut self, store: &Store, key: K) -> Result<&mut V, StoreError> {
        if !self.load(store, key)?.touched {
            self.touched.push(key);
        }
        let row = self.loaded.entry(key).or_default();
        row.touched = true;
        Ok(&mut row.value)
    }

    fn load(&mut self, store: &Store, key: K) -> Result<&mut Row<V>, StoreError> {
        use std::collections::hash_map::Entry;
        match self.loaded.entry(key) {
            Entry::Occupied(row) => Ok(row.into_mut()),
            Entry::Vacant(place) => {
                let value = match store.get(format!("{}{key}", self.prefix).as_bytes())? {
                    Some(bytes) => store.decode(&bytes)?,
                    None => V::default(),
                };
                let touched = false;
                Ok(place.insert(Row { value, touched }))
            }
        }
    }

    /// Writes every touched row into the batch; one that counts nothing is removed.
    pub(super) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        for key in std::mem::take(&mut self.touched) {
            let Some(row) = self.loaded.get_mut(&key) else {
                continue;
            };
            row.touched = false;
            let bytes_key = format!("{}{key}", self.prefix).into_bytes();
            if row.value.settle() {
                batch.remove(&bytes_key);
            } else {
                batch.put(&bytes_key, store.encode(&row.value)?);
            }
        }
        Ok(())
    }

    /// Forgets rows that are on disk where there are too many in memory.
    pub(super) fn shrink(&mut self, rows_max: usize) {
        if self.loaded.len() > rows_max {
            self.loaded.retain(|_, row| row.touched);
        }
    }
}

/// Every row under a prefix that holds a key of the form.
pub(super) fn scan<'s, K, V: DeserializeOwned + 's>(
    store: &'s Store,
    prefix: &'static str,
    parse: impl Fn(&str) -> Option<K> + 's,
) -> impl Iterator<Item = Result<(K, V), StoreError>> + 's {
    store.scan(prefix.as_bytes()).filter_map(move |row| {
        let parsed = row.and_then(|(key, value)| {
            let key = key.get(prefix.len()..).unwrap_or_default();
            let Some(key) = std::str::from_utf8(key).ok().and_then(&parse) else {
                return Ok(None);
            };
            Ok(Some((key, store.decode(&value)?)))
        });
        parsed.transpose()
    })
}
