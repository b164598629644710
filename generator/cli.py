"""The command `zhiyin`; the only module that prints, asks or exits."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator import __version__
from generator.commands.say import OK, PROBLEMS, Group, broken, checked_or_told, common_options, config_of, say, tell
from generator.problems import has_errors

GROUPS: tuple[Callable[[Group], None], ...] = ()
"""What adds the commands of each module of `generator.commands`."""

_SAYS = {
    "fine": {"zh": "没有发现错误。", "en": "Nothing is wrong."},
    "unchanged": {"zh": "没有写入任何文件，已发布的网站保持原样。", "en": "Nothing was written; the site is as it was."},
    "records": {"zh": "记录", "en": "records"}, "pages": {"zh": "页面", "en": "pages"}, "left-out": {"zh": "不发布", "en": "left out"},
    "kind": {"zh": "种类", "en": "kind"}, "draft": {"zh": "草稿", "en": "draft"},
    "overridden": {"zh": "被本地版本替代", "en": "overridden"},
    "sum": {"zh": "合计", "en": "total"},
    "built": {
        "zh": "网站在 {site}：共 {files} 个文件，写入 {written} 个，删去 {removed} 个。",
        "en": "The site is in {site}: {files} files, {written} written, {removed} removed.",
    },
    "two-pages": {
        "zh": "docs/ 里手写的页面占了记录页面的网址：{pages}。给手写的页面改名。",
        "en": "A hand-written page in docs/ stands where a record's page belongs: {pages}. Rename the hand-written page.",
    },
    "not-ours": {
        "zh": "{site} 里有不是本程序生成的文件，没有动它。换一个空文件夹，或先移走里面的东西。",
        "en": "{site} holds files this program did not make and was left alone. Choose an empty folder, or move them away.",
    },
    "broken": {"zh": "环境有问题，网站没有生成：", "en": "The set-up is broken; no site was built:"},
    "no-config": {"zh": "找不到 mkdocs.yml（在内容文件夹旁边或当前文件夹）。", "en": "There is no mkdocs.yml beside the content folder or here."},
    "serving": {"zh": "在浏览器打开 http://{address}:{port}/ ，按 Ctrl+C 结束。", "en": "Open http://{address}:{port}/ in a browser; Ctrl+C ends."},
    "state.full": {"zh": "找到 {count} 页。", "en": "{count} pages."},
    "state.partial": {"zh": "没有完全对得上的，这些有一部分对得上：", "en": "Nothing matches all of it. These match a part:"},
    "state.none": {"zh": "没有找到。", "en": "Nothing was found."},
    "searched": {"zh": "已按“{by}”搜索（{how}）。", "en": "Searched for “{by}” ({how})."},
    "how.words": {"zh": "原词", "en": "as typed"}, "how.pinyin": {"zh": "拼音", "en": "pinyin"},
    "how.initials": {"zh": "拼音首字母", "en": "initials"}, "how.homophone": {"zh": "同音字", "en": "same sound"},
    "how.typo": {"zh": "错别字", "en": "misspelt"}, "how.traditional": {"zh": "繁体字", "en": "Traditional characters"},
    "how.synonym": {"zh": "同义词", "en": "synonym"},
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code is 0 for fine, 1 for problems in the content, 2 for wrong usage or a broken set-up."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese is no reason to break.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zhiyin", description="指引 / Zhiyin: YAML 记录生成公共指引网站 / public guidance sites from YAML records"
    )
    parser.add_argument("--version", action="version", version=f"zhiyin {__version__}")
    group = Group(parser.add_subparsers(required=True, metavar="COMMAND"), common_options())
    for name, run, text in (
        ("check", _check, "检查内容 / check the content"), ("build", _build, "检查并生成网站 / check, then build the site"),
        ("serve", _serve, "生成并在本机预览 / build and show on this machine"),
        ("search", _search, "试试搜一句话能找到什么 / try what a query would find"),
    ):  # fmt: skip
        command = group.add(name, run, text)
        if name == "check":
            command.add_argument("--format", choices=("text", "json"), default="text", help="输出格式 / output format")
        if name == "build":
            text = "让浏览器核对脚本和样式（放上网用；拷到U盘的不要加）/ browsers check scripts and styles (for web servers, not for a stick)"
            command.add_argument("--integrity", action="store_true", help=text)
        if name == "search":
            command.add_argument("query", help="要搜的话 / what a reader would type")
            command.add_argument("--limit", type=int, default=8, help="最多几条 / at most so many answers (8)")
        if name == "serve":
            command.add_argument("--port", type=int, default=8000, help="端口 / port (8000)")
    for add in GROUPS:
        add(group)
    return parser


def _say(lang: str, key: str, **values: object) -> str:
    return say(_SAYS, lang, key, **values)


# --- commands ------------------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from generator.check import check

    checked = check(options.content, options.today or date.today())
    if options.format == "json":
        rows = [problem.row(options.lang) for problem in checked.problems]
        print(json.dumps({"problems": rows, "counts": checked.counts}, ensure_ascii=False, indent=1))
    else:
        tell(checked.problems, options, sys.stdout)
        if not has_errors(checked.problems):
            print(_say(options.lang, "fine"))
    return PROBLEMS if has_errors(checked.problems) else OK


def _build(options: argparse.Namespace) -> int:
    from generator import assemble, build, publish
    from generator.theme import engine

    config = config_of(options)
    if config is None:
        return broken(_say(options.lang, "no-config"))
    integrity = getattr(options, "integrity", False)
    project = build.Project(options.content, options.site, config, options.today or date.today(), integrity)
    try:
        result = build.build(project)
    except assemble.TwoPagesOneAddress as error:
        print(_say(options.lang, "two-pages", pages=error) + "\n" + _say(options.lang, "unchanged"), file=sys.stderr)
        return PROBLEMS
    except publish.NotOurs:
        return broken(_say(options.lang, "not-ours", site=options.site))
    except engine.BrokenSetUp as error:
        return broken(f"{_say(options.lang, 'broken')}\n{error}")
    except OSError as error:
        return broken(f"{_say(options.lang, 'broken')}\n{error}")
    tell(result.problems, options, sys.stderr)
    if result.report is None:
        print(_say(options.lang, "unchanged"), file=sys.stderr)
        return PROBLEMS
    _tell_tallies(result, options.lang)
    print(_say(options.lang, "built", site=options.site, **result.report._asdict()))
    return OK


def _serve(options: argparse.Namespace) -> int:
    from generator import serve

    code = _build(options)
    if code != OK:
        return code
    print(_say(options.lang, "serving", address=serve.HOST, port=options.port), flush=True)
    return serve.serve(options.site, lambda: _folders(options), options.port, lambda: _build(options))


def _folders(options: argparse.Namespace) -> list[Path]:
    """The content folder and those it stands on."""
    from generator import bases

    return [folder.path for folder in bases.read(options.content).folders]


def _search(options: argparse.Namespace) -> int:
    from generator.search.build import index
    from generator.search.engine import Engine
    from generator.site import Site

    checked = checked_or_told(options)
    if checked is None:
        return PROBLEMS
    today = options.today or date.today()
    files = {file.name: file.content.decode() for file in index(Site(checked, checked.edition.clock(today).isoformat()))}
    lang = options.lang if options.lang in checked.edition.codes else checked.edition.main
    _tell_answer(Engine(files.get).answer(options.query, lang=lang, limit=options.limit, snippets=True), options.lang)
    return OK


# --- printing ------------------------------------------------------------------------------------------------------


def _tell_tallies(result: object, lang: str) -> None:
    from generator.build import Result

    assert isinstance(result, Result)
    print(f"{_say(lang, 'kind'):<16}{_say(lang, 'records'):>8}{_say(lang, 'pages'):>8}  {_say(lang, 'left-out')}")
    for row in result.tallies:
        reasons = ", ".join(f"{count} {_say(lang, reason)}" for reason, count in row.excluded.items())
        print(f"{row.kind:<18}{row.records:>8}{row.pages:>10}  {reasons}")
    records, pages = sum(row.records for row in result.tallies), sum(row.pages for row in result.tallies)
    print(f"{_say(lang, 'sum'):<16}{records:>8}{pages:>10}")


def _tell_answer(found: dict[str, Any], lang: str) -> None:
    """What was done to a query, then the pages: address, title, and the words that were found."""
    said = [_say(lang, f"state.{found['state']}", count=found["total"])]
    if found["by"]:
        said.append(_say(lang, "searched", by=found["by"], how=_say(lang, f"how.{found['how'] or 'words'}")))
    print("\n".join(said))
    for place, hit in enumerate(found["hits"], 1):
        section = f"#{hit['section']['anchor']}" if hit["section"] else ""
        print(f"{place:3}. {hit['title']}\n     {hit['kind']}/{hit['id']}/{section} · {hit['score']:.1f}\n     {hit['snippet']}")


if __name__ == "__main__":
    raise SystemExit(main())
