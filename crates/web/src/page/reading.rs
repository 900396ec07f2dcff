//! Pages to read: how mediation goes, what the register is, its data, whom the site serves.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::Code;
use strum::VariantArray;

use super::frame::Frame;
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::question;
use crate::site::Site;

/// Where programs read what the pages say: the address, and the text about it.
const ADDRESSES: [(&str, &str); 10] = [
    ("/api/v1/entries", "data-entries"),
    ("/api/v1/entries/{entry_no}", "data-entry"),
    ("/api/v1/courts", "data-courts"),
    ("/api/v1/regions", "data-regions"),
    ("/api/v1/categories", "data-categories"),
    ("/api/v1/rulesets", "data-rulesets"),
    ("/api/v1/term", "data-term"),
    ("/api/v1/indicators", "data-indicators"),
    ("/api/v1/statistics/{indicator}", "data-statistics"),
    ("/api/v1/courts/{code}", "data-court"),
];

/// Makes a page of a frame and nothing else.
macro_rules! reading {
    ($($name:ident $page:ident $path:literal;)+) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        struct $page {
            frame: Frame,
        }

        pub(super) async fn $name(State(site): State<Site>, asked: Asked) -> Response {
            let read = |parameters: &mut Parameters, asked: &Asked| {
                question::as_of(parameters, asked.today)
            };
            asked
                .page(site, read, |site, asked, moment, as_of| {
                    let frame = asked.frame(site, moment, as_of, "");
                    Ok($page { frame })
                })
                .await
        }
    )+};
}

reading! {
    help HelpPage "help.html";
    about AboutPage "about.html";
    data DataPage "data.html";
    accessibility AccessibilityPage "accessibility.html";
}

impl DataPage {
    fn addresses() -> &'static [(&'static str, &'static str)] {
        &ADDRESSES
    }

    /// How many codes a refusal may have.
    fn codes() -> usize {
        Code::VARIANTS.len()
    }
}
