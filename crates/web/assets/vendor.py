#!/usr/bin/env python3
"""Makes every third-party asset of the site from the npm registry.

    python3 -m venv .venv && .venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    .venv/bin/python vendor.py [--out vendor] [--cache DIR] [--check]

Downloads go through the `npm` client: one exact version each, refused if its
sha256 differs. With the four tarballs in `--cache` neither npm nor a network is needed.
The output is a function of this file alone: run it twice, get the same bytes.
`--check` makes everything in a temporary folder and compares it with `--out`.
VENDOR.md is written beside this file.
"""

import argparse
import base64
import filecmp
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

REGISTRY = "https://registry.npmjs.org"

# name, version, SPDX licence, sha256 of the registry's tarball.
PACKAGES = {
    "govuk-frontend": ("6.6.0", "MIT", "52c4eb554e54d8a6e4ba801e9da5ec3a5b930fd2f117a39677f0b6296e954751"),
    "htmx.org": ("4.0.1", "0BSD", "5fba65616ca148a86d377e9771bcada7f35faee3558651feb929eea425e13b3c"),
    "@tabler/icons": ("3.51.0", "MIT", "b30108713d3fa60aee862c2a133225da8e0f309be0708fe2925763ff810c766c"),
    "@fontsource-variable/noto-sans": ("5.3.0", "OFL-1.1", "2cd97f3573b6e8ceaaa54ddf5df3f8e64d89a5bb31954013700d36a7ec01dcd6"),
}

# ---------------------------------------------------------------- downloads


def tarball(name, cache):
    """The package's tarball, from the cache or the registry, checked."""
    version, _, want = PACKAGES[name]
    file = cache / f"{name.replace('@', '').replace('/', '-')}-{version}.tgz"
    if not file.exists():
        packed = subprocess.run(["npm", "pack", "--silent", f"--registry={REGISTRY}", f"{name}@{version}"],
                                cwd=cache, check=True, capture_output=True, text=True).stdout.split()[-1]
        (cache / packed).rename(file)
    got = hashlib.sha256(file.read_bytes()).hexdigest()
    if got != want:
        file.unlink()
        sys.exit(f"{name} {version}: sha256 is {got}, expected {want}")
    return tarfile.open(fileobj=io.BytesIO(file.read_bytes()))


def member(tar, path):
    return tar.extractfile(f"package/{path}").read()


# ---------------------------------------------------------------- govuk-frontend

FONT_STACK = 'Noto Sans,-apple-system,"Segoe UI",Roboto,Arial,sans-serif'


def replaced(text, pattern, by, times, what):
    """`text` with `pattern` replaced, exactly `times` times."""
    text, count = re.subn(pattern, lambda _: by, text)
    if count != times:
        sys.exit(f"govuk-frontend: {what}: {count} found, {times} expected")
    return text


