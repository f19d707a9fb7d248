"""`kg serve` as a command: what it says, and that it leaves nothing behind however it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from conftest import Run
from rdf_sample import facts
from serve_http import graph_file, stored
from test_serve import RUNAWAY

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see the processes")


@contextmanager
def started(path: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command with a store, answering."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", str(path), "--port", str(port), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: get(f"{url}/health") == "ok\n")
        yield process, url
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def get(url: str) -> str:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=30) as answer:
            return str(answer.read().decode())
    except (OSError, urllib.error.URLError):
        return ""


def until(holds: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_answers_on_a_kept_connection_come_at_once(tmp_path: Path) -> None:
    with started(stored(tmp_path / "store", [facts()]), "--workers", "1") as (_, url):
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
        seconds = []
        for _ in range(30):
            start = time.perf_counter()
            connection.request("GET", "/sparql?query=ASK%7B%7D")
            connection.getresponse().read()
            seconds.append(time.perf_counter() - start)
        connection.close()
    assert min(seconds[1:]) < 0.02  # 0.04 where the second half of an answer waits for the first to be acknowledged


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_all_its_processes_when_told_to(tmp_path: Path, sent: signal.Signals) -> None:
    with started(stored(tmp_path / "store", [facts()]), "--workers", "2") as (process, url):
        assert "Liban" in get(f"{url}/id/liban")
        workers = children(process.pid)
        assert len(workers) >= 2
        process.send_signal(sent)
        process.wait(timeout=15)
        until(lambda: not alive(workers), 10)
        assert process.stderr
        said = process.stderr.read()
        assert url in said
        assert "Traceback" not in said


def test_a_query_does_not_outlive_a_server_that_is_killed(tmp_path: Path) -> None:
    store = stored(tmp_path / "store", [facts(str(number)) for number in range(20)])
    with started(store, "--workers", "1", "--timeout", "3") as (process, url):
        query = f"{url}/sparql?{urllib.parse.urlencode({'query': RUNAWAY})}"
        threading.Thread(target=get, args=(query,), daemon=True).start()
        time.sleep(1)
        workers = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert alive(workers)
        until(lambda: not alive(workers), 10)


def test_what_is_no_store_is_said_at_once(kg: Run, tmp_path: Path) -> None:
    done = kg("serve", tmp_path)
    assert (done.returncode, "this folder is no store" in done.stderr) == (2, True)
    (tmp_path / "g.nt").write_text("no triples")
    done = kg("serve", "g.nt")
    assert (done.returncode, "mend the file" in done.stderr) == (2, True)


def test_a_port_that_is_taken_is_an_error(tmp_path: Path, kg: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = kg("serve", graph_file(tmp_path / "g.nt", [facts()]), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "give another --port" in done.stderr
    assert "Traceback" not in done.stderr
