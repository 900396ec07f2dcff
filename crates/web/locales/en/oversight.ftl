### What auditors and operators look at, and the log for everybody.

desk = Pages for your role
range = { $first }–{ $last } of { $total }
problem-NOT_COVERED = The record is in, and no checkpoint covers it yet. Try again in a moment.
problem-STOPPING = The office is stopping. Try again in a moment.
problem-SIZES_OUT_OF_RANGE = Give two sizes of the log, the earlier one first, up to the newest checkpoint.

## The log

audit-title = Can the log be trusted
audit-lead = The records of all courts stand in one log. Anyone can check it with a program of their own, without asking us.
audit-records = { $n ->
    [one] { $shown } signed record
   *[other] { $shown } signed records
}
audit-signed = Checkpoint written { $at }
audit-signers = Signed by: { $names }
audit-newest = Newest checkpoint
audit-none = No checkpoint is signed yet.
audit-check = Check it yourself
audit-check-policy = Get audit.policy from somewhere else than this site: it says whose signatures count.
audit-check-proof = The proof of one record needs no network
audit-check-copy = Auditors check a copy of the whole history, and later that it was continued
audit-continues = Does one size continue another
audit-size-old = Earlier size
audit-size-new = Later size
audit-compare = Compare
audit-holds = Yes: the later log begins with the earlier one
audit-broken = No: the later log does not begin with the earlier one
audit-hashes = { $n ->
    [one] { $shown } hash shows it (RFC 6962)
   *[other] { $shown } hashes show it (RFC 6962)
}
audit-root-kept = root of a signed checkpoint
audit-root-made = root made from the tiles: no checkpoint of this size is kept
audit-record = One record
audit-index = Number of the record, from 0
audit-kept = Checkpoints kept, the newest first
audit-kept-of = { $n ->
    [one] { $shown } checkpoint in all
   *[other] { $shown } checkpoints in all
}
audit-size = Records
audit-root = Root
audit-written = Written
audit-limits = What the log does not prove
audit-limit-truth = That a court entered the truth, or that it published everything.
audit-limit-other = That the office and the courts together did not write another log before any outsider had a checkpoint. Keep a checkpoint elsewhere.
audit-limit-page = This page is the office’s own word. Only your own check counts.
record-title = Record
record-lead = { $n ->
    [one] In the log of { $shown } signed record.
   *[other] In the log of { $shown } signed records.
}
record-source = Stated by
record-hash = Hash of the record
record-id = Event
record-seq = Number at its source
record-at = Recorded
record-key = Signed with the key
record-text = The record word for word
record-proof = Proof
record-closed = The record itself is shown to auditors and analysts: it may concern a person or a dispute. Its hash and its source are for everybody.

## Links to the courts

sync-title = Links to the courts
sync-sentence = { $heard } of { $courts } courts are up to date.
sync-by-region = By region
sync-tiles-note = The worst state among the courts of the region.
sync-state = State
sync-order = those that need attention first
sync-last = Last event No.
sync-behind = Behind by
sync-missing = Missing events
sync-waiting = Kept aside
sync-refused = Refused
sync-worst = Worst state
sync-up-to-date = Up to date
sync-lead = A court is up to date if all its records are here and it was heard of in the last 24 hours. Days off do not count: on those a court has nothing to send.
link-PAUSED = Stopped: the court contradicts itself
link-HELD = An event is kept aside
link-GAP = Events missing
link-SILENT = Silent
link-NEVER_HEARD = Never heard of
link-LATE = Late
link-UP_TO_DATE = Up to date
link-public-GAP = Some records are still to come
link-public-LATE = Not heard of lately
link-public-UP_TO_DATE = Up to date
silent-minutes = { $n ->
    [one] { $shown } minute ago
   *[other] { $shown } minutes ago
}
silent-hours = { $n ->
    [one] { $shown } hour ago
   *[other] { $shown } hours ago
}
silent-days = { $n ->
    [one] { $shown } day ago
   *[other] { $shown } days ago
}

## Findings

findings-title = Findings
findings-lead = What somebody should look at. A finding refuses nothing and changes no register.
findings-oldest = the oldest since { $date }
findings-rule = Rule
findings-state = State
findings-none = There are no such findings.
findings-what = What is seen
findings-severity = How grave
findings-subjects = About
findings-law = Ground
findings-since = Open since
findings-closed = Closed
findings-close = Closing a finding
findings-close-text = A finding closes by itself when the facts change. A person closes one on the office’s command line, with a reason; that decision stands in the log.
finding-state-open = Open findings
finding-state-closed = Closed findings

