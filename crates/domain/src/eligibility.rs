//! The judge's question: may I point the parties to this person today, for this dispute?
//! (R35). The answer gives reasons and shows no documents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::{CategoryCode, LanguageCode};
use crate::court_code::CourtCode;
use crate::entry::event::vocabulary;
use crate::entry::{Availability, Entry};
use crate::standing::Standing;
use crate::visibility::Audience;

/// Days after which a court's silence leaves its register's state open.
pub const SILENT_DAYS_MAX: i64 = 30;

vocabulary! {
    /// What a judge is told.
    Verdict {
        /// Yes.
        Yes,
        /// Yes, and there is something to know.
        YesWithNote,
        /// No.
        No,
        /// The court that keeps the entry has been silent too long to tell.
        CannotTell,
    }
    /// What the verdict rests on.
    ReasonCode {
        /// The entry is active on the day.
        Active,
        /// The mediator works in the category, or in all.
        Category,
        /// The mediator works in the language.
        Language,
        /// The person is no coordinator at any court.
        NoCoordinator,
        /// The mediator takes cases.
        TakesCases,
        /// No sanction of the last years stands.
        NoSanction,
        /// The court that keeps the entry has been heard of lately.
        CourtHeard,
    }
    /// What a reason comes to.
    Bearing {
        /// It speaks for the person.
        For,
        /// It is to be known, and decides nothing.
        Note,
        /// It decides against.
        Against,
        /// Nobody can tell: the court has been silent too long.
        Open,
    }
}

/// One reason, with the rule it follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What was looked at.
    pub code: ReasonCode,
    /// Whether it speaks for the person.
    pub ok: bool,
    /// Where it stands.
    pub rule: &'static str,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Eligibility {
    /// May the parties be pointed to the person?
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Where the entry stands.
    pub standing: Standing,
}

impl Eligibility {
    /// What one of its reasons comes to. Of a silent court, what may have changed since is open.
    pub fn bearing(&self, reason: &Reason) -> Bearing {
        let mut reasons = self.reasons.iter();
        let is_silent = reasons.any(|it| it.code == ReasonCode::CourtHeard && !it.ok);
        match (reason.code, reason.ok) {
            (ReasonCode::CourtHeard, false) => Bearing::Open,
            (ReasonCode::Active | ReasonCode::NoSanction, true) if is_silent => Bearing::Open,
            (_, true) => Bearing::For,
            (ReasonCode::TakesCases | ReasonCode::NoSanction, false) => Bearing::Note,
            (
                ReasonCode::Active
                | ReasonCode::Category
                | ReasonCode::Language
                | ReasonCode::NoCoordinator,
                false,
            ) => Bearing::Against,
        }
    }
}

/// What is asked, and what is known beside the entry.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// On which day.
    pub on: NaiveDate,
    /// For a dispute of which category.
    pub category: Option<CategoryCode>,
    /// In which language.
    pub language: Option<LanguageCode>,
    /// Who asks: what a sanction was is not everybody's to know (R30).
    pub audience: Audience,
    /// The day of asking.
    pub today: NaiveDate,
    /// Where the person is a coordinator that day.
    pub coordinates_at: Option<CourtCode>,
    /// Days since the court that keeps the entry was heard of; none if it never was.
    pub silent_days: Option<i64>,
}

