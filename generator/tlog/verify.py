#!/usr/bin/env python3
"""Check a published log and site with nothing but Python: python verify.py FOLDER [--root CODE] [--checkpoint FILE] [--key KEY] [--lang zh|en]

It needs no other file of the program, so that whoever distrusts the program can read the whole of it.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIDTH, SORTS = 256, {"new", "edit", "correction", "withdrawal", "erasure"}
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HIDDEN = {".gitignore", ".lock", ".heads.sqlite"}
sha256 = hashlib.sha256

SAYS = {
    "missing": ("缺少文件 {file}", "a file is missing: {file}"),
    "bad-checkpoint": ("{file} 不是有效的检查点", "{file} is no checkpoint"),
    "bad-bundle": ("{file} 应有 {expected} 条，实有 {found} 条", "{file} should hold {expected} entries and holds {found}"),
    "bad-tile": ("{file} 的散列和条目对不上", "the hashes in {file} are not those of the entries"),
    "bad-entry": ("第 {entry} 条写法不对", "entry {entry} is not well formed"),
    "bad-sequence": ("第 {entry} 条的位置写成了 {found}", "entry {entry} says that it is number {found}"),
    "bad-time": ("第 {entry} 条（{record}）的时间 {found} 早于前一条 {expected}", "entry {entry} ({record}) is dated {found}, before the entry ahead of it ({expected})"),
    "bad-chain": ("第 {entry} 条（{record}）接不上这条记录的前一个版本", "entry {entry} ({record}) does not follow the version before it"),
    "bad-root": ("条目算出的根和 {file} 里的不同", "the entries do not lead to the root in {file}"),
    "bad-text": ("{file}：第 {entry} 条（{record}）的正文和记下的指纹不同", "{file}: the text of entry {entry} ({record}) does not match its digest"),
    "no-text": ("{file}：第 {entry} 条（{record}）的正文没有了，却没有清除的记录", "{file}: the text of entry {entry} ({record}) is gone, and no erasure is logged"),
    "left-text": ("{file}：第 {entry} 条（{record}）应当没有正文，却有", "{file}: entry {entry} ({record}) should have no text and has one"),
    "bad-manifest": ("{file} 和第 {entry} 条记下的指纹不同", "{file} does not match the digest in entry {entry}"),
    "bad-file": ("{file} 和发布清单里的指纹不同", "{file} does not match the release manifest"),
    "unlogged": ("{file} 没有登记在发布清单里", "{file} is published and not in the release manifest"),
    "unknown": ("{file} 不属于日志", "{file} is no part of the log"),
    "bad-signature": ("{name} 的签名是假的", "the signature of {name} is false"),
    "not-signed": ("没有用这把钥匙的签名：{name}", "there is no signature by this key: {name}"),
    "bad-key": ("读不懂这把钥匙：{name}", "this key cannot be read: {name}"),
    "bad-code": ("根码读不懂：{found}", "this root code cannot be read: {found}"),
    "too-old": ("您保存的有 {expected} 条，这里只有 {found} 条：后面的被拿掉了", "what you kept has {expected} entries and this has {found}: the end was cut off"),
    "forked": ("前 {expected} 条和您保存的不是同一段历史", "the first {expected} entries are not the history that you kept"),
    "no-release": ("还没有发布清单，没有核对网页", "there is no release manifest; pages were not checked"),
    "unsigned": ("没有核对签名：请用 --key 给出您信得过的钥匙", "signatures were not checked: give a key that you trust with --key"),
    "entries": ("{found} 条记录版本，根码 {code}", "{found} record versions, root code {code}"),
    "signed": ("签名属实：{name}", "signed by {name}"),
    "kept": ("和您保存的一致（前 {expected} 条）", "agrees with what you kept (the first {expected} entries)"),
    "pages": ("{found} 个网页文件都在发布清单里，内容相同", "{found} published files match the release manifest"),
    "holds": ("全部属实。", "All of it holds."), "fails": ("有 {found} 处不对。", "{found} things do not hold."),
}  # fmt: skip


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
        good = [f"  {SAYS[code][at].format(**values)}" for code, values in self.notes]
        bad = [f"✗ {SAYS[code][at].format(**values)}" for code, values in self.problems]
        return [*good, *bad, SAYS["fails" if bad else "holds"][at].format(found=len(bad))]


# --- hashes and names ----------------------------------------------------------------------------------------------


def fold(row: list[bytes]) -> bytes:
    """The root of a tree of these hashes (RFC 6962)."""
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [sha256(b"\1" + left + right).digest() for left, right in zip(row[::2], row[1::2])] + odd  # noqa: B905
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


# --- signatures: Ed25519 of RFC 8032, for checking only ------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
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
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def point(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, said: bytes, signature: bytes) -> bool:
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER or BASE is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + said).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def unb64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def check_key(report: Report, note: str, key: str) -> None:
    """Whether a checkpoint is signed by a key `name+id+base64`; a co-signature's key is of sort 4."""
    name, id, data = [*key.strip().split("+", 2), "", ""][:3]
    raw = unb64(data)
    if len(raw) != 33 or raw[0] not in (1, 4) or sha256(f"{name}\n".encode() + raw).digest()[:4].hex() != id:
        return report.bad("bad-key", name=key)
    text, _, lines = note.rpartition("\n\n")
    for line in re.findall(rf"^— {re.escape(name)} (\S+)$", lines, re.MULTILINE):
        signature, said = unb64(line), f"{text}\n".encode()
        if signature[:4].hex() == id:
            signature = signature[4:]
            if raw[0] == 4:
                said = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + said
                signature = signature[8:]
            held = is_signed(raw[1:], said, signature)
            return report.good("signed", name=name) if held else report.bad("bad-signature", name=name)
    return report.bad("not-signed", name=name)


