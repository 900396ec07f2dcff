//! A table of rows so few that all of them lie in memory; what changed is written in one batch.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::{Batch, Store, StoreError};
use crate::table;

/// Rows under a key prefix. A key is the text of `K`.
#[derive(Clone, Debug)]
pub(crate) struct Small<K, V> {
    prefix: u8,
    rows: BTreeMap<K, V>,
    touched: Vec<K>,
}

impl<K, V> Small<K, V>
where
    K: Copy + Ord + Display + FromStr,
    V: Serialize + DeserializeOwned,
{
    pub(crate) fn load(store: &Store, prefix: u8) -> Result<Self, StoreError> {
        Ok(Self {
            prefix,
            rows: table::rows(store, prefix).collect::<Result<_, _>>()?,
            touched: Vec::new(),
        })
    }

    /// Every row, with what was taken over since the last commit.
    pub(crate) fn rows(&self) -> &BTreeMap<K, V> {
        &self.rows
    }

    pub(crate) fn put(&mut self, key: K, value: V) {
        self.rows.insert(key, value);
        self.touched.push(key);
    }

    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let value = self.rows.remove(&key)?;
        self.touched.push(key);
        Some(value)
    }

    /// The keys of rows that are to be written.
    pub(crate) fn touched(&self) -> &[K] {
        &self.touched
    }

    /// Writes every touched row into the batch.
    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        for key in self.touched.drain(..) {
            let bytes = format!("{}{key}", char::from(self.prefix)).into_bytes();
            match self.rows.get(&key) {
                Some(value) => batch.put(&bytes, store.encode(value)?),
                None => batch.remove(&bytes),
            }
        }
        Ok(())
    }
}
