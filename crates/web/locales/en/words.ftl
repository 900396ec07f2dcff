### Words for the values of the domain and for its events.

## Standing of an entry: a word for the tag, and a sentence for the banner

standing-ACTIVE = Active
    .text = The mediator may conduct mediation.
standing-SUSPENDED = Suspended
    .text = The mediator’s activity is suspended; until it ends the mediator may not conduct mediation.
standing-LAPSED = Lapsed
    .text = The entry has run out and was not renewed; the mediator may not conduct mediation on it.
standing-REMOVED = Removed
    .text = The mediator has been removed from the register and may not conduct mediation.
standing-NOT_YET = Not yet valid
    .text = The entry has not begun on this day.

## Kinds of mediators

kind-PROFESSIONAL = Professional mediator
kind-PUBLIC = Public mediator
kind-RETIRED_JUDGE = Retired judge

## Whether a mediator takes cases

availability-OPEN = Takes cases
availability-CLOSED = Takes no cases for now

## Where a dispute stands

channel-OUT_OF_COURT = Out of court
channel-IN_COURT = Civil case in court
channel-CRIMINAL = Criminal case
channel-ADMIN_OFFENCE = Administrative offence case
channel-ADMIN_COURT = Public-law dispute in an administrative court
channel-ENFORCEMENT = Enforcement proceedings
channel-ARBITRATION = Dispute in arbitration

## Who decides an extension

decider-PARTIES = The parties
decider-COURT = The court

## Who had the idea of a referral

source-JUDGE = Judge
source-PARTIES = Parties
source-COORDINATOR = Coordinator
source-CONSULTATION = Consultation
source-INVESTIGATOR = Prosecutor or investigator
source-BAILIFF = Bailiff

## Stage of a case

stage-PRE_TRIAL = Before court
stage-FIRST_INSTANCE = First instance
stage-APPEAL = Appeal
stage-CASSATION = Cassation
stage-EXECUTION = Execution of the judgment

## How far an application has come (serialised without upper case)

application-Submitted = Submitted
application-Returned = Returned for what is missing
application-Verified = Documents verified
application-Registered = Entered in the register
application-Refused = Refused

## State of a fee (serialised without upper case)

fee_status-Assessed = Due
fee_status-Paid = Paid
fee_status-Waived = Waived
fee_status-Refunded = Refunded

## Documents of an application

document-IDENTITY = Identity card
document-DRUG_CERTIFICATE = Certificate of a drug treatment organisation
document-PSYCHIATRIC_CERTIFICATE = Certificate of a psychoneurological organisation
document-NO_CONVICTION = Certificate of no criminal record
document-DIPLOMA = Diploma of higher education
document-TRAINING_CERTIFICATE = Certificate of mediator training
document-ELECTION_MINUTES = Minutes of the local community meeting on the election
document-JUDGE_RETIREMENT = Act on the judge’s retirement

## What the check of a document gave

check_result-PASS = Passed
check_result-FAIL = Did not pass

## Why a verification was revoked

revocation_reason-FORGED = A document was forged
revocation_reason-WITHDRAWN = A document was withdrawn by its issuer
revocation_reason-CHECKED_IN_ERROR = The check itself was wrong

## Why no fee is asked

waiver_reason-PUBLIC_MEDIATOR = Public mediator, who works unpaid
waiver_reason-STATUTORY_RELIEF = Relief under the law

## Who paid a fee

payer-SELF = The mediator
payer-THIRD_PARTY = Somebody else

## Why a fee is given back

refund_reason-REFUSED = Application refused
refund_reason-PAID_TWICE = Paid twice
refund_reason-WRONG_AMOUNT = Assessed wrongly

## Courses

training_kind-GENERAL = General course of mediation
training_kind-SPECIALISED = Specialised course of mediation
training_kind-TRAINER = Course for trainers of mediators

## Who complains

complainant-PARTY = Party to a mediation
complainant-AUTHORITY = Court or other authority
complainant-SRO = Organisation of mediators

## What a complaint is about

