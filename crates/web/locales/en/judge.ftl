### The look-up, lists to offer, the whole of an entry, and the mediator’s card.

section-check = Check

## An entry

contact = Contact
categories-all = All subjects
certificate = Training
certificate-held = certificate held
renewal = Renewal may be asked for
history = History
history-order = by the date it took effect
other-courts = At other courts
entry-today = See today’s entry
check-this = May parties be pointed to this mediator?
removed-why = Reason:
removed-shown = This page is shown for three years from the removal.
removed-elsewhere = The same person is, or was, in the register at:
removal_class-OWN_WISH = own wish
removal_class-ENDED = the entry came to its end
removal_class-EXCLUDED = excluded
fact-until = { $what }, last day { $date }
fact-court = court { $court }
fact-to-court = now kept by court { $court }
fact-recorded = recorded { $at }, position { $number }
fact-corrected = corrected since
fact-voided = voided: it counts no more
changed-categories = subjects
changed-languages = languages
changed-name_or_contact = name or contact
changed-availability = whether cases are taken
proof = Proof
proof-of = The entry in the register is this event of the public history:
proof-command = Check it without us:
proof-download = Download the proof (.tlog-proof)
proof-what = What this proves, and what not
proof-does = It proves that the court’s key made this record, that it stands at its place in the history, and that nobody has changed it since.
proof-does-not = It does not prove that what the court entered is true, or that nothing happened since.

## A person

person-title = Person
person-several = This person is in the registers of several courts. Choose an entry.

## The mediator’s card

card-title = Mediator’s card
card-why = Print it, or check a paper
card-lead = Two cards of 85.6 × 54 mm, in Kazakh and in Russian. They show the standing of the day they were printed; what counts is the register’s answer.
card-none = There is no card: the entry is not active today, or its name was erased.
card-entry = Entry
card-federal = Federal No.
card-printed = Printed on
card-print = Print the cards
card-back = Back to the entry
card-how = How to check somebody’s card
card-how-1 = Type the address yourself; the link of a QR code may lead to a site that only looks like this one:
card-how-2 = Enter the code on the card.
card-how-3 = Compare name, numbers and standing. You never have to sign in for that.
verify-title = Compare a card with the register
verify-lead = Enter the code that stands below the QR code on the card.
verify-card = Card
verify-code = Code on the card
verify-hint = Twelve characters, such as 54V2C-837Y9-80; the last two check the others.
verify-form-title = Enter a code
verify-form = This is not a card’s code. It has ten letters or digits and two digits, and stands below the QR code.
verify-check = The last two digits do not fit the others: the code was mistyped, or made up. Compare it with the card sign by sign.
verify-unknown = No such card
verify-unknown-text = Nobody with this code is in the register, or not any more. The paper may be false: do not rely on it.
verify-tell = Tell the court that the paper names:
verify-at = Asked on
verify-several = This person has entries at several courts. Compare with the one whose number stands on the card.
verify-compare = Compare with the card
verify-name = Name
verify-bar = The address in the bar of your browser must read
verify-no-login = We never ask you to sign in here.

## The look-up

check-title = May parties be pointed to this mediator?
check-person = Number or name
check-on = On the day
check-go = Check
check-lead = Enter an entry number, a federal number, the code of a card, or a name. The answer says yes, yes with a note, no, or that nobody can tell, and why.
check-choose = Choose whom you mean
check-namesakes = Persons may bear the same name; compare court and number.
check-narrow = Only the first are listed: write more of the name.
check-several = This person has entries at several courts. Choose one: the answer is about one entry.
check-why = Why
check-rests = The answer rests on
check-source = Source events
check-print = Print a slip for the file
check-silent = { $n ->
    [0] The court was heard of on the day.
    [one] The court was heard of { $shown } day before.
   *[other] The court was heard of { $shown } days before.
}
check-never-heard = The court was never heard of.
check-limit = { $n ->
    [one] Limit: { $shown } day.
   *[other] Limit: { $shown } days.
}
bearing-FOR = Yes:
bearing-NOTE = Note, no:
bearing-AGAINST = No:
bearing-OPEN = Not known:

## The list to offer

list-title = A list of mediators to offer
list-lead = The parties choose. They are offered a list, never one name, in an order that nobody chose.
list-place = Place of practice, by its KATO code
list-size = Mediators on the list
list-size-usual = As usual
list-make = Make the list
list-eligible = { $n ->
    [0] Nobody may be pointed to
    [one] { $shown } mediator may be pointed to
   *[other] { $shown } mediators may be pointed to
}
list-rule = The order is that of { $date }: by SHA-256 of the day, a space and the entry number, smallest first. Another day gives another order, and anybody can compute it again:
list-again = How to compute the order again
list-short = A list names at least two. Widen it, or record why there is only one.
list-widen = What would widen the list
list-caption = Mediators offered to the parties
list-notes = Notes of the parties
list-print = Print the list
list-instead = Offer a list instead
widen-court = All courts of the region
widen-category = Any subject
widen-language = Any language
widen-place = Any place

## Faults

fault-DATE_BEFORE_ENTRY = On the day in “{ $field }” the person was not yet in the register.
