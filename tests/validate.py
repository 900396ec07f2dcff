"""Compares documents with the forms they are described with.

Reads one JSON document from stdin, {"forms": {name: JSON Schema 2020-12}, "documents":
[{"what", "form", "document"}]}, and writes a JSON list of what is wrong to stdout. Needs
jsonschema_rs, which schemathesis brings.
"""

import json
import sys

import jsonschema_rs

given = json.load(sys.stdin)
validators = {
    name: jsonschema_rs.Draft202012Validator(form, validate_formats=True)
    for name, form in given["forms"].items()
}
faults = []
for told in given["documents"]:
    for fault in validators[told["form"]].iter_errors(told["document"]):
        place = "/".join(str(part) for part in fault.instance_path)
        faults.append(f"{told['what']}: at /{place}: {fault.message}")
json.dump(faults, sys.stdout)
