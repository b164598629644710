"""How texts are cut into what can be found: pairs of neighbouring characters, and whole Latin words and numbers.

`generator/theme/scripts/search-fold.js` does the same to queries; `tests/test_search_index.py` holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import add

HAN = "\u3007\u3400-\u9fff"
_PIECES = re.compile(f"[{HAN}]+|[0-9a-z]+")
IS_HAN = re.compile(f"[{HAN}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_RARE = re.compile("[\U00020000-\U0003ffff]")
_APOSTROPHE = re.compile("['\u2019\u02bc](?=[a-z])")


def _words(text: str) -> list[str]:
    return text.split()


LIGHT = _words(
    "怎么 怎样 怎么办 怎办 咋办 怎么弄 怎么样 如何 什么 为什么 什么样 什么时候 甚么 啥 啥时候 哪里 哪儿 哪个 哪些 在哪 去哪 "
    "去哪里 在哪里 多少 多久 几点 几时 做点 做点什么 做什么 点什么 帮我 给我 麻烦 咋整 咋弄 咋 有啥 找谁 谁管 怎么搞 怎么回事 行不行 行吗 好吗 好不好 对吗 真的吗 打什么电话 打哪个电话 会不会 该不该 该怎么 要怎么 多长时间 几天 "
    "什么意思 吗 呢 吧 啊 呀 么 嘛 了 啦 的 得 地 我 我们 我要 我想 你 你们 您 他 她 它 咱 咱们 这 "
    "那 这个 那个 请问 请 谢谢 一下 有没有 有无 是不是 能不能 可不可以 可以 可否 能否 是否 需不需要 用不用 要不要 需要 应该 "
    "应当 能 会 想 要 是 有 在 去 到 给 把 被 让 和 与 及 或 就 都 还 也 才 个 些 该 关于 以及 或者 如果 但 但是 但系 不过 "
    "没 没有 冇 不 唔 很 太 再 又 着 过 里 怎 哪 谁 那么 这么 还是 因为 所以 点样 点办 点 边度 边个 边间 点算 点好 去边 去边度 喺边 喺边度 边处 揾边个 打边个 打边个电话 有冇得 会唔会 要唔要 应唔应该 做乜 咁 咁样 喎 㗎 吖 啩 "
    "畀 俾 同埋 定系 我哋 你哋 佢哋 而家 呢度 嗰度 即系 系咪 系唔系 有冇 "
    "使唔使 使唔使要 可唔可以 得唔得 乜 乜嘢 咩 做咩 嘅 喺 咗 唔该 几多 点解 佢 呢个 嗰个 啲 嘢"
)
"""Words that ask or join and say nothing of what is sought, in Mandarin and Cantonese."""
LIGHT_ENGLISH = _words(
    "a an the of to for in on at by with and or is are was be do does did can could should would may must will i my me we "
    "our you your it its he she they their this that these those what which who whom where when why how there here if as "
    "from about into not no any some get have has need want please tell much many long am us s t d ll re m ve"
)


@cache
def simplified() -> dict[int, str]:
    """Traditional characters, and rare forms, with the simplified ones that texts are searched by."""
    from generator.conversion import converter

    every = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    converted = converter("t2s")("\n".join(every)).split("\n")
    table = {ord(old): new for old, new in zip(every, converted, strict=True) if old != new and len(new) == 1 and new < "\uffff"}
    return {code: table.get(ord(new), new) for code, new in table.items()}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A text as it is searched: simplified, small letters without accents, ordinary forms instead of full-width ones."""
    text = unicodedata.normalize("NFKC", text).lower()
    if not text.isascii():
        text = _RARE.sub(_pair, text)
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(simplified())
        text = unicodedata.normalize("NFC", text)
    return _APOSTROPHE.sub("", text)


def _pair(rare: re.Match[str]) -> str:
    """Two signs that nobody types for a character that scripts see as two halves, such as the Cantonese word for a lift."""
    code = ord(rare[0])
    return chr(0x4DC0 + (code >> 6) % 64) + chr(0x4DC0 + code % 64)


def pieces(text: str) -> list[str]:
    """Runs of Chinese characters, and words and numbers, of a folded text."""
    return _PIECES.findall(text)


def terms(text: str) -> set[str]:
    """What a text can be found by."""
    found: set[str] = set()
    for piece in pieces(fold(text)):
        if piece > "\x7f":
            if len(piece) == 1:
                found.add(piece)
            else:
                found.update(map(add, piece, piece[1:]))
        else:
            found.add(stem(piece))
    return found


_IZE = re.compile("is(e|er|ed|ing|ation)(?=s?$)")
_OUR = re.compile("our(?=(?:s|ed|ing)?$)")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without the commonest endings, in the spelling that needs fewer letters. Numbers and short words stay."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if len(word) > 5:
        word = _OUR.sub("or", _IZE.sub("iz\\1", word))
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def compact(text: str) -> str:
    """A folded text without spaces and marks, except one space between two Latin words: by this names are compared."""
    joined = ""
    for piece in pieces(fold(text)):
        joined += " " + piece if joined and joined[-1].isascii() and piece[0].isascii() else piece
    return joined


def distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, in the order of first appearance."""
    return list(dict.fromkeys(text for text in texts if text))
