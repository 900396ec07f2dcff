//! Tables as comma-separated values (RFC 4180).

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::asked::Asked;
use crate::language::Language;
use crate::problem::Problem;

/// A table: a row of names, and rows of as many values.
pub(crate) struct Table<'a> {
    /// What the file is called, without its ending.
    pub(crate) name: String,
    /// What stands in each column.
    pub(crate) columns: Vec<&'a str>,
    /// The rows.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table<'_> {
    /// The table as a file to be kept.
    pub(crate) fn response(&self) -> Result<Response, Problem> {
        let bytes = self.written().map_err(|error| Problem::internal(&error))?;
        Ok(file(&self.name, bytes))
    }

    /// Its text, lines ending in LF.
    pub(crate) fn written(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        writer
            .into_inner()
            .map_err(|error| std::io::Error::from(error.into_error().kind()).into())
    }
}

/// The bytes of a table as a file to be kept, under a name without its ending.
pub(crate) fn file(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/csv; charset=utf-8; header=present".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.csv\""),
        ),
    ];
    (headers, bytes).into_response()
}

/// True if the last part of the address says that a table is wanted, not a document.
pub(crate) fn is_asked(asked: &Asked) -> bool {
    let ending = asked.uri.path().rsplit_once('.');
    ending.is_some_and(|(_, ending)| ending == "csv")
}

/// The answer that is a table of these rows.
pub(crate) fn answer(
    name: &str,
    columns: &'static [&'static str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Response {
    let table = Table {
        name: name.to_owned(),
        columns: columns.to_vec(),
        rows: rows.collect(),
    };
    let answered = table.response();
    answered.unwrap_or_else(|problem| problem.document(Language::En))
}

/// A value as a cell; nothing where there is none.
pub(crate) fn cell(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_a_comma_or_a_quote_is_quoted_and_lines_end_alike() {
        let table = Table {
            name: "t".to_owned(),
            columns: vec!["a", "b"],
            rows: vec![vec!["1,2".to_owned(), "say \"no\"".to_owned()]],
        };
        let text = String::from_utf8(table.written().unwrap()).unwrap();
        assert_eq!(text, "a,b\n\"1,2\",\"say \"\"no\"\"\"\n");
        assert_eq!(
            (cell(Some(3)), cell(None::<u8>)),
            ("3".to_owned(), String::new())
        );
    }

    #[test]
    fn a_row_of_another_length_is_no_table() {
        let table = Table {
            name: "t".to_owned(),
            columns: vec!["a", "b"],
            rows: vec![vec!["1".to_owned()]],
        };
        assert!(table.written().is_err());
    }
}
