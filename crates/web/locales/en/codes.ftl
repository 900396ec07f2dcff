### Refusals of the rules, and reasons of quarantine.

## Codes of refusals: what was wrong and what to do. The page adds the code and its article.

code-APPLICATION_UNKNOWN = This court has no such application. Check its number, or submit a new application.
code-ENTRY_UNKNOWN = There is no such entry here. Check the entry number and the court.
code-REFERRAL_UNKNOWN = This court has no such referral to mediation. Check its number.
code-WRONG_STATE = This step does not fit the present state of the matter. Look at its history and choose a step that is possible now.
code-ALREADY_EXISTS = This number or identifier is already in use, or the same has been recorded already. Check what is recorded, or give the new record its own identifier.
code-ALREADY_ENTERED = This person already has an open application or a current entry at this court. Go on with that one.
code-DATE_IN_FUTURE = This date has not come yet. Enter today’s date or an earlier one.
code-DATE_ORDER = The dates contradict each other: one act cannot come before the other. Check the order of the dates.
code-CALENDAR_MISSING = The calendar of non-working days for this year is not published, so the term cannot be counted. Ask the federal office to publish it.
code-RULESET_UNKNOWN = No rules of law are in force on this day, or there is no ruleset of that name. Choose a later day, or a ruleset from the list.

## Persons

code-IIN_INVALID = This individual identification number (IIN) cannot exist. Check all 12 digits against the identity document.
code-BIN_INVALID = This business identification number (BIN) cannot exist. Check all 12 digits against the registration certificate.
code-FEDERAL_NO_INVALID = The federal number is mistyped: its check character does not match. Enter it again exactly as it is printed.
code-NOT_NATURAL_PERSON = Only a natural person can be a mediator, and this is the number of an organisation. Enter the person’s IIN.
code-AGE_REQUIREMENT = The person has not reached the age the law requires for this kind of mediator. Check the date of birth and the kind, or refuse the application.
code-EDUCATION_REQUIREMENT = Higher education is not shown. Ask for the diploma and check it.
code-CERTIFICATE_UNVERIFIED = The certificate of mediator training is not verified, or it is not the one that was. Verify this certificate, or state the verified one.
code-TRAINING_PROVIDER_UNKNOWN = The training provider was not recognised on that day. Choose a recognised provider, or check the date.
code-STATUTORY_BAR = The law does not let this person be a mediator while a bar stands: state functions, incapacity, criminal prosecution or a conviction. If its ground has fallen away, lift the bar first.
code-SRO_UNKNOWN = This organisation of mediators, or its office, is not on the list or not active on that day. Choose an active one.

## Courts and coordinators

code-COORDINATOR_NOT_IN_OFFICE = Nobody holds this coordinator’s office at the court on that day. Check the office and the date, or have a coordinator appointed.
code-WRONG_COURT = This belongs to another court, or this court is not open on that day. Turn to the court that keeps the matter.
code-NOT_AUTHORITATIVE = Only the court that keeps the register may record this; the federal office may not. Turn to that court.
code-ACTOR_NOT_ALLOWED = This act is not open to that person: whether a dispute can be mediated is assessed by the coordinator or the judge. Name one of them.
code-COORDINATOR_TRAINING_MISSING = A coordinator must have completed training under the state programme, with a recognised provider and before taking office. State the provider, the certificate and the date.
code-COORDINATOR_LEGAL_EDUCATION_MISSING = A coordinator must have higher legal education. State the institution and the diploma.
code-COORDINATOR_MEDIATOR_CONFLICT = A coordinator cannot be a mediator at any court. End the entry or the office first.
code-SELF_VERIFICATION = Nobody may verify their own documents. Another coordinator must do it.

## Documents, fees, the entry

