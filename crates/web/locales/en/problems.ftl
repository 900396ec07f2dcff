### What the codes of problems mean.

problems-title = Codes of problems
problems-lead = Whatever cannot be answered or done is told with one of these codes. The codes do not change; the words may.
problems-own = Codes of the site
problems-rules = Codes of the law: which rule says no
problems-code = Code
problems-means = What it means and what to do
problems-status = Status of the answer (HTTP)
problems-by-rule = A rule says no; nothing was recorded. The rules in force, with examples:
problems-faults = What may be wrong with a parameter

fault-MISSING = “{ $field }” is missing. Fill it in.
fault-NOT_TOGETHER = “{ $field }” is a question by itself. Ask one question at a time.

fault_code-PARAMETER_UNKNOWN = There is no such parameter. The answer names those there are.
fault_code-MISSING = The question cannot be answered without this value.
fault_code-INVALID = The value is not one that is known.
fault_code-OUT_OF_RANGE = The number is out of range.
fault_code-TOO_LONG = The value is too long.
fault_code-GIVEN_TWICE = The value is given more than once.
fault_code-NOT_TEXT = The value is not text in UTF-8, or has control characters in it.
fault_code-NOT_TOGETHER = Two questions are asked at once. Ask one at a time.
fault_code-DATE_INVALID = There is no such day. A day is written as 2026-03-04.
fault_code-DATE_BEFORE_ENTRY = On that day the person was not yet in the register.
fault_code-DATE_AHEAD = The day lies ahead. What is true on it is not known yet.
fault_code-PERIOD_BACKWARD = The earlier period is written first, the later one last.
fault_code-NOT_OFFERED = Figures are given as of one day alone, that of their release, or today where nothing is released: those of another day would betray what is withheld to protect people.
fault_code-IIN_NOT_SEARCHED = Twelve digits are a person’s identification number (IIN), by which nobody is searched. It was not kept.
