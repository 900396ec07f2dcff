//! Persons and what befell their entries, for programs.

use axum::extract::{Path, State};
use axum::response::Response;
use medreg_domain::{EntryNo, FederalNo};
use serde_json::json;

use super::told::{list, one};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

/// A person with the entries at every court.
pub(super) async fn person(
    State(site): State<Site>,
    Path(federal_no): Path<String>,
    asked: Asked,
) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .document(site, read, move |_, asked, moment, as_of| {
            let federal_no: FederalNo = question::named(&federal_no)?;
            let person = moment.person(federal_no, as_of, asked.sight())?;
            Ok(one(moment, Some(as_of), json!(person)))
        })
        .await
}

/// What befell an entry, as far as the asker may know of it.
pub(super) async fn history(
    State(site): State<Site>,
    Path(entry_no): Path<String>,
    asked: Asked,
) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .document(site, read, move |_, asked, moment, as_of| {
            let entry_no: EntryNo = question::named(&entry_no)?;
            let facts = moment.history(entry_no, as_of, asked.sight())?;
            let items = facts.into_iter().map(|fact| json!(fact));
            Ok(list(moment, Some(as_of), items.collect()))
        })
        .await
}