complaint_ground-CONFIDENTIALITY = Confidentiality broken
complaint_ground-IMPARTIALITY = Not impartial
complaint_ground-CONDUCT = Qualification or conduct
complaint_ground-COSTS = Fee or expenses

## How a proceeding ends

proceeding_outcome-BREACH_CONFIRMED = Breach confirmed
proceeding_outcome-DISMISSED = No breach

## Sanctions

sanction-WARNING = Warning
sanction-TRAINING = Duty to train
sanction-SUSPENSION = Suspension

## Why a suspension ends early

lift_reason-APPEAL_WON = Appeal won
lift_reason-GROUND_FELL_AWAY = Its ground fell away

## Bars of article 9(7)

bar-STATE_FUNCTIONS = Authorised to perform state functions, or equated to it
bar-INCAPACITY = Declared by a court incapable or of limited capacity
bar-PROSECUTION = Under criminal prosecution
bar-CONVICTION = Conviction neither spent nor expunged

## Why an entry ends

removal_reason-OWN_WISH = At own wish
removal_reason-MOVED = Moved outside the court’s territory
removal_reason-STATUTORY_BAR = Bar under the law
removal_reason-VERIFICATION_REVOKED = Check of documents revoked
removal_reason-DECEASED = Death
removal_reason-JUDGMENT = Court judgment

## Why a removed entry is back

reinstatement_basis-APPEAL_WON = Appeal won
reinstatement_basis-BAR_LIFTED = Bar lifted

## What a quality review found

review_result-SOUND = Nothing to object to
review_result-REMARKS = Something to mend
review_result-BREACH = Breach

## Why a matter is transferred

transfer_basis-COURT_REORGANISED = Court reorganised

## Why a certificate of being in the register ends

certificate_end-ENTRY_NOT_ACTIVE = Entry no longer active
certificate_end-LOST = Lost or stolen
certificate_end-REPLACED = Replaced

## What an appeal is against

appealed-SANCTION = Warning or duty to train
appealed-SUSPENSION = Suspension
appealed-REMOVAL = Removal from the register

## How an appeal ends

appeal_outcome-WON = Decision overturned
appeal_outcome-LOST = Decision stands
appeal_outcome-WITHDRAWN = Appeal withdrawn

## Consultations

consultation_channel-ROOM = In the reconciliation room
consultation_channel-PHONE = By telephone
consultation_channel-ONLINE = Online
consultation_giver-COORDINATOR = Coordinator
consultation_giver-MEDIATOR = Mediator on duty
consultation_giver-JUDGE = Judge
consultation_outcome-NONE = Nothing
consultation_outcome-INFORMATION = Information given
consultation_outcome-REFERRAL = Dispute is being referred

## Whether a dispute can be mediated, and by which criteria

suitability-SUITABLE = Can be mediated
suitability-DOUBTFUL = Can be mediated, with reservations
suitability-NOT_MEDIABLE = Cannot be mediated
criterion-THIRD_PARTY_INTERESTS = Concerns third parties who take no part
criterion-INCAPABLE_PARTY = A party is incapable or of limited capacity
criterion-STATE_BODY_PARTY = A party is a state body and the law does not allow it
criterion-CORRUPTION_OFFENCE = Corruption offence, or offence against state service
criterion-NO_ADMIN_DISCRETION = The respondent body has no discretion
criterion-CONTINUING_RELATION = The parties will go on dealing with each other
criterion-EMOTIONAL_CONFLICT = Emotions outweigh the legal question
criterion-FACTS_UNDISPUTED = The facts are agreed on
criterion-POWER_IMBALANCE = The parties are very unequal in strength

## Who assessed it

assessor-COORDINATOR = Coordinator
assessor-JUDGE = Judge
assessor-MEDIATOR = Mediator
assessor-PARTY = Party

## Value in dispute, in monthly calculation indices

value_band-NONE = No value in money
value_band-UP_TO_100 = Up to 100 MCI
value_band-UP_TO_1000 = Over 100 and up to 1,000 MCI
value_band-UP_TO_10000 = Over 1,000 and up to 10,000 MCI
value_band-OVER_10000 = Over 10,000 MCI

## How a list of mediators was made, and why it is short