code-DOCUMENT_MISSING = A document required for this kind of mediator is missing or did not pass the check. Ask for it, or return the application.
code-DOCUMENT_EXPIRED = A document had expired on that day. Ask for a new one.
code-NOT_VERIFIED = The applicant’s documents are not verified yet. Verify them, or reuse another court’s verification.
code-ALREADY_VERIFIED = The same documents have been verified already. Reuse that verification.
code-VERIFICATION_UNKNOWN = There is no such verification, or it was revoked. Verify the documents anew.
code-PRACTICE_LOCATION_MISMATCH = The place of practice lies outside this court’s territory. Check the place, or apply to the court of that place.
code-FEE_UNPAID = The fee is neither paid nor waived, or it was used before. Record the payment or the waiver first.
code-FEE_SCHEDULE_MISSING = No fee is set for this kind of entry on that day. Ask the federal office to set one.
code-FEE_AMOUNT_MISMATCH = The amount differs from the fee assessed, or a refund is more than was paid. Enter the right amount.
code-PAYMENT_DUPLICATE = This bank payment was recorded before: one payment pays one fee. Check the payment’s reference.
code-FEE_UNKNOWN = There is no such fee, or its state does not allow this step. Check the fee.
code-RENEWAL_WINDOW_CLOSED = The entry can be renewed only within a set time around its last day. Wait for that time, or apply anew if it has passed.
code-REASON_MISSING = A refusal or return must state its reasons. Name at least one reason or missing document.
code-CONFIDENTIAL_CONTENT = Free text may not enter the record, since it could disclose what is confidential. Choose a code from the list.
code-FIELD_NOT_PUBLIC = This field may not be shown to you, or there is no such field. Ask only for fields that are open to you.
code-PII_IN_PUBLIC_EVENT = What is counted in public names nobody. Take out the note with personal data.
code-QUALITY_BODY_UNKNOWN = This quality body was not registered on that day. Choose a registered one.
code-ALLOCATION_EXCEEDS_FUNDS = The amount is more than is left in the fund or in the allocation, or it is not above zero. Enter another amount.
code-ALLOCATION_PURPOSE_FORBIDDEN = Fees pay for the work of coordinators and for nothing else. Choose that purpose.
code-ALLOCATION_UNKNOWN = This court has no such allocation. Check it, or set money aside first.
code-EVENT_UNKNOWN = What you want to correct is no event of this court’s applications, entries or referrals, or cannot be corrected. State a new fact instead.
code-PATCH_INVALID = The correction changes nothing, or gives a record that could never have been made. Check the corrected values.
code-FINDING_UNKNOWN = No such finding is open: there never was one, or it is closed. Choose one from the list of open findings.
code-DISCIPLINE_SEQUENCE = The step before is missing: this rests on a complaint, a proceeding or a decision. Record that first.

## Disputes

code-CATEGORY_UNKNOWN = There is no such category of disputes. Choose one from the list.
code-LANGUAGE_UNKNOWN = This language is not in the list. Choose one from the list.
code-CHANNEL_UNKNOWN = The law of that day does not provide for mediation of this kind. Check the date and where the dispute stands.
code-PARTIES_INSUFFICIENT = The number of parties is not possible: a mediation needs at least two. Check the number.
code-NOT_MEDIABLE = The dispute is excluded from mediation, or its suitability is not assessed yet. Do not refer it, or have it assessed first.
code-COERCION_FORBIDDEN = Nobody may be forced into mediation. Refer the dispute as an offer that the parties are free to refuse.
code-CONSENT_MISSING = Not every party has consented. Record the consent of each party first.
code-PARTY_UNKNOWN = There is no party with this number, or the number that attended is not possible. Check it.
code-MEDIATOR_MISSING = No mediator is chosen or named. Record the parties’ choice, or name the mediator.
code-MEDIATOR_NOT_ACTIVE = The mediator’s entry is not active on that day. Choose another mediator, or check the date.
code-MEDIATOR_NOT_JOINTLY_CHOSEN = The parties choose the mediator by mutual consent. Record the choice once every party has confirmed it.
code-SHORTLIST_TOO_SHORT = The list is too short: it offers at least two mediators and everyone who belongs in it. Add those missing, or say why there is only one.
code-COST_SHARE_INVALID = The shares of the cost are stated for each party and make 100 percent in all, and a public mediator takes no fee. Correct the shares or the fee.
code-ROOM_UNKNOWN = This court has no such reconciliation room open on that day. Choose an open one.
code-CONSULTATION_MUST_BE_FREE = A consultation is free of charge. Take the amount out.
code-SCORE_INVALID = A score is a whole number from 1 to 5. Enter one of them.