/// Answers for an entry.
pub fn eligibility(entry: &Entry, asked: &Asked) -> Eligibility {
    let sees_past = asked.audience >= Audience::Judge;
    let standing = if sees_past {
        entry.validity.standing(asked.on)
    } else {
        entry.validity.standing_shown(asked.on, asked.today)
    };
    let fits = |category: CategoryCode| {
        entry.categories.is_empty() || entry.categories.iter().any(|own| covers(*own, category))
    };
    let heard = asked
        .silent_days
        .is_some_and(|days| days <= SILENT_DAYS_MAX);
    let reason = |code, ok, rule| Reason { code, ok, rule };
    let mut reasons = vec![
        reason(
            ReasonCode::Active,
            standing == Standing::Active,
            "art 9(1), 14(7)",
        ),
        reason(
            ReasonCode::NoCoordinator,
            asked.coordinates_at.is_none(),
            "art 9(7)(1), R24",
        ),
    ];
    if let Some(category) = asked.category {
        reasons.push(reason(ReasonCode::Category, fits(category), "R10, R35"));
    }
    if let Some(language) = asked.language {
        let speaks = entry.languages.contains(&language);
        reasons.push(reason(ReasonCode::Language, speaks, "art 14(3), R35"));
    }
    let must_hold = reasons.iter().all(|reason| reason.ok);
    let open = entry.availability == Availability::Open;
    reasons.push(reason(ReasonCode::TakesCases, open, "R35"));
    if sees_past {
        let unblemished = entry.sanctions_shown(asked.on).next().is_none();
        let rule = "art 14(7), R33";
        reasons.push(reason(ReasonCode::NoSanction, unblemished, rule));
    }
    let without_note = reasons.iter().all(|reason| reason.ok);
    reasons.push(reason(ReasonCode::CourtHeard, heard, "R35"));
    let verdict = match (must_hold, heard, without_note) {
        (false, _, _) => Verdict::No,
        (true, false, _) => Verdict::CannotTell,
        (true, true, false) => Verdict::YesWithNote,
        (true, true, true) => Verdict::Yes,
    };
    Eligibility {
        verdict,
        reasons,
        standing,
    }
}

