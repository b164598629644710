"""A new edition, opened as whoever made it would: by a double click on its first page."""

from __future__ import annotations

import pytest
import started
from looking import follow, opened
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_new_edition_opens_and_leads_to_its_fields(browser: Browser) -> None:
    """From its home page by links alone: the need that wants hands, how to edit, what goes into each field."""
    with opened(browser, "file://") as (page, wrong):
        page.goto((started.edition() / "site/index.html").as_uri())
        assert page.locator("h1").inner_text().startswith("示例县指引")
        follow(page.get_by_role("link", name="东街送水上门").first)
        assert page.locator("main").get_attribute("data-id") == "carry-water-east-street"
        follow(page.get_by_role("link", name="怎样编辑"))
        follow(page.get_by_role("link", name="字段说明"))
        follow(page.get_by_role("link", name="志愿岗位").first)
        assert page.locator("#shifts-date").is_visible()
        assert wrong == []
