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
