//! What auditors and operators ask: the same questions for a page and for a program.

use medreg_domain::{CourtCode, RegionCode, Source};
use medreg_node::federal::held::{Held, KeptAside};
use medreg_node::federal::quarantine::Reason;
use medreg_node::query::{
    Board, DueCursor, DueList, FindingsAsked, LIMIT_MAX, LinkShown, LinkState, Moment,
};
use medreg_projections::Sources;

use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;
use crate::viewer::Role;

/// Who sees how the links stand and what is kept aside.
pub(crate) const KEEPERS: [Role; 2] = [Role::Auditor, Role::Operator];

/// Who sees findings, deadlines and funds.
pub(crate) const AUDITORS: [Role; 1] = [Role::Auditor];

/// Rows of a part where no number is asked for.
const LIMIT: usize = 50;

/// Parts of findings that can be asked for by number.
pub(crate) const PAGES_MAX: usize = 10_000;

/// Which links are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinksAsked {
    pub(crate) state: Option<LinkState>,
    pub(crate) region: Option<RegionCode>,
}

impl LinksAsked {
    pub(crate) fn of(parameters: &mut Parameters, _: &Asked) -> Self {
        Self {
            state: parameters.choice("state"),
            region: parameters.one("region"),
        }
    }

    pub(crate) fn wants(self, link: &LinkShown) -> bool {
        self.state.is_none_or(|state| link.state == state)
            && self.region.is_none_or(|region| link.region == region)
    }
}

/// How all links stand, where `held` was asked before.
pub(crate) fn links(
    site: &Site,
    moment: &Moment<'_>,
    held: &[Held],
) -> Result<Vec<LinkShown>, Problem> {
    Ok(moment.links(site.clock().now(), held)?)
}

/// What is kept aside, by source, for who may know it. Asked before any look at the views: the
/// office answers between its commits, and a commit waits for who looks.
pub(crate) async fn held(site: &Site, asked: &Asked) -> Result<Vec<Held>, Problem> {
    asked.viewer.ensure(&KEEPERS)?;
    Ok(site.office().held().await?)
}

/// What of the quarantine is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeptAsked {
    pub(crate) court: Option<CourtCode>,
    pub(crate) reason: Option<Reason>,
    pub(crate) limit: usize,
}

/// What the office keeps aside: the sources, the first messages, how many there are.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) held: Vec<Held>,
    pub(crate) items: Vec<KeptAside>,
    pub(crate) total: usize,
}

impl KeptAsked {
    /// Reads the question and asks the office.
    pub(crate) async fn ask(site: &Site, asked: &Asked) -> Result<(Self, Kept), Problem> {
        let mut parameters = Parameters::of(asked.query());
        let least = question::wanted(&mut parameters, None);
        let wanted = Self::of(&mut parameters, asked);
        parameters.finish()?;
        asked.viewer.ensure(&KEEPERS)?;
        if let Some((position, within)) = least {
            site.reached(position, within).await?;
        }
        let held = held(site, asked).await?;
        let asking = (wanted.court, wanted.reason, wanted.limit);
        let (items, total) = site
            .office()
            .kept_aside(asking.0, asking.1, asking.2)
            .await?;
        Ok((wanted, Kept { held, items, total }))
    }

    pub(crate) fn of(parameters: &mut Parameters, _: &Asked) -> Self {
        Self {
            court: parameters.one("court"),
            reason: parameters.choice("reason"),
            limit: parameters.number("limit", 1, LIMIT_MAX).unwrap_or(LIMIT),
        }
    }
}

/// The sequence of the event that the office waits for from a source.
pub(crate) fn expected(sources: &Sources, source: Source) -> u64 {
    sources.head(source).map_or(1, |head| head.courtseq + 1)
}

/// Which findings are asked for, and which part of them by number.
pub(crate) fn findings(parameters: &mut Parameters, _: &Asked) -> (FindingsAsked, usize) {
    let limit = parameters.number("limit", 1, LIMIT_MAX).unwrap_or(LIMIT);
    let page = parameters.number("page", 1, PAGES_MAX).unwrap_or(1);
    let asked = FindingsAsked {
        rule: parameters.choice("rule"),
        court: parameters.one("court"),
        state: parameters.choice("state").unwrap_or_default(),
        skip: (page - 1) * limit,
        limit,
    };
    (asked, page)
}

/// Which part of the board of deadlines is asked for.
#[derive(Clone, Debug)]
pub(crate) struct DueAsked {
    pub(crate) board: Board,
    /// One list; the whole board if none is named.
    pub(crate) list: Option<DueList>,
    pub(crate) behind: Option<DueCursor>,
    pub(crate) limit: usize,
}

impl DueAsked {
    pub(crate) fn of(parameters: &mut Parameters, asked: &Asked) -> Self {
        Self {
            board: Board {
                court: parameters.one("court"),
                today: question::as_of(parameters, asked.today),
            },
            list: parameters.choice("state"),
            behind: parameters.one("cursor"),
            limit: parameters.number("limit", 1, LIMIT_MAX).unwrap_or(LIMIT),
        }
    }
}
