#!/usr/bin/env python3
"""Check a published log and site with nothing but Python: python verify.py FOLDER [--root CODE] [--checkpoint FILE] [--key KEY] [--archive FILE] [--lang zh|en]
It needs no other file of the program, so that whoever distrusts the program can read the whole of it.
"""
# It is to be read by strangers, so it is kept short: a sentence a line, and blank lines between parts only.
# fmt: off
# ruff: noqa: B905, E401, I001 - it runs with any Python from 3.9 on

from __future__ import annotations

import argparse, base64, hashlib, json, re, sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

WIDTH, LETTERS, sha256, SALTED = 256, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", hashlib.sha256, re.compile(b"[0-9a-f]{32} ").match
SORTS, FILES, HIDDEN = {"new", "edit", "correction", "withdrawal", "erasure", "rename"}, ("release/", "archive/"), {".gitignore", ".lock", ".heads.sqlite", ".adding", ".release.next"}

SAYS = {
    "missing": ("缺少文件 {file}", "a file is missing: {file}"), "bad-checkpoint": ("{file} 不是有效的检查点，或和条目对不上", "{file} is no checkpoint, or not one of these entries"), "bad-bundle": ("{file} 里的条目被改动过，或条数不对", "the entries in {file} were changed, or are not as many as they should be"), "bad-tile": ("{file} 里的散列和条目对不上", "the hashes in {file} are not those of the entries"),
    "bad-lines": ("{file} 应有 {expected} 行，实有 {found} 行", "{file} should hold {expected} lines and holds {found}"), "bad-entry": ("第 {entry} 条写法不对", "entry {entry} is not well formed"), "bad-sequence": ("第 {entry} 条的位置写成了 {found}", "entry {entry} says that it is number {found}"),
    "bad-time": ("第 {entry} 条（{record}）的时间 {found} 早于前一条 {expected}", "entry {entry} ({record}) is dated {found}, before the entry ahead of it ({expected})"), "bad-chain": ("第 {entry} 条（{record}）接不上这条记录的前一个版本", "entry {entry} ({record}) does not follow the version before it"), "bad-root": ("条目算出的根和 {file} 里的不同", "the entries do not lead to the root in {file}"), "bad-rename": ("第 {entry} 条说 {record} 改名为 {found}，日志里却没有", "entry {entry} says that {record} is now {found}, which is not in the log"),
    "bad-text": ("{file}：第 {entry} 条（{record}）的正文和记下的指纹不同", "{file}: the text of entry {entry} ({record}) does not match its digest"), "no-text": ("{file}：第 {entry} 条（{record}）的正文没有了，却没有清除的记录", "{file}: the text of entry {entry} ({record}) is gone, and no erasure is logged"), "left-text": ("{file}：第 {entry} 条（{record}）应当没有正文，却有", "{file}: entry {entry} ({record}) should have no text and has one"),
    "bad-record": ("{file}：{record} 和日志里的最新版本不同", "{file}: {record} is not the last version in the log"), "unlogged-record": ("{file}：日志里没有 {record}", "{file}: {record} is not in the log"), "no-record": ("{file}：日志里有 {record}，这里没有", "{file}: {record} is in the log and not here"), "bad-manifest": ("{file} 和第 {entry} 条记下的指纹不同", "{file} does not match the digest in entry {entry}"),
    "bad-file": ("{file} 和发布清单里的指纹不同", "{file} does not match the release manifest"), "unlogged": ("{file} 没有登记在发布清单里", "{file} is published and not in the release manifest"), "unknown": ("{file} 不属于日志", "{file} is no part of the log"), "bad-signature": ("{file}：{name} 的签名是假的", "{file}: the signature of {name} is false"),
    "not-signed": ("没有用这把钥匙的签名：{name}", "there is no signature by this key: {name}"), "bad-key": ("读不懂这把钥匙：{name}", "this key cannot be read: {name}"), "bad-code": ("根码读不懂：{found}", "this root code cannot be read: {found}"), "too-old": ("您保存的有 {expected} 条，这里只有 {found} 条：后面的被拿掉了", "what you kept has {expected} entries and this has {found}: the end was cut off"),
    "forked": ("前 {expected} 条和您保存的不是同一段历史", "the first {expected} entries are not the history that you kept"), "no-release": ("还没有发布清单，没有核对网页", "there is no release manifest; pages were not checked"), "archive": ("{file} 就是账本里登记的存档，{found}", "{file} is the archive that the log has, of {found}"), "no-archive": ("账本里没有登记过这样的存档：{file}", "the log has no such archive: {file}"), "unsigned": ("没有签名：只能和您保存的根码比对", "there is no signature: compare with a root code that you kept"),
    "own-keys": ("签名是用网站自己给出的钥匙核对的；请用 --key 给出您信得过的", "signatures were checked with the keys that the site gives itself: give one that you trust with --key"), "entries": ("{found} 条，{records} 条记录，根码 {code}", "{found} entries, {records} records, root code {code}"), "signed": ("签名属实：{name}（到第 {expected} 条）", "signed by {name} (up to {expected} entries)"),
    "kept": ("和您保存的一致（前 {expected} 条）", "agrees with what you kept (the first {expected} entries)"), "pages": ("{found} 个发布的文件都和发布清单核对过", "{found} published files were compared with the release manifest"), "records": ("{file}：{found} 条记录和日志核对过", "{file}: {found} records were compared with the log"), "holds": ("全部属实。", "All of it holds."), "fails": ("有 {found} 处不对。", "{found} things do not hold."),
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
        return [*said, SAYS["fails" if self.problems else "holds"][at].format(found=len(self.problems))]

def fold(row: list[bytes]) -> bytes:
    """The root of a tree of these hashes (RFC 6962)."""
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [sha256(b"\1" + left + right).digest() for left, right in zip(row[::2], row[1::2])] + odd
    return row[0] if row else sha256(b"").digest()
def number_path(number: int) -> str:
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))
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
    known = {(name, id): raw for key in [*given, *own] for name, id, raw in [key_parts(key)]}
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
        self.previous, self.text_at = array("q"), bytearray()
        self.rows, self.release, self.time, self.unsure = [list[bytes]()], (-1, "", b""), "", False
        self.known, self.kept, self.note = {"checkpoint", "keys"}, dict[int, str](), ""
    def read(self, name: str) -> bytes:
        self.known.add(name)
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            self.report.bad("missing", file=f"ledger/{name}")
            return b""
    def check(self) -> None:
        """Read it all: checkpoints, hashes, entries, texts."""
        self.size, root = self.checkpoints()
        self.previous, self.text_at, leaves = array("q", [-1]) * self.size, bytearray(self.size), self.rows[0]
        for number in range((self.size + WIDTH - 1) // WIDTH):
            data = self.read(tile_path(0, number, width := min(WIDTH, self.size - number * WIDTH)))
            leaves += ([data[at : at + 32] for at in range(0, len(data), 32)] + [b""] * width)[:width]
        sound, bundles = len(leaves) == self.size and fold(leaves) == root, range((self.size + WIDTH - 1) // WIDTH)
        wrong = [file for number in bundles for file in self.bundle(number, min(WIDTH, self.size - number * WIDTH), sound)]
        for file in (file for file in wrong if (self.folder / file).is_file()):
            self.report.bad("bad-bundle" if sound else "bad-tile", file=f"ledger/{file}")
        if not sound and fold(leaves) != root:
            self.report.bad("bad-root", file="ledger/checkpoint")
        self.upper_tiles()
        self.erasures()
        self.listed = self.manifest() if self.release[0] >= 0 else {}
        for size, note in self.kept.items():
            said = parsed(note)
            if said is None or said[0] != size or size > self.size or self.root_at(size) != said[1]:
                self.report.bad("bad-checkpoint", file=f"ledger/checkpoints/{size}")
        self.report.good("entries", found=self.size, records=sum(last >> 24 not in self.moved for record, last in self.last.items() if not record.startswith(FILES)), code=root_code(self.size, root))
    def checkpoints(self) -> tuple[int, bytes]:
        """Size and root. One checkpoint is kept of each time the log grew; the last is the same as `checkpoint`."""
        self.sizes = sizes = sorted(int(path.name) for path in (self.folder / "checkpoints").glob("*") if path.name.isdecimal())
        self.kept = {size: self.read(f"checkpoints/{size}").decode("utf-8", "replace") for size in sizes}
        self.note = self.read("checkpoint").decode("utf-8", "replace")
        said, last = parsed(self.note), parsed(self.kept[sizes[-1]]) if sizes else (0, sha256(b"").digest())
        if said == last and said and (not sizes or self.note == self.kept[sizes[-1]]):
            return said
        # They are not the same: the hashes tell which of them was changed.
        right = next((each for each in (said, last) if each and self.tile_root(each[0]) == each[1]), said or last)
        if right == said and said and said[0] not in self.kept:
            self.report.bad("missing", file=f"ledger/checkpoints/{said[0]}")
        elif (right != said or said == last) and self.note:
            self.report.bad("bad-checkpoint", file="ledger/checkpoint")
        return right or (0, sha256(b"").digest())
    def tile_root(self, size: int) -> bytes:
        paths = [self.folder / tile_path(0, at // WIDTH, min(WIDTH, size - at)) for at in range(0, size, WIDTH)]
        data = b"".join(path.read_bytes() for path in paths if path.is_file())
        return fold([data[at : at + 32] for at in range(0, len(data), 32)])
    def bundle(self, number: int, width: int, sound: bool) -> list[str]:
        """One bundle of entries, with their texts; gives the file that is wrong: itself where the hashes are sound, else they."""
        name, first = tile_path("entries", number, width), number * WIDTH
        data, encoded, at = self.read(name), [], 0
        while at < len(data):
            at += 2 + len(entry := data[at + 2 : at + 2 + int.from_bytes(data[at : at + 2], "big")])
            encoded.append(entry)
        leaves = [sha256(b"\0" + entry).digest() for entry in encoded]
        same = leaves == self.rows[0][first : first + width]
        if not same and sound:
            # What cannot be read is not judged, nor what would follow from it.
            self.unsure = True
            list(self.texts(number, width))
            return [name]
        self.rows[0][first : first + width] = (leaves + [b""] * width)[:width]
        for sequence, (entry, kept) in enumerate(zip(encoded, self.texts(number, width)), first):
            self.entry(sequence, entry, kept)
        return [] if same else [tile_path(0, number, width)]
    def starts(self, number: int) -> list[int]:
        """Where in a bundle files of texts begin: at its first entry, and wherever the log grew."""
        sizes = self.sizes[bisect_left(self.sizes, number * WIDTH) : bisect_left(self.sizes, min(self.size, (number + 1) * WIDTH))]
        return sorted({0, *(size % WIDTH for size in sizes)})
    def texts(self, number: int, width: int) -> Iterator[bytes | None]:
        """The texts of a bundle; nothing in place of those that cannot be told apart."""
        starts = self.starts(number)
        for start, end in zip(starts, [*starts[1:], width]):
            name = f"versions/{number_path(number)}/{start}.txt"
            data = self.read(name)
            if (count := data.count(b"\n")) != end - start or data[-1:] != b"\n":
                if 0 < count < end - start and (self.folder / (beside := f"versions/{number_path(number)}/{start + count}.txt")).is_file():
                    self.known.add(beside)
                    self.report.bad("missing", file=f"ledger/checkpoints/{number * WIDTH + start + count}")
                elif data:
                    self.report.bad("bad-lines", file=f"ledger/{name}", expected=end - start, found=count)
            yield from data.split(b"\n")[:-1] if count == end - start and data[-1:] == b"\n" else [None] * (end - start)
    def entry(self, sequence: int, data: bytes, kept: bytes | None) -> None:
        """One entry: its form, its place, its time, the version before it, and its text."""
        try:
            entry = json.loads(data.decode())
            record = f"{entry['kind']}/{entry['id']}"
            time, digest, sort, version, found, previous = entry["time"], entry["digest"], entry["sort"], entry["version"], entry["sequence"], entry["previous"]
            self.moved |= {sequence: (record, f"{entry['kind']}/{entry['to']}")} if sort == "rename" else {}
            if sort not in SORTS or not (type(version) is int and type(time) is type(digest) is str):
                raise ValueError
        except (ValueError, KeyError, TypeError):
            return self.report.bad("bad-entry", entry=sequence)
        if found != sequence:
            return self.report.bad("bad-sequence", entry=sequence, found=found)
        if time < self.time:
            self.report.bad("bad-time", entry=sequence, record=record, found=time, expected=self.time)
        last = self.last.get(record)
        if (None if last is None else last >> 24, (last or 0) & 0xFFFFFF) != (previous, version - 1) and not self.unsure:
            self.report.bad("bad-chain", entry=sequence, record=record)
        self.time, self.last[record] = max(time, self.time), sequence << 24 | version
        self.previous[sequence] = previous if type(previous) is int else -1
        self.erased += [(sequence, record)] if sort == "erasure" else []
        if entry["kind"] == "release":
            self.release, digest = (sequence, digest, data), ""
        if entry["kind"] == "archive":
            self.archives[digest], digest = time, ""
        return self.text(sequence, record, digest, kept)
    def text(self, sequence: int, record: str, digest: str, kept: bytes | None) -> None:
        """The text of a version, as far as it has one."""
        salt = bytes.fromhex(kept[:32].decode()) if kept and SALTED(kept) else b""
        if self.keep and not record.startswith(FILES):
            self.live[record] = (salt, digest)
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
            if sha256(data := self.read(file[7:])).hexdigest() != digest:
                self.report.bad("bad-manifest", file=file, entry=entry) if data else None
                return None
            for digest, name in (line.split("  ", 1) for line in data.decode("utf-8", "replace").splitlines() if "  " in line):
                (waiting if name.startswith("ledger/release/") else listed)[name] = digest
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
        if size > self.size:
            return self.report.bad("too-old", expected=size, found=self.size)
        return (self.report.good if matches(self.root_at(size)) else self.report.bad)("kept" if matches(self.root_at(size)) else "forked", expected=size)

def parsed(note: str) -> tuple[int, bytes] | None:
    """Size and root of a checkpoint."""
    line = r"(?:[^\n]+\n)"
    found = re.match(rf"{line}(0|[1-9][0-9]{{0,17}})\n([A-Za-z0-9+/]{{43}}=)\n{line}*\n(?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)*\Z", note)
    return (int(found[1]), base64.b64decode(found[2])) if found else None

def check_site(site: Path, log: Log, report: Report) -> set[str]:
    """Every published file against the last release manifest, and nothing published beside it; gives what is listed."""
    if log.release[0] < 0:
        report.good("no-release")
        return set()
    if (listed := log.listed) is None:
        return {f"ledger/{path.relative_to(log.folder).as_posix()}" for path in log.folder.rglob("*")}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(listed):
        if name not in there or sha256((site / name).read_bytes()).hexdigest() != listed[name]:
            report.bad("bad-file" if name in there else "missing", file=name)
    for name in sorted(name for name in there - listed.keys() if not name.startswith("ledger/")):
        report.bad("unlogged", file=name)
    report.good("pages", found=len(listed.keys() & there))
    return set(listed)

def check_records(site: Path, log: Log, report: Report) -> Report:
    """Every record of the open data against its last version in the log."""
    for path in sorted((site / "data").glob("*.json")) if log.release[0] >= 0 else ():
        try:
            data = json.loads(path.read_bytes())
            kind, records = data["kind"], {each["id"]: each for each in data["records"]}
        except (ValueError, KeyError, TypeError):
            continue
        file, logged = f"data/{path.name}", {key for key, (_, digest) in log.live.items() if digest and key.startswith(f"{kind}/")}
        for id, record in records.items():
            text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            salt, digest = log.live.get(f"{kind}/{id}", (b"", ""))
            # Of places most are rows of a table, and no records.
            if not digest and kind != "areas":
                report.bad("unlogged-record", file=file, record=f"{kind}/{id}")
            elif salt and sha256(salt + normalize("NFC", text).encode()).hexdigest() != digest:
                report.bad("bad-record", file=file, record=f"{kind}/{id}")
        for record in sorted(logged - {f"{kind}/{id}" for id in records}):
            report.bad("no-record", file=file, record=record)
        report.good("records", file=file, found=len(records))
    return report

def check_strays(log: Log, report: Report, listed: set[str]) -> None:
    """Nothing stands in the log's folder that the log does not speak for; narrower tiles of earlier days may stay."""
    for path in sorted(path for path in log.folder.rglob("*") if path.is_file() and path.name not in HIDDEN):
        name = path.relative_to(log.folder).as_posix()
        head, part, _ = name.partition(".p/")
        wider = [log.folder / known for known in log.known if part and known.partition(".p/")[0] == head]
        held = any(each.is_file() and each.read_bytes().startswith(path.read_bytes()) for each in wider)
        if not (held or name in log.known or f"ledger/{name}" in listed):
            report.bad("bad-tile" if wider else "unknown", file=f"ledger/{name}")

def verify(folder: Path, root: str = "", checkpoint: str = "", keys: list[str] | None = None, archive: Any = None) -> Report:
    """Check a site's folder, or that of a log alone. `checkpoint` is the text of one that was kept, `archive` an open file."""
    report, alone = Report(), not (folder / "ledger").is_dir() and (folder / "checkpoint").is_file()
    log = Log(folder if alone else folder / "ledger", report, not alone)
    log.check()
    if root:
        size, sound = root.strip().split("-")[0], re.fullmatch(r"[0-9]{1,18}(-[0-9A-Z]{4}){5}", root.strip().upper())
        log.agrees(int(size), lambda at: root_code(int(size), at) == root.strip().upper()) if sound else report.bad("bad-code", found=root)
    if checkpoint:
        said = parsed(checkpoint)
        log.agrees(said[0], lambda at: at == said[1]) if said else report.bad("bad-checkpoint", file="--checkpoint")
    own = log.read("keys").decode("utf-8", "replace").splitlines() if (log.folder / "keys").is_file() else []
    check_keys(report, {"checkpoint": log.note, **{f"checkpoints/{size}": note for size, note in log.kept.items()}}, keys or [], own)
    if archive:
        whole = sha256()
        while part := archive.read(1 << 20):
            whole.update(part)
        time = log.archives.get(whole.hexdigest())
        report.good("archive", file=archive.name, found=time) if time else report.bad("no-archive", file=archive.name)
    check_strays(log, report, set() if alone else check_site(folder, log, report))
    return report if alone else check_records(folder, log, report)

def main() -> int:
    """Run from the command line: 0 if all of it holds, else 1."""
    parser = argparse.ArgumentParser(description="核对公开日志和网站 / check a published log and site")
    parser.add_argument("folder", type=Path), parser.add_argument("--root", default="", help="您保存的根码 / a root code that you kept")
    parser.add_argument("--checkpoint", type=argparse.FileType(encoding="utf-8"), help="您保存的检查点 / a checkpoint that you kept")
    parser.add_argument("--key", action="append", help="您信得过的钥匙 / a key that you trust"), parser.add_argument("--archive", type=argparse.FileType("rb"), help="存档文件 / an archive"), parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    report = verify(options.folder, options.root, options.checkpoint.read() if options.checkpoint else "", options.key, options.archive)
    sys.stdout.write("\n".join(report.lines(options.lang)) + "\n")
    return 1 if report.problems else 0

if __name__ == "__main__":
    raise SystemExit(main())
