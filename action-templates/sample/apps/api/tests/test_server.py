"""`python -m app` as the image runs it: several workers, one answer to a scrape, and an end that loses no request."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import URL, create_engine, text

from tests.conftest import API

WORKERS = 2


@contextmanager
def running(database: URL, folder: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    given = {
        "DATABASE_URL": database.render_as_string(hide_password=False),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
        "PROMETHEUS_MULTIPROC_DIR": str(folder),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app"],
        cwd=API,
        env=os.environ | given | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(process, address)
        yield process, address
    finally:
        process.kill()
        process.wait()


def wait_until_ready(process: subprocess.Popen[str], address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[0]
        try:
            if httpx2.get(f"{address}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail("The server was not ready within a minute.")


def counted(address: str) -> float:
    exposition = httpx2.get(f"{address}/metrics").text
    return sum(float(count) for count in re.findall(r'http_requests_total{.*route="/items".*} (\S+)', exposition))


def test_every_scrape_hears_of_all_workers(database: URL, tmp_path: Path) -> None:
    stale = tmp_path / "counter_1.db"
    stale.write_bytes(b"of a container that ran before")
    with running(database, tmp_path) as (_, address):
        assert not stale.exists()
        # A connection each, so that the workers share them.
        for _ in range(40):
            assert httpx2.get(f"{address}/items").status_code == 200
        assert [counted(address) for _ in range(8)] == [40.0] * 8
        assert len(list(tmp_path.glob("counter_*.db"))) == WORKERS


def test_the_end_waits_for_what_is_being_answered(database: URL, tmp_path: Path) -> None:
    engine = create_engine(database)
    answers: list[int] = []
    with running(database, tmp_path) as (process, address), engine.connect() as connection:
        # While this lock is held a request for items hangs in the database.
        connection.execute(text("LOCK TABLE items IN ACCESS EXCLUSIVE MODE"))
        request = threading.Thread(
            target=lambda: answers.append(httpx2.get(f"{address}/items", timeout=20).status_code)
        )
        request.start()
        wait_until_somebody_waits(database)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        connection.rollback()
        request.join(timeout=20)
        output, _ = process.communicate(timeout=20)
        assert answers == [200]
        assert process.returncode == 0
    engine.dispose()
    logged = [json.loads(line) for line in output.splitlines()]
    finished = next(line for line in logged if line.get("route") == "/items")
    assert (finished["status"], finished["level"]) == (200, "info")
    assert finished["duration_ms"] >= 400
    assert finished["request_id"]


def wait_until_somebody_waits(database: URL) -> None:
    engine = create_engine(database)
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with engine.connect() as connection:
                if connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                    return
            time.sleep(0.02)
        pytest.fail("No request has reached the database.")
    finally:
        engine.dispose()
