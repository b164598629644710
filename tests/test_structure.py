"""How the package is put together: which module may import which, read, write, print, and name what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import generator

PACKAGE = Path(generator.__file__).parent

# From left to right: a module imports only from its left. Read off the code once; to move a module is to change this line.
ORDER = (
    "generator", "say", "messages.files", "messages.fields", "messages.search", "messages.rules", "messages", "problems", "yaml_core", "load", "content_files", "progress", "parallel", "conversion", "reading",
    "model", "model.kinds", "model.divisions", "model.tiles", "model.values", "model.describe", "model.shared", "model.guidelines", "model.needs", "model.services", "model.units", "model.honours", "model.streets", "model.news", "model.records", "model.edition", "model.vocabulary", "model.fields", "model.schema", "yaml_write",
    "privacy", "entry", "working_days", "judgement", "memory", "schema_files", "starter",
    "rules.find", "scheduled", "rules.common", "rules.needs", "rules.hands", "rules.honours", "rules", "rules.across", "overrides", "faults", "bases", "survey", "check", "recheck",
    "tlog", "tlog.tree", "tlog.notes", "tlog.canonical", "tlog.entries", "tlog.chains", "tlog.tiles", "tlog.proofs", "tlog.heads", "tlog.writes", "tlog.manifest", "tlog.state", "tlog.drafts", "tlog.keyfiles", "tlog.verify", "tlog.keeping", "tlog.fetch", "history", "differences", "editing", "editing.names", "editing.desk", "editing.tidy", "editing.fill", "editing.withdraw", "editing.rename", "editing.questions", "editing.choices", "editing.interview", "editing.new",
    "urgency", "nearby", "site", "examples", "follow", "words.frame", "words.home", "words.records", "words.needs", "words.lists", "words.sheets", "words.counted", "words.fields", "words.search", "words.ledger", "words.checking", "words", "text", "charts",
    "accounts", "counting", "promptness", "linked_data", "views", "views.home", "views.records", "views.ledger", "views.reference", "views.index", "views.registers", "views.hands", "views.honours", "views.units", "views.figures", "views.filters", "views.tasks", "ahead", "due",
    "qr", "fit", "sheets", "sheets.measure", "sheets.guideline", "sheets.poster", "sheets.card", "sheets.task",
    "outputs", "outputs.single", "pages", "root_codes", "render",
    "theme", "theme.policy", "theme.script", "theme.prune", "theme.style", "theme.frame", "theme.shells", "theme.assets", "theme.hooks",
    "theme.engine", "outputs.lists", "outputs.moved", "outputs.calendars", "outputs.reminders", "outputs.feeds", "outputs.data", "outputs.tables", "outputs.kept", "outputs.versions", "outputs.log", "outputs.offline", "outputs.sitemap", "waiting",
    "search", "search.terms", "search.documents", "search.filing", "search.postings", "search.places", "search.vocabulary", "search.index", "search.build", "search.published", "search.engine", "search.doubts", "search.acceptance",
    "tables", "tables.layout", "tables.cells", "tables.flaws", "tables.options", "tables.rows", "tables.unpack", "tables.workbook",
    "tables.sheets", "tables.headings", "tables.gather", "tables.merge", "tables.changes", "tables.plan",
    "tables.book", "tables.export", "tables.back",
    "publish", "stamp", "assemble", "build", "trouble", "plugin",
    "preview", "preview.past", "preview.stand", "preview.workshop", "preview.sources", "preview.watcher", "preview.panel", "preview.server",
    "release", "release.layout", "release.compress", "release.pack", "release.verify", "release.local", "release.outgoing", "release.ssh", "release.objects", "release.sealing", "release.deliver", "release.warc", "release.archiving", "release.unpacking",
    "form", "form.words", "form.controls", "form.sent", "form.book", "form.view", "form.desk", "form.server",
    "commands", "commands.usage", "commands.say", "commands.progress", "commands.building", "commands.preview", "commands.search", "commands.tables", "commands.due", "commands.desk", "commands.new", "commands.records", "commands.publish", "commands.archive", "commands.verify", "commands.ledger", "commands.form", "commands.init", "commands.schemas", "cli", "__main__",
)  # fmt: skip

# Who may touch files, and how. `stamp` makes the folder of compiled templates in the cache; Jinja fills it.
READERS = {
    "load", "content_files", "starter", "publish", "theme.engine", "theme.hooks", "theme.assets", "theme.script", "outputs.offline", "render", "memory", "stamp",
    "assemble", "preview.server", "release.pack", "release.verify", "release.local", "release.objects", "form.desk", "tables.sheets",
}  # fmt: skip
WRITERS = {
    "publish",
    "theme.engine",
    "memory",
    "stamp",
    "release.pack",
    "release.local",
    "release.outgoing",
    "release.objects",
    "content_files",
}
# Of these only `load` is given a path below `content/`, and `content_files` compares what it is about to write: the others read
# the program's own files or built ones.
CONTENT_READERS = {"load", "content_files"}
# An archive holds the sources as they are; nothing in them is taken for a record.
READERS |= {"release.archiving", "release.warc"}
WRITERS |= {"release.archiving", "release.unpacking"}
# The log's own folder is no content; `tlog` keeps it.
READERS |= {
    "outputs.log",
    "release.sealing",
    "tlog.keyfiles",
    "tlog.keeping",
    "tlog.writes",
    "tlog.state",
    "tlog.drafts",
    "tlog.verify",
    "tlog.fetch",
}
WRITERS |= {"tlog.writes", "tlog.heads", "tlog.keyfiles", "tlog.keeping", "tlog.fetch"}

READING = {"read_text", "read_bytes", "scandir", "iterdir", "rglob", "glob"}
WRITING = {
    "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "makedirs", "touch", "rename", "replace_file", "rmtree", "copy", "copytree",
    "copyfile", "move", "symlink_to", "hardlink_to", "removedirs",
}  # fmt: skip


def _name(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "generator"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name, parsed."""
    return {_name(file): ast.parse(file.read_text("utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def _imports(tree: ast.AST) -> Iterator[str]:
    """Every module imported, wherever in the code that is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole.removeprefix("generator.") in modules() else str(node.module)


def _own(name: str) -> Iterator[str]:
    """The modules of the package that a module imports."""
    for found in _imports(modules()[name]):
        if found == "generator" or found.startswith("generator."):
            yield found.removeprefix("generator.")


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr, node
            elif isinstance(function, ast.Name):
                yield function.id, node


def test_every_module_has_its_place() -> None:
    """The order names every module of the package and nothing else."""
    assert sorted(ORDER) == sorted(modules())


def test_imports_go_one_way() -> None:
    """A module imports only what stands to its left."""
    assert [(name, found) for place, name in enumerate(ORDER) for found in _own(name) if found not in ORDER[:place]] == []


def test_only_theme_and_plugin_know_mkdocs() -> None:
    """MkDocs is imported by the theme's engine and the plugin alone."""
    knowing = {name for name, tree in modules().items() if any(found.split(".")[0] == "mkdocs" for found in _imports(tree))}
    assert knowing == {"theme.engine", "plugin"}


def _opens(call: ast.Call) -> str:
    """The mode of a call of `open`."""
    mode = call.args[1] if len(call.args) > 1 else next((word.value for word in call.keywords if word.arg == "mode"), None)
    return str(mode.value) if isinstance(mode, ast.Constant) else "r"


def _touches(name: str) -> set[str]:
    """`read` and `write`, as far as a module's calls do either."""
    found = set()
    for called, call in _calls(name):
        if called == "open" and isinstance(call.func, ast.Name):
            found.add("write" if set(_opens(call)) & set("wax+") else "read")
        elif called in WRITING and not (called == "copy" and isinstance(call.func, ast.Name)):
            found.add("write")
        elif called in READING and not (name != "load" and _is_of_load(call)):
            found.add("read")
    return found


def _is_of_load(call: ast.Call) -> bool:
    function = call.func
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "load"


def test_only_publish_writes() -> None:
    """Files are written by `publish`, releases by `release`, content by `content_files`; the theme's engine, the memory and the template cache keep theirs in the cache folder."""
    assert {name for name in modules() if "write" in _touches(name)} <= WRITERS


def test_only_load_reads_content() -> None:
    """Whoever else reads files reads the program's own or those that were built, never those of the editors."""
    reading = {name for name in modules() if "read" in _touches(name)}
    assert reading <= READERS
    for name in reading - CONTENT_READERS - {"stamp", "assemble", "plugin", "theme.engine", "preview.server"}:
        code = ast.unparse(_without_docstrings(modules()[name]))
        assert not re.search(r"\bcontent\b\s*/", code), f"{name} makes a path below content/"


def test_content_is_parsed_in_one_place() -> None:
    """YAML is parsed by `yaml_core` alone."""
    assert {name for name, tree in modules().items() if any(found.split(".")[0] == "yaml" for found in _imports(tree))} == {
        "yaml_core"
    }


def test_only_the_command_prints_asks_or_exits() -> None:
    """`print`, `input`, `exit` and the streams belong to the command; MkDocs' own process has its last word."""
    talking = {
        name for name in modules() if {called for called, _ in _calls(name)} & {"print", "input", "exit", "_exit", "pprint"}
    }
    streams = {name for name, tree in modules().items() if re.search(r"sys\.(stdout|stderr|stdin)", ast.unparse(tree))}
    leaving = {name for name, tree in modules().items() if "SystemExit" in ast.unparse(_without_docstrings(tree))}
    ours = {name for name in modules() if name in ("cli", "tlog.verify", "tlog.fetch") or name.startswith("commands.")}
    assert talking - ours == {"theme.engine"}
    assert streams - ours == set()
    assert leaving == {"cli", "theme.engine", "__main__", "tlog.verify", "tlog.fetch"}


def test_the_engine_prints_in_its_own_process_only() -> None:
    """What `theme.engine` prints, it prints in `main`, which only its own process runs."""
    main = next(node for node in modules()["theme.engine"].body if isinstance(node, ast.FunctionDef) and node.name == "main")
    inside = [node for node in ast.walk(main) if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"]
    assert len(inside) == sum(called == "print" for called, _ in _calls("theme.engine"))


# --- nothing of one emergency or place -----------------------------------------------------------------------------

# The plate rule of `privacy` lists the short names of all provinces; 粤语 is a language that services are given in.
FOREIGN = re.compile(
    r"党|疫|广东|粤(?!语|青藏)|新冠|肺炎|口罩|covid|corona|sars|guangdong|canton(?!ese)|communist|\bparty\b|epidemic|pandemic|mask(?!able|s-on-duty)",
    re.I,
)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    copy = ast.parse(ast.unparse(tree))
    for node in ast.walk(copy):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            node.body = [part for part in node.body if not _is_sentence(part)] or [ast.Pass()]
    return copy


def _is_sentence(part: ast.stmt) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)


def test_code_names_no_place_and_no_emergency() -> None:
    """What the program says and does holds for the next flood anywhere: this edition's own words stand in its content."""
    assert [(name, text) for name in ORDER for text in _said(name) if FOREIGN.search(text)] == []


def _said(name: str) -> Iterator[str]:
    """The texts of a module that it shows or works with, and the rest of its code."""
    tree = _without_docstrings(modules()[name])
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield re.sub(r"'[^']*'|\"[^\"]*\"", "", ast.unparse(tree))


def test_templates_name_no_place_and_no_emergency() -> None:
    """Templates, style sheets and scripts too."""
    files = sorted(file for suffix in ("html", "css", "svg", "js") for file in PACKAGE.rglob(f"*.{suffix}"))
    texts = {file: re.sub(r"\{#.*?#\}|/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL) for file in files}
    assert texts
    assert [(file.name, found[0]) for file, text in texts.items() if (found := FOREIGN.search(text))] == []


# --- habits --------------------------------------------------------------------------------------------------------


def test_functions_are_small() -> None:
    """No function is longer than 40 lines, and half of them have fewer than 10."""
    sizes = {
        f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in modules().items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    }  # fmt: skip
    assert {name: size for name, size in sizes.items() if size > 40} == {}
    assert sorted(sizes.values())[len(sizes) // 2] < 10


def test_files_are_short() -> None:
    """No module, template, style sheet or script is longer than 400 lines: one that is has come to do two jobs."""
    files = [file for suffix in ("py", "html", "css", "js") for file in PACKAGE.rglob(f"*.{suffix}")]
    sizes = {file.relative_to(PACKAGE).as_posix(): file.read_text("utf-8").count("\n") for file in files}
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_every_module_says_its_job() -> None:
    """A module begins with a sentence on its job."""
    assert [name for name, tree in modules().items() if name != "generator" and not ast.get_docstring(tree)] == []
