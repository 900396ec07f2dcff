//! The forms of what auditors and operators are answered.

use medreg_domain::Channel;
use medreg_domain::oversight::FindingClosure;
use medreg_node::federal::quarantine::Reason;
use medreg_node::query::{DueList, LinkState};
use medreg_projections::Severity;
use serde_json::{Value, json};

use super::super::entries::{COURT, ENTRY_NO, REGION};
use super::super::schema::{self, object, words};

const REFERRAL_NO: &str = "^KZ-[0-9]{2}-[0-9]{3}-[0-9]{4}-[0-9]{6}$";
const MONTH: &str = "^[0-9]{4}-[0-9]{2}$";

/// A court, or the federal office.
const SOURCE: &str = "^(federal|KZ-[0-9]{2}-[0-9]{3})$";

pub(super) fn links() -> Value {
    let link = object([
        ("court", schema::code(COURT)),
        ("region", schema::code(REGION)),
        ("state", schema::word::<LinkState>()),
        ("last_courtseq", schema::count()),
        ("last_heard_at", schema::or_null(schema::instant())),
        ("silent_minutes", schema::or_null(schema::count())),
        ("missing", schema::or_null(first_and_last())),
        ("behind", schema::count()),
        ("waiting", schema::count()),
        ("held_for", schema::or_null(schema::word::<Reason>())),
        ("refused", schema::count()),
    ]);
    let by_state = schema::for_any(&words::<LinkState>(), &schema::count());
    schema::with(
        schema::listed(link),
        [
            ("courts", schema::count()),
            ("up_to_date", schema::count()),
            ("by_state", by_state),
        ],
    )
}

/// The first and the last of what is missing.
fn first_and_last() -> Value {
    let mut both = schema::list_of(schema::count());
    both["minItems"] = json!(2);
    both["maxItems"] = json!(2);
    both
}

pub(super) fn findings() -> Value {
    let finding = object([
        ("finding", schema::text()),
        ("rule", schema::text()),
        ("severity", schema::or_null(schema::word::<Severity>())),
        ("law", schema::or_null(schema::text())),
        ("court", schema::or_null(schema::code(COURT))),
        ("subjects", schema::list_of(schema::text())),
        ("events", schema::list_of(schema::uuid())),
        ("raised_on", schema::date()),
        ("closed_on", schema::or_null(schema::date())),
        (
            "closed_by",
            schema::or_null(schema::word::<FindingClosure>()),
        ),
        ("reason", schema::or_null(schema::text())),
    ]);
    let by_severity = schema::for_any(&words::<Severity>(), &schema::count());
    let listed = schema::with(schema::listed(finding), [("by_severity", by_severity)]);
    // Parts of findings are numbered.
    schema::with_optional(listed, [("next", schema::or_null(schema::count()))])
}

pub(super) fn quarantine() -> Value {
    let source = schema::or_null(schema::code(SOURCE));
    let courtseq = schema::or_null(schema::count());
    let item = object([
        ("id", schema::text()),
        ("source", source.clone()),
        ("courtseq", courtseq.clone()),
        ("expected_courtseq", courtseq.clone()),
        ("reason", schema::word::<Reason>()),
        ("detail", schema::text()),
        ("kept_at", schema::instant()),
        ("bytes", schema::count()),
    ]);
    let held = object([
        ("source", source),
        ("kept", schema::count()),
        ("waiting", schema::count()),
        ("courtseq", courtseq),
        ("reason", schema::word::<Reason>()),
        ("held_for", schema::or_null(schema::word::<Reason>())),
        ("since", schema::instant()),
    ]);
    schema::with(schema::listed(item), [("by_source", schema::list_of(held))])
}

pub(super) fn deadlines() -> Value {
    let due = object([
        ("referral_no", schema::code(REFERRAL_NO)),
        ("list", schema::word::<DueList>()),
        ("due_on", schema::or_null(schema::date())),
        ("due_on_raw", schema::or_null(schema::date())),
        ("days_left", schema::or_null(schema::integer())),
        ("started_on", schema::or_null(schema::date())),
        ("extensions", schema::count()),
        ("extended_days", schema::count()),
        ("extension_days_max", schema::or_null(schema::count())),
        ("ended_on", schema::or_null(schema::date())),
        ("referred_on", schema::date()),
        ("channel", schema::word::<Channel>()),
        ("category", schema::text()),
        ("mediator", schema::or_null(schema::code(ENTRY_NO))),
        ("article", schema::or_null(schema::text())),
    ]);
    let counts = schema::for_each(&words::<DueList>(), &schema::count());
    schema::with(schema::listed(due), [("counts", counts)])
}

pub(super) fn funds() -> Value {
    schema::listed(one_fund())
}

pub(super) fn fund() -> Value {
    let month = schema::with(moved(), [("month", schema::code(MONTH))]);
    let months = schema::list_of(month);
    schema::told(schema::with(one_fund(), [("months", months)]))
}

fn one_fund() -> Value {
    schema::with(
        moved(),
        [
            ("court", schema::code(COURT)),
            ("outstanding", schema::money()),
            ("outstanding_count", schema::count()),
        ],
    )
}

/// What fees and fund came to.
fn moved() -> Value {
    object(
        [
            "assessed",
            "waived",
            "paid",
            "refunded",
            "allocated",
            "remunerated",
            "balance",
        ]
        .map(|sum| (sum, schema::money())),
    )
}
