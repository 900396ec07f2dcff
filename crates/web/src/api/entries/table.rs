//! Entries that match as a table: what the document says of each, a list in one cell.

use axum::response::Response;
use medreg_node::query::{DISCLAIMER, EntryShown, Found};

use crate::csv::{self, cell};

const COLUMNS: &[&str] = &[
    "entry_no",
    "federal_no",
    "court",
    "name_kk",
    "name_ru",
    "name_latn",
    "kind",
    "standing",
    "standing_until",
    "standing_on",
    "standing_reason",
    "categories",
    "languages",
    "practice_kato",
    "sro",
    "valid_from",
    "valid_to",
    "certificate_provider",
    "certificate_issued_on",
    "contact",
    "availability",
    "erased_on",
    "position",
    "disclaimer",
];

pub(super) fn written(found: &Found) -> Response {
    let rows = found.items.iter().map(|shown| row(shown, found.position));
    csv::answer("entries", COLUMNS, rows)
}

fn row(shown: &EntryShown, position: u64) -> Vec<String> {
    let name = shown.name.as_ref();
    let standing = &shown.standing;
    let certificate = shown.certificate;
    let contact = shown.contact.iter();
    vec![
        shown.entry_no.to_string(),
        shown.federal_no.to_string(),
        shown.court.to_string(),
        cell(name.map(|name| &name.kk)),
        cell(name.map(|name| &name.ru)),
        cell(name.map(|name| &name.latn)),
        <&str>::from(shown.kind).to_owned(),
        standing.code.to_owned(),
        cell(standing.until),
        cell(standing.on),
        cell(standing.reason.map(<&str>::from)),
        list(shown.categories.iter()),
        list(shown.languages.iter()),
        shown.practice_kato.to_string(),
        cell(shown.sro.as_ref()),
        shown.valid_from.to_string(),
        shown.valid_to.to_string(),
        cell(certificate.map(|certificate| certificate.provider)),
        cell(certificate.map(|certificate| certificate.issued_on)),
        list(contact.map(|(kind, reached)| format!("{kind}: {reached}"))),
        <&str>::from(shown.availability).to_owned(),
        cell(shown.erased_on),
        position.to_string(),
        DISCLAIMER.to_owned(),
    ]
}

/// Several values in one cell.
fn list(values: impl Iterator<Item = impl ToString>) -> String {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    values.join(";")
}