class Log:
    """A log that is read once from its beginning to its end."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder, self.report = folder, report
        self.last, self.erased = dict[str, tuple[int, int]](), dict[str, int]()
        self.leaves: list[bytes] = []
        self.textless: list[tuple[int, str, str]] = []
        self.release: tuple[int, str] | None = None
        self.time = ""
        self.known = {"checkpoint", "keys", "release.txt"}

    def read(self, name: str) -> bytes:
        self.known.add(name)
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            self.report.bad("missing", file=f"ledger/{name}")
            return b""

    def check(self) -> None:
        """Read it all: entries, their hashes, their texts, and the root."""
        note = self.read("checkpoint").decode("utf-8", "replace")
        said = parsed(note)
        if said is None:
            return self.report.bad("bad-checkpoint", file="ledger/checkpoint")
        size, root = said
        for number in range((size + WIDTH - 1) // WIDTH):
            if not self.bundle(number, min(WIDTH, size - number * WIDTH)):
                break
        for sequence, record, file in self.textless:
            if self.erased.get(record, -1) < sequence:
                self.report.bad("no-text", file=file, entry=sequence, record=record)
        if len(self.leaves) != size or fold(self.leaves) != root:
            self.report.bad("bad-root", file="ledger/checkpoint")
        self.upper_tiles()
        self.report.good("entries", found=size, code=root_code(size, root))
        return None

    def bundle(self, number: int, width: int) -> bool:
        """One bundle of entries with its hashes and its texts; whether there is any."""
        name = tile_path("entries", number, width)
        data, encoded, at = self.read(name), [], 0
        while at < len(data):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            encoded.append(data[at + 2 : end])
            at = end
        if len(encoded) != width:
            self.report.bad("bad-bundle", file=f"ledger/{name}", expected=width, found=len(encoded))
        leaves = [sha256(b"\0" + entry).digest() for entry in encoded]
        tile = tile_path(0, number, width)
        if self.read(tile) != b"".join(leaves):
            self.report.bad("bad-tile", file=f"ledger/{tile}")
        self.leaves += leaves
        for sequence, (entry, (file, kept)) in enumerate(zip(encoded, self.texts(number, width)), number * WIDTH):  # noqa: B905
            self.entry(sequence, entry, file, kept)
        return bool(encoded)

    def texts(self, number: int, width: int) -> Iterator[tuple[str, bytes]]:
        """The texts of a bundle, each with the file it stands in; nothing in place of one that is missing."""
        count = 0
        while count < width:
            name = f"versions/{number_path(number)}/{count}.txt"
            part = self.read(name).split(b"\n")
            if part.pop() or not part:
                part += [b""] * (width - count - len(part))
            for kept in part:
                yield f"ledger/{name}", kept
            count += len(part)

    def entry(self, sequence: int, data: bytes, file: str, kept: bytes) -> None:
        """One entry: its form, its place, its time, the version before it, and its text."""
        try:
            entry = json.loads(data)
            record = f"{entry['kind']}/{entry['id']}"
            time, digest, sort, version = entry["time"], entry["digest"], entry["sort"], entry["version"]
            found, previous = entry["sequence"], entry["previous"]
            if sort not in SORTS or not (type(version) is int and type(time) is type(digest) is str):
                raise ValueError
        except (ValueError, KeyError, TypeError):
            return self.report.bad("bad-entry", entry=sequence)
        if found != sequence:
            self.report.bad("bad-sequence", entry=sequence, found=found)
        if time < self.time:
            self.report.bad("bad-time", entry=sequence, record=record, found=time, expected=self.time)
        if self.last.get(record, (None, 0)) != (previous, version - 1):
            self.report.bad("bad-chain", entry=sequence, record=record)
        self.time, self.last[record] = time, (sequence, version)
        if sort == "erasure":
            self.erased[record] = sequence
        if entry["kind"] == "release":
            self.release, digest = (sequence, digest), ""
        return self.text(sequence, record, digest, file, kept)

    def text(self, sequence: int, record: str, digest: str, file: str, kept: bytes) -> None:
        if kept == b"-":
            if digest:
                self.textless.append((sequence, record, file))
            return None
        where = {"file": file, "entry": sequence, "record": record}
        if not digest:
            return self.report.bad("left-text", **where)
        try:
            held = kept[32:33] == b" " and sha256(bytes.fromhex(kept[:32].decode("ascii")) + kept[33:]).hexdigest() == digest
        except ValueError:
            held = False
        return None if held and kept[:32] == kept[:32].lower() else self.report.bad("bad-text", **where)

    def upper_tiles(self) -> None:
        """The rows of tiles above the lowest, made anew and compared."""
        row, level = self.leaves, 0
        while len(row) >= WIDTH:
            row, level = [fold(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)], level + 1
            for at in range(0, len(row), WIDTH):
                name = tile_path(level, at // WIDTH, len(row[at : at + WIDTH]))
                if self.read(name) != b"".join(row[at : at + WIDTH]):
                    self.report.bad("bad-tile", file=f"ledger/{name}")

    def kept(self, size: int, matches: Any) -> None:
        """Whether the log goes on from what somebody kept of it."""
        if size > len(self.leaves):
            return self.report.bad("too-old", expected=size, found=len(self.leaves))
        if not matches(fold(self.leaves[:size])):
            return self.report.bad("forked", expected=size)
        return self.report.good("kept", expected=size)


def parsed(note: str) -> tuple[int, bytes] | None:
    """Size and root of a checkpoint."""
    found = re.match(
        r"[^\n]+\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*\n(?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)*\Z", note
    )
    return (int(found[1]), base64.b64decode(found[2])) if found else None


def check_site(site: Path, log: Log, report: Report) -> None:
    """Every published file against the last release manifest, and nothing published beside it."""
    if log.release is None:
        return report.good("no-release")
    data = log.read("release.txt")
    if sha256(data).hexdigest() != log.release[1]:
        report.bad("bad-manifest", file="ledger/release.txt", entry=log.release[0])
    listed = dict(line.split("  ", 1)[::-1] for line in data.decode("utf-8", "replace").splitlines() if "  " in line)
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(listed.keys() - there):
        report.bad("missing", file=name)
    for name in sorted(listed.keys() & there):
        if sha256((site / name).read_bytes()).hexdigest() != listed[name]:
            report.bad("bad-file", file=name)
    for name in sorted(there - listed.keys()):
        if not name.startswith("ledger/"):
            report.bad("unlogged", file=name)
    return report.good("pages", found=len(listed.keys() & there))


def check_strays(log: Log, report: Report, listed: set[str]) -> None:
    """Nothing stands in the log's folder that the log does not speak for; narrower tiles of earlier days may stay."""
    for path in sorted(path for path in log.folder.rglob("*") if path.is_file() and path.name not in HIDDEN):
        name = path.relative_to(log.folder).as_posix()
        head, part, _ = name.partition(".p/")
        wider = [log.folder / known for known in log.known if part and known.startswith(head)]
        if name in log.known or f"ledger/{name}" in listed:
            continue
        if not any(each.is_file() and each.read_bytes().startswith(path.read_bytes()) for each in wider):
            report.bad("unknown", file=f"ledger/{name}")


