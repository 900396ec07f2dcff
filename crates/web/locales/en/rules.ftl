### The law explained: rulesets, calendars, the term calculator.

section-rules = Rules

## Weekdays and months

day-of-week-1 = Monday
    .short = Mon
day-of-week-2 = Tuesday
    .short = Tue
day-of-week-3 = Wednesday
    .short = Wed
day-of-week-4 = Thursday
    .short = Thu
day-of-week-5 = Friday
    .short = Fri
day-of-week-6 = Saturday
    .short = Sat
day-of-week-7 = Sunday
    .short = Sun
weekday-date = { $weekday } { $date }
month-name-1 = January
month-name-2 = February
month-name-3 = March
month-name-4 = April
month-name-5 = May
month-name-6 = June
month-name-7 = July
month-name-8 = August
month-name-9 = September
month-name-10 = October
month-name-11 = November
month-name-12 = December

## Rulesets

rules-title = Terms and rules
rules-lead = The terms the law sets, where each stands, and how it is counted. An act is judged by the law of its own day, not of today.
rules-on = Rules in force on
rules-in-force = In force on { $date }:
rules-none = No rules of mediation are in force on { $date }: the Law on Mediation applies from 5 August 2011.
rules-all = All rulesets
rules-ruleset = Ruleset
rules-validity = In force
rules-applies = How it applies
rules-from-to = { $from } – { $to }
rules-from = from { $from }
rules-no-dates = no dates
rules-day = { $day } { $month }
rules-days = How days are counted
rules-days-text = The first day of a term is the day after the agreement. If the last day is not a working day, the term ends on the next working day. An act is in time if it is done before midnight of the last day.
rules-days-article = Civil Code, art 173 to 176
rules-choice = Which rules apply
rules-choice-text = Those in force on the day of the act: on the day of the agreement for the first term, on the day of the decision for an extension. A variant applies only where it is named.
rules-variant = It is shown for comparison and does not apply by itself.
rules-deadlines = Terms
rules-deadline = Term
rules-amount = How long
rules-article = Article
rules-formula = How it is counted
rules-example = Example
rules-articles-note = Articles without the name of an act are those of the Law on Mediation of 28 January 2011, No. 401-IV.
rules-procedural = the term set by the authority
rules-others = Other rules
rules-rule = Rule
rules-value = What applies
rules-differences = What is different
rules-compared = Compared with:
rules-no-differences = The rules are the same.
rules-differences-table = Rules that differ
rules-here = In this ruleset
rules-there = In the other
rules-calendar = Days that are not worked
rules-calendar-text = Saturdays and Sundays are not worked, unless they are named here as working days. The days come from calendars the federal office publishes.
rules-calendar-of = Days off and moved working days of { $year }
rules-calendar-none = The calendar of { $year } is not published, so terms that end in it cannot be counted yet.
rules-days-off = Days off from Monday to Friday
rules-days-worked = Worked days off
rules-years = Calendars by year

formula-base_days = the day of the agreement plus the days; day one is the day after
formula-extension_days = the last day as counted plus the days of the extension, up to the term in aggregate
formula-cap_days = the day of the agreement plus the days, with all extensions
formula-criminal_term = ends with the deadline of the authority; the parties do not extend it
formula-offer_answer_days = the day of the offer plus the days; silence counts as a refusal
formula-refusal_days = the day the application came in plus the days
formula-suspension_months = to the same date, or to the last day of the month where it has no such date
formula-enforcement_suspension_days = the day of the agreement plus the days, at most; it is not extended
formula-annual_renewal_deadline = without a request by this day the entry is excluded when the year ends

## The calculator

calc-title = Count a term of mediation
calc-lead = The last day of a mediation, with each step of the arithmetic and its article. Nothing you enter is kept.
calc-error = Error:
calc-channel = Where the dispute stands
calc-agreement_on = Day of the agreement
calc-extension = Extension { $number }
calc-days = Days
calc-decided = Decided on
calc-by = Decided by
calc-by-law = as the law says
calc-extend_days = Extension { $number }, days
calc-extend_on = Extension { $number }, day of the decision
calc-extend_by = Extension { $number }, who decided
calc-more = More: other rules, deadline of the authority, agreement made before the dispute
calc-ruleset = Ruleset
calc-ruleset-of-day = the one in force on the day of the act
calc-procedural_deadline = Deadline the authority set
calc-recorded = Day the extension was recorded, if later
calc-pre_dispute = The agreement was made before the dispute arose
calc-arose = Day the dispute arose
calc-started = Day the procedure started
calc-go = Show each step
calc-due = Last day: { $date }
calc-until-midnight = An act is in time if it is done before midnight of that day.
calc-left = { $n ->
    [one] It can still be extended by { $shown } day.
   *[other] It can still be extended by up to { $shown } days.
}
calc-none-left = It cannot be extended any further.
calc-cap = Extensions reach at most: { $date }
calc-late = The extension was decided in time and recorded only after the last day: it counts, and the register notes that it was recorded late.
calc-by-rules = Counted by:
calc-steps = How the last day is counted
calc-steps-so-far = What was counted up to the refusal
calc-step = Step
calc-counted = How it is counted
calc-step-base = First term
calc-step-deadline = Deadline of the authority
calc-step-cap = Limit of extensions
calc-step-extension = Extension
calc-step-enforcement = Enforcement proceedings
