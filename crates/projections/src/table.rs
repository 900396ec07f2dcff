//! A table: rows of one kind, loaded when touched, written once per batch in key order.

use std::fmt::Display;
use std::hash::Hash;

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::{Batch, Store, StoreError};

/// Rows of one kind under a key prefix. A key is the text of `K`, so that it sorts as read.
#[derive(Debug)]
pub(crate) struct Table<K, V> {
    prefix: u8,
    rows: FxHashMap<K, Row<V>>,
    touched: Vec<K>,
}

#[derive(Debug)]
struct Row<V> {
    value: V,
    touched: bool,
}

impl<K: Copy + Eq + Hash + Ord + Display, V: Serialize + DeserializeOwned> Table<K, V> {
    /// An empty table; rows come from the store when they are asked for.
    pub(crate) fn new(prefix: u8) -> Self {
        Self {
            prefix,
            rows: FxHashMap::default(),
            touched: Vec::new(),
        }
    }

    pub(crate) fn key(&self, key: &K) -> Vec<u8> {
        format!("{}{key}", char::from(self.prefix)).into_bytes()
    }

    /// The row, to be changed, if there is one.
    pub(crate) fn change(&mut self, store: &Store, key: K) -> Result<Option<&mut V>, StoreError> {
        self.load(store, key)?;
        Ok(self
            .rows
            .get_mut(&key)
            .map(|row| touch(row, key, &mut self.touched)))
    }

    /// The row, to be changed, begun if there is none.
    pub(crate) fn change_or(
        &mut self,
        store: &Store,
        key: K,
        begin: impl FnOnce() -> V,
    ) -> Result<&mut V, StoreError> {
        self.load(store, key)?;
        let row = self.rows.entry(key).or_insert_with(|| Row {
            value: begin(),
            touched: false,
        });
        Ok(touch(row, key, &mut self.touched))
    }

    /// True if there is such a row.
    pub(crate) fn contains(&mut self, store: &Store, key: K) -> Result<bool, StoreError> {
        self.load(store, key)?;
        Ok(self.rows.contains_key(&key))
    }

    /// A copy of the row as it is now, in memory or on disk.
    pub(crate) fn peek(&self, store: &Store, key: K) -> Result<Option<V>, StoreError>
    where
        V: Clone,
    {
        match self.rows.get(&key) {
            Some(row) => Ok(Some(row.value.clone())),
            None => store
                .get(&self.key(&key))?
                .map(|bytes| store.decode(&bytes))
                .transpose(),
        }
    }

    fn load(&mut self, store: &Store, key: K) -> Result<(), StoreError> {
        if !self.rows.contains_key(&key)
            && let Some(bytes) = store.get(&self.key(&key))?
        {
            let value = store.decode(&bytes)?;
            self.rows.insert(
                key,
                Row {
                    value,
                    touched: false,
                },
            );
        }
        Ok(())
    }

    /// Writes every touched row into the batch.
    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        for key in std::mem::take(&mut self.touched) {
            let bytes_key = self.key(&key);
            if let Some(row) = self.rows.get_mut(&key) {
                row.touched = false;
                batch.put(&bytes_key, store.encode(&row.value)?);
            }
        }
        Ok(())
    }

    /// Forgets rows that are on disk and not worth keeping in memory.
    pub(crate) fn shrink(&mut self, rows_max: usize, keep: impl Fn(&K, &V) -> bool) {
        if self.rows.len() > rows_max {
            self.rows
                .retain(|key, row| row.touched || keep(key, &row.value));
        }
    }
}

fn touch<'a, K, V>(row: &'a mut Row<V>, key: K, touched: &mut Vec<K>) -> &'a mut V {
    if !row.touched {
        row.touched = true;
        touched.push(key);
    }
    &mut row.value
}
