import logging

import pytest
from fastapi.testclient import TestClient
from prometheus_client import REGISTRY

from app.metrics import BUCKETS


def requests(method: str, route: str, status: int) -> float:
    labels = {"method": method, "route": route, "status": str(status)}
    return REGISTRY.get_sample_value("http_requests_total", labels) or 0.0


def test_requests_are_counted_by_template(client: TestClient) -> None:
    before = requests("GET", "/items/{item_id}", 404)
    client.get("/items/1")
    client.get("/items/2")
    assert requests("GET", "/items/{item_id}", 404) == before + 2


def test_latency_has_a_bucket_that_ends_where_the_canary_is_judged(client: TestClient) -> None:
    assert 0.35 in BUCKETS
    client.get("/items")
    exposition = client.get("/metrics")
    assert exposition.headers["content-type"].startswith("text/plain")
    assert 'http_request_duration_seconds_bucket{le="0.35",method="GET",route="/items"}' in exposition.text


def test_probes_and_scrapes_are_not_traffic(client: TestClient) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        client.get(path)
        assert requests("GET", path, 200) == 0


def test_callers_cannot_make_up_labels(client: TestClient) -> None:
    unmatched, other = requests("GET", "unmatched", 404), requests("OTHER", "/items", 405)
    client.get("/made-up")
    client.request("MADEUP", "/items")
    assert requests("GET", "unmatched", 404) == unmatched + 1
    assert requests("OTHER", "/items", 405) == other + 1


def test_an_exception_that_nobody_catches_is_a_counted_500(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = requests("GET", "/items", 500)
    monkeypatch.setattr("app.main.select", None)
    assert client.get("/items").status_code == 500
    assert requests("GET", "/items", 500) == before + 1


@pytest.mark.parametrize(("given", "kept"), [("abc-1", True), ("a" * 65, False), ('x"} injected', False), ("", False)])
def test_a_request_has_one_id(client: TestClient, caplog: pytest.LogCaptureFixture, given: str, kept: bool) -> None:
    with caplog.at_level(logging.INFO, "app.requests"):
        answer = client.get("/items", headers={"x-request-id": given})
    assert (answer.headers["x-request-id"] == given) is kept
    record = next(record for record in caplog.records if record.name == "app.requests")
    assert vars(record)["route"] == "/items"
    assert vars(record)["status"] == 200
