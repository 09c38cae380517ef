import socket
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.database import READY_WITHIN_SECONDS
from app.main import app


@pytest.fixture
def silent_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://nobody@127.0.0.1:{listener.getsockname()[1]}/none")
        yield


@pytest.fixture
def absent_database(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://nobody@127.0.0.1:{port}/none")


def test_ready_when_the_database_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


@pytest.mark.usefixtures("absent_database")
def test_alive_and_not_ready_without_a_database() -> None:
    with TestClient(app) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        items = client.get("/items")
        assert (items.status_code, items.headers["retry-after"]) == (503, "5")


@pytest.mark.usefixtures("silent_database")
def test_a_database_that_hangs_is_no_answer_within_a_second() -> None:
    with TestClient(app) as client:
        for _ in range(3):
            started = time.monotonic()
            assert client.get("/readyz").status_code == 503
            assert time.monotonic() - started < READY_WITHIN_SECONDS + 1
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("url", ["", "sqlite:///x.db", "postgresql://shop:secret@db/shop"])
def test_no_start_without_the_address_of_a_postgresql(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ValueError) as refusal, TestClient(app):
        pass
    assert "DATABASE_URL" in str(refusal.value)
    assert "secret" not in str(refusal.value)
