"""The door for MkDocs: `mkdocs build` and `mkdocs serve` give the same site as `zhiyin build` and `zhiyin serve`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from generator import bases, build, check, history
from generator.problems import Problem, has_errors
from generator.text import without_han_spaces
from generator.trouble import explain


class ZhiyinConfig(Config):
    """`plugins: [zhiyin: {content: …}]` of `mkdocs.yml`."""

    content = Type(str, default="content")
    today = Type(str, default="")
    integrity = Type(bool, default=False)
    """Have browsers check scripts and style sheets; for web servers, not for a copy on a stick."""
    frames_only = Type(bool, default=False)
    """Set by `theme.engine`, which wants the shells left as they are."""


class ZhiyinPlugin(BasePlugin[ZhiyinConfig]):
    """Calls the functions of `build` and `theme` at MkDocs' events."""

    def on_config(self, config: Any) -> Any:
        """Read and check the content; any problem ends the build before anything is written."""
        self.content = Path(config.config_file_path).parent / self.config.content
        today = date.fromisoformat(self.config.today) if self.config.today else date.today()
        if self.config.frames_only:
            edition = bases.read(self.content).edition
        else:
            self.checked = check.check(self.content, today)
            edition = self.checked.edition
            if has_errors(self.checked.problems):
                raise PluginError("\n".join(_line(problem) for problem in self.checked.problems))
            self.day = edition.clock(today).isoformat()
        self.hooks = build.make_hooks(edition, self.config.integrity, history.is_kept(self.content))
        self.hooks.config(config)
        return config

    def on_files(self, files: Any, *, config: Any) -> Any:
        """Add one specimen page for each shell."""
        return self.hooks.files(files, config, File)

    def on_nav(self, nav: Any, *, config: Any, files: Any) -> Any:
        """Learn which hand-written pages the menu has."""
        self.pages = list(nav.pages)
        return nav

    def on_env(self, env: Any, *, config: Any, files: Any) -> Any:
        """All hand-written pages are read now."""
        self.hooks.pages(self.pages)
        return env

    def on_page_content(self, html: str, *, page: Any, config: Any, files: Any) -> str:
        """Chinese has no spaces between its lines."""
        return without_han_spaces(html)

    def on_page_context(self, context: Any, *, page: Any, config: Any, nav: Any) -> Any:
        """Give the template what stands around the body."""
        context["z"] = self.hooks.frame(page)
        return context

    def on_post_build(self, *, config: Any) -> None:
        """Stamp every record page and write whatever else is published."""
        if not self.config.frames_only:
            site = Path(config.site_dir)
            try:
                build.finish_in_place(site, self.checked, self.day)
            except Exception as error:
                if not (said := explain(error, "zh", site)):
                    raise
                raise PluginError(said) from None

    def on_serve(self, server: Any, *, config: Any, builder: Any) -> Any:
        """Build again when a record changes, or the ledger does."""
        log = [history.folder_of(self.content)] if history.is_kept(self.content) else []
        for folder in [*(folder.path for folder in self.checked.folders), *log]:
            server.watch(str(folder), builder)
        return server


def _line(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}:{problem.column} {problem.message()} {problem.hint()}"
