"""One headless Chromium for all tests of the page, and the sample's page in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.view.page import render
from view.browser import Browser, start
from view.sample import sample


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("needs Chromium and chromedriver: apt-get install chromium chromium-driver")
    browser = start(chromium, chromedriver, tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "graphe.html"
    file.write_text(render(sample()), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def page(browser: Browser, sample_file: Path) -> Browser:
    """The browser, with the sample's page just opened."""
    browser.open(sample_file)
    return browser