list_method-ALL = All active mediators
list_method-FILTERED = Those who fit category and language
list_method-ROTATION = The next in turn
short_list_reason-ONLY_ONE_ACTIVE = Only one mediator is active here
short_list_reason-NAMED_BY_PARTIES = The parties named the mediator themselves

## How the parties chose, and why they chose another

choice_method-JOINT_FROM_LIST = All parties, from the list
choice_method-JOINT_OWN = All parties, on their own
replacement_reason-NOT_ACTIVE = Mediator suspended or removed
replacement_reason-CONFLICT_OF_INTEREST = Conflict of interest
replacement_reason-PARTIES_WISH = Wish of the parties

## The mediation agreement

agreement_kind-POST_DISPUTE = Concluded after the dispute arose
agreement_kind-PRE_DISPUTE = Concluded before the dispute arose
fee_kind-PAID = For a fee
fee_kind-FREE = Free of charge, expenses only
fee_band-UP_TO_10 = Up to 10 MCI
fee_band-UP_TO_50 = Over 10 and up to 50 MCI
fee_band-UP_TO_200 = Over 50 and up to 200 MCI
fee_band-OVER_200 = Over 200 MCI
fee_band-UNKNOWN = Band not stated

## Sessions and authorities

session_mode-IN_PERSON = In person
session_mode-VIDEO = By video
session_mode-PHONE = By telephone
session_mode-SHUTTLE = In separate rooms
authority-COURT = Court
authority-PROSECUTOR = Prosecutor
authority-INVESTIGATOR = Investigator

## Grounds of article 26 on which a procedure ends

ground-A26_1 = Settlement agreement signed
ground-A26_2 = Circumstances exclude mediation
ground-A26_3 = Written refusal of the parties
ground-A26_4 = Written refusal of one party
ground-A26_5 = Term expired

## Results

outcome-FULL_SETTLEMENT = Full settlement
outcome-PARTIAL_SETTLEMENT = Partial settlement
outcome-NO_SETTLEMENT = No settlement
outcome-WITHDRAWN_ONE = One party withdrew
outcome-WITHDRAWN_ALL = All parties withdrew
outcome-NOT_POSSIBLE = Found impossible by the mediator
outcome-EXPIRED = Term ran out
outcome-NOT_STARTED = Mediation did not start
outcome-UNKNOWN = Result not returned yet

## Who scored a procedure

feedback_role-PARTY = Party
feedback_role-JUDGE = Judge
feedback_role-REPRESENTATIVE = Representative

## The fund, information, contacts

allocation_purpose-COORDINATOR_PAY = Pay of coordinators
allocation_purpose-EQUIPMENT = Equipment
allocation_purpose-OTHER = Other
information_channel-PAGE = Page of the court’s site
information_channel-LEAFLET = Leaflet
information_channel-TALK = Talk or open day
information_channel-MEDIA = Press or broadcasting
contact_party-MEDIATOR = Mediator
contact_party-ORGANISATION = Organisation
contact_party-PARTY = Party
contact_party-SRO = Self-regulating organisation
contact_topic-REGISTRATION = Entry in the register
contact_topic-FEE = Fee
contact_topic-REFERRAL = Referral under way
contact_topic-RESULT = Return of a result
contact_topic-COMPLAINT = Complaint
contact_topic-INFORMATION = How mediation works

## Courts, organisations, corrections, oversight

reorganisation-MERGE = Merger
reorganisation-SPLIT = Split
reorganisation-RENAME = Change of name
reorganisation-CLOSE = Closing
reorganisation-TERRITORY = Change of territory
sro_status-ACTIVE = Active
sro_status-SUSPENDED = Suspended
sro_status-STRUCK_OFF = Struck off
correction_reason-CLERICAL = Slip of the pen
correction_reason-LEGAL = Decision of a court or authority
correction_reason-DISPUTED = Disputed by the person concerned
finding_closure-FACTS = The facts changed
finding_closure-PERSON = A person decided
release_reason-OWN_WISH = At own wish
release_reason-TERM_ENDED = Term of office ended
release_reason-DISMISSED = Dismissed
release_reason-COURT_CLOSED = Court closed
key_reason-ROTATED = Replaced in turn
key_reason-COMPROMISED = Compromised
key_reason-COURT_CLOSED = Court closed

