#!/usr/bin/env python3
"""Verifies a history, in a folder or at an address, without any of the register's own code.

Written from docs/history.md and docs/events.md alone, so that a mistake shared
by the program that writes a history and the program that audits it does not
pass unseen. Python 3.11 or later, the standard library, and `cryptography` for
Ed25519. Prints one JSON document. Exit code 0: sound; 6: not; 2: wrong usage.

What it checks, from the outside in:
  the checkpoint's signature, and every older checkpoint kept beside it;
  each entry bundle and each hash tile, recomputed from the leaves (RFC 6962);
  each event's signature, by a key that is valid at the event's position;
  each source's sequence without gaps, and its chain of leaf hashes, which goes
  on behind an event that the office refused.
It does not judge what the events say.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("the Python package `cryptography` is missing; run `cargo xtask install`")

TILE_WIDTH = 256
HASH_SIZE = 32
EVENT_BYTES_MAX = 32 * 1024
CHECKPOINT_BYTES_MAX = 64 * 1024
ED25519 = 0x01
EXIT_UNSOUND = 6

COURT_PREFIX = "urn:medreg:court:"
FEDERAL_SOURCE = "urn:medreg:federal"
FEDERAL = "federal"

TYPE = re.compile(r"medreg\.([A-Z][A-Za-z]*)\.v([1-9][0-9]*)")
UUID_V7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
COURT_CODE = re.compile(r"[A-Z]{2}(-[0-9]+)+")
DECIMAL = re.compile(r"0|[1-9][0-9]*")


class Bad(Exception):
    """Bytes that are not what the specification says, with the class of the fault."""

    def __init__(self, kind, detail):
        super().__init__(detail)
        self.kind = kind


# Notes and keys (C2SP signed-note).


@dataclass(frozen=True)
class Key:
    name: str
    key_id: bytes
    public: Ed25519PublicKey
    vkey: str

    @staticmethod
    def parse(vkey):
        parts = vkey.split("+", 2)
        if len(parts) != 3:
            raise Bad("key", f"`{vkey}` is not a vkey")
        name, hex_id, encoded = parts
        typed = decode_base64(encoded, "key")
        if len(typed) != 33 or typed[0] != ED25519:
            raise Bad("key", f"`{vkey}` is not an Ed25519 vkey")
        key_id = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
        if hex_id != key_id.hex():
            raise Bad("key", f"`{vkey}` carries the wrong key id")
        return Key(name, key_id, Ed25519PublicKey.from_public_bytes(typed[1:]), vkey)

    def verifies(self, signature, text):
        try:
            self.public.verify(signature, text)
        except InvalidSignature:
            return False
        return True


def decode_base64(text, kind):
    """Decodes standard base64 and refuses any second spelling of the same bytes."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Bad(kind, f"not base64: {error}") from error
    if base64.b64encode(decoded).decode() != text:
        raise Bad(kind, "base64 is not canonical")
    return decoded


def split_note(note, kind):
    """Splits a signed note into its text and its (name, key id, signature) lines."""
    cut = note.rfind(b"\n\n")
    if cut < 0 or not note.endswith(b"\n"):
        raise Bad(kind, "not a signed note")
    text, tail = note[: cut + 1], note[cut + 2 : -1]
    signatures = []
    for line in tail.split(b"\n"):
        try:
            dash, name, encoded = line.decode("utf-8").split(" ")
        except ValueError as error:  # wrong number of parts, or not UTF-8
            raise Bad(kind, "malformed signature line") from error
        blob = decode_base64(encoded, kind)
        if dash != "—" or not name or len(blob) < 5:
            raise Bad(kind, "malformed signature line")
        signatures.append((name, blob[:4], blob[4:]))
    return text, signatures


def read_checkpoint(note, key):
    """Returns (size, root) of a checkpoint that the log key has signed."""
    if len(note) > CHECKPOINT_BYTES_MAX:
        raise Bad("checkpoint", "too long")
    text, signatures = split_note(note, "checkpoint")
    own = [s for name, key_id, s in signatures if name == key.name and key_id == key.key_id]
    if not own:
        raise Bad("checkpoint", f"not signed by {key.name}")
    if not all(key.verifies(signature, text) for signature in own):
        raise Bad("checkpoint", "the signature does not verify")
    lines = text.decode("utf-8").split("\n")
    if len(lines) < 4 or lines[0] != key.name or not DECIMAL.fullmatch(lines[1]):
        raise Bad("checkpoint", "the text is not origin, size, root")
    root = decode_base64(lines[2], "checkpoint")
    if len(root) != HASH_SIZE:
        raise Bad("checkpoint", "the root is not 32 bytes")
    return int(lines[1]), root


# The tree (RFC 6962 section 2.1).


