#!/usr/bin/env python3
"""Check a published log and site with nothing but Python: python verify.py FOLDER [--root CODE] [--checkpoint FILE] [--key KEY] [--archive FILE] [--lang zh|en]
It needs no other file of the program, so that whoever distrusts the program can read the whole of it."""
# It is to be read by strangers, so it is kept short: a sentence a line, and blank lines between parts only.
# fmt: off
# ruff: noqa: B905, E401, I001 - it runs with any Python from 3.9 on

from __future__ import annotations

import argparse, array, base64, bisect, hashlib, json, re, sys, unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIDTH, LETTERS, sha256, SALTED = 256, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", hashlib.sha256, re.compile(b"[0-9a-f]{32} ").match
SORTS, FILES, TIMED = {"new", "edit", "correction", "withdrawal", "erasure", "rename"}, ("release/", "archive/"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII).fullmatch
PART, VERSION = re.compile(r"ledger/release/[0-9]{3,5}\.txt").fullmatch, re.compile(r"ledger/[^/]+/[^/]+/[0-9]+\.(json|tlog-proof)").fullmatch

SAYS = {
    "missing": ("缺少文件，或者它是空的：{file}", "a file is missing or empty: {file}"), "bad-checkpoint": ("{file} 不是有效的检查点，或和条目对不上", "{file} is no checkpoint, or not one of these entries"), "bad-bundle": ("{file} 里的条目被改动过，或条数不对", "the entries in {file} were changed, or are not as many as they should be"), "bad-tile": ("{file} 里的散列和条目对不上", "the hashes in {file} are not those of the entries"), "bad-lines": ("{file} 应有 {expected} 行，实有 {found} 行", "{file} should hold {expected} lines and holds {found}"), "bad-entry": ("第 {entry} 条写法不对", "entry {entry} is not well formed"), "bad-sequence": ("第 {entry} 条的位置写成了 {found}", "entry {entry} says that it is number {found}"),
    "bad-time": ("第 {entry} 条（{record}）的时间 {found} 早于前一条 {expected}", "entry {entry} ({record}) is dated {found}, before the entry ahead of it ({expected})"), "bad-chain": ("第 {entry} 条（{record}）接不上这条记录的前一个版本", "entry {entry} ({record}) does not follow the version before it"), "bad-root": ("条目算出的根和 {file} 里的不同", "the entries do not lead to the root in {file}"), "bad-rename": ("第 {entry} 条说 {record} 改名为 {found}，账本里却没有", "entry {entry} says that {record} is now {found}, which is not in the log"),
    "bad-text": ("{file}：第 {entry} 条（{record}）的正文和记下的指纹不同", "{file}: the text of entry {entry} ({record}) does not match its digest"), "no-text": ("{file}：第 {entry} 条（{record}）的正文没有了，却没有清除的记录", "{file}: the text of entry {entry} ({record}) is gone, and no erasure is logged"), "left-text": ("{file}：第 {entry} 条（{record}）应当没有正文，却有", "{file}: entry {entry} ({record}) should have no text and has one"),
    "bad-record": ("{file}：{record} 和账本里的最新版本不同", "{file}: {record} is not the last version in the log"), "unlogged-record": ("{file}：账本里没有 {record}", "{file}: {record} is not in the log"), "no-record": ("{file}：账本里有 {record}，这里没有", "{file}: {record} is in the log and not here"), "bad-manifest": ("{file} 和第 {entry} 条记下的指纹不同，或有文件登记了两遍", "{file} does not match the digest in entry {entry}, or has a file twice"), "bad-data": ("{file} 读不懂，或有一条、一项写了两遍", "{file} cannot be read, or has a record or a field twice"), "bad-version": ("{file} 和账本里的那一版不同", "{file} is not that version in the log"),
    "bad-file": ("{file} 和发布清单里的指纹不同", "{file} does not match the release manifest"), "unlogged": ("{file} 没有登记在发布清单里", "{file} is published and not in the release manifest"), "unknown": ("{file} 不属于账本", "{file} is no part of the log"), "bad-signature": ("{file}：{name} 的签名是假的", "{file}: the signature of {name} is false"), "not-signed": ("没有用这把钥匙的签名：{name}", "there is no signature by this key: {name}"), "bad-key": ("读不懂这把钥匙：{name}", "this key cannot be read: {name}"), "bad-code": ("根码读不懂：{found}", "this root code cannot be read: {found}"), "too-old": ("您保存的有 {expected} 条，这里只有 {found} 条：后面的被拿掉了", "what you kept has {expected} entries and this has {found}: the end was cut off"),
    "forked": ("前 {expected} 条和您保存的不是同一段历史", "the first {expected} entries are not the history that you kept"), "no-release": ("还没有发布清单，没有核对网页", "there is no release manifest; pages were not checked"), "archive": ("{file} 就是账本里登记的存档，{found}", "{file} is the archive that the log has, of {found}"), "no-archive": ("账本里没有登记过这样的存档：{file}", "the log has no such archive: {file}"), "unsigned": ("没有签名：只能和您保存的根码比对", "there is no signature: compare with a root code that you kept"),
    "own-keys": ("签名是用网站自己给出的钥匙核对的；请用 --key 给出您信得过的", "signatures were checked with the keys that the site gives itself: give one that you trust with --key"), "entries": ("{found} 条，{records} 条记录，根码 {code}", "{found} entries, {records} records, root code {code}"), "signed": ("签名属实：{name}（到第 {expected} 条）", "signed by {name} (up to {expected} entries)"), "kept": ("和您保存的一致（前 {expected} 条）", "agrees with what you kept (the first {expected} entries)"), "pages": ("{found} 个发布的文件都和发布清单核对过", "{found} published files were compared with the release manifest"), "records": ("{file}：{found} 条记录和账本核对过", "{file}: {found} records were compared with the log"), "holds": ("全部属实。", "All of it holds."), "fails": ("有 {found} 处不对。", "{found} things do not hold."),
}

