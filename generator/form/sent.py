"""What a browser sends of a form: as the form's content, and what a button of a list does to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.form.controls import Control, State, keys

_ASIDE = ("seen", "do", "id")


@dataclass(slots=True)
class Sent:
    """What a browser sent: the fields, and what is asked for."""

    state: dict[str, State] = field(default_factory=dict)
    seen: str = ""
    do: str = ""
    id: str = ""


def sent(pairs: Iterable[tuple[str, str]]) -> Sent:
    """Names and texts as a form's content. A name that is at odds with another is left out."""
    found = Sent()
    for name, text in pairs:
        if name in _ASIDE:
            setattr(found, name, text)
        else:
            _put(found.state, name.split("."), text.replace("\r\n", "\n"))
    return found


def _put(state: dict[str, State], steps: Sequence[str], text: str) -> None:
    for step in steps[:-1]:
        inner = state.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        state = inner
    texts = state.setdefault(steps[-1], [])
    if isinstance(texts, list):
        texts.append(text)


# --- changing lists ------------------------------------------------------------------------------------------------

_FIRST_NEW = 1000
"""New items of a list are named from here on: the lower names are those of items that stand in the file."""


def rearranged(state: dict[str, State], do: str) -> str:
    """Do what a button of a list asks (`add:shifts`, `drop:shifts.2`, `up:shifts.2`). Gives the name to go on at."""
    act, _, name = do.partition(":")
    steps = name.split(".")
    if act == "add":
        return _add(state, steps, name)
    holder = _at(state, steps[:-1])
    places = keys(holder)
    if holder is None or steps[-1] not in places:
        return ""
    place = places.index(steps[-1])
    if act == "drop":
        del holder[steps[-1]]
    elif act == "up" and place:
        places[place - 1 : place + 1] = places[place], places[place - 1]
        items = {key: holder.pop(key) for key in places}
        holder.update(items)
    return name if act == "up" else ""


def _add(state: dict[str, State], steps: Sequence[str], name: str) -> str:
    holder = _at(state, steps, make=True)
    if holder is None:
        # Boxes to tick: what was typed beside them is one of them now.
        return ""
    key = str(max([_FIRST_NEW - 1, *map(int, keys(holder))]) + 1)
    holder[key] = {}
    return f"{name}.{key}"


def _at(state: dict[str, State], steps: Sequence[str], make: bool = False) -> dict[str, State] | None:
    for step in steps:
        inner = state.setdefault(step, {}) if make else state.get(step)
        if not isinstance(inner, dict):
            return None
        state = inner
    return state


def first_of(control: Control, steps: Sequence[str]) -> str:
    """The name of the first thing to type in below a name."""
    inner: Control | None = control
    for step in steps:
        inner = None if inner is None else inner.item if inner.shape == "list" else inner.part(step)
    name = ".".join(steps)
    while inner is not None and inner.shape == "group":
        inner = inner.parts[0]
        name = f"{name}.{inner.name}"
    return name
