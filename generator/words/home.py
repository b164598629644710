"""Words of the home page and its charts."""

from __future__ import annotations

from generator.say import say as _say

HOME: dict[str, dict[str, str]] = {
    "home.emergency": _say("遇到危险，马上拨打", "In danger, call now"),
    "home.protect": _say("保护自己", "Protect yourself"),
    "home.protect.text": _say("{count} 份防护指引，先看简明版", "{count} guidelines, each with a plain version"),
    "home.help": _say("我要求助", "Find help"),
    "home.help.text": _say("{count} 项帮扶和服务", "{count} services"),
    "home.hand": _say("我来帮忙", "Lend a hand"),
    "home.hand.text": _say("{count} 个岗位正在招人，还差 {left} 人", "{count} open needs, {left} places left"),
    "home.changes": _say("最近更新", "Latest changes"),
    "home.rumours": _say("别信这些说法", "Do not believe these"),
    "home.figures": _say("大家出了多少力", "What has been done so far"),
    "home.figures.note": _say(
        "每个数字都由站内记录算出，其中示例另有标明。", "Every number is counted from this site's records, samples included."
    ),
    "home.places": _say("按地方找", "Find your place"),
    "home.units": _say("个单位参与", "organisations taking part"),
    "home.pairings": _say("个结对", "pairings"),
    "home.teams": _say("支队伍", "teams"),
    "home.members": _say("人在队伍中", "people in teams"),
    "home.staff-days": _say("人天人力", "staff-days given"),
    "home.commended": _say("个受表彰单位（已核实）", "organisations commended (verified)"),
    "home.chart": _say("各市还差多少人手", "Hands still needed, by city"),
    "home.chart.given": _say("各类贡献有多少笔", "Contributions, by kind"),
    "chart.city": _say("城市", "City"),
    "chart.places": _say("还差人数", "Places left"),
    "chart.kind": _say("类别", "Kind"),
    "chart.entries": _say("笔数", "Entries"),
    "chart.table": _say("看表格", "See the table"),
}