class Report:
    """What does not hold, and what does or was left unchecked."""
    def __init__(self) -> None:
        self.problems, self.notes = list[tuple[str, dict[str, Any]]](), list[tuple[str, dict[str, Any]]]()
    def bad(self, code: str, /, **values: Any) -> None:
        self.problems.append((code, values))
    def good(self, code: str, /, **values: Any) -> None:
        self.notes.append((code, values))
    def lines(self, lang: str) -> list[str]:
        """All of it in plain words, and a last line that sums it up."""
        at = 1 if lang == "en" else 0
        said = [f"{mark} {SAYS[code][at].format(**values)}" for mark, rows in ((" ", self.notes), ("✗", self.problems)) for code, values in rows]
        # Names may be anybody's: none of them is to move about on a screen, or to hide what follows.
        return ["".join(letter if letter.isprintable() else "?" for letter in line) for line in [*said, SAYS["fails" if self.problems else "holds"][at].format(found=len(self.problems))]]

def bytes_of(path: Path) -> bytes | None:
    """What a file holds; nothing where there is none, or nobody may read it."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None
def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """What JSON says, none of it twice: each reader would take another for what is meant."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError
    return found
UNREAD, read_json = (ValueError, KeyError, TypeError, RecursionError), json.JSONDecoder(object_pairs_hook=once).decode
def fold(row: list[bytes]) -> bytes:
    """The root of a tree of these hashes (RFC 6962)."""
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [sha256(b"\1" + left + right).digest() for left, right in zip(row[::2], row[1::2])] + odd
    return row[0] if row else sha256(b"").digest()
def number_path(number: int) -> str:
    *groups, last = f"{number:,}".split(",")
    return "".join(f"x{group:0>3}/" for group in groups) + f"{last:0>3}"
def tile_path(level: object, number: int, width: int) -> str:
    return f"tile/{level}/{number_path(number)}" + ("" if width == WIDTH else f".p/{width}")