## Who may see what

audience-PUBLIC = Everybody
audience-JUDGE = Judges
audience-FEDERAL = Federal office and its auditors
audience-COURT = The court that keeps the entry

## The judge’s question: verdict, and the statements it rests on (each reads with a yes, no or unknown)

verdict-YES = Yes
    .text = The parties may be pointed to this mediator.
verdict-YES_WITH_NOTE = Yes, with a note
    .text = The parties may be pointed to this mediator; read the note first.
verdict-NO = No
    .text = The parties may not be pointed to this mediator.
verdict-CANNOT_TELL = Cannot tell
    .text = The court that keeps the entry has been silent too long. Call the court.
eligibility-ACTIVE = The entry is active on this day
eligibility-CATEGORY = The mediator takes disputes of this category
eligibility-LANGUAGE = The mediator works in this language
eligibility-NO_COORDINATOR = The person is no coordinator at any court
eligibility-TAKES_CASES = The mediator takes cases now
eligibility-NO_SANCTION = No sanction of the last five years stands
eligibility-COURT_HEARD = The court that keeps the entry has reported lately

## Deadlines of open referrals

deadline-NOT_STARTED = Not started
deadline-RUNNING = Running
deadline-EXTENDED = Extended
deadline-OVERDUE = Overdue
deadline-AWAITS_RETURN = Ended, result awaited

## How a court’s link stands

court_state-LIVE = Up to date
court_state-GAP = Events missing
court_state-WAITING = Events wait
court_state-PAUSED = Stopped: the court contradicts itself

## Why the office read the stream again from its beginning

start_over-RECREATED = The stream was created anew
start_over-EPOCH_CHANGED = The stream bears another epoch
start_over-TRUNCATED = The stream ends before the position
start_over-MESSAGE_DIFFERS = Another message stands at the position
start_over-NOT_RETAINED = The stream keeps nothing that was read

## Flags of a term, and questions to the statistics that have no answer

flag-LATE_RECORDED = Decided in time, recorded late
answer-NOT_OFFERED = This figure is not made in this form. Choose another breakdown or period.
answer-NOT_PUBLIC = This figure is not published in this form, so that nobody can be recognised. Choose a coarser breakdown or a longer period.

## Kinds of courts

court_kind-supreme = Supreme Court
court_kind-cassation = Cassation court
court_kind-oblast = Regional court or court of equal rank
court_kind-city = City court
court_kind-district = District court
court_kind-interdistrict-general = Interdistrict court
court_kind-interdistrict-civil = Interdistrict civil court
court_kind-interdistrict-economic = Specialised interdistrict economic court
court_kind-interdistrict-criminal = Specialised interdistrict criminal court
court_kind-interdistrict-administrative = Specialised interdistrict administrative court
court_kind-interdistrict-juvenile = Specialised interdistrict juvenile court
court_kind-investigative = Specialised investigative court
court_kind-administrative-offences = Specialised court for administrative offences
court_kind-military = Military court

## Days

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
day-working = Working day
day-weekend = Weekend
day-non_working = Weekday off
day-working_transfer = Weekend day worked

## What a finding or an event is about

subject-application = Application
subject-entry = Entry
subject-referral = Referral
subject-procedure = Mediation procedure
subject-court = Court
subject-fund = Court’s fund
subject-fee = Fee
subject-verification = Check of documents
subject-certificate = Training certificate
subject-kato = Place
subject-date = Date
subject-year = Year
subject-region = Region
subject-ruleset = Ruleset
subject-calendar = Calendar
subject-schedule = Fee schedule
subject-mci = Monthly calculation index
subject-categories = Categories of disputes
subject-languages = Languages
subject-sro = Organisation of mediators
subject-quality-body = Quality body
subject-provider = Training provider
subject-persons = Persons
subject-finding = Finding
subject-office = Federal office
subject-statistics = Statistics
subject-views = Views

## Rules of oversight: how grave, what is looked at; each rule with its sentence and its parameters

