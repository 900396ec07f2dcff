"""Asks PostgreSQL what `medreg bench query` asks the register: an entry, and a search by name.

    python3 tests/postgres.py target/release/medreg DIR/federal [--rounds 3]

PostgreSQL is given the easier part: it answers over a socket of its own from `pgbench`, while
the register answers over HTTP. Both hold the same entries, are asked for the same ones and the
same words, and answer with the same text; rounds of one follow rounds of the other. Needs
PostgreSQL with pg_trgm and pgbench (Debian: postgresql, postgresql-contrib), nothing else.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

TABLES = r"""
CREATE EXTENSION pg_trgm;
CREATE TABLE entries (entry_no text PRIMARY KEY, names text NOT NULL, body text NOT NULL);
CREATE TABLE asked (n serial PRIMARY KEY, entry_no text NOT NULL);
CREATE TABLE searches (n serial PRIMARY KEY, q text NOT NULL);
\copy entries FROM 'entries.csv' CSV
\copy asked (entry_no) FROM 'asked.csv' CSV
\copy searches (q) FROM 'searches.csv' CSV
CREATE INDEX ON entries USING gin (names gin_trgm_ops);
VACUUM ANALYZE;
"""

# Names begin with a blank, so that words are found by their beginnings.
QUESTIONS = {
    "entry": r"""\set n random(1, :asked)
SELECT body FROM entries WHERE entry_no = (SELECT entry_no FROM asked WHERE n = :n);
""",
    "search": r"""\set n random(1, :searches)
SELECT body, count(*) OVER () FROM entries
WHERE names LIKE '% ' || (SELECT q FROM searches WHERE n = :n) || '%' ORDER BY names LIMIT 25;
""",
}


def programs():
    """The folder of the server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise SystemExit("PostgreSQL is not here: apt-get install postgresql postgresql-contrib")
    return found[-1].parent


class Postgres:
    """A server of its own in a folder, without a network; root lends it another user."""

    def __init__(self, folder):
        self.folder, self.bin = folder, programs()
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def run(self, program, *arguments, **options):
        command = [*self.prefix, str(self.bin / program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, text=True, capture_output=True, **options
        )
        if done.returncode:
            raise SystemExit(f"{program}: {done.stderr}")
        return done.stdout

    def __enter__(self):
        if self.prefix:
            shutil.chown(self.folder, "postgres")
        data = self.folder / "data"
        self.run("initdb", "-D", data, "-E", "UTF8", "--locale", "C.UTF-8", "-A", "trust")
        settings = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        settings += " -c shared_buffers=1GB -c work_mem=64MB"
        self.run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", settings, "start")
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "stop")

    def fill(self):
        at = ["-h", self.folder, "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
        self.run("psql", *at, input=TABLES)

    def ask(self, question, seconds, connections, sizes):
        script = self.folder / f"{question}.sql"
        script.write_text(QUESTIONS[question])
        variables = [part for name, size in sizes.items() for part in ("-D", f"{name}={size}")]
        told = self.run(
            "pgbench", "-h", self.folder, "-n", "-M", "prepared", "-f", script,
            "-c", connections, "-T", seconds, *variables, "postgres",
        )  # fmt: skip
        return float(re.search(r"^tps = ([0-9.]+)", told, re.M)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("medreg", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=4)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="medreg-postgres-"))
    folder.chmod(0o755)
    each = {"register": [], "postgres": []}
    try:
        with Postgres(folder) as postgres:
            for at in range(asked.rounds):
                measure = [
                    asked.medreg, "bench", "query", "--data", asked.data, "--rounds", "1",
                    "--seconds", str(asked.seconds), "--connections", str(asked.connections),
                ]  # fmt: skip
                if at == 0:
                    measure += ["--write-to", folder]
                told = json.loads(subprocess.check_output(measure))
                each["register"].append({of: told[of]["per_second"] for of in QUESTIONS})
                if at == 0:
                    postgres.fill()
                    sizes = {
                        of: len((folder / f"{of}.csv").read_text().splitlines())
                        for of in ("asked", "searches")
                    }
                here = {
                    of: postgres.ask(of, asked.seconds, asked.connections, sizes)
                    for of in QUESTIONS
                }
                each["postgres"].append(here)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ratios = {
        of: statistics.median(
            mine[of] / theirs[of]
            for mine, theirs in zip(each["register"], each["postgres"], strict=True)
        )
        for of in QUESTIONS
    }
    print(json.dumps({"entries": told["entries"], **each, "ratio": ratios}, indent=2))


if __name__ == "__main__":
    main()
