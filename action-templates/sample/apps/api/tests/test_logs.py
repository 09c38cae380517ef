import json
import logging
import sys

from app.logs import JsonFormatter, request_id


def entry(**extra: object) -> dict[str, object]:
    record = logging.makeLogRecord(
        {"name": "app", "levelno": 20, "levelname": "INFO", "msg": "it's %s", "args": ("so",)}
    )
    vars(record).update(extra)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    loaded: dict[str, object] = json.loads(text)
    return loaded


def test_a_line_is_an_object_with_what_was_given() -> None:
    logged = entry(route="/items", status=200)
    assert logged.pop("time")
    assert logged == {"level": "info", "logger": "app", "message": "it's so", "route": "/items", "status": 200}


def test_the_request_is_named() -> None:
    token = request_id.set("abc")
    try:
        assert entry()["request_id"] == "abc"
    finally:
        request_id.reset(token)


def test_an_exception_stays_on_its_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logged = entry(exc_info=sys.exc_info())
    assert "ValueError: two\nlines" in str(logged["exception"])
