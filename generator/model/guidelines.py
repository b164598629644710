"""Guidelines: what to do, step by step, and whom each is for."""

from __future__ import annotations

from generator.model.describe import about, record
from generator.model.shared import Record
from generator.model.values import Flag, Identifier, Line, Names, Prose, Text, Whole, choice, ref, term

# One field, one line: these classes are read as a table.
# fmt: off


@record
class Figure:
    """A figure in a step, as its source gives it; figures of different sources are never merged."""

    value: Line = about("数值", "Value", "照来源抄，可写范围", "As the source has it; a range is fine", "250–500")
    unit: Text = about("单位", "Unit", "计量单位", "Unit of measure", "mg/L")
    of: Text = about("指什么", "Of what", "这个数字说的是什么", "What the figure measures")


@record
class Step:
    """One thing to do."""

    text: Prose = about("步骤", "Step", "一步只说一件事，先说动作", "One action, verb first")
    source: Identifier = about("来源代号", "Source", "sources 里的 key", "A key of sources")
    figures: list[Figure] = about("数字", "Figures", "步骤里的数字逐个列出", "Each figure in the step", None, list)


@record
class Section:
    """Steps that belong together."""

    id: Identifier = about("锚点", "Anchor", "页面内固定链接，定了不改", "Fixed link within the page; never changed", "masks-on-duty")
    title: Text = about("小标题", "Heading", "这一组步骤做什么", "What these steps are for")
    aliases: Names = about("也有人问", "Also asked as", "大家怎样问起这一组步骤；按这个说法搜，直接到这里", "How people ask for these steps; who searches so is led right here", {"zh": ["手怎么洗"], "en": ["how to wash hands"]}, list)
    tasks: list[term("tasks")] = about("只给哪些岗位", "For which tasks", "只有这些岗位要看这一组；不写表示本指引的岗位都要看", "Only these tasks need this section; none means every task of the guideline", None, list)  # type: ignore[valid-type]
    steps: list[Step] = about("步骤", "Steps", "按做的先后排", "In the order of doing")


@record
class Question:
    """A question readers ask, and its answer."""

    question: Text = about("问", "Question", "照读者的问法写", "As readers would ask it")
    answer: Prose = about("答", "Answer", "先给结论", "The conclusion first")
    source: Identifier | None = about("来源代号", "Source", "sources 里的 key", "A key of sources", None, None)


@record
class Guideline(Record):
    """One prevention guideline."""

    number: Whole = about("序号", "Number", "目录里的顺序", "Place in the list")
    title_status: choice("verified", "inferred") = about("题名状态", "Title status", "题名见过原件写 verified，推断写 inferred", "verified if the title was seen, inferred if not")  # type: ignore[valid-type]
    status_note: Text | None = about("题名说明", "Title note", "题名怎样核实或推断", "How the title was verified or inferred", None, None)
    in_force: Flag = about("是否现行", "In force", "历史文本写 false，页面会提示", "false for an archived text; its page says so")
    audiences: list[term("audiences")] = about("给谁看", "For whom", "人群词表里的词", "Words of the audience list")  # type: ignore[valid-type]
    settings: list[term("settings")] = about("用在哪里", "Where it applies", "场所词表里的词", "Words of the settings list")  # type: ignore[valid-type]
    tasks: list[term("tasks")] = about("相关岗位", "Related tasks", "做这些岗位前应先读本指引", "Tasks for which this should be read first")  # type: ignore[valid-type]
    plain: list[Text] = about("简明版", "In plain words", "四到九句短句，打印一页", "Four to nine short sentences that fit a page")
    sections: list[Section] = about("怎么做", "What to do", "分组的步骤", "Steps in groups")
    dos: list[Text] = about("要做", "Do", "短句", "Short sentences")
    donts: list[Text] = about("不要做", "Do not", "短句", "Short sentences")
    carry: list[Text] = about("随身带什么", "What to carry", "出门或上岗前检查", "To check before going out or on duty")
    questions: list[Question] = about("常见问题", "Questions and answers", "四到八个", "Four to eight")
    related: list[ref("guidelines")] = about("相关指引", "Related guidelines", "其他指引的 id", "Ids of other guidelines", None, list)  # type: ignore[valid-type]
