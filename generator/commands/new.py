"""`zhiyin new`: ask for a new record, show the file, and write it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.commands.desk import at_desk, file_of
from generator.commands.say import OK, Group, Sayings, say
from generator.problems import shown

if TYPE_CHECKING:
    from generator.editing.choices import Option
    from generator.editing.desk import Desk, Values
    from generator.editing.questions import Question
    from generator.load import ContentFile
    from generator.problems import Problem

_SAYS: Sayings = {
    "begin": {
        "zh": "新建{kind}。没有写“必填”的可以直接按回车跳过；按 Ctrl+C 随时停下，什么都不会写。",
        "en": "New: {kind}. What is not required can be left empty with Enter. Ctrl+C stops at any time, and nothing is written.",
    },
    "kinds": {"zh": "新建哪一种？", "en": "Which kind?"},
    "languages": {
        "zh": "（几种语言之间用 || 分开：夜间值守 || Night duty。只写{first}也可以。）",
        "en": "(Put || between languages: 夜间值守 || Night duty. The first one, {first}, will do.)",
    },
    "required": {"zh": "（必填）", "en": " (required)"}, "example": {"zh": "例：", "en": "Example: "},
    "more": {"zh": "（没有了就按回车）", "en": " (Enter when there are no more)"},
    "flag": {"zh": "y 是 / n 否", "en": "y / n"},
    "choose": {"zh": "写序号或名称", "en": "Type a number or a name"},
    "search": {"zh": "写名称的一部分、拼音或首字母，再选", "en": "Type part of the name, its pinyin or initials, then choose"},
    "needed": {"zh": "  这一项要填。", "en": "  This is required."},
    "none-such": {"zh": "  没有这一项，换个写法试试。", "en": "  There is none such. Try other words."},
    "which": {"zh": "  不止一项，写序号：", "en": "  There are several. Type a number:"},
    "wrong": {"zh": "  不行：{message}。{hint}", "en": "  No: {message}. {hint}"},
    "draft": {"zh": "还缺东西，不能发布。先存成草稿（draft）吗？", "en": "It is not complete. Keep it as a draft for now?"},
    "id": {"zh": "编号：网址的一部分，定了不改；只用小写字母、数字和连字符。", "en": "Id: part of the address for ever; small letters, digits and hyphens."},
    "place": {"zh": "镇街：写名称的一部分、拼音或首字母。", "en": "Street: type part of its name, its pinyin or initials."},
    "show": {"zh": "\n下面就是 {file}：\n", "en": "\nThis is {file}:\n"},
    "write": {"zh": "写入吗？", "en": "Write it?"},
    "not-written": {"zh": "没有写入。", "en": "Not written."},
    "written": {"zh": "已写入 {file}。", "en": "Written: {file}"},
    "so-far": {"zh": "\n到现在为止的回答（没有写入文件）：", "en": "\nThe answers so far (not written to any file):"},
    "no-such-kind": {"zh": "没有“{kind}”这种记录。有：{kinds}。", "en": "There is no kind “{kind}”. There are: {kinds}."},
    "bad-id": {"zh": "“{name}”不能当编号。", "en": "“{name}” cannot be an id."},
    "taken": {"zh": "编号“{name}”已经有了（{file}）。", "en": "The id “{name}” is taken ({file})."},
    "bad-set": {"zh": "“{pair}”写得不对。写成 --set title=标题 或 --set shifts.0.date=2026-12-03。", "en": "“{pair}” is not understood. Write --set title=… or --set shifts.0.date=2026-12-03."},
}  # fmt: skip


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("new", _new, "新建一条记录：一问一答，当场指出错误 / a new record, asked for step by step")
    command.add_argument("kind", nargs="?", default="", metavar="KIND", help="种类，如 opportunities / kind of record")
    command.add_argument("--id", default="", help="编号（不写就从标题来）/ its id (made from the title if absent)")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="先填好的，如 title=夜间值守 / an answer given beforehand",
    )
    command.add_argument("--yes", action="store_true", help="什么都不问 / ask nothing")


def _new(options: argparse.Namespace) -> int:
    return at_desk(options, _SAYS, lambda desk: _new_at(desk, options))


def _new_at(desk: Desk, options: argparse.Namespace) -> int:
    from generator.editing import new
    from generator.editing.interview import Interview
    from generator.load import ContentFile

    talk = _Terminal(desk, options)
    kind = options.kind or talk.kind()
    new.file_of(desk, kind, "new", {}) if kind != "areas" else None
    values = new.given(kind, options.set, desk.languages)
    id = options.id or (talk.place() if kind == "areas" and not options.yes else "")
    file = new.file_of(desk, kind, id, values) if id else ContentFile(kind, "new", "", f"{kind}/new.yml", 0, 0)
    interview = Interview(desk, file, values, talk)
    if options.yes:
        interview.assume()
    else:
        _ask(interview, talk)
    id = id or talk.id(kind, new.suggested(desk, kind, values.get("title")))
    return _write(desk, new.file_of(desk, kind, id, values), values, talk)


def _ask(interview: object, talk: _Terminal) -> None:
    """The interview; whoever breaks it off is shown the answers so far."""
    from generator.editing.interview import Interview

    assert isinstance(interview, Interview)
    try:
        talk.begin(interview.file.kind)
        interview.run()
    except (KeyboardInterrupt, EOFError):
        if interview.values:
            print(talk.say("so-far"))
            print(interview.text())
        raise


def _write(desk: Desk, file: ContentFile, values: Values, talk: _Terminal) -> int:
    from generator.editing import new

    edit = new.edit_of(desk, file, values)
    path = file_of(talk.options, file.name)
    if not talk.options.yes:
        print(talk.say("show", file=path))
        print((edit.after or b"").decode())
        if not talk.agree("write"):
            print(talk.say("not-written"))
            return OK
    desk.write([edit])
    print(talk.say("written", file=path))
    return OK


class _Terminal:
    """Shows questions and reads answers, in the language of the messages."""

    def __init__(self, desk: Desk, options: argparse.Namespace) -> None:
        self.desk = desk
        self.options = options
        self.lang: str = options.lang
        self._told_languages = len(desk.languages) < 2

    def say(self, key: str, **values: object) -> str:
        return say(_SAYS, self.lang, key, **values)

    def begin(self, kind: str) -> None:
        from generator.words import WORDS

        print(self.say("begin", kind=WORDS[f"kind.{kind}"][self.lang]))

    def ask(self, question: Question, listed: Sequence[Option] | None, default: str, again: bool) -> str:
        """Show a question and give what is typed."""
        if not again:
            print("\n" + self._title(question))
            print("  " + self._explained(question, listed))
        if question.speaks and not self._told_languages:
            self._told_languages = True
            print(self.say("languages", first=self.desk.checked.edition.languages[0].name))
        self._list(listed or ())
        return input(f"[{default}] > " if default else "> ")

    def _title(self, question: Question) -> str:
        """The name of a field, with what it is a part of, and which one it is."""
        above = f"{question.above[self.lang]} · " if question.above else ""
        numbers = [step + 1 for step in question.path if isinstance(step, int)]
        which = f" {numbers[-1]}" if numbers else ""
        said = "required" if question.required else "more" if numbers and not question.above else ""
        first = question.above and numbers and numbers[-1] > 1 and not question.required
        return above + question.name[self.lang] + which + (self.say("more") if first else self.say(said) if said else "")

    def _explained(self, question: Question, listed: Sequence[Option] | None) -> str:
        """What to write, and how; an example only where it can be followed."""
        lines = [question.help[self.lang]]
        if question.is_flag:
            lines.append(self.say("flag"))
        elif listed is not None:
            lines.append(self.say("choose" if listed or question.follows else "search"))
        elif question.example is not None:
            lines.append(self.say("example") + shown(question.example, self.lang))
        mark = "。" if self.lang == "zh" else ". "
        return mark.join(line.rstrip("。. ") for line in lines)

    def _list(self, listed: Sequence[Option]) -> None:
        for number, option in enumerate(listed, 1):
            label = option.value if option.label == option.value else f"{option.label} ({option.value})"
            print(f"  {number:2}) {label}")

    def tell(self, problem: Problem) -> None:
        """Say what the check would say."""
        print(self.say("wrong", message=problem.message(self.lang), hint=problem.hint(self.lang)))

    def hint(self, key: str) -> None:
        print(self.say(key))

    def agree(self, key: str) -> bool:
        """Yes unless somebody says no."""
        return input(f"{self.say(key)} [Y/n] ").strip().lower() not in ("n", "no", "否", "不")

    def kind(self) -> str:
        """Which kind is to be made."""
        from generator.editing.choices import Option
        from generator.model.kinds import KIND_NAMES
        from generator.words import WORDS

        return self._choose([Option(kind, WORDS[f"kind.{kind}"][self.lang]) for kind in KIND_NAMES], "kinds")

    def place(self) -> str:
        """The street that speaks of itself."""
        from generator.editing.choices import options
        from generator.model.values import Street

        return self._choose(options(self.desk, Street, self.lang), "place")

    def _choose(self, known: Sequence[Option], key: str) -> str:
        from generator.editing.choices import SHOWN, pick

        listed = known if len(known) <= SHOWN else ()
        print(self.say(key))
        while True:
            self._list(listed)
            found = pick(known, listed, input("> "))
            if len(found) == 1:
                return found[0].value
            listed = found or listed
            self.hint("which" if found else "none-such")

    def id(self, kind: str, suggested: str) -> str:
        """The id, until it will do."""
        from generator.editing.desk import Refused
        from generator.editing.new import file_of as checked

        if self.options.yes:
            return suggested
        print("\n" + self.say("id"))
        while True:
            typed = input(f"[{suggested}] > ").strip() or suggested
            try:
                return checked(self.desk, kind, typed, {}).id
            except Refused as refused:
                print("  " + self.say(refused.code, **refused.values))