/// True if a mediator of `own` takes disputes of `asked`: the same category or one below it.
fn covers(own: CategoryCode, asked: CategoryCode) -> bool {
    let below = asked.as_str().strip_prefix(own.as_str());
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{DAY, ENTRY, Given, command, date, id};
    use serde_json::json;

    fn entry(given: &Given) -> Entry {
        given.docket.entries[&ENTRY.parse().unwrap()].clone()
    }

    fn asked(on: &str) -> Asked {
        Asked {
            on: date(on),
            category: None,
            language: None,
            audience: Audience::Judge,
            today: date(on),
            coordinates_at: None,
            silent_days: Some(0),
        }
    }

    fn verdict(entry: &Entry, asked: &Asked) -> Verdict {
        eligibility(entry, asked).verdict
    }

    #[test]
    fn an_active_mediator_may_be_pointed_to_and_a_lapsed_one_may_not() {
        let entry = entry(&Given::court().entered(DAY));
        assert_eq!(verdict(&entry, &asked(DAY)), Verdict::Yes);
        assert_eq!(verdict(&entry, &asked("2027-01-01")), Verdict::No);
    }

    #[test]
    fn a_coordinator_may_not_be_pointed_to() {
        let entry = entry(&Given::court().entered(DAY));
        let coordinates_at = Some("KZ-75-204".parse().unwrap());
        let asked = Asked {
            coordinates_at,
            ..asked(DAY)
        };
        assert_eq!(verdict(&entry, &asked), Verdict::No);
    }

    #[test]
    fn a_category_below_the_mediators_own_is_covered_and_another_is_not() {
        let mut entry = entry(&Given::court().entered(DAY));
        entry.categories = vec!["HEALTH.TREATMENT".parse().unwrap()];
        let with = |category: &str| Asked {
            category: Some(category.parse().unwrap()),
            ..asked(DAY)
        };
        let told = |category| verdict(&entry, &with(category));
        assert_eq!(told("HEALTH.TREATMENT"), Verdict::Yes);
        assert_eq!(told("HEALTH.TREATMENT.QUALITY"), Verdict::Yes);
        assert_eq!(told("HEALTH"), Verdict::No);
        assert_eq!(told("HEALTH.TREATMENTS"), Verdict::No);
    }

    #[test]
    fn a_language_the_mediator_does_not_speak_is_a_no() {
        let mut entry = entry(&Given::court().entered(DAY));
        entry.languages = vec!["kk".parse().unwrap()];
        let with = |language: &str| Asked {
            language: Some(language.parse().unwrap()),
            ..asked(DAY)
        };
        assert_eq!(verdict(&entry, &with("kk")), Verdict::Yes);
        assert_eq!(verdict(&entry, &with("ru")), Verdict::No);
    }

    #[test]
    fn a_silent_court_leaves_the_answer_open_but_never_turns_a_no_around() {
        let entry = entry(&Given::court().entered(DAY));
        let silent = |days, on| Asked {
            silent_days: days,
            ..asked(on)
        };
        assert_eq!(verdict(&entry, &silent(Some(30), DAY)), Verdict::Yes);
        assert_eq!(verdict(&entry, &silent(Some(31), DAY)), Verdict::CannotTell);
        assert_eq!(verdict(&entry, &silent(None, DAY)), Verdict::CannotTell);
        assert_eq!(verdict(&entry, &silent(None, "2027-01-01")), Verdict::No);
    }

    #[test]
    fn what_the_reasons_come_to_is_what_the_verdict_says() {
        let mut closed = entry(&Given::court().entered(DAY));
        let open = closed.clone();
        closed.availability = Availability::Closed;
        let silent = Asked {
            silent_days: None,
            ..asked(DAY)
        };
        let lapsed = asked("2027-01-01");
        for (entry, asked, verdict, bearing) in [
            (&open, &asked(DAY), Verdict::Yes, Bearing::For),
            (&closed, &asked(DAY), Verdict::YesWithNote, Bearing::Note),
            (&open, &lapsed, Verdict::No, Bearing::Against),
            (&open, &silent, Verdict::CannotTell, Bearing::Open),
        ] {
            let told = eligibility(entry, asked);
            let bearings = told.reasons.iter().map(|reason| told.bearing(reason));
            // The gravest of them: in the order they are named.
            assert_eq!((told.verdict, bearings.max()), (verdict, Some(bearing)));
        }
        let told = eligibility(&open, &silent);
        let bearing = |code| {
            let reason = told.reasons.iter().find(|reason| reason.code == code);
            reason.map(|reason| told.bearing(reason))
        };
        assert_eq!(bearing(ReasonCode::Active), Some(Bearing::Open));
        assert_eq!(bearing(ReasonCode::NoCoordinator), Some(Bearing::For));
    }

    #[test]
    fn a_mediator_who_takes_no_cases_or_was_warned_comes_with_a_note() {
        let mut closed = entry(&Given::court().entered(DAY));
        closed.availability = Availability::Closed;
        assert_eq!(verdict(&closed, &asked(DAY)), Verdict::YesWithNote);
        let warned = Given::court()
            .entered(DAY)
            .then(
                DAY,
                command(json!({"act": "receive_complaint", "entry_no": ENTRY,
                    "complaint_id": id(0xd, 1), "by": "SRO", "ground": "CONDUCT"})),
            )
            .then(
                DAY,
                command(json!({"act": "open_proceeding", "entry_no": ENTRY,
                    "proceeding_id": id(0xe, 1), "complaint_id": id(0xd, 1), "body": "SRO-007"})),
            )
            .then(
                DAY,
                command(json!({"act": "close_proceeding", "entry_no": ENTRY,
                    "proceeding_id": id(0xe, 1), "outcome": "BREACH_CONFIRMED"})),
            )
            .then(
                DAY,
                command(json!({"act": "record_sanction", "entry_no": ENTRY,
                    "proceeding_id": id(0xe, 1), "kind": "WARNING"})),
            );
        let warned = entry(&warned);
        assert_eq!(verdict(&warned, &asked(DAY)), Verdict::YesWithNote);
        // What a sanction was is told to judges, not to everybody.
        let everybody = Asked {
            audience: Audience::Public,
            ..asked(DAY)
        };
        assert_eq!(verdict(&warned, &everybody), Verdict::Yes);
    }
}
