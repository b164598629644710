"""Registers and figures as files: whole, safe to open in a spreadsheet, and described in the data package."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import projects
import pytest

from generator.accounts import REGISTERS, accounts
from generator.outputs.data import BOM
from generator.outputs.tables import tables

REAL = projects.site_of(projects.CONTENT)
NAMES = [table.name for table in tables(REAL)]


def file(name: str, site: Path | None = None) -> bytes:
    return ((site or projects.real_site()) / "data" / f"{name}.csv").read_bytes()


def rows(name: str, site: Path | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(name, site).decode("utf-8-sig"), newline="")))


def resource(name: str) -> dict:
    package = json.loads((projects.real_site() / "data/datapackage.json").read_text("utf-8"))
    return next(item for item in package["resources"] if item["path"] == f"{name}.csv")


@pytest.mark.parametrize("name", NAMES)
def test_files_open_in_excel(name: str) -> None:
    """A byte order mark first, lines that end as Windows has them, as many cells in each as there are headings."""
    content = file(name)
    assert content.startswith(BOM)
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines) > 1


@pytest.mark.parametrize("name", NAMES)
def test_the_package_describes_them(name: str) -> None:
    """Size, hash, number of lines, columns and key; each column has names in both languages."""
    about, content = resource(name), file(name)
    assert (about["bytes"], about["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    assert about["count"] == len(rows(name))
    fields = about["schema"]["fields"]
    assert [field["name"] for field in fields] == list(rows(name)[0])
    assert all(field["x-title"]["zh"] and field["x-title"]["en"] and field["description"] for field in fields)
    keys = [tuple(row[column] for column in about["schema"]["primaryKey"]) for row in rows(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_of_the_type_that_is_said(name: str) -> None:
    """A number is a number, a date a date; a code keeps its twelve digits."""
    check = {
        "integer": str.isdigit, "number": lambda cell: float(cell) >= 0, "date": lambda cell: len(cell) == 10 and cell[4] == "-",
        "boolean": lambda cell: cell in ("true", "false"), "string": lambda cell: True,
    }  # fmt: skip
    for field in resource(name)["schema"]["fields"]:
        assert all(check[field["type"]](row[field["name"]]) for row in rows(name) if row[field["name"]]), field["name"]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_line_of_a_register_is_in_its_file(name: str) -> None:
    """In the register's order, with its id, its unit and whether it is an example."""
    lines = accounts(REAL).lines[name]
    told = [(row["id"], row["organization"], row["sample"]) for row in rows(f"registers/{name}")]
    assert told == [(line.id, line.entry.id, str(line.entry.row.sample).lower()) for line in lines]


def test_words_are_in_every_language() -> None:
    """A translated word stands in its own column, one that is not leaves a gap."""
    site = projects.sound_site()
    gifts = {row["item_zh"]: row for row in rows("registers/contributions", site)}
    assert gifts["沙袋"]["item_en"] == "Sandbags"
    assert gifts["装袋"]["item_en"] == ""
    assert (gifts["装袋"]["area_name_zh"], gifts["装袋"]["area_name_en"]) == ("石桥乡", "Shiqiao Township")
    assert gifts["装袋"]["quantity"] == "7.5"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """Words that a spreadsheet would run have an apostrophe in front."""
    folder = projects.project(tmp_path / "p")
    projects.edit(
        folder / "content/organizations/liudu-grain-station.yml",
        lambda text: text.replace("item: 装袋", "item: '=1+1'").replace("title: {zh: 柳渡粮站,", "title: {zh: '@粮站',"),
    )
    projects.build_in(folder)
    cells = [cell for row in rows("registers/contributions", folder / "site") for cell in row.values()]
    assert {"'=1+1", "'@粮站"} <= set(cells)
    assert not {"=1+1", "@粮站"} & set(cells)


def test_a_site_without_units_has_empty_files(tmp_path: Path) -> None:
    """Every file is there, with its headings."""
    folder = projects.project(tmp_path / "p")
    for kind in ("organizations", "opportunities", "help", "commendations"):
        for path in (folder / "content" / kind).rglob("*.yml"):
            path.unlink()
    (folder / "content/searches.yml").unlink()
    result = projects.build_in(folder)
    assert result.report is not None, result.problems
    for name in NAMES:
        if name.startswith("registers/"):
            assert rows(name, folder / "site") == []
    assert {row["count"] for row in rows("figures/totals", folder / "site")} == {"0"}