def leaf_hash(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """All complete subtrees: `levels[h][i]` covers leaves i·2^h to (i+1)·2^h − 1."""

    def __init__(self, leaf_hashes):
        self.levels = [leaf_hashes]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            pairs = len(below) // 2
            self.levels.append([node_hash(below[2 * i], below[2 * i + 1]) for i in range(pairs)])

    def root(self, size):
        """The root over the first `size` leaves."""
        if size == 0:
            return hashlib.sha256(b"").digest()
        root = None
        start = size
        # From the smallest complete subtree on the right edge to the largest.
        for height in range(size.bit_length()):
            if size >> height & 1:
                start -= 1 << height
                subtree = self.levels[height][start >> height]
                root = subtree if root is None else node_hash(subtree, root)
        return root

    def tile_level(self, level):
        """The hashes that the tiles of one level hold, in order."""
        height = 8 * level
        return self.levels[height] if height < len(self.levels) else []


# Files (C2SP tlog-tiles).


def tile_name(number):
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


class Folder:
    """A history on disk."""

    def __init__(self, path):
        self.path = Path(path)

    def read(self, name):
        """The bytes of a file, or None if there is none."""
        path = self.path / name
        return path.read_bytes() if path.is_file() else None

    def names(self, name):
        path = self.path / name
        return [file.name for file in path.iterdir()] if path.is_dir() else []


class Site:
    """A history that any web server serves; what a folder holds is not asked there."""

    def __init__(self, url):
        self.url = url.rstrip("/")

    def read(self, name):
        try:
            with urllib.request.urlopen(f"{self.url}/{name}", timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    def names(self, name):
        return []


def read_tile(store, base, number, width):
    """Returns the bytes of a tile with at least `width` entries, or None.

    A partial tile may have given way to a wider one or to the full one.
    """
    full = f"{base}/{tile_name(number)}"
    if width < TILE_WIDTH:
        partial = store.read(f"{full}.p/{width}")
        if partial is not None:
            return partial
        wider = (int(name) for name in store.names(f"{full}.p") if name.isdigit())
        for wide in sorted(wide for wide in wider if width < wide < TILE_WIDTH):
            return store.read(f"{full}.p/{wide}")
    return store.read(full)


def tiles_of(count):
    """(number, width) of each tile that holds `count` entries."""
    full, rest = divmod(count, TILE_WIDTH)
    for number in range(full):
        yield number, TILE_WIDTH
    if rest:
        yield full, rest


def split_bundle(bundle, width):
    """The first `width` leaves of an entry bundle; the rest must be whole leaves too."""
    leaves = []
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise Bad("bundle", f"leaf {len(leaves)} of the bundle is cut short")
        leaves.append(bundle[at + 2 : end])
        at = end
    if len(leaves) < width or len(leaves) > TILE_WIDTH:
        raise Bad("bundle", f"{len(leaves)} leaves in a bundle of {width}")
    return leaves[:width]


# Events.


def no_repeated_names(pairs):
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a name appears twice in one object")
    return record


def no_constants(name):
    raise ValueError(f"{name} is not JSON")


# Built once: to name the hooks at each event would build a decoder at each event.
DECODER = json.JSONDecoder(object_pairs_hook=no_repeated_names, parse_constant=no_constants)


@dataclass(frozen=True)
class Event:
    id: str
    source: str
    name: str
    version: int
    sequence: int
    prev_hash: str | None
    data: dict
    text: bytes
    signer: str
    key_id: bytes
    signature: bytes

    @staticmethod
    def parse(leaf):
        text, signatures = split_note(leaf, "envelope")
        if len(signatures) != 1 or text.count(b"\n") != 1:
            raise Bad("envelope", "a leaf is one line with one signature")
        if len(text) - 1 > EVENT_BYTES_MAX:
            raise Bad("envelope", "longer than 32 KiB")
        try:
            record = DECODER.decode(text.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise Bad("envelope", f"not JSON: {error}") from error
        if not isinstance(record, dict):
            raise Bad("envelope", "not a JSON object")
        signer, key_id, signature = signatures[0]
        kind = TYPE.fullmatch(string(record, "type"))
        if not kind:
            raise Bad("envelope", "malformed type")
        event = Event(
            id=string(record, "id"),
            source=source_code(string(record, "source")),
            name=kind[1],
            version=int(kind[2]),
            sequence=record.get("courtseq"),
            prev_hash=record.get("prevhash"),
            data=record.get("data"),
            text=text,
            signer=signer,
            key_id=key_id,
            signature=signature,
        )
        event.check(record)
        return event

    def check(self, record):
        if record.get("specversion") != "1.0":
            raise Bad("envelope", "specversion is not 1.0")
        if not UUID_V7.fullmatch(self.id):
            raise Bad("envelope", "id is not a UUIDv7 in lower case")
        if not TIME.fullmatch(string(record, "time")):
            raise Bad("envelope", "malformed time")
        if type(self.sequence) is not int or self.sequence < 1:
            raise Bad("envelope", "courtseq is not a positive integer")
        if not isinstance(self.data, dict):
            raise Bad("envelope", "data is not an object")


def string(record, name):
    value = record.get(name)
    if not isinstance(value, str):
        raise Bad("envelope", f"{name} is not a string")
    return value


def source_code(source):
    if source == FEDERAL_SOURCE:
        return FEDERAL
    code = source.removeprefix(COURT_PREFIX)
    if not source.startswith(COURT_PREFIX) or not COURT_CODE.fullmatch(code):
        raise Bad("envelope", f"unknown form of source `{source}`")
    return code


# The verifier.


@dataclass
class Keyring:
    """The keys of each source, as the events read so far have made them."""

    origin: str
    valid: dict = field(default_factory=dict)
    revoked: dict = field(default_factory=dict)

    def add(self, code, vkey):
        key = Key.parse(vkey)
        if key.name != f"{code}.{self.origin}":
            raise Bad("key", f"a key of {code} is named `{key.name}`")
        self.valid.setdefault(code, {})[key.key_id] = key

    def revoke(self, code, vkey):
        key = Key.parse(vkey)
        if self.valid.get(code, {}).pop(key.key_id, None) is None:
            raise Bad("key", f"{code} has no valid key `{vkey}` to revoke")
        self.revoked.setdefault(code, set()).add(key.key_id)

    def check(self, event):
        """Refuses an event that no key valid at this point has signed."""
        if event.signer != f"{event.source}.{self.origin}":
            raise Bad("signature", f"an event of {event.source} signed by `{event.signer}`")
        key = self.valid.get(event.source, {}).get(event.key_id)
        if key is None:
            known = event.key_id in self.revoked.get(event.source, ())
            state = "was revoked before" if known else "is not known at"
            raise Bad("key", f"key {event.key_id.hex()} {state} this position")
        if not key.verifies(event.signature, event.text):
            raise Bad("signature", "the signature does not verify")

    def follow(self, event):
        """Takes in what a verified event says about keys."""
        if event.name not in ("CourtKeyAdded", "CourtKeyRevoked"):
            return
        if event.source != FEDERAL:
            raise Bad("key", f"{event.source} may not speak about keys")
        court, vkey = event.data.get("court"), event.data.get("vkey")
        if event.version != 1 or not isinstance(court, str) or not isinstance(vkey, str):
            raise Bad("key", f"cannot read {event.name}.v{event.version}")
        if event.name == "CourtKeyAdded":
            self.add(court, vkey)
        else:
            self.revoke(court, vkey)


class Verifier:
    def __init__(self, store, log_key, federal_keys, faults_max):
        self.store = store
        self.log_key = log_key
        self.faults_max = faults_max
        self.faults = []
        self.faults_total = 0
        self.size = None
        self.root = None
        self.leaf_hashes = []
        self.heads = {}
        self.ids = set()
        self.keys = Keyring(log_key.name)
        for vkey in federal_keys:
            self.keys.add(FEDERAL, vkey)

    def fault(self, kind, detail, index=None, event_id=None):
        self.faults_total += 1
        if len(self.faults) < self.faults_max:
            self.faults.append(
                {"index": index, "event_id": event_id, "class": kind, "detail": detail}
            )

    def run(self):
        try:
            note = self.store.read("checkpoint")
            if note is None:
                raise Bad("checkpoint", "there is no checkpoint")
            self.size, self.root = read_checkpoint(note, self.log_key)
        except OSError as error:
            self.fault("checkpoint", f"cannot read the checkpoint: {error}")
        except Bad as bad:
            self.fault(bad.kind, str(bad))
        else:
            self.check_entries()
            if len(self.leaf_hashes) == self.size:
                self.check_tree(Tree(self.leaf_hashes))
        return self.report()

    def check_entries(self):
        for number, width in tiles_of(self.size):
            first = number * TILE_WIDTH
            try:
                bundle = read_tile(self.store, "tile/entries", number, width)
                if bundle is None:
                    raise Bad("bundle", f"entry bundle {number} is missing")
                leaves = split_bundle(bundle, width)
            except Bad as bad:
                # Without these leaves no later position or chain can be told.
                self.fault(bad.kind, str(bad), first)
                return
            for offset, leaf in enumerate(leaves):
                digest = leaf_hash(leaf)
                self.leaf_hashes.append(digest)
                self.check_leaf(first + offset, leaf, digest)

    def check_leaf(self, index, leaf, digest):
        try:
            event = Event.parse(leaf)
        except Bad as bad:
            self.fault(bad.kind, str(bad), index)
            return
        if event.id in self.ids:
            self.fault("envelope", "the id was used before", index, event.id)
        self.ids.add(event.id)
        try:
            self.keys.check(event)
            self.check_chain(event, index)
            self.keys.follow(event)
        except Bad as bad:
            self.fault(bad.kind, str(bad), index, event.id)
        # Later events are judged against what is here, so one fault is told once.
        self.heads[event.source] = (event.sequence, base64.b64encode(digest).decode())
        if event.source == FEDERAL and event.name == "EventRefused":
            self.pass_over(event, index)

    def pass_over(self, event, index):
        """A court's chain goes on behind an event that is refused and not here."""
        court, leaf = event.data.get("court"), event.data.get("leaf_hash")
        if leaf is None:
            return
        last, _ = self.heads.get(court, (0, None))
        if event.data.get("courtseq") != last + 1:
            detail = f"{court} stands at courtseq {last}: another event is refused"
            self.fault("sequence", detail, index, event.id)
            return
        self.heads[court] = (last + 1, leaf)

    def check_chain(self, event, index):
        """Reports both breaches of a chain, so that neither hides the other."""
        last, last_hash = self.heads.get(event.source, (0, None))
        if event.sequence != last + 1:
            detail = f"{event.source} goes from courtseq {last} to {event.sequence}"
            self.fault("sequence", detail, index, event.id)
        if event.prev_hash != last_hash:
            detail = f"prevhash is not the leaf hash of {event.source}'s event before"
            self.fault("chain", detail, index, event.id)

    def check_tree(self, tree):
        root = tree.root(self.size)
        if root != self.root:
            self.fault("root", f"the leaves hash to {base64.b64encode(root).decode()}")
        level = 0
        while hashes := tree.tile_level(level):
            for number, width in tiles_of(len(hashes)):
                first = number * TILE_WIDTH
                self.check_tile(level, number, hashes[first : first + width])
            level += 1
        self.check_older_checkpoints(tree)

    def check_tile(self, level, number, hashes):
        tile = read_tile(self.store, f"tile/{level}", number, len(hashes))
        if tile is None:
            self.fault("tile", f"tile {level}/{number} is missing")
            return
        if len(tile) % HASH_SIZE or len(tile) > TILE_WIDTH * HASH_SIZE:
            self.fault("tile", f"tile {level}/{number} is {len(tile)} bytes long")
            return
        for offset, expected in enumerate(hashes):
            if tile[offset * HASH_SIZE : (offset + 1) * HASH_SIZE] != expected:
                # The first leaf under the first wrong hash.
                index = (number * TILE_WIDTH + offset) << (8 * level)
                self.fault("tile", f"tile {level}/{number} is wrong at {offset}", index)
                return

    def check_older_checkpoints(self, tree):
        """Every checkpoint kept was signed for a prefix of what is here now."""
        kept = self.store.names("checkpoints")
        for name in sorted(kept, key=lambda name: (len(name), name)):
            try:
                note = self.store.read(f"checkpoints/{name}") or b""
                size, root = read_checkpoint(note, self.log_key)
                if name != str(size):
                    raise Bad("checkpoint", f"is for size {size}")
                if size > self.size:
                    raise Bad("checkpoint", "is newer than the newest")
                if tree.root(size) != root:
                    raise Bad("checkpoint", "is not consistent with the newest")
            except Bad as bad:
                self.fault(bad.kind, f"checkpoints/{name}: {bad}")

    def report(self):
        return {
            "sound": self.faults_total == 0,
            "size": self.size,
            "root": None if self.root is None else base64.b64encode(self.root).decode(),
            "sources": {code: sequence for code, (sequence, _) in sorted(self.heads.items())},
            "faults": self.faults,
            "faults_total": self.faults_total,
        }


def main():
    parser = argparse.ArgumentParser(description="Verifies a history directory.")
    parser.add_argument("history", metavar="DIR|URL")
    parser.add_argument("--vkey", required=True, help="the log's key")
    parser.add_argument(
        "--federal-vkey",
        required=True,
        action="append",
        help="the federal office's key; may repeat",
    )
    parser.add_argument("--faults-max", type=int, default=100, help="how many faults to list")
    options = parser.parse_args()
    is_site = options.history.startswith(("http://", "https://"))
    if not is_site and not Path(options.history).is_dir():
        parser.error(f"{options.history} is not a directory")
    store = Site(options.history) if is_site else Folder(options.history)
    try:
        log_key = Key.parse(options.vkey)
        verifier = Verifier(store, log_key, options.federal_vkey, options.faults_max)
    except Bad as bad:
        parser.error(str(bad))
    report = verifier.run()
    print(json.dumps(report, ensure_ascii=False))
    return 0 if report["sound"] else EXIT_UNSOUND


if __name__ == "__main__":
    sys.exit(main())
