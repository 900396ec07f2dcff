# The API for people.
api-title = Data for programs
api-lead = What the pages say is there as JSON too, and tables as CSV. Public data need no key.
api-try = Try it
api-about = Programs read the description; the form of each answer is in it.
api-always = Parameters of every request
api-bounds = One address has a bounded number of requests in five minutes; the header RateLimit tells what is left. An unknown parameter is refused.
api-operations = Addresses
api-everybody = everybody
api-who = Who may ask
api-answer = Answer
api-parameters = Parameters
operation-entries = Entries of the register that match
operation-entry = One entry
operation-courts = Courts that keep a register
operation-court = One court, an ended one too
operation-regions = Regions, with their names over time
operation-categories = The tree of categories of disputes
operation-events = Events of the history, as they were recorded
operation-events_stream = Events as they come; goes on by Last-Event-ID
operation-indicators = The official indicators and their definitions
operation-statistics = The figures of one indicator
operation-releases = The releases of the statistics
operation-release = All tables of a release in one archive
operation-rulesets = The rulesets of the law, with their days
operation-ruleset = One ruleset
operation-term = The term of a mediation, each step with its article
operation-access_records = Who looked at what is not public
operation-person = A person with the entries at every court
operation-entry_history = What befell an entry
operation-eligibility = Whether parties may be pointed to a mediator
operation-candidates = Mediators to offer to parties, in the order of the day
operation-sync = How the links to the courts stand
operation-findings = Findings of the audit
operation-quarantine = Messages that are kept aside
operation-deadlines = Deadlines of referrals without a result
operation-funds = The fee fund by court
operation-fund = The fund of one court by month
operation-proof = The proof that an event stands in the history
form-text = { $n ->
    [one] up to { $shown } character
   *[other] up to { $shown } characters
}
