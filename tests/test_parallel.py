from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import Run
from kg.errors import KgError
from kg.parallel import mapped, piece_size, pieces
from kg.run import Extractor, Options
from test_corpus import TEXTS, bytes_of

pytestmark = pytest.mark.model


def double(_: Extractor, number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def failing(_: Extractor, number: int) -> int:
    if number == 3:
        raise KgError("three is too much")
    return number


def dying(_: Extractor, number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fill(folder: Path) -> None:
    folder.mkdir()
    for number in range(3):
        for name, text in TEXTS.items():
            (folder / f"{name}-{number}.txt").write_text(f"{text}Fin du texte {number}.\n", encoding="utf-8")


def test_results_come_in_the_order_of_the_pieces_from_several_processes() -> None:
    results = list(mapped(double, iter(range(40)), Options(), jobs=2))
    assert [result for result, _ in results] == [2 * number for number in range(40)]
    assert len({process for _, process in results} - {os.getpid()}) == 2


def test_pieces_are_asked_for_as_they_are_needed() -> None:
    asked = 0

    def endless() -> object:
        nonlocal asked
        while True:
            asked += 1
            yield asked

    results = mapped(double, endless(), Options(), jobs=2)  # type: ignore[arg-type]
    next(results)
    assert asked < 10
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_do_loads_nothing(jobs: int) -> None:
    started = time.process_time()
    assert list(mapped(double, [], Options(model="there_is_none"), jobs)) == []
    assert time.process_time() - started < 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised(jobs: int) -> None:
    with pytest.raises(KgError, match="three is too much"):
        list(mapped(failing, range(6), Options(), jobs))


def test_a_process_that_is_killed_is_a_problem_in_one_line() -> None:
    with pytest.raises(KgError, match="fewer --jobs"):
        list(mapped(dying, range(6), Options(), jobs=2))


def test_several_processes_write_the_same_bytes_as_one(kg: Run, tmp_path: Path) -> None:
    fill(tmp_path / "in")
    for jobs in ("1", "2"):
        assert kg("build", "in", "-o", f"out{jobs}", "-q", "--jobs", jobs).returncode == 0
        assert kg("build", "in", "--store", f"store{jobs}", "-q", "--jobs", jobs).returncode == 0
    for file in ("graph.ttl", "graph.html"):
        assert (tmp_path / "out1" / file).read_bytes() == (tmp_path / "out2" / file).read_bytes()
    assert bytes_of(tmp_path / "store1") == bytes_of(tmp_path / "store2")


def test_a_killed_program_leaves_no_process_behind(tmp_path: Path) -> None:
    fill(tmp_path / "in")
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "in"), "--store", str(tmp_path / "s"), "-q", "-j", "2"]
    with subprocess.Popen(command) as program:
        children: list[int] = []
        while len(children) < 2:
            time.sleep(0.05)
            assert program.poll() is None, "it ended before it had processes"
            children = workers(program.pid)
        program.kill()
    deadline = time.monotonic() + 60
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if alive(child)]


def workers(parent: int) -> list[int]:
    """The processes that the program has spawned to read with."""
    children = (int(child) for task in Path(f"/proc/{parent}/task").glob("*/children") for child in task.read_text().split())
    return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(") ")[2][0] != "Z"


@pytest.mark.parametrize(("total", "jobs", "size"), [(1, 1, 1), (7, 2, 1), (40, 2, 5), (10_000, 2, 16)])
def test_a_piece_is_as_large_as_leaves_work_for_all(total: int, jobs: int, size: int) -> None:
    assert piece_size(total, jobs) == size
    assert [n for piece in pieces(range(total), jobs) for n in piece] == list(range(total))
