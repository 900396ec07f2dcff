//! The term of a procedure, its extensions and its cap.

use super::{Answer, Arisen, Asked, Dates, Extended, Procedure, ProcedureDates};
use super::{Question, Reasoned, Refused, Step};
use crate::calendar::add_days;
use crate::channel::{Channel, Decider};
use crate::reference::Reference;
use crate::rejection::Rejection;
use crate::term::{Due, Extension, Law, PreDispute, Term};

impl Procedure {
    pub(super) fn reckon(
        &self,
        question: &Question,
        reference: &Reference,
    ) -> Result<Answer, Refused> {
        let calendar = &reference.calendar;
        let ruleset = question.law(reference, self.agreement_on)?;
        let law = Law { ruleset, calendar };
        let first = self.first(&law)?;
        let cap = law.cap(&first)?;
        let mut steps = vec![base(&law, &first)];
        if !self.channel.has_procedural_term() {
            steps.push(cap_step(&law, cap));
        }
        let mut dates = self.dates(&first, cap);
        let mut term = first;
        for (number, asked) in self.extensions.iter().enumerate() {
            let extended = question
                .law(reference, asked.decided_on)
                .and_then(|ruleset| self.extend(&Law { ruleset, calendar }, &term, *asked));
            let (after, extended, step) = match extended {
                Ok(extended) => extended,
                Err(rejection) => {
                    return Err(Refused {
                        rejection,
                        extension: Some(number),
                        steps,
                    });
                }
            };
            let recorded_on = self.recorded_on.unwrap_or(asked.decided_on);
            let is_late = term.due.is_recorded_late(asked.decided_on, recorded_on);
            if is_late && dates.flags.is_empty() {
                dates.flags.push("LATE_RECORDED");
            }
            term = after;
            dates.extensions.push(extended);
            steps.push(step);
        }
        if self.channel == Channel::Enforcement {
            let until = add_days(
                self.agreement_on,
                ruleset.parameters.enforcement_suspension_days,
            );
            dates.enforcement_suspended_to = Some(until);
            let article = ruleset.citation("enforcement_suspension_days");
            steps.push(Step::Enforcement { until }.by(article));
        }
        Ok(Answer {
            ruleset: Some(ruleset.ruleset),
            dates: Dates::Procedure(dates),
            steps,
        })
    }

    fn first(&self, law: &Law<'_>) -> Result<Term, Rejection> {
        let agreement_on = self.agreement_on;
        match self.arisen {
            Some(Arisen {
                arose_on,
                started_on,
            }) => law.start_pre_dispute(
                self.channel,
                PreDispute {
                    agreement_on,
                    arose_on,
                    started_on,
                },
            ),
            None => law.conclude(self.channel, agreement_on, self.procedural_deadline),
        }
    }

    fn dates(&self, first: &Term, cap: Due) -> ProcedureDates {
        ProcedureDates {
            channel: self.channel,
            agreement_on: self.agreement_on,
            due_on_raw: first.due.raw,
            due_on: first.due.rolled,
            cap_on_raw: cap.raw,
            cap_on: cap.rolled,
            extensions: Vec::new(),
            flags: Vec::new(),
            enforcement_suspended_to: None,
        }
    }

    fn extend(
        &self,
        law: &Law<'_>,
        before: &Term,
        asked: Asked,
    ) -> Result<(Term, Extended, Reasoned), Rejection> {
        let decided_by = asked
            .decided_by
            .unwrap_or_else(|| usual_decider(law, self.channel));
        let Asked {
            days, decided_on, ..
        } = asked;
        let extension = Extension {
            days,
            decided_on,
            decided_by,
            all_parties: true,
        };
        let after = law.extend(before, extension)?;
        let step = Step::Extension {
            from: before.due.raw,
            days,
            decided_on,
            decided_by,
            due: after.due,
        };
        let extended = Extended {
            days,
            decided_on,
            decided_by,
            new_due_on_raw: after.due.raw,
            new_due_on: after.due.rolled,
        };
        let decider = law
            .ruleset
            .cited(&format!("extension_decider.{}", self.channel));
        let article = decider.unwrap_or_else(|| law.ruleset.citation("extension_days"));
        Ok((after, extended, step.by(article)))
    }
}

/// Who decides where nobody is named: the first whom the ruleset lets.
fn usual_decider(law: &Law<'_>, channel: Channel) -> Decider {
    let allowed = law.ruleset.parameters.extension_decider.get(&channel);
    allowed
        .and_then(|deciders| deciders.first().copied())
        .unwrap_or(Decider::Parties)
}

fn base(law: &Law<'_>, term: &Term) -> Reasoned {
    let due = term.due;
    if term.channel.has_procedural_term() {
        return Step::Deadline { due }.by(law.ruleset.citation("criminal_term"));
    }
    let step = Step::Base {
        start: term.started_on,
        days: law.ruleset.parameters.base_days,
        due,
    };
    step.by(law.ruleset.citation("base_days"))
}

fn cap_step(law: &Law<'_>, due: Due) -> Reasoned {
    let step = Step::Cap {
        days: law.ruleset.parameters.cap_days,
        due,
    };
    step.by(law.ruleset.citation("cap_days"))
}