severity-HINT = Worth a look
severity-WARNING = Possible breach
severity-BREACH = Breach of the law
looks_at-OBSERVATIONS = Events as they come in
looks_at-APPLICATIONS = Applications
looks_at-ENTRIES = Entries
looks_at-OPEN_REFERRALS = Referrals without a result
looks_at-ALL_REFERRALS = All referrals
looks_at-DESKS = Fees and funds of courts
looks_at-COURTS = What came from each court last
looks_at-INTAKE = What comes in
rule-RETURN_OVERDUE = Result not returned
    .text = A procedure has ended, or its term has passed, and the matter has not come back.
    .days = Days after the end, or after the last day of the term, in which a return counts as at once
rule-RETURN_LATE = Result returned late
    .text = A matter came back later after its end than counts as at once.
    .days = Days from the end in which a return counts as at once
rule-TERM_OVER_CAP = Term beyond the limit
    .text = A term was set or extended beyond the limit of the ruleset in force when the procedure began.
rule-TERM_EXCEEDED = Ended after the term
    .text = A procedure ended after the last day of its term.
rule-EXTENSION_AFTER_EXPIRY = Extended after the term
    .text = An extension was decided after the last day of the term.
rule-LATE_RECORDED = Extension recorded late
    .text = An extension decided in time was recorded only after the term it extends had passed.
rule-DECISION_OVERDUE = Application decided late
    .text = An application was decided later than the ruleset allows, or waits for longer than that.
rule-VALIDITY_PASSED = Validity passed
    .text = An entry’s validity has passed, and it was neither renewed nor recorded as lapsed.
    .days = Days after the last day of validity in which the court is given time
rule-PRACTICE_OUTSIDE_TERRITORY = Practice outside the territory
    .text = A current entry’s place of practice lies outside the territory of the court that keeps it.
rule-COORDINATOR_MEDIATES = Coordinator is a mediator
    .text = A person holds a coordinator’s office while an entry of the same person is current at any court.
rule-SUSPENDED_MEDIATOR_RUNS = Mediator not active
    .text = A procedure runs whose mediator’s entry is not active: it needs another mediator or an end.
rule-SAME_DAY_SETTLEMENT = Settled on the day of the agreement
    .text = A settlement was returned for the day of the mediation agreement itself, without a session.
rule-OUTLYING_SHARE = Outlying share of cases
    .text = One mediator has an outlying share of the procedures started at a court.
    .percent = Percent of the court’s procedures above which a share is outlying
    .procedures = Procedures of the mediator from which a share is looked at
    .months = Months up to the day in which procedures started
rule-FEE_MISMATCH = Fee not settled
    .text = A current entry rests on a fee that is neither waived nor paid as assessed.
rule-FUND_NEGATIVE = Fund overdrawn
    .text = A court set aside more than its fees less refunds, or paid coordinators more than that.
rule-SILENT_COURT = Silent court
    .text = An enrolled court from which nothing has come for a long time.
    .days = Days without an event after which a court is silent
rule-SAME_CERTIFICATE = One certificate, two persons
    .text = The same training certificate stands under two persons: perhaps one person twice.
rule-VERIFICATION_WITHDRAWN = Check of documents revoked
    .text = A current entry rests on a check of documents that was revoked.
rule-EQUIVOCATION = Two events under one number
    .text = A court signed two different events under one number: its events wait until a person has decided.

## Events, as short phrases of a timeline (they begin in lower case)

