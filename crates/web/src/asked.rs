//! What is asked, and by whom: for pages and for programs.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{Uri, header};
use axum::response::Response;
use chrono::NaiveDate;
use medreg_node::query::{Moment, Sight};

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
        let as_at = if past::takes_as_at(&page::path_of(&self.uri)) {
            question::as_at(&mut parameters)
        } else {
            None
        };
        let wanted = question::wanted(&mut parameters, self.min_position.as_deref());
        let question = read(&mut parameters, self);
        parameters.finish()?;
        if as_at.is_some() {
            self.viewer.ensure(&PAST_ROLES)?;
        }
        if let Some((position, within)) = wanted {
            site.reached(position, within).await?;
        }
        let (asked, of) = (self.clone(), site.clone());
        let mut look = move |moment: &Moment<'_>| look(&of, &asked, moment, question);
        if self.is_at_hand && as_at.is_none() {
            match site.queries().at_once(look) {
                Ok(seen) => return seen.map(write),
                Err(not_yet) => look = not_yet,
            }
        }
        site.answer(move |site| {
            let seen = site.queries().at(as_at, look)?;
            Ok(write(seen))
        })
        .await
    }
}
