### Pages to read: help, about the register, its data, accessibility.

## Help

help-title = Help
help-link = How mediation goes and how to object
help-free-will = Mediation is voluntary. Nobody may be forced into it; each party may refuse it, and may withdraw at any time.
help-confidential = What is said in a mediation is confidential. The mediator may disclose it only with the written permission of the party who said it, and cannot be questioned about it as a witness.
help-find = How to find a mediator
help-find-text = Search by name or number, or choose a court, a region, a subject of dispute and a language. Parties to a dispute are free to choose any mediator of the register.
help-check-text = The page of an entry tells whether the mediator may mediate on the day you ask about. A person without an active entry may not be chosen as a mediator of the register.
help-chosen = How mediators are chosen
help-chosen-entry = A court enters a mediator on application, once it has checked the documents the law demands. A refusal states its reasons and may be appealed.
help-chosen-list = At a court the coordinator shows the parties a list of suitable mediators, never a single name without stating why. The parties choose by mutual consent.
help-chosen-tie = Mediators are independent of the court and are not paid by it. Coordinators, judges in office and others who hold state functions cannot be mediators, and an entry is no sign that the court approves of a mediator’s work.
help-cost = What it costs
help-cost-text = Advice at the court is free of charge. The fee of a professional mediator is agreed before the mediation begins, and the parties share it equally unless they agree otherwise. A public mediator takes no fee; only expenses are paid.
help-object = How to object, complain or comment
help-object-error = An error in an entry: write to the court that keeps it. What is corrected is shown with the day of the correction.
help-object-complaint = A complaint about a mediator: hand it in at the court that keeps the entry. If a breach is confirmed, the mediator’s activity may be suspended for six months.
help-object-appeal = A refusal to enter, a suspension and an exclusion may be appealed to a court. Where an appeal is won, the sanction is no longer shown.
help-object-data = Your own data: if data about you are published without a ground in law, they are taken down within one working day of your demand.
help-object-comment = A comment on a mediation: its parties may give the coordinator of the court a score from 1 to 5.
help-object-where = Which court keeps an entry is told on its page.

## About

about-title = About the register and your data
about-what = What the register is
about-what-text = Each court keeps its own register of mediators. This site shows all of them together, each fact as the court stated and signed it.
about-history = Every fact is kept in one history in which nothing can be changed unnoticed: anyone can check it. An error is corrected by a new record, not by rewriting the old one.
about-fresh = The head of each page tells how many courts have been heard of within 24 hours, days off not counted, and its foot the position in the history on which the page rests.
about-public = What is public, and why
about-public-why = The Law on Mediation (article 14) obliges the register to publish data about mediators; what a law obliges to publish needs no consent (Law on Personal Data, article 7).
about-public-1 = Name, entry number, federal number, court and kind of mediator
about-public-2 = Place of practice as a locality, subjects of dispute, languages, organisation of mediators
about-public-3 = Until when the entry is valid, and whether it is active, suspended, lapsed or removed
about-hidden = What is not public
about-hidden-1 = Documents, the IIN, and certificates of health and conviction stay at the court
about-hidden-2 = Names of parties, case numbers and what is said in a mediation do not enter the federal register at all
about-hidden-3 = Figures so small that people could be recognised in them are withheld
about-kept = How long it is kept
about-kept-1 = A suspension is shown while it runs
about-kept-2 = A mediator who was removed is shown for three years
about-kept-3 = Facts about acts are kept for good: past decisions rest on them
about-kept-4 = Names are kept encrypted, each under a key of its own. When they are erased the key is destroyed, and what remains names nobody
about-site = This site
about-site-text = The site loads nothing from other addresses and follows nobody. The appearance you choose is kept in your browser alone. Names and identification numbers do not enter its logs.
about-licence = Use of the data
about-licence-text = The data may be used freely. Name the source and the date.

## Open data

data-title = Open data
data-lead = What the pages show, programs get as JSON, without registration.
data-sets = Addresses
data-address = Address
data-what = What it answers
data-entries = Entries of all courts: search, filters, any past day
data-entry = One entry
data-courts = Courts, with those they took over from
data-court = One court
data-regions = Regions, with their names over time
data-categories = Subjects of dispute
data-rulesets = Rules of the law by date, each with its article
data-term = The last day of a mediation and other terms, with every step of the arithmetic
data-indicators = Official indicators: what is divided by what
data-statistics = Figures of an indicator
data-how = How to use it
data-how-pages = The foot of a page with data links to the same data as JSON.
data-how-form = Answers are in UTF-8; days are written as 2026-03-04, times by RFC 3339. Lists give up to 200 rows at once and name the address of what follows.
data-how-dates = Each answer tells the day on which it is true and the position in the history on which it rests. Who asks again for what has not changed is told so by its ETag.
data-how-problems = What cannot be answered is told by RFC 9457 with a stable code; { $shown } codes stand for rules of the law.
data-cite = How to cite
data-cite-text = Name the register, the day and the position, so that others find the same:
data-cite-law = Whoever passes on personal data from public sources names the source (Law on Personal Data, article 7).
data-not = What the data are not for
data-not-text = Do not rate mediators by the number of their entries, and do not take a past copy for today’s standing: look it up on the day you need it.

## Accessibility

accessibility-title = Accessibility
accessibility-lead = This site is built to the international guidelines WCAG 2.2, level AA.
accessibility-can = What you can do
accessibility-can-1 = Use every page with a keyboard alone
accessibility-can-2 = Use every page without JavaScript
accessibility-can-3 = Enlarge text to 200 percent and read on a narrow screen without scrolling sideways
accessibility-can-4 = Choose a light or a dark appearance, or keep the one of your device
accessibility-can-5 = Read every page in Kazakh, Russian or English, and print it
accessibility-known = What is not good enough yet
accessibility-known-1 = The site has not yet been tried by people who use screen readers every day
accessibility-known-2 = There is no version in sign language, and none in easy language
accessibility-tell = If something does not work for you
accessibility-tell-text = Tell the coordinator of any court, and ask there for the information in a form you can use.
