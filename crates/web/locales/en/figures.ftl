### Figures on the pages of the statistics: periods, notation, findings.

## Periods

quarter-1 = Q1
quarter-2 = Q2
quarter-3 = Q3
quarter-4 = Q4
period-quarter = { $quarter } { $year }
period-quarter-long = { $quarter } { $year }
period-year = { $year }
period-year-long = { $year }

## Notation

flag-c = withheld to protect people
flag-z = not applicable
flag-low = rounds to 0, but is not
flag-u = few cases: fewer than 20
flag-p = provisional: more will still happen in this cohort
unit-number = counts
unit-money = tenge
unit-percent = shares
unit-typical = typical values
unit-rate = rates
break-courts = courts reorganised

## Findings

finding-alone = { $figure }, { $period }: { $value }.
finding-same = { $figure }, { $period }: { $value }, as much as a year before.
finding-more = { $figure }, { $period }: { $value }, which is { $change } more than a year before.
finding-less = { $figure }, { $period }: { $value }, which is { $change } less than a year before.
finding-percent-more = { $figure }, { $period }: { $value }, which is { $change } % more than a year before.
finding-percent-less = { $figure }, { $period }: { $value }, which is { $change } % less than a year before.
finding-points-more = { $figure }, { $period }: { $value }, which is { $change } percentage points more than a year before.
finding-points-less = { $figure }, { $period }: { $value }, which is { $change } percentage points less than a year before.
finding-withheld = { $figure }, { $period }: withheld to protect people.
finding-ends = Highest: { $highest } ({ $most }). Lowest: { $lowest } ({ $least }).

## All indicators

statistics-key = Key figures of the last full quarter
statistics-all = All indicators
statistics-more = Other views
statistics-alike = They look alike, but differ
statistics-alike-caption = Three shares of settlements
statistics-indicator = Indicator
statistics-value = Value
statistics-figure = Figure
download = Download

## Courts compared

compare-title = Compare courts
compare-lead = Up to six courts beside each other, against the median of all courts whose figures are shown.
compare-courts = Courts
compare-courts-hint = Choose by name from the list, or enter a code such as KZ-75-012. Up to six.
compare-indicators = What to compare by
compare-caution = Courts differ in the disputes they have. A difference does not mean that one court works better than another. Figures of few cases change from year to year by chance.
compare-heading = Courts compared, { $year }
compare-order = in alphabetical order, which is no ranking
compare-median-head = Median of all courts shown
compare-median = { $n ->
    [one] Median of { $shown } court
   *[other] Median of { $shown } courts
}

## The way of the referrals

cohort-link = From referral to settlement
cohort-title = From referral to settlement: { $period }
cohort-lead = The way of all disputes referred in this period, whenever they went on.
cohort-stages = Stages
cohort-caption = Disputes referred in { $period }
cohort-stage = Stage
cohort-count = Disputes
cohort-share-previous = Of the stage before
cohort-share-first = Of all referred
cohort-left = Came no further
cohort-referred = Referred
cohort-begun = Mediation began
cohort-settled = Settled
cohort-offered = Mediation offered
cohort-ended = Ended
cohort-not-offered = Mediation not offered
cohort-not-offered-yet = Not offered, or not yet
cohort-open = Still open
cohort-not-begun = Mediation did not begin
cohort-not-begun-yet = Not begun, or not yet
cohort-not-settled = Ended without a settlement
cohort-not-settled-yet = No settlement, or the result is not in yet
cohort-of-previous = { $share } of the stage before
cohort-of-first = { $share } of all referred
cohort-final = Final since { $date }: more than 90 days have passed since the period. Only corrections change these figures.
cohort-young = Not final before { $date }, 90 days after the period: some of these disputes are still open.
cohort-counted = Mediation that began without a written offer counts as offered. One that ended and began anew counts as open until it ends again. S11 tells how mediations end, S19 how many are open.

# A chart as a file.
chart-source = Source: { $service }, { $date }. { $position }. { $address }
chart-not-public = Not for publication: drawn for the federal office, it may show what is withheld from everybody to protect people.

# The map of regions.
map-title = Regions in { $period }
map-note = One square for each region, laid out roughly as they lie; the stronger the colour, the higher the figure.

## Releases

releases-title = Releases of the statistics
releases-lead = Once a quarter the figures are frozen as they stand, with all tables in one archive. What was released never changes.
releases-none = Nothing has been released yet. Until then figures are shown as they stand.
releases-newest-first = Every release, the newest first
release-quarter = Newest quarter
release-on = Released on
release-position = Events it is made of
release-hash = SHA-256 of SHA256SUMS
release-archive = All tables of { $period } (zip)
release-shown = Figures of the release of { $period }, made on { $date } of { $position } events
release-all = All releases
releases-check = Check what you downloaded
releases-unpack = Unpack the archive:
releases-tables = Compare each table with the list:
releases-list = The hash of the list is the one above:
releases-history = The same hash stands in the history of the register, in the event by which the figures were released. Whoever holds the history can make the same tables again.
releases-why = Why figures are released
releases-reason = Figures that grew with each event would tell what happened in a single case: whoever asks before and after it would only have to subtract. Therefore everybody is shown the newest release, and quarters and years only once they have ended.
