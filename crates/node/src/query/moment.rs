//! What was committed at one moment, for all that one page or answer says.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::{EntryNo, FederalNo};
use medreg_projections::statistics::indicator::{self, Entries, Gathered, Walked};
use medreg_projections::{Erasure, Views};
use serde_json::Value;

use super::catalogue::{Catalogue, Listed};
use super::{
    AsAt, Candidates, Check, EligibilityShown, EntryShown, Fact, Figures, Find, Found, Offered,
    PersonShown, QueryError, Sight,
};
use super::{candidates, eligible, find, history, persons, register, shown, statistics};
use crate::federal::keyring::Keyring;

/// Rows and names of one commit. Where it is the newest, the next commit waits until it is
/// dropped.
#[derive(Debug)]
pub struct Moment<'a> {
    as_at: Option<AsAt>,
    views: &'a Views,
    names: Names<'a>,
    walked: RefCell<Walked>,
}

/// Where names are looked up.
#[derive(Debug)]
enum Names<'a> {
    /// They are known.
    Known(&'a Catalogue),
    /// They are opened when somebody asks; erased are those that are erased by now.
    Past {
        keyring: &'a Keyring,
        erased: BTreeMap<EntryNo, Erasure>,
        opened: Box<OnceCell<Catalogue>>,
    },
}

impl<'a> Moment<'a> {
    pub(super) fn now(as_at: Option<AsAt>, views: &'a Views, catalogue: &'a Catalogue) -> Self {
        let names = Names::Known(catalogue);
        Self {
            as_at,
            views,
            names,
            walked: RefCell::default(),
        }
    }

    pub(super) fn past(
        as_at: Option<AsAt>,
        views: &'a Views,
        keyring: &'a Keyring,
        erased: BTreeMap<EntryNo, Erasure>,
    ) -> Self {
        let names = Names::Past {
            keyring,
            erased,
            opened: Box::default(),
        };
        Self {
            as_at,
            views,
            names,
            walked: RefCell::default(),
        }
    }

    /// The state of knowledge that was asked for; none for the newest.
    pub fn as_at(&self) -> Option<AsAt> {
        self.as_at
    }

    /// The views.
    pub fn views(&self) -> &Views {
        self.views
    }

    /// The facts all courts share.
    pub fn reference(&self) -> &Reference {
        self.views.sources().reference()
    }

    /// Events that all this rests on.
    pub fn position(&self) -> u64 {
        self.views.cursor().position
    }

    /// Entries that match; the question's own `as_at` has been followed by who made this.
    pub fn find(&self, find: &Find) -> Result<Found, QueryError> {
        find::found(self, self.catalogue()?, find)
    }

    /// One entry on a day, as somebody may see it.
    pub fn entry(
        &self,
        entry_no: EntryNo,
        as_of: NaiveDate,
        sight: Sight,
    ) -> Result<EntryShown, QueryError> {
        let listed = self.listed(entry_no)?;
        shown::ensure_shown(&listed, sight)?;
        Ok(shown::entry(self.reference(), &listed, as_of, sight))
    }

    /// The same, with all that this reader may see of it beyond what everybody may.
    pub fn entry_with_all(
        &self,
        entry_no: EntryNo,
        as_of: NaiveDate,
        sight: Sight,
    ) -> Result<Value, QueryError> {
        let listed = self.listed(entry_no)?;
        register::whole(self.reference(), &listed, as_of, sight)
    }

    /// What befell an entry up to a day, newest first, as far as somebody may know of it.
    pub fn history(
        &self,
        entry_no: EntryNo,
        as_of: NaiveDate,
        sight: Sight,
    ) -> Result<Vec<Fact>, QueryError> {
        let listed = self.listed(entry_no)?;
        shown::ensure_shown(&listed, sight)?;
        let happened = self.views.entry_happened(entry_no)?.unwrap_or_default();
        Ok(history::facts(happened, &listed.row.entry, (as_of, sight)))
    }

    /// The person of a number with the entries at every court, as somebody may see them.
    pub fn person(
        &self,
        federal_no: FederalNo,
        as_of: NaiveDate,
        sight: Sight,
    ) -> Result<PersonShown, QueryError> {
        let catalogue = self.catalogue()?;
        persons::person(self.reference(), catalogue, federal_no, (as_of, sight))
    }

    /// Whether parties may be pointed to a mediator (R35).
    pub fn eligibility(&self, asked: &Check, sight: Sight) -> Result<EligibilityShown, QueryError> {
        eligible::check(self.views, asked, sight)
    }

    /// Whom parties may be offered, in the order of the day (R19).
    pub fn candidates(&self, asked: &Candidates, sight: Sight) -> Result<Offered, QueryError> {
        let catalogue = self.catalogue()?;
        Ok(candidates::offered(self, catalogue, asked, sight))
    }

    /// What an indicator counts; the figures follow from it when this is dropped.
    pub fn figures(&self, figures: &Figures) -> Result<Gathered, QueryError> {
        let question = statistics::question(figures)?;
        let entries: &dyn Entries = match &self.names {
            Names::Known(catalogue) => *catalogue,
            Names::Past { .. } => self.views,
        };
        let mut walked = self.walked.borrow_mut();
        Ok(indicator::gather(
            self.views,
            entries,
            question,
            &mut walked,
        )?)
    }

    /// An entry by its number.
    pub(super) fn listed(&self, entry_no: EntryNo) -> Result<Arc<Listed>, QueryError> {
        let found = self.catalogue()?.find(entry_no).map(Arc::clone);
        let unknown = || format!("no entry {entry_no} is known at {}", self.position());
        found.ok_or_else(|| QueryError::NotFound(unknown()))
    }

    fn catalogue(&self) -> Result<&Catalogue, QueryError> {
        match &self.names {
            Names::Known(catalogue) => Ok(catalogue),
            Names::Past {
                keyring,
                erased,
                opened,
            } => {
                if let Some(catalogue) = opened.get() {
                    return Ok(catalogue);
                }
                let made = Catalogue::of(self.views, keyring, erased, &Catalogue::default())?;
                Ok(opened.get_or_init(|| made))
            }
        }
    }
}
