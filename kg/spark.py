"""Extraction on Apache Spark: partitions of articles through the same pure function as everywhere, N-Quads out.

Nothing is shuffled, since IRIs are functions of the input: what a partition says stands beside what the others say. The articles are first
written to `records/` in the output folder, some in each file, so that Spark need not know their formats and memory does not grow with
their number. Every machine needs this program and the spaCy model installed, and the output folder on a file system that all of them see.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.corpus.readings import Reading, Task, graphs, read_task
from kg.errors import KgError
from kg.run import Extractor, Options, load
from kg.text.records import Kind, Problem, Record

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

    from kg.text.sources import Sources

MISSING = "kg build --spark needs more packages: pip install 'kgnews[spark]'"
PIECE = 16  # articles parsed together
FILE = 64  # articles in one file of records: a partition is some files
QUADS, RECORDS = "quads", "records"
_SCHEMA = "quads string"


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: how many articles it was given, and what was wrong with which."""

    articles: int
    problems: tuple[str, ...]


def build(sources: Sources, options: Options, master: str, out: Path, date: str | None = None) -> Done:
    """Read the sources on a Spark cluster ("local[4]", "spark://host:7077", "yarn"); `out/quads/part-*` are the graphs of all documents.

    Raises KgError where Spark or Java is missing, where there is output already, and where the job fails.
    """
    quads, records = out / QUADS, out / RECORDS
    if quads.exists():
        raise KgError(f"{quads}: there is output of an earlier run: remove it, or give another folder with -o")
    spark = _session(master)
    try:
        count, problems = _write_records(sources, records)
        told = spark.sparkContext.accumulator({}, _joined())
        work = partial(_read_batches, options=options, date=date, told=told)
        if count:
            frame = spark.read.parquet(records.resolve().as_uri())
            frame.mapInArrow(work, _SCHEMA).write.text(quads.resolve().as_uri())
        return Done(count, (*problems, *(told.value[id_] for id_ in sorted(told.value))))
    except Exception as error:
        if isinstance(error, KgError):
            raise
        raise KgError(f"Spark at {master}: {_reason(error)}: look at its messages above") from error
    finally:
        spark.stop()
        shutil.rmtree(records, ignore_errors=True)


def _session(master: str) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise KgError(MISSING) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("kg")
    for name, value in _settings(master).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise KgError(f"Spark at {master}: it does not start ({_reason(error)}): install Java 17 or later, or check the address") from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _settings(master: str) -> dict[str, str]:
    """One file of records is the least that a partition has; a machine by itself listens to nobody."""
    settings = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(FILE),
        "spark.sql.files.openCostInBytes": "0",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        settings |= {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return settings


def _write_records(sources: Sources, folder: Path) -> tuple[int, list[str]]:
    """The articles as Parquet files of some each; their number, and what was wrong with those that are none."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise KgError(MISSING) from error
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    problems = [str(problem) for problem in sources.problems]
    waiting = _records(sources, problems)
    size = max(1, min(FILE, sources.total // (4 * (os.cpu_count() or 1))))
    count = 0
    while rows := list(islice(waiting, size)):
        pq.write_table(pa.Table.from_pylist(rows, pa.schema(_columns())), folder / f"{count:012}.parquet")
        count += len(rows)
    return count, problems


def _columns() -> list[tuple[str, Any]]:
    import pyarrow as pa

    return [("name", pa.string()), ("source", pa.string()), ("kind", pa.string()), ("data", pa.binary()), ("fields", pa.string())]


def _records(sources: Sources, problems: list[str]) -> Iterator[dict[str, object]]:
    for record in sources.records():
        if isinstance(record, Problem):
            problems.append(str(record))
        else:
            fields = json.dumps(record.fields)
            yield {"name": record.name, "source": record.source, "kind": record.kind.value, "data": record.data, "fields": fields}


def _read_batches(batches: Iterable[pa.RecordBatch], options: Options, date: str | None, told: Any) -> Iterator[pa.RecordBatch]:
    """What Spark runs: articles in, the N-Quads of each out."""
    import pyarrow as pa

    for batch in batches:
        found: list[str] = []
        rows = iter(batch.to_pylist())
        while piece := list(islice(rows, PIECE)):
            found += _read(_extractor(options), [_record(row) for row in piece], date, told)
        yield pa.RecordBatch.from_pydict({QUADS: found}, schema=pa.schema([(QUADS, pa.string())]))


def _read(extractor: Extractor, records: list[Record], date: str | None, told: Any) -> Iterator[str]:
    for result in read_task(extractor, Task(tuple((record, "") for record in records), date)):
        if isinstance(result, Reading):
            yield _in_graphs(result, extractor.options.base)
        else:
            told.add({result.id: str(result.problem)})


def _in_graphs(reading: Reading, base: str) -> str:
    """The quads of a reading in its named graphs, without the copies that a store has in its default graph; no line end at the end."""
    ends = tuple(f" {name} ." for name in graphs(reading.id, base).values())
    return "\n".join(line for line in reading.quads.decode().split("\n") if line.endswith(ends))


def _record(row: Mapping[str, Any]) -> Record:
    fields = tuple((name, value) for name, value in json.loads(row["fields"]))
    return Record(row["name"], row["source"], Kind(row["kind"]), row["data"], fields)


@lru_cache(maxsize=1)
def _extractor(options: Options) -> Extractor:
    """The extractor of a worker's process, which Spark uses again for its next partitions."""
    return load(options)


def _joined() -> Any:
    """How problems of partitions come together: by document, so that a partition that was run twice says nothing twice."""
    from pyspark.accumulators import AccumulatorParam

    class Joined(AccumulatorParam[dict[str, str]]):
        def zero(self, value: dict[str, str]) -> dict[str, str]:  # noqa: ARG002
            return {}

        def addInPlace(self, value1: dict[str, str], value2: dict[str, str]) -> dict[str, str]:  # noqa: N802 - Spark's name
            return value1 | value2

    return Joined()


def _reason(error: Exception) -> str:
    """The innermost cause that Java gives, on one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line for line in lines if "Error" in line or "Exception" in line]
    return (causes or lines or [type(error).__name__])[-1][:300]
