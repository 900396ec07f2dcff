### Rulesets, their parameters, and the steps of the term calculator.

## Rulesets: a name, and a sentence on what is special in it

ruleset-KZ-2011 = Law on Mediation as adopted in 2011
    .about = Strict reading by article 23: 30 days and up to 30 more; in court the court extends; entries are renewed each year by 25 December.
ruleset-KZ-2011-EXTRAJUDICIAL = Law of 2011, out-of-court term by article 20(9)
    .about = Variant of the same text: out of court 60 days and up to 30 more.
ruleset-KZ-2020 = Law on Mediation without the yearly renewal
    .about = As the law of 2011; entries are no longer renewed each year.
ruleset-KZ-2021 = Law on Mediation after the amendments of 20 December 2021
    .about = 30 days and up to 30 more in all channels; in court the parties extend and then notify the court; enforcement may be suspended.
ruleset-KZ-SEED = Reading of the project’s first paper
    .about = Variant: the parties or the court extend; where that paper is silent, the law in force applies.
ruleset-DRAFT-PRE-DISPUTE = Proposal: agreement before the dispute
    .about = Not law: out of court an agreement made before the dispute would count from the start of the procedure.
line-IN_FORCE = Applies by its dates
line-VARIANT = Applies only where it is named

## Parameters of a ruleset

parameter-base_days = Term of mediation
parameter-extension_days = Longest extension
parameter-cap_days = Term with all extensions, at most
parameter-several_extensions_inside_cap = Several extensions within that limit
parameter-roll_non_working = Last day moves off non-working days
parameter-pre_dispute_allowed = Agreement before the dispute
parameter-pre_dispute_channels = Where an agreement before the dispute is allowed
parameter-clock_start = When the term begins under an agreement made before the dispute
parameter-date_order = Order of agreement, dispute and start
parameter-new_agreement_required_in = Where a new agreement is needed after the dispute arose
parameter-refusal_days = Time to decide an application
parameter-suspension_months = Length of a suspension
parameter-annual_renewal_deadline = Last day of the year to ask for renewal
parameter-validity_years = How long an entry is valid
parameter-min_age_professional = Least age of a professional mediator
parameter-min_age_public = Least age of a public mediator
parameter-criminal_term = Term in criminal and administrative offence cases
parameter-offer_answer_days = Time to answer an offer of mediation
parameter-enforcement_suspension_days = Longest suspension of enforcement proceedings
parameter-extension_decider = Who extends the term
    .of = Who extends the term: { $channel }
    .nobody = Nobody
parameter-channels = Where mediation is possible
parameter-documents = Documents of an application
    .of = Documents of an application: { $kind }

## Values of parameters

amount-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
amount-calendar_days =
    { $days ->
        [one] { $days } calendar day
       *[other] { $days } calendar days
    }
amount-months =
    { $months ->
        [one] { $months } month
       *[other] { $months } months
    }
amount-years =
    { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
amount-age =
    { $years ->
        [one] { $years } year of age
       *[other] { $years } years of age
    }
amount-none = None
bool-true = Yes
bool-false = No

## Steps of the term calculator. Dates come in formatted; numbers as numbers.

step-base =
    { $start } + { $days ->
        [one] { $days } day
       *[other] { $days } days
    } = { $due }
step-base-moved =
    { $start } + { $days ->
        [one] { $days } day
       *[other] { $days } days
    } = { $raw }, which is not a working day, so { $due }
step-deadline = The term ends with the procedural deadline: { $due }
step-cap =
    Extensions can reach { $due } ({ $days ->
        [one] { $days } day
       *[other] { $days } days
    } in aggregate)
step-cap-moved =
    Extensions can reach { $raw }, which is not a working day, so { $due } ({ $days ->
        [one] { $days } day
       *[other] { $days } days
    } in aggregate)
step-extension =
    { $from } + { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, decided on { $decided } { $decider ->
        [COURT] by the court
       *[PARTIES] by the parties
    } = { $due }
step-extension-moved =
    { $from } + { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, decided on { $decided } { $decider ->
        [COURT] by the court
       *[PARTIES] by the parties
    } = { $raw }, which is not a working day, so { $due }
step-enforcement = Enforcement proceedings are suspended to { $until } at most
step-suspension = Suspended from { $from } to { $to }, active again from { $active }
step-offer = An offer of { $offered } without an answer counts as refused at the end of { $due }
step-application = An application of { $applied } is decided by { $due }
step-renewal = Without a request by { $ask } the entry is excluded from { $lapses }
step-validity = Valid to { $to }; without renewal the entry has lapsed on { $lapses }
step-civil_date = { $instant } is { $date } in { $zone }

## Where a rule stands: parts of a citation; the page takes the places from the data

cite-art = art { $places }
cite-civil_code = Civil Code, art { $places }
cite-personal_data = Law on Personal Data, art { $places }
cite-decree = Government decree No. { $number } of { $year }
cite-transitional = Law on Mediation, entry into force
cite-register = rules of the register
cite-act = Law No. { $number }
cite-proposal = the project’s first paper
