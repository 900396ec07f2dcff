//! Every code is met where people meet it: in what a court answers to an act, or in what the
//! command line says; and it is told with its article.

use std::collections::BTreeSet;

use medreg_domain::Code;
use strum::VariantArray;

mod disputes;
mod entries;
mod office;
mod story;

/// A code, and what was said to whoever met it.
type Told = (Code, String);

/// Codes that no interface of this version can meet, and why.
const NOT_MET: [(Code, &str); 3] = [
    (
        Code::IinInvalid,
        "the IIN stays with whoever computes the person key: no act takes one",
    ),
    (
        Code::NotNaturalPerson,
        "a number of a legal person is told from an IIN, and no act takes one",
    ),
    (
        Code::FederalNoInvalid,
        "no question and no act takes a federal number: it is computed and shown",
    ),
];

#[test]
fn every_code_is_told_with_its_article_where_people_meet_it() {
    let mut told = entries::refusals();
    told.extend(disputes::refusals());
    told.extend(office::refusals());
    let mut met = BTreeSet::new();
    for (code, said) in told {
        let ending = format!("({code}, {})", code.article());
        assert!(said.contains(&ending), "{code}: {said}");
        met.insert(code);
    }
    for (code, reason) in NOT_MET {
        assert!(!met.contains(&code), "{code} is met after all: {reason}");
        met.insert(code);
    }
    let missing: Vec<&Code> = Code::VARIANTS
        .iter()
        .filter(|code| !met.contains(code))
        .collect();
    assert!(missing.is_empty(), "nobody meets {missing:?}");
}
