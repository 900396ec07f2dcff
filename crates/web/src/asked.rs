//! What is asked, and by whom: for pages and for programs.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{Uri, header};
use axum::response::Response;
use chrono::NaiveDate;
use medreg_node::query::{Moment, Sight};
use medreg_projections::statistics::Period;

use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;
use crate::viewer::{PAST_ROLES, Viewer};
use crate::{page, past, question};

/// The header that asks for an answer not older than a position.
pub(crate) const MIN_POSITION: &str = "medreg-min-position";

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The language in the path, if it begins with one.
    pub(crate) language: Option<Language>,
    /// The language the reader would like best, if anything says so.
    accepted: Option<Language>,
    /// The address.
    pub(crate) uri: Uri,
    /// Who asks.
    pub(crate) viewer: Viewer,
    /// What day it is.
    pub(crate) today: NaiveDate,
    /// The position the answer has to rest on at least, as a header asks for it.
    min_position: Option<String>,
    /// True if memory alone answers.
    is_at_hand: bool,
}

impl FromRequestParts<Site> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let viewer = Viewer::from_request_parts(parts, site).await?;
        // A router that stands below a path hides it from what it routes to.
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, site).await?;
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|header| header.to_str().ok());
        let min_position = parts.headers.get(MIN_POSITION);
        let min_position = min_position.map(|header| header.to_str().unwrap_or_default());
        Ok(Self {
            language: Language::of_path(uri.path()),
            accepted: accepted.map(Language::accepted),
            uri,
            viewer,
            today: site.clock().today(),
            min_position: min_position.map(str::to_owned),
            is_at_hand: false,
        })
    }
}

impl Asked {
    /// The language of a page: of its address, else the one liked best.
    pub(crate) fn language(&self) -> Language {
        self.language.or(self.accepted).unwrap_or_default()
    }

    /// The language in which a program is told what is wrong.
    pub(crate) fn told_in(&self) -> Language {
        self.accepted.unwrap_or(Language::En)
    }

    /// What the viewer may see.
    pub(crate) fn sight(&self) -> Sight {
        self.viewer.sight(self.today)
    }

    /// The query string.
    pub(crate) fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The same, where memory alone answers, and shortly: going to a thread that may wait would
    /// take longer than the answer.
    pub(crate) fn at_hand(self) -> Self {
        Self {
            is_at_hand: true,
            ..self
        }
    }

    /// The release that figures are read from. Everybody is shown the newest: figures that grow
    /// with each event would betray what small cells hide. Those who may look at any state of
    /// knowledge see them as they are, unless they name one.
    async fn released(
        &self,
        site: &Site,
        named: Option<Period>,
    ) -> Result<Option<(Period, NaiveDate)>, Problem> {
        let sees_all = self
            .viewer
            .role
            .is_some_and(|role| PAST_ROLES.contains(&role));
        if sees_all && named.is_none() {
            return Ok(None);
        }
        let found = move |site: &Site| Ok(site.queries().release(named));
        let found = site.answer(found).await?;
        match (found, named) {
            (Some((period, release)), _) => Ok(Some((period, release.on))),
            (None, None) => Ok(None),
            (None, Some(period)) => Err(Problem::not_found(format!(
                "no figures were released with {period}"
            ))),
        }
    }

    /// Reads the parameters, looks at one moment, and writes the answer from what was seen when
    /// commits may go on; on a thread that may wait, unless the answer is at hand. Analysts and
    /// auditors may look at an earlier state of knowledge, where an answer rests on one.
    pub(crate) async fn answer<Q: Send + 'static, L>(
        &self,
        site: &Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<L, Problem> + Send + 'static,
        write: impl FnOnce(L) -> Response + Send + 'static,
    ) -> Result<Response, Problem> {
        let mut parameters = Parameters::of(self.query());
        let path = page::path_of(&self.uri);
        let as_at = if past::takes_as_at(&path) {
            question::as_at(&mut parameters)
        } else {
            None
        };
        let mut asked = self.clone();
        let mut release = None;
        if past::takes_release(&path) {
            let named = question::release(&mut parameters, as_at);
            if as_at.is_none()
                && let Some((period, on)) = self.released(site, named).await?
            {
                // What is released is looked at from the day it was.
                asked.today = on;
                release = Some(period);
            }
        }
        let wanted = question::wanted(&mut parameters, self.min_position.as_deref());
        let question = read(&mut parameters, &asked);
        parameters.finish()?;
        if as_at.is_some() {
            self.viewer.ensure(&PAST_ROLES)?;
        }
        if let Some((position, within)) = wanted {
            site.reached(position, within).await?;
        }
        let of = site.clone();
        let mut look = move |moment: &Moment<'_>| look(&of, &asked, moment, question);
        if self.is_at_hand && as_at.is_none() {
            match site.queries().at_once(look) {
                Ok(seen) => return seen.map(write),
                Err(not_yet) => look = not_yet,
            }
        }
        site.answer(move |site| {
            let queries = site.queries();
            let seen = match release {
                Some(period) => queries.at_release(period, look),
                None => queries.at(as_at, look),
            }?;
            Ok(write(seen))
        })
        .await
    }
}
