//! What was committed at one moment, for all that one page or answer says.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::reference::Reference;
use medreg_domain::visibility::Audience;
use medreg_domain::{EntryNo, FederalNo};
use medreg_projections::statistics::Period;
use medreg_projections::statistics::indicator::{self, Entries, Gathered, Walked};
use medreg_projections::{Erasure, Release, Views};
use serde_json::Value;

use super::catalogue::{Catalogue, Listed};
use super::{
    AsAt, Candidates, Check, EligibilityShown, EntryShown, Fact, Figures, Find, Found, MapName,
    Offered, PersonShown, QueryError, Sight,
};
use super::{candidates, eligible, find, history, persons, register, shown, statistics};
use crate::federal::keyring::Keyring;
use crate::released::{self, Archive, Table};

/// Rows and names of one commit. Where it is the newest, the next commit waits until it is
/// dropped.
#[derive(Debug)]
pub struct Moment<'a> {
    as_at: Option<AsAt>,
    views: &'a Views,
    names: Names<'a>,
    walked: RefCell<Walked>,
    released: Option<Released<'a>>,
}

/// The release that figures are read from, in an office's folder.
#[derive(Clone, Copy, Debug)]
struct Released<'a> {
    office: &'a Path,
    period: Period,
    release: Release,
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
            released: None,
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
            released: None,
        }
    }

    /// The same moment, with the figures of a release.
    pub(super) fn of_release(self, office: &'a Path, period: Period, release: Release) -> Self {
        let released = Released {
            office,
            period,
            release,
        };
        Self {
            as_at: Some(AsAt::Position(release.position)),
            released: Some(released),
            ..self
        }
    }

    /// The state of knowledge that was asked for, or that figures were released of; none for
    /// the newest.
    pub fn as_at(&self) -> Option<AsAt> {
        self.as_at
    }

    /// The release whose figures these are, and the newest quarter it holds.
    pub fn release(&self) -> Option<(Period, Release)> {
        let released = self.released?;
        Some((released.period, released.release))
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
        let position = self.views.cursor().position;
        let released = self.released.map(|released| released.release.position);
        released.unwrap_or(position)
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
        if let Some(released) = &self.released {
            return released.figures(self.views, figures);
        }
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

impl Released<'_> {
    /// Figures as they were released, whoever asks; those of a period that had not ended are not
    /// among them.
    fn figures(&self, views: &Views, figures: &Figures) -> Result<Gathered, QueryError> {
        let asked = Figures {
            map: MapName::Current,
            audience: Audience::Public,
            as_of: self.release.on,
            ..figures.clone()
        };
        let question = statistics::question(&asked)?;
        question.ensure_offered()?;
        let last = question.periods.last();
        if !last.has_ended(self.release.on) {
            let newest = self.period;
            return Err(QueryError::Malformed(format!(
                "NOT_RELEASED: figures are released up to {newest}; those of {last} will be when it has ended"
            )));
        }
        let table = Table {
            indicator: question.indicator,
            by: question.by_in_order(),
        };
        let file = released::file(self.office, self.period);
        let mut rows = Archive::open(&file, self.release)?.rows(&table)?;
        let periods: BTreeSet<String> = question.periods.iter().map(|it| it.to_string()).collect();
        rows.retain(|row| periods.contains(&row.period));
        Ok(indicator::kept(
            views,
            question,
            self.release.position,
            rows,
        ))
    }
}
