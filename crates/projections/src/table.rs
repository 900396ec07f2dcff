//! A table: rows of one kind, loaded when touched, written once per batch in key order.

use std::fmt::{self, Display};
use std::hash::Hash;
use std::str::FromStr;

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

/// A row in memory; one without a value is to be removed from the store.
#[derive(Debug)]
struct Row<V> {
    value: Option<V>,
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
        let row = self.rows.get_mut(&key).filter(|row| row.value.is_some());
        Ok(row.and_then(|row| touch(row, key, &mut self.touched).as_mut()))
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
            value: None,
            touched: false,
        });
        Ok(touch(row, key, &mut self.touched).get_or_insert_with(begin))
    }

    /// Puts the row in place of the one that is there; none removes it.
    pub(crate) fn replace(&mut self, key: K, value: Option<V>) {
        let row = self.rows.entry(key).or_insert_with(|| Row {
            value: None,
            touched: false,
        });
        *touch(row, key, &mut self.touched) = value;
    }

    /// The row as it is now, if there is one. Looking leaves nothing to be written.
    pub(crate) fn find(&mut self, store: &Store, key: K) -> Result<Option<&V>, StoreError> {
        self.load(store, key)?;
        Ok(self.rows.get(&key).and_then(|row| row.value.as_ref()))
    }

    /// A copy of the row as it is now, in memory or on disk.
    pub(crate) fn peek(&self, store: &Store, key: K) -> Result<Option<V>, StoreError>
    where
        V: Clone,
    {
        match self.rows.get(&key) {
            Some(row) => Ok(row.value.clone()),
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
                    value: Some(value),
                    touched: false,
                },
            );
        }
        Ok(())
    }

    /// The keys of rows that are to be written.
    pub(crate) fn touched(&self) -> impl Iterator<Item = K> {
        self.touched.iter().copied()
    }

    /// Writes every touched row into the batch.
    pub(crate) fn flush(&mut self, store: &Store, batch: &mut Batch) -> Result<(), StoreError> {
        self.touched.sort_unstable();
        for key in std::mem::take(&mut self.touched) {
            let bytes_key = self.key(&key);
            let Some(row) = self.rows.get_mut(&key) else {
                continue;
            };
            row.touched = false;
            if let Some(value) = &row.value {
                batch.put(&bytes_key, store.encode(value)?);
            } else {
                batch.remove(&bytes_key);
                self.rows.remove(&key);
            }
        }
        Ok(())
    }

    /// Forgets rows that are on disk, once there are more of them than are worth the memory.
    pub(crate) fn shrink(&mut self, rows_max: usize) {
        if self.rows.len() > rows_max {
            self.rows.retain(|_, row| row.touched);
        }
    }
}

fn touch<'a, K, V>(row: &'a mut Row<V>, key: K, touched: &mut Vec<K>) -> &'a mut Option<V> {
    if !row.touched {
        row.touched = true;
        touched.push(key);
    }
    &mut row.value
}

/// The number of a row, in a table whose rows are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowNo(pub(crate) u64);

impl Display for RowNo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:012}", self.0)
    }
}

/// One committed row of a table.
pub(crate) fn row<K: Display, V: DeserializeOwned>(
    store: &Store,
    prefix: u8,
    key: K,
) -> Result<Option<V>, StoreError> {
    let row = store.get(format!("{}{key}", char::from(prefix)).as_bytes())?;
    row.map(|bytes| store.decode(&bytes)).transpose()
}

/// Every committed row of a table, in the order of the keys' text.
pub(crate) fn rows<K: FromStr, V: DeserializeOwned>(
    store: &Store,
    prefix: u8,
) -> impl Iterator<Item = Result<(K, V), StoreError>> {
    store.scan(&[prefix]).filter_map(move |row| {
        let parsed = row.and_then(|(key, value)| {
            let key = std::str::from_utf8(&key[1..])
                .ok()
                .and_then(|text| text.parse().ok());
            key.map(|key| Ok((key, store.decode(&value)?))).transpose()
        });
        parsed.transpose()
    })
}