## Quarantine

quarantine-title = Quarantine
quarantine-lead = Messages that could not enter the log. Nobody can edit or skip one: it is judged again, or a signed decision is recorded.
quarantine-empty = Nothing is kept aside.
quarantine-queue = By court
quarantine-nobody = Unknown sender
quarantine-since = since { $at }
quarantine-kept = { $n ->
    [one] { $shown } message kept aside
   *[other] { $shown } messages kept aside
}
quarantine-messages = Messages
quarantine-reason = Rule broken
quarantine-expected = Expected and received
quarantine-since-column = Kept since
quarantine-came = Expected event No. { $expected }, received No. { $came }
quarantine-unread = Expected event No. { $expected }; the number of what came cannot be read
quarantine-unreadable = Neither the sender nor the number can be read
quarantine-act = What can be done
quarantine-act-text = On the office’s command line: look at a message, see what would become of it if it were judged again, judge it again, or decide that it is not taken in.
kept-MALFORMED = Not an event
    .text = The message does not have the form of an event, or is too long.
kept-WRONG_SUBJECT = Wrong sender
    .text = The message came under the name of another court than the one it states.
kept-UNSIGNED = No signature
    .text = The message bears no signature.
kept-BAD_SIGNATURE = Signature does not hold
    .text = The signature is not by a valid key of the court, or does not match the message.
kept-UNKNOWN_SOURCE = Court without a key
    .text = The court has no valid key. It has to be enrolled first.
kept-TYPE_UNKNOWN = Kind of event unknown
    .text = This version of the program does not know the kind of event. The court’s later events wait.
kept-PAYLOAD_REFUSED = Content not as agreed
    .text = The content of the event is not what the format allows.
kept-GAP = Earlier events missing
    .text = Events before this one have not come in yet. It is taken in by itself once they have.
kept-WAITING = Waits its turn
    .text = An earlier event of the same court does not enter yet.
kept-PREDECESSOR = Waits for another court
    .text = It goes on with a matter of another court that has not come in yet.
kept-BROKEN_CHAIN = Chain broken
    .text = The event does not name the one before it.
kept-EQUIVOCATION = Two events under one number
    .text = Another event with the same number is recorded or here.
kept-IMPOSSIBLE = Cannot be
    .text = The event states what cannot be by the law or by what is recorded.

## Deadlines

deadlines-title = Deadlines
deadlines-lead = Disputes referred to mediation whose result has not come back, by the last day of their term.
deadlines-lists = Go to a list
deadlines-all = All lists
deadlines-none = None.
deadlines-referral = Referral
deadlines-due = Last day
deadlines-left = Left
deadlines-extended = Extended
deadlines-article = Ground
deadlines-raw = as counted:
deadlines-no-day = no day
deadlines-days-of = { $days } of { $most } days
deadlines-more = Show the rest
due-overdue = Overdue
due-due_today = Due today
due-due_soon = Due within 7 days
due-due_later = Due in 8–30 days
due-due_far = Due later than in 30 days
due-extended = Extended
due-no_date = No date
days-today = until the end of today
days-left = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
days-past = { $n ->
    [one] { $shown } day over
   *[other] { $shown } days over
}

## Fees and funds

fees-title = Fees and funds
fees-lead = Fees for entries in the register, and what the courts set aside of them for coordinators.
fees-overdrawn = { $n ->
    [one] { $shown } court set aside more than it took.
   *[other] { $shown } courts set aside more than they took.
}
fees-caption = Funds of the courts, from the beginning
fees-identity = balance = paid − refunded − set aside
fees-assessed = Assessed
fees-waived = Waived
fees-paid = Paid
fees-refunded = Refunded
fees-allocated = Set aside
fees-remunerated = Paid to coordinators
fees-balance = Balance
fees-balance-then = Balance at month’s end
fees-total = All courts
fees-outstanding = Assessed and not paid
fees-outstanding-count = { $n ->
    [one] { $shown } fee
   *[other] { $shown } fees
}
fees-none = No fee and no payment is recorded at this court.
fees-months = By month
fees-months-note = fees paid by the day of payment, the rest by the day it was done
fees-all = Funds of all courts
