"""What is said of searches that must find something, and of names that people search by."""

from __future__ import annotations

from generator.say import tell as _say

SEARCHES: dict[str, dict[str, tuple[str, str]]] = {
    # searches
    "search-find-or-none": _say(
        "搜“{found}”既没有写应当找到什么，也没有写不该找到；或者两样都写了",
        "写 find: [种类/编号]；乱打的、和这里无关的写 none: true。只写一样。",
        "the search for “{found}” says neither what it must find nor that it must find nothing, or says both",
        "Write find: [kind/id], or none: true for nonsense. One of the two.",
    ),
    "search-twice": _say(
        "搜“{found}”在第 {expected} 行已经写过",
        "合成一行，把应当找到的记录写在一起。",
        "the search for “{found}” stands already in line {expected}",
        "Make them one row with all the records that may come first.",
    ),
    "unknown-record": _say(
        "没有“{found}”这个记录",
        "写成 种类/编号，编号就是文件名，比如 hotlines/fire-119。",
        "there is no record “{found}”",
        "Write kind/id; the id is the file's name, as in hotlines/fire-119.",
    ),
    "search-broken": _say(
        "搜“{found}”应当先出 {expected}，现在先出的是 {name}",
        "在应当先出的记录里加 aliases，或把这个说法写进 synonyms.yml；{name} 也答得对，就加进 find。运行 zhiyin search '{found}' 看它为什么排在前面。",
        "a search for “{found}” should find {expected} first, but {name} comes first",
        "Give the record that should come first an alias, or put the words into synonyms.yml; if {name} is a good answer too, add it to find. Run zhiyin search '{found}' to see why it comes first.",
    ),
    "search-empty": _say(
        "搜“{found}”应当先出 {expected}，现在什么也找不到",
        "在应当先出的记录里加 aliases，或把这个说法写进 synonyms.yml。",
        "a search for “{found}” should find {expected} first, but finds nothing",
        "Give the record that should come first an alias, or put the words into synonyms.yml.",
    ),
    "search-answered": _say(
        "搜“{found}”本来不该有答案，现在当成找到了 {name}",
        "看看 {name} 的 aliases、keywords，或 synonyms.yml 里，是不是有太宽的说法；运行 zhiyin search '{found}' 看是哪个词。",
        "a search for “{found}” should not be answered, but {name} is given as if it were meant",
        "Look in the aliases and keywords of {name}, and in synonyms.yml, for a word that says too much; zhiyin search '{found}' shows which.",
    ),
    # names
    "alias-of-another": _say(
        "搜别名“{found}”，先出来的是 {name}，不是 {expected}",
        "换一个只说这一页的名字，或删掉它；两页真的同名，就给这一页的别名加上地名。",
        "a search for the other name “{found}” finds {name} first, not {expected}",
        "Choose a name that fits this page alone, or delete it; if two pages share the name, add the place to this one.",
    ),
    "alias-finds-nothing": _say(
        "搜别名“{found}”什么也找不到，{expected} 也不出来",
        "别名里要有能搜的字，不能只有“怎么办”这样的话。换一个名字，或删掉它。",
        "a search for the other name “{found}” finds nothing, not even {expected}",
        "A name needs a word that can be searched for, not only words that ask. Choose another, or delete it.",
    ),
    "synonym-nowhere": _say(
        "没有哪一页写着“{found}”，它的同义词谁也帮不到",
        "把 word 改成页面上真的用的词，或删掉这一行。",
        "no page has the word “{found}”, so its synonyms help nobody",
        "Make word a word that pages really use, or delete the row.",
    ),
    "unsure-reading": _say(
        "词典里没有“{found}”，里面有多音字，拼音只好猜成 {expected}",
        "在这个记录的 aliases 里加上拼音（猜得对也加），大家打拼音就找得到，这里也不再问。",
        "no dictionary has “{found}”, and a character of it is read in several ways; it is taken for {expected}",
        "Add its pinyin to the aliases of this record, even if the guess is right: then it is found by it, and you are not asked again.",
    ),
}
