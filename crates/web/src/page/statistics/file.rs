//! One chart of a page as a file, for who puts it into a report: the picture alone, with what
//! the page says around it.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use medreg_domain::visibility::Audience;

use super::one::{Charted, Count};
use super::table::Table;
use super::{drawing, finding, names};
use crate::chart::{Frame, Paper};
use crate::problem::Problem;

/// The end of an address whose answer is a chart.
pub(super) const SUFFIX: &str = ".svg";

/// What the name of a file says that is not for everybody.
const NOT_PUBLIC: &str = "-not-public";

impl Count {
    /// The chart of a figure, or the first of the page.
    pub(super) fn file(&self, figure: Option<&str>) -> Result<Response, Problem> {
        let (_, tables) = self.laid_out();
        let mut drawn = tables.iter().filter(|charted| charted.is_drawn);
        let is_wanted =
            |charted: &&Charted| figure.is_none_or(|figure| charted.table.figure == figure);
        let id: &str = self.indicator.into();
        let Some(charted) = drawn.find(is_wanted) else {
            let of = figure.map(|figure| format!(" of `{figure}`"));
            let detail = format!(
                "the page of {id} has no such chart{}: read the table",
                of.unwrap_or_default()
            );
            return Err(Problem::not_found(detail));
        };
        let language = self.frame.language;
        let table = &charted.table;
        let picture = drawing::draw(language, table, &charted.breaks, Frame::Wide);
        let mark = if self.is_of_office() { NOT_PUBLIC } else { "" };
        let kept = format!(
            "attachment; filename=\"{id}-{}{mark}{SUFFIX}\"",
            plain(&table.figure)
        );
        let headers = [
            (
                header::CONTENT_TYPE,
                "image/svg+xml; charset=utf-8".to_owned(),
            ),
            (header::CONTENT_DISPOSITION, kept),
            (header::CONTENT_LANGUAGE, language.code().to_owned()),
        ];
        Ok((headers, self.paper(table).svg(&picture)).into_response())
    }

    /// True where it may show what everybody is not shown.
    fn is_of_office(&self) -> bool {
        self.asked_for.audience >= Audience::Federal
    }

    /// What is written around a chart.
    fn paper(&self, table: &Table) -> Paper {
        let (frame, language) = (&self.frame, self.frame.language);
        let id: &str = self.indicator.into();
        let title = names::title(language, self.indicator);
        let named = if table.name.starts_with(&title) {
            table.name.clone()
        } else {
            format!("{title}: {}", table.name)
        };
        let by = self.asked_for.by.iter();
        let by = by.map(|name| language.word("dimension", name));
        let parts: Vec<String> = std::iter::once(format!("{id} {named}"))
            .chain(by)
            .chain(span(&table.heads(language)))
            .collect();
        let marks = table.legend(language).into_iter();
        let marks: Vec<String> = marks.map(|(mark, said)| format!("{mark} {said}")).collect();
        let source = [
            ("service", frame.t("service")),
            ("date", frame.long_date(frame.as_of)),
            ("position", frame.position().unwrap_or_default()),
            ("address", self.address()),
        ];
        let source = source.each_ref().map(|(name, text)| (*name, text.as_str()));
        let office = self.is_of_office().then(|| frame.t("chart-not-public"));
        let notes = [
            office.unwrap_or_default(),
            format!(
                "{}: {}",
                frame.t("basis"),
                frame.t(&format!("indicator-{id}.basis"))
            ),
            marks.join(" · "),
            language.with("chart-source", &source),
            frame
                .past_known()
                .or_else(|| frame.release())
                .unwrap_or_default(),
            frame.t("disclaimer"),
        ];
        Paper {
            language: language.code(),
            title: parts.join(" · "),
            finding: finding::ends(language, table).filter(|_| self.asked_for.by == ["region"]),
            notes: notes.into_iter().filter(|note| !note.is_empty()).collect(),
        }
    }

    /// Where the figures are found.
    fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for by in &self.asked_for.by {
            query.append_pair("by", by);
        }
        query.append_pair("period", &self.asked_for.period);
        let of = self.frame.release_named();
        for (name, value) in [("as_at", self.frame.given("as_at")), ("release", &of)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let id: &str = self.indicator.into();
        format!("{}/statistics/{id}?{}", self.frame.origin(), query.finish())
    }
}

/// The first and the last of some periods.
fn span(heads: &[String]) -> Option<String> {
    match heads {
        [] => None,
        [only] => Some(only.clone()),
        [first, .., last] => Some(format!("{first} – {last}")),
    }
}

/// The name of a figure as a part of a file's name.
fn plain(figure: &str) -> String {
    figure.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
}
