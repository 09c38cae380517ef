"""A real PostgreSQL for every test: DATABASE_URL's server, else a container. Never another kind of database.

Tests never touch the database that DATABASE_URL names: each gets a new one on the same server (the user must be allowed
to CREATE DATABASE), copied from a template that is migrated once. With --given-schema they use that very database as it
is, and empty its items: so the migration gate tries the deployed release on the schema of a pull request.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.config import Config
from fastapi.testclient import TestClient
from sqlalchemy import URL, Engine, create_engine, make_url, text

from app.main import app

API = Path(__file__).resolve().parent.parent
POSTGRES_IMAGE = "postgres:17-alpine@sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--given-schema", action="store_true", help="use DATABASE_URL's own database, and empty its items")


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """An address on a PostgreSQL where databases can be made."""
    if given := os.environ.get("DATABASE_URL"):
        yield make_url(given)
        return
    from testcontainers.postgres import PostgresContainer

    try:
        container = PostgresContainer(POSTGRES_IMAGE, driver="psycopg").start()
    except Exception as error:
        pytest.exit(f"No PostgreSQL: set DATABASE_URL, or start Docker for a container ({error}).", returncode=3)
    try:
        yield make_url(container.get_connection_url())
    finally:
        container.stop()


def alembic(url: URL) -> Config:
    """For `alembic.command`: the app's migrations, on this database."""
    config = Config(str(API / "alembic.ini"))
    config.attributes["url"] = url
    return config


@contextmanager
def new_database(server: URL, template: str | None = None) -> Iterator[URL]:
    name = f"test_{uuid.uuid4().hex}"
    maker = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with maker.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
        try:
            yield server.set(database=name)
        finally:
            with maker.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        maker.dispose()


@pytest.fixture(scope="session")
def migrated(server: URL, pytestconfig: pytest.Config) -> Iterator[str | None]:
    """The name of a template with all migrations, to which nobody may be connected; None with --given-schema."""
    if pytestconfig.getoption("--given-schema"):
        yield None
        return
    with new_database(server) as url:
        # As the Job before a release does it.
        environment = os.environ | {"DATABASE_URL": url.render_as_string(hide_password=False)}
        subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=API, env=environment, check=True)
        yield str(url.database)


def empty_items(url: URL) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("TRUNCATE items RESTART IDENTITY CASCADE"))
    finally:
        engine.dispose()


@pytest.fixture
def empty_database(server: URL) -> Iterator[URL]:
    with new_database(server) as url:
        yield url


@pytest.fixture
def database(server: URL, migrated: str | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[URL]:
    if migrated is None:
        empty_items(server)
        yield server
        return
    with new_database(server, template=migrated) as url:
        monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
        yield url


@pytest.fixture
def engine(database: URL) -> Iterator[Engine]:
    made = create_engine(database)
    yield made
    made.dispose()


@pytest.fixture
def client(database: URL) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