def root_code(size: int, root: bytes) -> str:
    number = int.from_bytes(sha256(f"zhiyin root code\n{size}\n".encode() + root).digest()[:13], "big") >> 4
    letters = "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(20)))
    return "-".join([str(size), *(letters[at : at + 4] for at in range(0, 20, 4))])

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]
def add(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        found, point, number = add(found, point) if number & 1 else found, add(point, point), number >> 1
    return found
def point(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (x := P - x if x & 1 != sign else x), y, 1, x * y % P
BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def is_signed(key: bytes, said: bytes, signature: bytes) -> bool:
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER or BASE is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + said).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
def unb64(text: str) -> bytes:
    return base64.b64decode(text) if len(text) % 4 == 0 and re.fullmatch("[A-Za-z0-9+/]*={0,2}", text) else b""

def key_parts(key: str) -> tuple[str, str, bytes]:
    """Name, id and bytes of a key `name+id+base64`, no bytes if it cannot be read; that of a co-signature is of sort 4."""
    name, id, data = [*key.strip().split("+", 2), "", ""][:3]
    raw = unb64(data)
    sound = len(raw) == 33 and raw[0] in (1, 4) and sha256(f"{name}\n".encode() + raw).digest()[:4].hex() == id
    return name, id, raw if sound else b""

def check_keys(report: Report, checkpoints: dict[str, str], given: list[str], own: list[str]) -> None:
    """Whether checkpoints, the current one first, are signed by the keys, and each of their lines by one that is known."""
    known = {(name, id): raw for key in [*own, *given] for name, id, raw in [key_parts(key)] if raw}
    signed: dict[tuple[str, str], list[int]] = {}
    for at, (file, note) in enumerate(checkpoints.items()):
        text, _, lines = note.rpartition("\n\n")
        for name, line in re.findall(r"^— (\S+) (\S+)$", lines, re.MULTILINE):
            signature, said = unb64(line), f"{text}\n".encode()
            id, signature, raw = signature[:4].hex(), signature[4:], known.get((name, signature[:4].hex()), b"")
            if raw[:1] == b"\4":
                said, signature = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + said, signature[8:]
            held = raw and is_signed(raw[1:], said, signature)
            signed.setdefault((name, id), []).append(at) if held else report.bad("bad-signature", file=f"ledger/{file}", name=name)
    sizes = [(parsed(note) or (0, b""))[0] for note in checkpoints.values()]
    for key, (name, id, raw) in ((key, key_parts(key)) for key in given or own):
        found = signed.get((name, id), [])
        # Of the site's own keys one is enough: the others may be of earlier days.
        if not raw or not (found if given else signed) or (raw[0] == 1 and not any(0 in at for at in ([found] if given else signed.values()))):
            report.bad("not-signed" if raw else "bad-key", name=name if raw else key)
        elif found:
            report.good("signed", name=name, expected=max(sizes[at] for at in found))
    return None if given else report.good("own-keys" if own else "unsigned")

class Log:
    """A log that is read once from its beginning to its end."""
    def __init__(self, folder: Path, report: Report, keep: bool = True) -> None:
        self.folder, self.report, self.keep = folder, report, keep
        self.last, self.live, self.archives = dict[str, int](), dict[str, tuple[bytes, str]](), dict[str, str]()
        self.erased, self.gone, self.moved = list[tuple[int, str]](), dict[int, str](), dict[int, tuple[str, str]]()
        self.rows, self.release, self.time, self.unsure = [list[bytes]()], (-1, "", b""), "", False
        self.known, self.notes, self.versions = {"ledger/keys"}, dict[str, str](), dict[str, str]()
    def read(self, name: str, empty: bool = False) -> bytes:
        self.known.add(f"ledger/{name}")
        if (data := bytes_of(self.folder / name)) is None or not (data or empty):
            self.report.bad("missing", file=f"ledger/{name}")
        return data or b""
    def check(self) -> None:
        """Read it all: checkpoints, hashes, entries, texts."""
        self.size, root = self.checkpoints()
        self.previous, self.text_at, leaves = array.array("q", [-1]) * self.size, bytearray(self.size), self.rows[0]
        widths = [min(WIDTH, self.size - at) for at in range(0, self.size, WIDTH)]
        for number, width in enumerate(widths):
            data = self.read(tile_path(0, number, width))
            leaves += [data[at : at + 32] for at in range(0, len(data), 32)] if len(data) == 32 * width else [b""] * width
        sound = fold(leaves) == root
        for number, width in enumerate(widths):
            self.bundle(number, width, sound)
        if not sound and fold(leaves) != root:
            self.report.bad("bad-root", file="ledger/checkpoint")
        self.upper_tiles()
        self.erasures()
        self.listed = self.manifest() if self.release[0] >= 0 else {}
        for file, note in self.notes.items():
            said, same = parsed(note), self.notes.get(f"checkpoints/{self.size}", note) if file == "checkpoint" else note
            named = said and file in ("checkpoint", f"checkpoints/{said[0]}") and said[0] <= self.size and self.root_at(said[0]) == said[1]
            if note and not (named and note == same):
                self.report.bad("bad-checkpoint", file=f"ledger/{file}")
        self.report.bad("missing", file=f"ledger/checkpoints/{self.size}") if self.size and f"checkpoints/{self.size}" not in self.notes else None
        self.report.good("entries", found=self.size, records=sum(last >> 24 not in self.moved for record, last in self.last.items() if not record.startswith(FILES)), code=root_code(self.size, root))
    def checkpoints(self) -> tuple[int, bytes]:
        """Size and root. One checkpoint is kept of each time the log grew; the last is the same as `checkpoint`."""
        self.sizes = sizes = sorted(int(path.name) for path in (self.folder / "checkpoints").glob("*") if path.name.isdecimal())
        self.notes = {file: self.read(file).decode("utf-8", "replace") for file in ("checkpoint", *(f"checkpoints/{size}" for size in sizes))}
        # A size that all there is could not hold is none: nothing is made ready for it.
        most, notes = WIDTH * (1 + sum(1 for _ in (self.folder / "tile").rglob("*"))), list(self.notes.values())
        said, last = parsed(notes[0], most), parsed(notes[-1], most)
        # Where they are not the same the hashes tell which of them was changed.
        right = said if said == last else next((each for each in (said, last) if each and self.tile_root(each[0]) == each[1]), said or last)
        return right or (0, sha256(b"").digest())
    def tile_root(self, size: int) -> bytes:
        data = b"".join(bytes_of(self.folder / tile_path(0, at // WIDTH, min(WIDTH, size - at))) or b"" for at in range(0, size, WIDTH))
        return fold([data[at : at + 32] for at in range(0, len(data), 32)])
    def bundle(self, number: int, width: int, sound: bool) -> None:
        """One bundle of entries, with their texts. What is wrong is the bundle where the hashes are sound, else they."""
        name, first = tile_path("entries", number, width), number * WIDTH
        data, encoded, at = self.read(name), [], 0
        while at < len(data):
            at += 2 + len(entry := data[at + 2 : at + 2 + int.from_bytes(data[at : at + 2], "big")])
            encoded.append(entry)
        leaves = [sha256(b"\0" + entry).digest() for entry in encoded]
        if leaves != self.rows[0][first : first + width]:
            if (self.folder / (file := name if sound else tile_path(0, number, width))).is_file():
                self.report.bad("bad-bundle" if sound else "bad-tile", file=f"ledger/{file}")
            # What cannot be read is not judged, nor what would follow from it.
            self.unsure, encoded = self.unsure or sound, [] if sound else encoded
            self.rows[0][first : first + width] = self.rows[0][first : first + width] if sound else (leaves + [b""] * width)[:width]
        texts = list(self.texts(number, width))
        for sequence, (entry, kept) in enumerate(zip(encoded, texts), first):
            self.entry(sequence, entry, kept)
    def starts(self, number: int) -> list[int]:
        """Where in a bundle files of texts begin: at its first entry, and wherever the log grew."""
        sizes = self.sizes[bisect.bisect_left(self.sizes, number * WIDTH) : bisect.bisect_left(self.sizes, min(self.size, (number + 1) * WIDTH))]
        return sorted({0, *(size % WIDTH for size in sizes)})
    def texts(self, number: int, width: int) -> Iterator[bytes | None]:
        """The texts of a bundle; nothing in place of those that cannot be told apart."""
        starts = self.starts(number)
        for start, end in zip(starts, [*starts[1:], width]):
            data = self.read(name := f"versions/{number_path(number)}/{start}.txt")
            if (count := data.count(b"\n")) != end - start or data[-1:] != b"\n":
                if 0 < count < end - start and (self.folder / (beside := f"versions/{number_path(number)}/{start + count}.txt")).is_file():
                    self.known.add(f"ledger/{beside}")
                    self.report.bad("missing", file=f"ledger/checkpoints/{number * WIDTH + start + count}")
                elif data:
                    self.report.bad("bad-lines", file=f"ledger/{name}", expected=end - start, found=count)
            yield from data.split(b"\n")[:-1] if count == end - start and data[-1:] == b"\n" else [None] * (end - start)
    def entry(self, sequence: int, data: bytes, kept: bytes | None) -> None:
        """One entry: its form, its place, its time, the version before it, and its text."""
        try:
            entry = read_json(data.decode())
            record = f"{entry['kind']}/{entry['id']}"
            time, digest, sort, version, found, previous = entry["time"], entry["digest"], entry["sort"], entry["version"], entry["sequence"], entry["previous"]
            self.moved |= {sequence: (record, f"{entry['kind']}/{entry['to']}")} if sort == "rename" else {}
            if sort not in SORTS or not (type(version) is type(found) is int and type(previous) in (int, type(None)) and type(digest) is str and TIMED(time)):
                raise ValueError
        except UNREAD:
            return self.report.bad("bad-entry", entry=sequence)
        if found != sequence:
            return self.report.bad("bad-sequence", entry=sequence, found=found)
        if time < self.time:
            self.report.bad("bad-time", entry=sequence, record=record, found=time, expected=self.time)
        last = self.last.get(record)
        if (None if last is None else last >> 24, (last or 0) & 0xFFFFFF) != (previous, version - 1) and not self.unsure:
            self.report.bad("bad-chain", entry=sequence, record=record)
        self.time, self.last[record] = max(time, self.time), sequence << 24 | version
        self.previous[sequence] = -1 if previous is None or not 0 <= previous < sequence else previous
        self.erased += [(sequence, record)] if sort == "erasure" else []
        if entry["kind"] == "release":
            self.release, digest = (sequence, digest, data), ""
        if entry["kind"] == "archive":
            self.archives[digest], digest = time, ""
        return self.text(sequence, record, digest, kept, {"entry": data.decode()}, f"ledger/{record}/{version}.json")
    def text(self, sequence: int, record: str, digest: str, kept: bytes | None, said: dict[str, str], file: str) -> None:
        """The text of a version, as far as it has one."""
        salt = bytes.fromhex(kept[:32].decode()) if kept and SALTED(kept) else b""
        if self.keep and not record.startswith(FILES):
            said |= {"salt": salt.hex(), "text": (kept or b"")[33:].decode("utf-8", "replace")}
            self.live[record], self.versions[file] = (salt, digest), sha256((json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")).hexdigest()
        if kept is None or kept == b"-":
            self.gone |= {sequence: record} if digest and kept else {}
            return None
        self.text_at[sequence] = 1
        same = digest and salt and sha256(salt + kept[33:]).hexdigest() == digest
        return None if same else self.report.bad("bad-text" if digest else "left-text", file=self.file_of(sequence), entry=sequence, record=record)
    def file_of(self, sequence: int) -> str:
        """The file in which a text stands."""
        start = max(start for start in self.starts(sequence // WIDTH) if start <= sequence % WIDTH)
        return f"ledger/versions/{number_path(sequence // WIDTH)}/{start}.txt"
    def erasures(self) -> None:
        """The texts of a record that was erased are gone, and no other's are."""
        for end, record in (ends := list(self.erased)):
            sequence, at = end, self.previous[end]
            while 0 <= at < sequence and at not in self.moved:
                if self.text_at[at] == 1:
                    self.report.bad("left-text", file=self.file_of(at), entry=at, record=record)
                self.gone.pop(at, None)
                sequence, at = at, self.previous[at]
            # Those it had under an earlier id went with them; what another had under that id before did not.
            ends += [(moved, old) for moved, (old, new) in self.moved.items() if new == record and at < moved < end and (moved, old) not in ends]
        for sequence, record in () if self.unsure else self.gone.items():
            self.report.bad("no-text", file=self.file_of(sequence), entry=sequence, record=record)
        for sequence, (record, new) in () if self.unsure else self.moved.items():
            self.report.bad("bad-rename", entry=sequence, record=record, found=new) if new not in self.last else None
    def manifest(self) -> dict[str, str] | None:
        """The digest of every published file, from the parts that `release.txt` lists; nothing if one of them is not as logged."""
        (entry, digest, encoded), listed = self.release, dict[str, str]()
        waiting = {"ledger/release/entry.json": sha256(encoded).hexdigest(), "ledger/release.txt": digest}
        while waiting:
            file, digest = waiting.popitem()
            data = self.read(file[7:], empty=True)
            rows = [line.split("  ", 1) for line in data.decode("utf-8", "replace").split("\n") if "  " in line]
            if sha256(data).hexdigest() != digest or len({name for _, name in rows} - listed.keys()) < len(rows):
                self.report.bad("bad-manifest", file=file, entry=entry) if (self.folder / file[7:]).is_file() else None
                return None
            for digest, name in rows:
                (waiting if PART(name) else listed)[name] = digest
        return listed
    def upper_tiles(self) -> None:
        """The rows of tiles above the lowest, made anew and compared."""
        while len(row := self.rows[-1]) >= WIDTH:
            row = [fold(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
            for at in range(0, len(row), WIDTH):
                name = tile_path(len(self.rows), at // WIDTH, len(row[at : at + WIDTH]))
                if (data := self.read(name)) and data != b"".join(row[at : at + WIDTH]):
                    self.report.bad("bad-tile", file=f"ledger/{name}")
            self.rows.append(row)
    def root_at(self, size: int) -> bytes:
        """The root as it was at a size."""
        tail: list[bytes] = []
        for row in self.rows:
            part = row[size - size % WIDTH : size] + tail
            tail, size = [fold(part)] if part else [], size // WIDTH
        return tail[0] if tail else fold([])
    def agrees(self, size: int, matches: Any) -> None:
        """Whether the log goes on from what somebody kept of it."""
        found = "too-old" if size > self.size else "kept" if matches(self.root_at(size)) else "forked"
        (self.report.good if found == "kept" else self.report.bad)(found, expected=size, found=self.size)

def parsed(note: str, most: int = 10**18) -> tuple[int, bytes] | None:
    """Size and root of a checkpoint."""
    line = r"(?:[^\n]+\n)"
    found = re.match(rf"{line}(0|[1-9][0-9]{{0,17}})\n([A-Za-z0-9+/]{{43}}=)\n{line}*\n(?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)*\Z", note)
    return (int(found[1]), base64.b64decode(found[2])) if found and int(found[1]) <= most else None

def check_files(site: Path, log: Log, report: Report) -> None:
    """Every published file against the last release manifest, and nothing beside but the log's own; narrower tiles of earlier days may stay."""
    listed, wide = log.listed if log.keep and log.listed else {}, {known.partition(".p/")[0]: known for known in log.known}
    # Links are looked at, not followed: what one leads to may be anything.
    there = {("" if log.keep else "ledger/") + path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_symlink() or not path.is_dir()}
    for name, digest in sorted(listed.items()):
        data = bytes_of(there[name]) if name in there else None
        if data is None or sha256(data).hexdigest() != digest:
            report.bad("missing" if data is None else "bad-file", file=name)
        elif VERSION(name) and not log.unsure and (log.versions.get(name) != digest if name.endswith(".json") else data.decode("utf-8", "replace").partition("\n\n")[2] not in log.notes.values()):
            report.bad("bad-version", file=name)
    # What an edition keeps beside its log is hidden, and not published.
    for name, path in ((name, path) for name, path in there.items() if not (name in listed or name in log.known or (not log.keep and "/." in name))):
        head, _, width = name.partition(".p/")
        data, wider = bytes_of(path) or b"", bytes_of(log.folder / wide[head][7:]) if width and head in wide else None
        if not (wider and width.isdecimal() and wider.startswith(data) and ("/entries/" in head or len(data) == 32 * int(width))) and (log.release[0] >= 0 or name.startswith("ledger/")):
            report.bad("bad-tile" if width and head in wide else "unknown" if name.startswith("ledger/") else "unlogged", file=name)
    report.good("pages" if log.release[0] >= 0 else "no-release", found=len(listed.keys() & there.keys())) if log.keep else None

def canonical(record: Any) -> bytes:
    """The one form in which a record is hashed. What stands behind a stroke for a sign is no letter to be joined with the next."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "".join(unicodedata.normalize("NFC", part) for part in re.split(r"(\\u....|\\.)", text)).encode("utf-8", "surrogatepass")
def check_records(site: Path, log: Log, report: Report) -> None:
    """Every record of the open data against its last version in the log."""
    logged = {record for record, (_, digest) in log.live.items() if digest}
    kinds = {record.partition("/")[0] for record in logged} | {path.stem for path in (site / "data").glob("*.json")}
    for kind in sorted(kinds) if log.release[0] >= 0 else ():
        file, own = f"data/{kind}.json", {record for record in logged if record.startswith(f"{kind}/")}
        try:
            data = read_json((bytes_of(site / file) or b"").decode())
            # A file that is named for one kind has no other.
            records = {data["kind"]: data["records"]}[kind] if own or "records" in data else ()
            found = once([(f"{kind}/{each['id']}", canonical(each)) for each in records])
        except UNREAD:
            report.bad("bad-data", file=file)
            continue
        for record, text in found.items():
            salt, digest = log.live.get(record, (b"", ""))
            # Of places most are rows of a table, and no records.
            if not digest and kind != "areas":
                report.bad("unlogged-record", file=file, record=record)
            elif salt and sha256(salt + text).hexdigest() != digest:
                report.bad("bad-record", file=file, record=record)
        for record in sorted(own - found.keys()):
            report.bad("no-record", file=file, record=record)
        report.good("records", file=file, found=len(found)) if found else None

def verify(folder: Path, root: str = "", checkpoint: str = "", keys: list[str] | None = None, archive: Any = None) -> Report:
    """Check a site's folder, or that of a log alone. `checkpoint` is the text of one that was kept, `archive` an open file."""
    report, alone = Report(), not (folder / "ledger").is_dir() and (folder / "checkpoint").is_file()
    log = Log(folder if alone else folder / "ledger", report, not alone)
    log.check()
    if root:
        # None of its letters is I, L or O: whoever reads them means figures.
        code = root.strip().upper().translate({73: "1", 76: "1", 79: "0"})
        sound = re.fullmatch(rf"(0|[1-9][0-9]{{0,17}})(-[{LETTERS}]{{4}}){{5}}", code)
        log.agrees(int(sound[1]), lambda at: root_code(int(sound[1]), at) == code) if sound else report.bad("bad-code", found=root)
    if checkpoint:
        said = parsed(checkpoint)
        log.agrees(said[0], lambda at: at == said[1]) if said else report.bad("bad-checkpoint", file="--checkpoint")
    check_keys(report, log.notes, keys or [], (bytes_of(log.folder / "keys") or b"").decode("utf-8", "replace").splitlines())
    if archive:
        whole = sha256()
        while part := archive.read(1 << 20):
            whole.update(part)
        time = log.archives.get(whole.hexdigest())
        report.good("archive", file=archive.name, found=time) if time else report.bad("no-archive", file=archive.name)
    check_files(folder, log, report) if log.listed is not None else None
    check_records(folder, log, report) if log.keep else None
    return report

def main() -> int:
    """Run from the command line: 0 if all of it holds, else 1."""
    parser = argparse.ArgumentParser(description="核对公开账本和网站 / check a published log and site")
    parser.add_argument("folder", type=Path), parser.add_argument("--root", default="", help="您保存的根码 / a root code that you kept"), parser.add_argument("--checkpoint", type=argparse.FileType(encoding="utf-8", errors="replace"), help="您保存的检查点 / a checkpoint that you kept")
    parser.add_argument("--key", action="append", help="您信得过的钥匙 / a key that you trust"), parser.add_argument("--archive", type=argparse.FileType("rb"), help="存档文件 / an archive"), parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    parser.error(f"没有这个文件夹 / no such folder: {options.folder}") if not options.folder.is_dir() else None
    report = verify(options.folder, options.root, options.checkpoint.read() if options.checkpoint else "", options.key, options.archive)
    sys.stdout.buffer.write(("\n".join(report.lines(options.lang)) + "\n").encode(sys.stdout.encoding, "replace"))  # Not every screen has every letter.
    return 1 if report.problems else 0

if __name__ == "__main__":
    raise SystemExit(main())