event-CourtRegistered = court registered
event-CourtReorganised = courts reorganised
event-RegionChanged = region formed or changed
event-CourtKeyAdded = signing key of the court added
event-CourtKeyRevoked = signing key of the court revoked
event-CoordinatorAppointed = coordinator appointed
event-CoordinatorReleased = coordinator released from office
event-RulesetPublished = ruleset published
event-HolidayCalendarSet = calendar of non-working days set
event-FeeScheduleSet = fee set
event-MciSet = monthly calculation index set
event-CategoriesSet = categories of disputes set
event-LanguagesSet = languages set
event-CourtPolicySet = way of working of the court set
event-SroRegistered = organisation of mediators put on the list
event-SroOfficeAdded = office of the organisation of mediators added
event-QualityBodyRegistered = quality body registered
event-PersonsMerged = records recognised as one person
event-PersonsSplit = records recognised as different persons
event-VerificationShared = check of documents opened to other courts
event-VerificationWithdrawn = check of documents no longer stands for any court
event-PopulationSet = population of the region stated
event-CourtCasesSet = number of new court cases stated
event-SroStatusChanged = status of the organisation of mediators changed
event-TrainingProviderRecognised = training provider recognised
event-ApplicationSubmitted = application submitted
event-ApplicationReturned = application returned for what is missing
event-DocumentsVerified = documents verified
event-VerificationReused = verification by another court relied on
event-VerificationRevoked = check of documents revoked
event-FeeAssessed = fee assessed
event-FeeWaived = fee waived
event-FeePaid = fee paid
event-FeeRefunded = fee refunded
event-RegistrationRefused = entry in the register refused
event-MediatorRegistered = entered in the register
event-ProfileChanged = public details changed
event-PracticeLocationChanged = place of practice changed
event-TrainingRecorded = further training recorded
event-EntryRenewed = entry renewed
event-EntryLapsed = entry lapsed
event-ComplaintReceived = complaint received
event-DisciplinaryProceedingOpened = disciplinary proceeding opened
event-DisciplinaryProceedingClosed = disciplinary proceeding closed
event-SanctionRecorded = sanction recorded
event-MediatorSuspended = activity suspended
event-SuspensionLifted = suspension lifted
event-BarEstablished = bar under the law established
event-BarLifted = bar under the law lifted
event-EntryRemoved = removed from the register
event-EntryReinstated = back in the register
event-SroMembershipRecorded = joined an organisation of mediators
event-SroMembershipEnded = left an organisation of mediators
event-QualityReviewRecorded = quality review recorded
event-EntryTransferred = entry handed over to another court
event-CertificateIssued = certificate of being in the register issued
event-CertificateRevoked = certificate of being in the register revoked
event-AppealLodged = appeal lodged
event-AppealDecided = appeal decided
event-ConsultationHeld = consultation held
event-SuitabilityAssessed = suitability for mediation assessed
event-DisputeReferred = referred to mediation
event-MediationOffered = mediation offered
event-OfferLapsed = offer counts as refused: no answer
event-PartyConsentRecorded = party consented
event-PartyWithdrew = party withdrew
event-MediatorListOffered = list of mediators offered
event-MediatorChosen = mediator chosen
event-MediatorReplaced = another mediator chosen
event-CostShareAgreed = shares of the cost agreed
event-MediationAgreementSigned = mediation agreement concluded
event-PreDisputeAgreementRecorded = agreement from before the dispute recorded
event-ProcedureStarted = mediation started
event-ProceedingsSuspended = proceedings suspended
event-ProceedingsResumed = proceedings resumed
event-SessionHeld = session held
event-MediationExtended = term extended
event-ProceduralDeadlineSet = procedural deadline set
event-MediationTerminated = mediation ended
event-ResultReturned = result returned
event-SettlementApproved = settlement approved by the court
event-SettlementRefused = approval of the settlement refused
event-SettlementBreachReported = breach of the settlement reported
event-FeedbackReceived = score received
event-ReferralTransferred = referral handed over to another court
event-FeeRevenueAllocated = fee revenue set aside
event-CoordinatorRemunerationPaid = coordinator paid
event-RoomOpened = reconciliation room opened
event-RoomClosed = reconciliation room closed
event-InformationProvided = citizens informed of mediation
event-ContactLogged = contact with the coordinator logged
event-RecordCorrected = record corrected
event-EventVoided = event voided
event-AuditFindingRaised = finding of oversight raised
event-AuditFindingClosed = finding of oversight closed
event-SyncGapDetected = gap found in a court’s events
event-SyncGapResolved = gap in a court’s events filled
event-EventRefused = event of a court not taken in
event-MessageDiscarded = message put aside for good
event-StatisticsReleased = statistics released
event-ViewSealed = state of the register sealed
event-PersonalDataErased = personal data erased
