"""An invented edition of any size: sound records of about 850 bytes, the same on every machine and every day.

Names of fields and rules are those of `generator.model`; vocabularies and the division table are those of `content/`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from generator.model.divisions import FILE, Division, lineage, read_divisions

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 12, 1)
"""The day the records are written for; the edition's clock stands still on it."""
MARK = "【第{}次改】"
"""What `changed` puts into a record, so that it can be looked for in the built page."""


_STRIDE = 1009
"""A prime, so that neighbouring numbers lie far apart and every street has its turn."""


class Record(NamedTuple):
    """One record before it is written: its kind, id, the folder below its kind (or nothing), and its fields."""

    kind: str
    id: str
    folder: str
    values: dict[str, Any]

    @property
    def file(self) -> str:
        """The path below the content folder."""
        return "/".join(filter(None, (self.kind, self.folder, f"{self.id}.yml")))


class Corpus(NamedTuple):
    """The records of an edition with the division table they are spread over."""

    records: list[Record]
    divisions: dict[str, Division]

    @property
    def changeable(self) -> Record:
        """The record that is changed to measure a small rebuild: an open need in the middle of the rest."""
        needs = [record for record in self.records if record.values.get("status") == "open"]
        return needs[len(needs) // 2]


def make(size: int) -> Corpus:
    """Exactly `size` records: mostly needs and services, spread evenly over the streets of the division table."""
    divisions, problems = read_divisions((CONTENT / FILE).read_text("utf-8"))
    assert not problems, problems
    streets = [division for division in divisions.values() if division.level == "street"]
    spread = _Spread(streets, size)
    records = [makers(spread, number) for makers, number in spread.plan()]
    return Corpus(records, divisions)


def write(corpus: Corpus, content: Path) -> int:
    """Write the edition as a content folder; the bytes of its records."""
    (content / "areas").mkdir(parents=True)
    shutil.copyfile(CONTENT / FILE, content / FILE)
    (content / "site.yml").write_text(site_text(), "utf-8")
    for folder in sorted({Path(record.file).parent for record in corpus.records}):
        (content / folder).mkdir(parents=True, exist_ok=True)
    return sum((content / record.file).write_bytes(text_of(record.values).encode()) for record in corpus.records)


def changed(record: Record, time: int) -> tuple[Record, str]:
    """The record after its n-th change, and words that stand in it and nowhere else."""
    mark = MARK.format(time)
    # The summary stands on every list as well, so that more than one page must be made again.
    return record._replace(values=record.values | {"summary": record.values["summary"] + mark}), mark


def site_text() -> str:
    """The real edition's `site.yml` in its first language only."""
    values = yaml.safe_load((CONTENT / "site.yml").read_text("utf-8"))
    values["languages"] = values["languages"][:1]
    return str(yaml.safe_dump(_one_language(values, values["languages"][0]["code"]), allow_unicode=True, sort_keys=False))


def _one_language(value: Any, lang: str) -> Any:
    if isinstance(value, dict):
        # The definition of the language itself carries `code`, no texts by language.
        return value[lang] if lang in value else {key: _one_language(part, lang) for key, part in value.items()}
    return [_one_language(part, lang) for part in value] if isinstance(value, list) else value


# --- YAML ----------------------------------------------------------------------------------------------------------

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def text_of(values: Mapping[str, Any], indent: str = "") -> str:
    """The fields as an editor would write them. PyYAML's own dumper takes a millisecond a record, this a fiftieth."""
    return "".join(_field(name, value, indent) for name, value in values.items())


def _field(name: str, value: Any, indent: str) -> str:
    if isinstance(value, Mapping):
        return f"{indent}{name}:\n{text_of(value, indent + '  ')}"
    if isinstance(value, list):
        return f"{indent}{name}:\n" + "".join(_item(item, indent + "  ") for item in value)
    return f"{indent}{name}: {_scalar(value)}\n"


def _item(item: Any, indent: str) -> str:
    if isinstance(item, Mapping):
        return f"{indent}- {text_of(item, indent + '  ').removeprefix(indent + '  ')}"
    return f"{indent}- {_scalar(item)}\n"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    # Codes, times and telephones are quoted as in `content/`; no text of the corpus needs quotes otherwise.
    if isinstance(value, str) and value[0].isdigit() and not _DATE.fullmatch(value):
        return f"'{value}'"
    return str(value)


# --- what the records say ------------------------------------------------------------------------------------------

_TASKS = {
    "gate": ("卡口值守", "量体温、登记来访车辆", "核对出入证，劝返不戴口罩的人。"),
    "delivery": ("代购送菜", "替不方便出门的街坊买菜", "照单子买齐，放到门口就走，不进屋。"),
    "medicine": ("代取药品", "替慢性病街坊到医院取药", "核对药袋上的编号，送到楼下交接点。"),
    "disinfection": ("清洁消毒", "擦拭扶手、门把手和按钮", "先湿擦再消毒，药水配好贴上时间。"),
    "registration": ("信息登记", "帮返程的租客登记", "教老人扫码，不会写字的代填后念一遍。"),
    "publicity": ("宣传辟谣", "把当天的提醒讲给街坊听", "照稿子念，不加自己的话，不传没核实的消息。"),
}
_SERVICES = {
    "food": ("送餐到门口", "买菜做饭有困难的家庭", "当天中午前登记，傍晚送到门口，饭菜分开装。"),
    "medicine": ("慢性病续药送上门", "常用药快吃完的居民", "报药名和剂量，由社区医生核对后配好送来。"),
    "care": ("独居老人每日问候", "身边没有家人的老人", "每天早晚各打一次电话，两次没人接就上门看看。"),
    "transport": ("看病接送", "要复诊、坐不了公交的居民", "提前一天约车，送到医院门口，看完再接回来。"),
    "information": ("返程登记咨询", "刚回来、不知道怎么登记的人", "说清从哪里来、住在哪里，工作人员代填一次就好。"),
}
_AUDIENCES = ("elderly", "children", "disabled", "low-income", "quarantined", "pregnant", "newcomers", "everyone")
_GUIDELINES = ("community", "household", "masks", "workplace", "lift", "market")
_UNITS = {"organ": "服务中心", "state-firm": "自来水公司", "school": "学院", "new-economy": "速递公司", "social": "志愿服务队"}
_PLACES = ("东门公交站旁的值守棚", "文化站一楼大厅", "社区活动中心门口", "菜市北门广播室外", "小学操场西侧的帐篷")
_COMMUNITIES = ("东湖社区", "榕树社区", "书灯社区", "稻香村", "河边村")
_WHEN = ("早晚人多，", "返程的人多，", "周末缺人手，", "这几天雨多，", "年前最忙，")
_GEAR = ("医用外科口罩两只（发）", "一次性手套（发）", "免洗手消毒液（公用）", "反光背心（借用）")
_LINES = (("119", "火警"), ("120", "急救"), ("110", "报警"), ("12345", "政务服务热线"), ("12320", "卫生热线"))


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def _phone(random: Random) -> str:
    """A number that can ring nobody: no subscriber's number begins with 0."""
    return f"020-0{random.randrange(10**7):07}"


class _Spread:
    """How many records of each kind there are, and which street each is about."""

    def __init__(self, streets: Sequence[Division], size: int) -> None:
        self.streets = streets
        self.size = size
        self.units = max(size // 20, 1)
        self.notices = size // 50

    def plan(self) -> Iterator[tuple[Callable[[_Spread, int], Record], int]]:
        """A maker for each record, with its number within its kind."""
        small = [(_guideline, len(_GUIDELINES)), (_hotline, len(_LINES)), (_unit, self.units), (_notice, self.notices)]
        rest = self.size - sum(count for _, count in small)
        for maker, count in (*small, (_need, rest - rest * 2 // 5), (_service, rest * 2 // 5)):
            yield from ((maker, number) for number in range(count))

    def street(self, number: int) -> Division:
        return self.streets[number * _STRIDE % len(self.streets)]

    def unit(self, number: int) -> str:
        return f"unit-{number % self.units + 1:05}"


def _common(street: str, random: Random, title: str, summary: str, keywords: Sequence[str]) -> dict[str, Any]:
    """What every invented record carries."""
    return {
        "title": title, "summary": summary, "owner": f"{street}志愿服务岗", "verified": _day(-random.randrange(1, 10)),
        "sample": True, "keywords": list(keywords),
    }  # fmt: skip


def _told(random: Random) -> dict[str, Any]:
    return {"changes": [{"date": _day(-random.randrange(1, 30)), "what": "首次公布。"}]}


def _need(spread: _Spread, number: int) -> Record:
    """A need for hands; one in ten is full."""
    random, street = Random(f"need {number}"), spread.street(number)
    task = random.choice(list(_TASKS))
    name, work, duty = _TASKS[task]
    day, wanted, full = random.randrange(1, 20), random.randrange(3, 20), number % 10 == 9
    found = wanted if full else random.randrange(wanted)
    values = _common(
        street.name, random, f"{street.name}{name}（第{number + 1}班）", f"{random.choice(_WHEN)}请来{work}，半天也行。", [name]
    )
    values |= {"valid_until": _day(day), **_told(random), "street": street.code}
    values |= {"place": random.choice(_PLACES), "task": task, "status": "full" if full else "open"}
    values["shifts"] = [{"date": _day(day), "start": "08:00", "end": "12:00", "needed": wanted, "filled": found}]
    values["duties"] = [f"签到后，{work}。", duty]
    values["safety"] = {
        "gear": random.sample(_GEAR, 1), "training": "上岗前由值班岗讲十分钟。", "insurance": "街道统一买意外险。",
        "responsible": f"{name}当班组长",
    }  # fmt: skip
    values["guidelines"] = [random.choice(_GUIDELINES)]
    if number % 3 == 0:
        values["organization"] = spread.unit(number)
    values["signup"] = {"desk": f"{street.name}志愿服务台"}
    return Record("opportunities", f"need-{number + 1:05}", street.code[:6], values)


def _service(spread: _Spread, number: int) -> Record:
    random, street = Random(f"service {number}"), spread.street(number)
    category = random.choice(list(_SERVICES))
    name, whom, how = _SERVICES[category]
    values = _common(
        street.name, random, f"{street.name}{name}（第{number + 1}号）", f"{street.name}{whom}，可以打电话约。", [name]
    )
    values |= {"areas": [street.code], **_told(random), "category": category, "audiences": random.sample(_AUDIENCES, 1)}
    values["description"] = f"{how}全程免费，工作人员戴口罩、不进屋。"
    if number % 3 == 0:
        values["organization"] = spread.unit(number)
    values["phones"] = [{"number": _phone(random), "description": "预约登记", "hours": "每天 8:30 到 20:00"}]
    values |= {"address": f"{street.name}便民服务窗口", "eligibility_description": f"住在{street.name}。"}
    values["application_process"] = ["打电话说清楚要什么、住哪一片。", "听工作人员念一遍，对了就算登记好。"]
    values |= {"fees_description": "免费。", "guidelines": [random.choice(_GUIDELINES)]}
    return Record("help", f"service-{number + 1:05}", street.code[:6], values)


def _unit(spread: _Spread, number: int) -> Record:
    random, street = Random(f"unit {number}"), spread.street(number * 3)
    kind = random.choice(list(_UNITS))
    name = f"{street.name}第{number + 1}{_UNITS[kind]}"
    values = _common(street.name, random, name, f"{name}在{street.name}轮班值守、送水送菜，有固定的联络岗。", [_UNITS[kind]])
    values |= {**_told(random), "kind": kind, "home": street.code}
    values["liaison"] = {"role": "联络值班岗", "phone": _phone(random), "hours": "工作日 8:30 到 17:30"}
    values["pairings"] = [{"area": street.code, "since": _day(-20), "work": "守路口，帮街坊代购，安排物资车停放。"}]
    values["sign_ins"] = [{"area": street.code, "date": _day(-20), "community": random.choice(_COMMUNITIES)}]
    values["teams"] = [
        {"id": f"team-{number + 1}", "title": f"{street.name}轮值队", "kind": "volunteer", "members": random.randrange(5, 60),
         "areas": [street.code], "tasks": random.sample(list(_TASKS), 2), "since": _day(-19)}
    ]  # fmt: skip
    values["contributions"] = [
        {
            "date": _day(-7),
            "kind": "staff",
            "item": "路口轮值",
            "quantity": random.randrange(5, 200),
            "unit": "staff-days",
            "area": street.code,
            "recipient": f"{street.name}服务台",
        },
    ]
    return Record("organizations", f"unit-{number + 1:05}", "", values)


def _notice(spread: _Spread, number: int) -> Record:
    random, street = Random(f"notice {number}"), spread.street(number * 11)
    values = _common(
        street.name, random, f"{street.name}公告第{number + 1}号", "演练期间，同一件事只登记一次，不再重复填表。", ["公告"]
    )
    values |= {
        "areas": [street.code],
        **_told(random),
        "issuer": f"{street.name}演练办公室",
        "date": _day(-random.randrange(1, 30)),
    }
    values["body"] = (
        "社区、街道和单位共用一份登记。居民说过一次，社区干部记过一次，就够了。要汇总的数字，由登记的人一次报齐，不再层层要表。"
    )
    values["points"] = ["居民登记过的，不再登记。", "志愿者在服务台签到一次，不另交照片。", "单位只报联络岗位和办公电话。"]
    values["guidelines"] = [random.choice(_GUIDELINES)]
    return Record("notices", f"notice-{number + 1:05}", "", values)


def _guideline(spread: _Spread, number: int) -> Record:
    name = _GUIDELINES[number]
    values = _common(
        "演练编辑部", Random(name), f"演练防护指引第{number + 1}份", "怎样通风、清洁、戴口罩，不舒服时怎么办。", ["指引"]
    )
    values["sources"] = [
        {"key": "s01", "title": f"演练指引第{number + 1}份原文", "issuer": "演练编辑部", "evidence": "editorial"}
    ]
    values |= {**_told(Random(name)), "number": number + 1, "title_status": "inferred", "in_force": True}
    values |= {
        "audiences": ["everyone"],
        "settings": ["community"],
        "tasks": list(_TASKS),
        "plain": ["先开窗通风。", "进门洗手。"],
    }
    steps = [{"text": text, "source": "s01"} for text in ("每天开窗两次，每次半小时。", "常碰的地方每天擦拭。")]
    values["sections"] = [{"id": "air", "title": "通风和清洁", "steps": steps}]
    values |= {"dos": ["勤洗手。"], "donts": ["不扎堆。"], "carry": ["口罩两只。"]}
    values["questions"] = [{"question": "在室外要戴口罩吗？", "answer": "人多时戴。", "source": "s01"}]
    return Record("guidelines", name, "", values)


def _hotline(spread: _Spread, number: int) -> Record:
    line, name = _LINES[number]
    values = _common("演练编辑部", Random(line), f"{name} {line}", f"需要{name}时打这个电话，先说在哪里、出了什么事。", [name])
    values |= {**_told(Random(line)), "number": line, "purpose": f"{name}。说清地点和情况，听接线员的话，不要先挂断。"}
    values |= {"hours": "全天", "where": "全省各地，座机和手机都能直接拨。", "emergency": number < 3, "rank": number + 1}
    return Record("hotlines", f"line-{line}", "", values | {"audiences": ["everyone"]})


def trail(corpus: Corpus, code: str) -> list[Division]:
    """A division and those it lies in, from the topmost down."""
    return lineage(corpus.divisions, code)
