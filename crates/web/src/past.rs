//! Which addresses can be asked about an earlier state of knowledge, and which show figures that
//! are released.

/// What rests on no history, or on what the office knows now alone: when a court was last heard
/// of, what is kept aside, who read what, which checkpoints are signed. Paths of pages without
/// their language, and of the API; one that ends in `/` stands for all below it.
const OF_NOW: [&str; 21] = [
    "/about",
    "/accessibility",
    "/api",
    "/audit",
    "/audit/reads",
    "/data",
    "/federal/quarantine",
    "/federal/sync",
    "/help",
    "/problems",
    "/problems/",
    "/rules/calc",
    "/sign-in",
    "/statistics/releases",
    "/sync",
    "/api/v1/access-records",
    "/api/v1/events",
    "/api/v1/quarantine",
    "/api/v1/releases",
    "/api/v1/releases/",
    "/api/v1/sync",
];

/// Where figures stand: the page of all indicators, and what lies below.
const FIGURES: [&str; 3] = ["/statistics", "/statistics/", "/api/v1/statistics/"];

/// True for an address whose figures may be those of a release.
pub(crate) fn takes_release(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_of_figures = |of: &&str| path == *of || (of.ends_with('/') && path.starts_with(*of));
    takes_as_at(path) && FIGURES.iter().any(is_of_figures)
}

/// True for an address that takes `as_at`; a table takes what its document does.
pub(crate) fn takes_as_at(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_suffix(".csv").unwrap_or(path);
    let is_named = |of_now: &&str| match of_now.strip_suffix('/') {
        Some(_) => path.starts_with(*of_now),
        None => path == *of_now,
    };
    !OF_NOW.iter().any(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_alone_are_those_of_a_release() {
        for path in [
            "/statistics",
            "/statistics/S16?by=region",
            "/api/v1/statistics/S16.csv",
        ] {
            assert!(takes_release(path), "{path}");
        }
        for path in [
            "/",
            "/entries",
            "/statistics/releases",
            "/api/v1/indicators",
        ] {
            assert!(!takes_release(path), "{path}");
        }
    }

    #[test]
    fn what_is_of_now_alone_takes_no_earlier_state_and_the_rest_does() {
        for path in [
            "/sync",
            "/sync?region=10",
            "/problems/SIGN_IN",
            "/audit",
            "/api",
            "/api/v1/sync.csv",
        ] {
            assert!(!takes_as_at(path), "{path}");
        }
        for path in [
            "/",
            "/entries",
            "/audit/findings",
            "/rules",
            "/federal/fees",
            "/api/v1/entries",
            "/api/v1/fees.csv",
        ] {
            assert!(takes_as_at(path), "{path}");
        }
    }
}
