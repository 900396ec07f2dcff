//! Releases of figures: which there are, what they say, and how they are made.

use chrono::NaiveDate;
use medreg_domain::oversight;
use medreg_log::Disk;
use medreg_projections::Release;
use medreg_projections::statistics::Period;

use super::{AsAt, Moment, QueryError, QueryHandle};
use crate::federal::FederalError;
use crate::released::{self, Archive, Made, ReleaseError};

impl QueryHandle {
    /// The release of a quarter, or the newest if none is named.
    pub fn release(&self, period: Option<Period>) -> Option<(Period, Release)> {
        let views = self.views();
        let releases = views.releases();
        let found = match period {
            Some(period) => releases.get_key_value(&period),
            None => releases.last_key_value(),
        };
        found.map(|(period, release)| (*period, *release))
    }

    /// Answers with the figures of a release; all else is of now.
    pub fn at_release<T, E: From<QueryError>>(
        &self,
        period: Period,
        answer: impl FnOnce(&Moment<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let views = self.views();
        let Some(release) = views.releases().get(&period).copied() else {
            let detail = format!("no figures were released with {period}");
            return Err(QueryError::NotFound(detail).into());
        };
        let catalogue = self.catalogue(&views)?;
        let now = Moment::now(None, &views, &catalogue);
        answer(&now.of_release(self.office(), period, release))
    }

    /// Makes the release of a day from what is committed; the views are made anew beside those
    /// that are served, so that nobody waits for it.
    pub fn make_release(&self, on: NaiveDate) -> Result<Made, QueryError> {
        let (period, views) = (Period::quarter_before(on), self.views());
        let known = views.releases().get(&period).map(|known| known.on);
        oversight::ensure_not_released(known, &period.to_string())?;
        let position = views.cursor().position;
        drop(views);
        self.tables(position, on)
    }

    /// Makes the archives anew that are missing or were changed; tells of which quarters. What is
    /// made again has to be what was released.
    pub fn mend_releases(&self) -> Result<Vec<Period>, QueryError> {
        let mut mended = Vec::new();
        let releases = self.views().releases().clone();
        for (period, release) in releases {
            let file = released::file(self.office(), period);
            if Archive::open(&file, release).is_ok() {
                continue;
            }
            let made = self.tables(release.position, release.on)?;
            if made.release.tables_hash != release.tables_hash {
                return Err(ReleaseError::Changed(file.display().to_string()).into());
            }
            made.keep(&Disk::default(), self.office())
                .map_err(FederalError::Tables)?;
            mended.push(period);
        }
        Ok(mended)
    }

    fn tables(&self, position: u64, on: NaiveDate) -> Result<Made, QueryError> {
        let (size, erased) = {
            let views = self.views();
            (views.cursor().position, views.erasures().clone())
        };
        let known = self.past().recollect(position, size)?;
        let as_at = Some(AsAt::Position(position));
        released::make(
            &Moment::past(as_at, &known.views, self.keyring(), erased),
            on,
        )
    }
}
