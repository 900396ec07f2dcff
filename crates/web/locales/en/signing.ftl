### Signing in, and who sees what.

sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in for judges, auditors and staff of the office
sign-in-lead = To search and check mediators you need not sign in.
account-name = Account
password = Password
sign-in-recorded = What is recorded
sign-in-recorded-text = Your account, your role, the time, and which data that are not public you look at. Auditors read these records.
sign-in-lost = If you lost your password
sign-in-lost-text = Ask the federal office: it removes the account and makes a new one.
sign-in-wrong = The account or the password is wrong. Check both and try again.
sign-in-too-often = { $n ->
    [one] Too many attempts. Try again in { $shown } second.
   *[other] Too many attempts. Try again in { $shown } seconds.
}
signed-in = { $account } · { $role }
account-area = Your account
errors-short = Error
role-judge = judge
role-analyst = analyst
role-auditor = auditor
role-operator = operator
problem-FORM_FOREIGN = The form is out of date or was not sent from this site. Send it again.
problem-FORM_INVALID = What was sent is not a form of this site
problem-NOT_RECORDED = This read could not be recorded, and without a record nothing is shown. Try again.

## Who looked at what

section-reads = Who looked at data that are not public
reads-lead = Every answer to a judge, auditor, analyst or operator with data that are not public is recorded before it goes out. Names and words of a search are not.
reads-none = Nobody has looked at such data yet.
reads-found = { $total } reads, the newest first
reads-no = No.
reads-at = When
reads-role = Role
reads-by = Known by
reads-what = What was looked at
reads-newer = Newer reads
reads-older = Older reads
by-office = account of the office
by-provider = provider of identities
by-token = token of a program

## The provider of identities, and tokens

sign-in-provider = Sign in through the provider of identities
sign-in-office = With an account of the office
problem-SIGN_IN_UNKNOWN = This sign-in was not begun in this browser, or took too long. Begin again.
problem-SIGN_IN_REFUSED = The provider of identities did not sign you in. Begin again, or ask it why.
problem-PROVIDER_UNREACHABLE = The provider of identities cannot be reached. Try again in a while.
problem-SIGN_IN_UNSOUND = What the provider of identities says cannot be believed. Begin again; if it happens again, tell the office.
problem-NO_ROLE = You are known, and your account has no role here. Ask the federal office for one.
problem-TOKEN_INVALID = The token is not valid here
problem-TOKEN_EXPECTED = A bearer token is expected here
