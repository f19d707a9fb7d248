"""A page in Chromium: opened from a file, clicked with a real pointer, asked what it shows."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Browser:
    """A running Chromium."""

    driver: Any

    def open(self, file: Path, fragment: str = "", width: int = 1440, height: int = 900, **media: str) -> None:
        """Opens a file at a window size; `media` are media features ("prefers_color_scheme")."""
        features = [
            {"name": k.replace("_", "-"), "value": v}
            for k, v in ({"prefers_color_scheme": "light", "prefers_reduced_motion": "reduce"} | media).items()
        ]
        self.cdp("Emulation.setEmulatedMedia", media="", features=features)
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.driver.get("about:blank")
        self.logs()
        self.driver.get(f"{file.as_uri()}{fragment}")
        self.wait("return Boolean(window.kgview?.ready)")
        self.settle()

    def settle(self) -> None:
        """Waits until two frames have been drawn."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))"
        )

    def js(self, script: str, *arguments: object) -> Any:
        """The value of a script; an expression needs no `return`."""
        return self.driver.execute_script(script if "return" in script else f"return ({script})", *arguments)

    def wait(self, script: str, seconds: float = 10) -> None:
        until(lambda: self.driver.execute_script(script), seconds, script)

    def cdp(self, command: str, **parameters: object) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)

    def click(self, x: float, y: float, shift: bool = False, alt: bool = False) -> None:
        """A real click at a point of the window."""
        where = {"x": x, "y": y, "button": "left", "clickCount": 1, "modifiers": 8 * shift + alt}
        self.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        self.cdp("Input.dispatchMouseEvent", type="mousePressed", **where)
        self.cdp("Input.dispatchMouseEvent", type="mouseReleased", **where)
        self.settle()

    def click_canvas(self, point: dict[str, float], shift: bool = False) -> None:
        """A real click at a point of the canvas."""
        corner = self.js("(({left, top}) => ({left, top}))(document.getElementById('canvas').getBoundingClientRect())")
        self.click(corner["left"] + point["x"], corner["top"] + point["y"], shift)

    def click_on(self, selector: str, alt: bool = False) -> None:
        """A real click at the middle of an element, scrolled into view."""
        x, y = self.js(
            "const e = document.querySelector(arguments[0]); e.scrollIntoView({block: 'nearest'});"
            "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]",
            selector,
        )
        self.click(x, y, alt=alt)

    def press(self, *keys: str) -> None:
        """Keys pressed one after another, by their names ("Enter", "a")."""
        for key in keys:
            text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
            self.cdp(
                "Input.dispatchKeyEvent",
                type="keyDown",
                key=key,
                text=text,
                windowsVirtualKeyCode={"Enter": 13, "Tab": 9, "Escape": 27}.get(key, 0),
            )
            self.cdp("Input.dispatchKeyEvent", type="keyUp", key=key)
        self.settle()

    def type(self, text: str) -> None:
        self.cdp("Input.insertText", text=text)
        self.settle()

    def search(self, text: str) -> list[str]:
        """The words of the results of a search."""
        self.js("const q = document.getElementById('query'); q.focus(); q.value = ''; q.dispatchEvent(new Event('input')); return true")
        self.type(text)
        rows: list[str] = self.js("[...document.querySelectorAll('#results > *')].map((row) => row.firstChild.textContent)")
        return rows

    def text(self, selector: str) -> str:
        words: str = self.js("document.querySelector(arguments[0])?.textContent ?? ''", selector)
        return words

    def logs(self) -> list[dict[str, Any]]:
        """What the console said since it was last asked."""
        entries: list[dict[str, Any]] = self.driver.get_log("browser")
        return entries

    def requests(self) -> list[str]:
        """The addresses asked for since last asked."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def start(chromium: str, chromedriver: str, profile: Path) -> Browser:
    options = webdriver.ChromeOptions()
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}", "--window-size=1440,900", "--force-device-scale-factor=1"):
        options.add_argument(argument)
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    driver.set_script_timeout(20)
    return Browser(driver)


def until(holds: Callable[[], object], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.03)