def verify(folder: Path, root: str = "", checkpoint: str = "", keys: list[str] | None = None) -> Report:
    """Check a site's folder, or that of a log alone. `checkpoint` is the text of one that was kept."""
    report = Report()
    alone = not (folder / "ledger").is_dir() and (folder / "checkpoint").is_file()
    log = Log(folder if alone else folder / "ledger", report)
    log.check()
    if root:
        size = root.strip().split("-")[0]
        if re.fullmatch(r"[0-9]{1,18}(-[0-9A-Z]{4}){5}", root.strip().upper()):
            log.kept(int(size), lambda found: root_code(int(size), found) == root.strip().upper())
        else:
            report.bad("bad-code", found=root)
    if checkpoint:
        said = parsed(checkpoint)
        if said is None:
            report.bad("bad-checkpoint", file="--checkpoint")
        else:
            log.kept(said[0], lambda found: found == said[1])
    note = (log.folder / "checkpoint").read_text("utf-8", "replace") if (log.folder / "checkpoint").is_file() else ""
    for key in keys or []:
        check_key(report, note, key)
    if not keys:
        report.good("unsigned")
    listed = set()
    if not alone:
        check_site(folder, log, report)
        listed = (
            set(re.findall(r"  (ledger/.+)$", log.read("release.txt").decode("utf-8", "replace"), re.MULTILINE))
            if log.release
            else set()
        )
    check_strays(log, report, listed)
    return report


def main() -> int:
    """Run from the command line: 0 if all of it holds, else 1."""
    parser = argparse.ArgumentParser(description="核对公开日志和网站 / check a published log and site")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--root", default="", help="您保存的根码 / a root code that you kept")
    parser.add_argument(
        "--checkpoint", type=argparse.FileType(encoding="utf-8"), help="您保存的检查点 / a checkpoint that you kept"
    )
    parser.add_argument("--key", action="append", help="您信得过的钥匙 / a key that you trust")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    report = verify(options.folder, options.root, options.checkpoint.read() if options.checkpoint else "", options.key)
    sys.stdout.write("\n".join(report.lines(options.lang)) + "\n")
    return 1 if report.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