def unbranded(css):
    """The stylesheet without what only GOV.UK may use: its font and its crest."""
    css = replaced(css, r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", "", 1, "font notice")
    css = replaced(css, r"@font-face\{[^}]*GDS Transport[^}]*\}", "", 2, "font faces")
    css = replaced(css, r"GDS Transport,arial,sans-serif", FONT_STACK, 58, "font stacks")
    css = replaced(css, r"url\(/assets/images/govuk-crest\.svg\)", "none", 3, "crest")
    css = replaced(css, r"\n?/\*# sourceMappingURL=[^*]*\*/\n?", "", 1, "source map")
    for word in ("GDS Transport", "crest.svg", "url(", "@import"):
        if word in css:
            sys.exit(f"govuk-frontend: `{word}` is still there")
    notice = "/*! govuk-frontend 6.6.0, MIT, (c) Crown copyright; unbranded by vendor.py: see VENDOR.md */"
    charset = '@charset "UTF-8";'
    return charset + notice + trimmed(re.sub(r"/\*.*?\*/", "", css.removeprefix(charset)).strip())


# Components that the site draws itself (site.css) or has no use for. Take a name
# out of this list to have its rules back.
UNUSED = ("accordion cookie-banner exit-this-page feedback file-upload footer header generic-header service-navigation "
          "language-navigation notification-banner panel password-input phase-banner summary-list summary-card "
          "table tabs tag task-list").split()


def trimmed(css):
    """`css` without the rules that can only match an unused component."""
    unused = re.compile(r"\.govuk-(?:%s)(?![a-z])" % "|".join(UNUSED))

    def block(text):
        out, at = [], 0
        while at < len(text):
            brace = text.find("{", at)
            semi = text.find(";", at)
            if brace < 0 or (0 <= semi < brace):
                out.append(text[at:semi + 1] if semi >= 0 else text[at:])
                at = semi + 1 if semi >= 0 else len(text)
                continue
            depth, end = 1, brace + 1
            while depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            head, body, at = text[at:brace], text[brace + 1:end - 1], end
            if head.startswith(("@media", "@supports")):
                body = block(body)
            elif not head.startswith("@"):
                head = ",".join(s for s in selectors(head) if not unused.search(s))
            if head and body:
                out.append(f"{head}{{{body}}}")
        return "".join(out)

    def selectors(head):
        return re.split(r",(?![^(]*\))", head)

    return block(css)


# The package carries no licence file; this is LICENSE.txt of alphagov/govuk-frontend.
GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

# ---------------------------------------------------------------- icons

# Our name: Tabler's outline icon.
ICONS = {
    "active": "circle-check",
    "suspended": "clock-pause",
    "lapsed": "hourglass",
    "removed": "circle-minus",
    "no": "circle-x",
    "unknown": "help-circle",
    "warning": "alert-triangle",
    "info": "info-circle",
    "past": "history",
    "proof": "shield-check",
    "search": "search",
    "person": "user-check",
    "calendar": "calendar",
    "filter": "filter",
    "close": "x",
    "next": "chevron-right",
    "download": "download",
    "print": "printer",
}


def icons(nodes):
    """Each icon as the `d` of one path: strokes join without loss."""
    made = {}
    for name, source in ICONS.items():
        parts = nodes[source]
        if any(tag != "path" for tag, _ in parts):
            sys.exit(f"tabler: {source} is not made of paths alone")
        made[name] = "".join(re.sub(r"\s*([MmLlHhVvAaCcSsQqTtZz])\s*", r"\1", a["d"]) for _, a in parts)
    return made


ICON_HEAD = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


def icon_sprite(made):
    symbols = "".join(f'<symbol id="i-{n}" {ICON_HEAD}><path d="{d}"/></symbol>\n' for n, d in made.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


# ---------------------------------------------------------------- fonts


def span(text):
    return [ord(c) for c in text]


# Output file: source subset of fontsource, code points.
FONTS = {
    "latin": (
        "latin",
        list(range(0x20, 0x7F))
        + span("\u00a0§©«»°±²³·×ÁÄÇÉÍÑÓÖÚÜÝáäçéíñóöúüýıʼ")
        + span("\u2009–—‘’‚“”„•…−"),
    ),
    "latin-kk": ("latin-ext", span("ĞğİŞşŪūǴǵŃńŊŋ₸")),
    "cyrillic": ("cyrillic", list(range(0x410, 0x450)) + span("ЁёІіЇїЄєЎўҐґҰұ№")),
    "kazakh": ("cyrillic-ext", span("ӘәҒғҚқҢңӨөҮүҺһ")),
}


def font(data, points):
    """A woff2 of these code points alone, weights 400 to 700, kerning kept."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    source = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    have = set(source.getBestCmap())
    axes = {axis.axisTag: axis for axis in source["fvar"].axes}
    if set(axes) != {"wght"}:
        sys.exit(f"noto-sans: axes {sorted(axes)}")
    limited = io.BytesIO()
    instancer.instantiateVariableFont(source, {"wght": (400, 400, 700)}).save(limited)
    source = TTFont(limited, recalcTimestamp=False)
    options = Options(layout_features=["kern"], name_IDs=[0, 1, 2, 13, 14], notdef_outline=True, hinting=False,
                      drop_tables=["DSIG", "STAT"], legacy_kern=False)
    options.recalc_timestamp = False
    subset = Subsetter(options)
    subset.populate(unicodes=[p for p in points if p in have])
    subset.subset(source)
    out = io.BytesIO()
    source.flavor = "woff2"
    source.save(out, reorderTables=False)
    return out.getvalue(), sorted(p for p in points if p in have), [p for p in points if p not in have]


def unicode_range(points):
    runs = []
    for p in points:
        if runs and p == runs[-1][1] + 1:
            runs[-1][1] = p
        else:
            runs.append([p, p])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def font_css(ranges):
    face = ('@font-face{{font-family:"Noto Sans";font-style:normal;font-weight:400 700;font-display:swap;'
            'src:url(fonts/noto-sans-{name}.woff2) format("woff2");unicode-range:{range}}}\n')
    return "/*! Noto Sans, OFL-1.1, own subset of fontsource 5.3.0 by vendor.py */\n" + "".join(
        face.format(name=name, range=r) for name, r in ranges.items())


# ---------------------------------------------------------------- all of it


def make(out, cache):
    files = {}
    tar = tarball("govuk-frontend", cache)
    files["govuk-frontend-6.6.0.min.css"] = unbranded(member(tar, "dist/govuk/govuk-frontend.min.css").decode()).encode()
    files["licences/govuk-frontend.txt"] = GOVUK_LICENCE.encode()

    tar = tarball("htmx.org", cache)
    js = member(tar, "dist/htmx.min.js")
    files["htmx-4.0.1.min.js"] = re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", js)
    files["licences/htmx.txt"] = member(tar, "LICENSE")

    tar = tarball("@tabler/icons", cache)
    made = icons(json.loads(member(tar, "tabler-nodes-outline.json")))
    files["icons.svg"] = icon_sprite(made).encode()
    files["icons.json"] = (json.dumps(made, indent=1) + "\n").encode()
    files["licences/tabler-icons.txt"] = member(tar, "LICENSE")

    tar = tarball("@fontsource-variable/noto-sans", cache)
    ranges = {}
    for name, (subset, points) in FONTS.items():
        data = member(tar, f"files/noto-sans-{subset}-wght-normal.woff2")
        files[f"fonts/noto-sans-{name}.woff2"], have, missing = font(data, points)
        ranges[name] = unicode_range(have)
        if missing:
            sys.exit(f"noto-sans-{subset} lacks " + " ".join(f"U+{p:04X}" for p in missing))
    files["fonts.css"] = font_css(ranges).encode()
    files["licences/noto-sans.txt"] = member(tar, "LICENSE")

    for name, data in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return files


SOURCE = {
    "govuk-frontend-6.6.0.min.css": "govuk-frontend",
    "htmx-4.0.1.min.js": "htmx.org",
    "icons.svg": "@tabler/icons",
    "icons.json": "@tabler/icons",
    "fonts.css": "@fontsource-variable/noto-sans",
}


def report(files):
    lines = ["# Third-party assets", "",
             "Made by `vendor.py`; nothing here is edited by hand. Sizes in bytes, gzip -9 (woff2 is compressed already).", "",
             "## Sources", "", "| package | version | licence | sha256 of the npm tarball |", "|---|---|---|---|"]
    for name, (version, licence, digest) in PACKAGES.items():
        lines.append(f"| `{name}` | {version} | {licence} | `{digest}` |")
    lines += ["", "The subset is made with fonttools 4.68.0 and brotli 1.2.1 (PyPI; MIT, MIT).", "",
              "## Files", "", "| file | from | raw | gzip | sha256 | SRI sha384 |", "|---|---|---:|---:|---|---|"]
    for name, data in sorted(files.items()):
        origin = SOURCE.get(name) or ("@fontsource-variable/noto-sans" if name.startswith("fonts/") else "licence text")
        packed = "" if name.endswith(".woff2") else str(len(gzip.compress(data, 9, mtime=0)))
        sri = "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode() if name.endswith((".js", ".css")) else ""
        lines.append(f"| `{name}` | {origin} | {len(data)} | {packed} | `{hashlib.sha256(data).hexdigest()}` | {'`' + sri + '`' if sri else ''} |")
    fonts = sum(len(d) for n, d in files.items() if n.endswith(".woff2"))
    lines += ["", f"Fonts together: {fonts} bytes.", "", "## What was changed", "",
              "- **govuk-frontend**: 2 `@font-face` of GDS Transport, its notice, 3 urls of the crest and the source map line removed; "
              "58 font stacks set to ours. The counts are asserted. Rules of components the site does not use are left out (`UNUSED` in `vendor.py`). GDS Transport and the crest may only be used on GOV.UK; the rest is MIT.",
              "- **htmx**: the source map line removed. `package.json` says `BSD-0-Clause`; the text is SPDX `0BSD`.",
              "- **Tabler**: outline icons " + ", ".join(f"{v} (`{k}`)" for k, v in ICONS.items()) + "; the paths of an icon joined into one.",
              "- **Noto Sans**: weights 400 to 700, kerning; Latin, Latin Kazakh, Russian, Kazakh, № ₸ – — « » … ·. "
              "The licence's reserved names: none. Not in the font: arrows, ≥, check marks.", ""]
    return "\n".join(lines)


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "vendor")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "medreg-vendor")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    asked.cache.mkdir(parents=True, exist_ok=True)
    if not asked.check:
        files = make(asked.out, asked.cache)
        (here / "VENDOR.md").write_text(report(files))
        for name, data in sorted(files.items()):
            print(f"{len(data):7} {len(gzip.compress(data, 9)):6} {name}")
        return
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder), asked.cache)
        wrong = [n for n in files if not (asked.out / n).exists() or not filecmp.cmp(Path(folder) / n, asked.out / n, shallow=False)]
        kept = [str(p.relative_to(asked.out)) for p in asked.out.rglob("*") if p.is_file()]
        wrong += sorted(set(kept) - set(files))
        if wrong or (here / "VENDOR.md").read_text() != report(files):
            sys.exit("differ: " + ", ".join(wrong or ["VENDOR.md"]))
    print(f"{len(files)} files as made from the registry")


if __name__ == "__main__":
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    main()