## Terms and results

code-DUE_DATE_INCONSISTENT = The last day stated differs from the one counted by the law. Leave it out, or correct it.
code-EXTENSION_AFTER_EXPIRY = The term had run out when the extension was decided, and the mediation ended with it. Conclude a new mediation agreement.
code-AGGREGATE_CAP_EXCEEDED = With this extension the mediation would last longer than the law allows in aggregate. Extend it by fewer days.
code-EXTENSION_DAYS_INVALID = The number of days is outside what the law allows for one extension. Enter a number within the bounds.
code-MUTUAL_DECISION_MISSING = The parties extend the term by mutual decision. Record the extension once every party has agreed.
code-DECIDER_NOT_ALLOWED = By the law of that day somebody else decides on such an extension. See in the rules who may extend the term.
code-PROCEDURAL_DEADLINE_REQUIRED = In criminal and administrative offence cases the term is the procedural deadline of the authority in charge. State that deadline.
code-CRIMINAL_TERM_FIXED = In these cases the term follows procedural law, and the parties cannot extend it. Ask the authority in charge to move its deadline.
code-PRE_DISPUTE_NOT_ALLOWED = The law counts the term from the day of the agreement, so an agreement made before the dispute does not serve. Conclude a new one.
code-NEW_AGREEMENT_REQUIRED = This mediation needs an agreement concluded after the dispute arose. Conclude one.
code-ALREADY_CLOSED = The matter is closed, and nothing more can be done in it. If something was recorded wrongly, correct the record.
code-SETTLEMENT_UNSIGNED = A settlement agreement is signed by all parties. Return the result once it is signed.
code-RESULT_CODE_UNKNOWN = The result does not follow from how the procedure went. Choose the result that fits its end and its date.

## Reasons for which a message waits in quarantine: a sentence, and a title for tables

reason-MALFORMED = The message is not an event by its form, or it is too long. Its sender has to correct it and send it again.
    .title = Not an event
reason-WRONG_SUBJECT = The message came under the address of another court than the one it names. Find out who sent it.
    .title = Another court’s address
reason-UNSIGNED = The message bears no signature. The court has to send it again with its signature.
    .title = Not signed
reason-BAD_SIGNATURE = The signature does not match, or its key is not valid now. Check the court’s keys.
    .title = Signature does not match
reason-UNKNOWN_SOURCE = The court has no valid key here. Enrol the court and judge the message again.
    .title = Court not enrolled
reason-TYPE_UNKNOWN = This version of the program does not know such an event; the court’s later events wait behind it. Upgrade the program and judge the message again.
    .title = Unknown kind of event
reason-PAYLOAD_REFUSED = The content of the event has a form that is not allowed; the court’s later events wait behind it. Upgrade the program, or settle it with the court.
    .title = Content not allowed
reason-GAP = Events of the court before this one are missing. It is taken in by itself once they have come; nothing needs to be done.
    .title = Earlier events missing
reason-WAITING = An earlier event of the same court is not taken in yet. This one follows by itself once that is settled.
    .title = Waits for its turn
reason-PREDECESSOR = The event goes on with a matter taken over from another court whose events have not all come in. It is taken in by itself once they have.
    .title = Waits for the court before
reason-BROKEN_CHAIN = The event does not name the event before it, so the court’s chain is broken here. Settle it with the court.
    .title = Chain broken
reason-EQUIVOCATION = The court signed two different events under one number; its later events wait. A person has to decide which one holds.
    .title = Two events under one number
reason-IMPOSSIBLE = The event states what cannot be; the court’s later events wait behind it. Settle it with the court, or decide not to take it in.
    .title = Cannot be
