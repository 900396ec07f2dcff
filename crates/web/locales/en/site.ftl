### The words of the site itself.

## The frame of every page

service = Register of Mediators
service-of = Federal register of the courts of Kazakhstan
training = Training data: the people are invented
skip = Skip to content
languages = Language
sections = Sections
section-find = Find
section-statistics = Statistics
section-courts = Courts
as-of = The register on
as-of-change = Another date
as-of-legend = Show the register as it stood on
day = Day
month = Month
year = Year
show = Show
today = Today
past-label = The register on another day
past-view = You see the register as it stood on { $date }
past-return = Return to today
past-note = Views of the past do not show suspensions that have ended.
as-at-change = What was known earlier
as-at-label = An earlier state of knowledge
as-at = Known at
as-at-hint = A position such as 90431, an instant such as 2025-04-05T12:00:00Z, or a day such as 2025-04-05
as-at-now = Now
as-at-return = Return to what is known now
known-at-position = You see what was known after { $position } events of the history
known-at-instant = You see what was known on { $instant }, after { $position } events of the history
printed = data of { $date }
position = Position { $position }
freshness = { $heard } of { $courts } courts heard of in the last 24 hours, days off not counted
disclaimer = Inclusion in the register does not mean that a court approves of the mediator’s work.
this-page = This page
register = Register
appearance = Appearance
theme-auto = Auto
theme-light = Light
theme-dark = Dark
licence = Open data. Name the source and the date when you use it.
crumbs = You are here
long-date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## The start

start-title = Find a mediator
start-heading = Find a mediator, or check whether a person is in the register
start-lead = Mediators whom the courts of Kazakhstan have entered in their registers. Their standing is known for today and for any day in the past.
start-find = Find a mediator
start-now = In the register now
start-active = entries are active
start-active-note = one person may be in the registers of several courts
start-suspended = entries are suspended
start-suspended-note = these mediators may not mediate until it ends
start-courts = courts have entries
start-courts-note = each keeps its own register
steps = How mediation goes
step-1 = Choose a mediator together
step-1-text = The parties choose. The court’s coordinator shows a list, never a single name. Advice at the court is free.
step-2 = Conclude an agreement to mediate
step-2-text = The term runs from that day: 30 days, which the parties may extend by up to 30, 60 in all.
step-3 = Return the result to the court
step-3-text = A settlement, or a notice with the ground. In a case before a court the judge approves the settlement.

## Search

search-title = Search the register
search-label = Name or number
search-hint = Write the name in Kazakh, Russian or Latin letters. Do not enter an IIN.
search-go = Search
search-matched = Found by:
search-similar = No name is spelled so. These are spelled nearly so.
search-nothing = Nothing was found.
search-without = Without
filters = All filters
filters-set = Filters that are set
filters-apply = Apply
filters-clear = Clear
filter-any = Any
filter-remove = remove this filter
filter-court = Court
filter-region = Region
filter-category = Subject of the dispute
filter-language = Language of mediation
filter-kind = Kind of mediator
filter-standing = Standing
entries-found = { $n ->
    [one] { $shown } entry
   *[other] { $shown } entries
}
scope-register = In the register on this day.
scope-ended = Show ended ones too
sort = Order
sort-name = By name
sort-number = By number
sort-valid-to = By last day
pages = Pages
page = Page
page-previous = Previous
page-next = Next
name-erased = Name erased

## An entry

particulars = Particulars
particulars-note = Only what the law allows to be published is shown.
entry-no = Entry number
federal-no = Federal number
place = Place of practice
availability = Now
sro = Organisation of mediators
valid = Valid
corrected = Corrected on
erased = Name erased on
standing-day-ACTIVE = { $word } until { $date }
standing-day-SUSPENDED = { $word } until { $date }
standing-day-LAPSED = { $word } on { $date }
standing-day-REMOVED = { $word } on { $date }
standing-day-NOT_YET = { $word }

## Courts

courts-lead = Each court keeps its own register of mediators.
courts-found = { $n ->
    [one] { $shown } court
   *[other] { $shown } courts
}
courts-by-region = Courts and mediators by region
courts-note = mediators: active entries on { $date }
court = Court
court-kind = Kind of court
court-mediators = Mediators
court-heard = Last heard of
court-never = never
court-about = About the court
court-from = Since
court-to = Until
court-predecessors = Took over from
court-successors = Taken over by
court-all = { $n ->
    [one] { $shown } active entry of this court
   *[other] { $shown } active entries of this court
}
court-none = none
court-by-category = Active mediators by subject
court-by-language = Active mediators by language

## Statistics

statistics-lead = Thirty official figures, each with what is divided by what, and by which date.
statistics-by = Broken down by
statistics-period = Period
statistics-period-hint = For example 2025-Q1..2025-Q4, or 2024..2025
statistics-group = Group
statistics-nothing = Nothing happened in this period.
indicator-no = Indicator { $id }
whole-country = Whole country
definition = Definition
numerator = What is counted
denominator = Of what
basis = By which date
of = { $part } of { $whole }
of-cases = of { $whole } cases

## Problems

errors = There is a problem
problem-next = Search the register, or go back and try again.
problem-code = Code { $code }
problem-FORBIDDEN = You are signed in, but this page is not for your role.
problem-SIGN_IN = Sign in to see this: it is not for everybody.
problem-TOO_MANY_REQUESTS = Too many requests came from your address. Try again shortly.
problem-NOT_YET = The office has not taken this in yet. Try again in a moment.
problem-RELEASE_UNREADABLE = The tables of this release cannot be read at the moment. Download the archive of another release, or try again later.
problem-PATH_INVALID = The address cannot be read
problem-NOT_FOUND = There is no such page
problem-QUERY_INVALID = The question cannot be answered as it was asked
problem-INTERNAL = The office could not answer. What happened is written down.
problem-METHOD_NOT_ALLOWED = This address is only read
problem-ENCODING_UNKNOWN = The answer cannot be had in any encoding that is accepted
fault-TOO_LONG = The value of “{ $field }” is too long.
fault-GIVEN_TWICE = “{ $field }” is given more than once.
fault-NOT_TEXT = The value of “{ $field }” is not text in UTF-8.
fault-INVALID = The value of “{ $field }” is not one that is known.
fault-OUT_OF_RANGE = The number in “{ $field }” is out of range.
fault-DATE_INVALID = There is no such day in “{ $field }”. Enter one such as 4 3 2026.
fault-DATE_AHEAD = The day in “{ $field }” lies ahead. Enter one up to today.
fault-PERIOD_BACKWARD = In “{ $field }” write the earlier period first, such as 2024-Q1..2024-Q4.
fault-IIN_NOT_SEARCHED = Do not enter an IIN: the register is searched by name or number, and the IIN was not kept.
fault-PARAMETER_UNKNOWN = There is no parameter “{ $field }”.
fault-NOT_OFFERED = Figures are given as of one day alone: that of their release, or today.
problem-BUSY = Too much is asked just now. Try again in a second.
