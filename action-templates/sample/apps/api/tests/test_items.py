import pytest
from fastapi.testclient import TestClient


def test_nothing_at_the_first_start(client: TestClient) -> None:
    answer = client.get("/items")
    assert (answer.status_code, answer.json()) == (200, [])


def test_what_was_made_is_listed_and_found(client: TestClient) -> None:
    made = client.post("/items", json={"name": "anchor", "sku": "A-1", "price_cents": 1999})
    assert made.status_code == 201
    assert made.json() == {"id": 1, "name": "anchor", "sku": "A-1", "price_cents": 1999}
    client.post("/items", json={"name": "rope"})
    assert client.get("/items").json() == [
        {"id": 1, "name": "anchor", "sku": "A-1", "price_cents": 1999},
        {"id": 2, "name": "rope", "sku": None, "price_cents": None},
    ]
    assert client.get("/items/2").json()["name"] == "rope"


def test_many_items_without_a_sku(client: TestClient) -> None:
    assert [client.post("/items", json={"name": "rope"}).status_code for _ in range(2)] == [201, 201]


def test_a_sku_is_one_items(client: TestClient) -> None:
    assert client.post("/items", json={"name": "anchor", "sku": "A-1"}).status_code == 201
    assert client.post("/items", json={"name": "rope", "sku": "A-1"}).status_code == 409
    assert [item["name"] for item in client.get("/items").json()] == ["anchor"]


def test_the_list_has_an_end(client: TestClient) -> None:
    for number in range(3):
        client.post("/items", json={"name": f"item {number}"})
    assert [item["id"] for item in client.get("/items?limit=2").json()] == [1, 2]


@pytest.mark.parametrize("path", ["/items?limit=0", "/items?limit=501", "/items/0", "/items/x", f"/items/{2**63}"])
def test_a_question_out_of_range_is_the_callers_fault(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 422


def test_no_such_item(client: TestClient) -> None:
    assert client.get("/items/1").status_code == 404
    assert client.get(f"/items/{2**63 - 1}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"name": ""}',
        b'{"name": "a\\u0000b"}',
        b'{"name": "a\\nb"}',
        b'{"name": "\\ud800"}',
        b'{"name": "a", "sku": ""}',
        b'{"name": "a", "price_cents": -1}',
        b'{"name": "a", "price_cents": 2147483648}',
        b'{"name": "' + b"a" * 201 + b'"}',
        b"not JSON",
    ],
)
def test_what_cannot_be_stored_is_refused_before_the_database(client: TestClient, body: bytes) -> None:
    answer = client.post("/items", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert client.get("/items").json() == []


def test_names_in_every_script(client: TestClient) -> None:
    names = ["닻", "мачта", "⚓", "'); DROP TABLE items; --"]
    for name in names:
        assert client.post("/items", json={"name": name}).status_code == 201
    assert [item["name"] for item in client.get("/items").json()] == names
