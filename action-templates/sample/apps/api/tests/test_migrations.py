"""Every migration up, down and up again on a real PostgreSQL, and the releases that are still running meanwhile."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import IntegrityError

from app.models import Base
from tests.conftest import API, alembic
from tests.releases import RELEASES, Release

SCRIPTS = ScriptDirectory.from_config(Config(str(API / "alembic.ini")))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]

CATALOG = """
SELECT 'column', table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL SELECT 'index', tablename, indexname, indexdef, NULL, NULL FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
ORDER BY 1, 2, 3
"""


def catalog(url: URL) -> Sequence[object]:
    """Columns, indexes and constraints, as PostgreSQL describes them."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.execute(text(CATALOG)).all()
    finally:
        engine.dispose()


def test_there_is_one_head() -> None:
    assert SCRIPTS.get_heads() == [REVISIONS[-1]]


def test_every_migration_goes_up_down_and_up(empty_database: URL) -> None:
    for revision in REVISIONS:
        before = catalog(empty_database)
        command.upgrade(alembic(empty_database), revision)
        after = catalog(empty_database)
        command.downgrade(alembic(empty_database), "-1")
        # A validated check cannot be made unvalidated again: all that a downgrade may leave behind.
        assert but_for_validation(catalog(empty_database)) == but_for_validation(before), revision
        command.upgrade(alembic(empty_database), revision)
        assert catalog(empty_database) == after, revision
    command.downgrade(alembic(empty_database), "base")
    assert catalog(empty_database) == []


def but_for_validation(rows: Sequence[object]) -> list[str]:
    return [str(row).replace(" NOT VALID", "") for row in rows]


def test_the_schema_is_the_models(database: URL) -> None:
    engine = create_engine(database)
    try:
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    finally:
        engine.dispose()


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.revision)
def test_an_older_release_works_on_every_newer_schema(empty_database: URL, release: Release) -> None:
    engine = create_engine(empty_database)
    try:
        for revision in REVISIONS[REVISIONS.index(release.revision) :]:
            command.upgrade(alembic(empty_database), revision)
            with engine.begin() as connection:
                for statement in release.statements:
                    connection.execute(text(statement), release.values(revision))
    finally:
        engine.dispose()


def test_every_release_is_looked_at() -> None:
    assert [release.revision for release in RELEASES] == REVISIONS


@pytest.mark.parametrize("file", sorted((API / "migrations/versions").glob("*.py")), ids=lambda file: file.stem)
def test_no_migration_waits_for_locks_without_end(file: Path) -> None:
    """A statement that waits for a lock keeps everybody behind it waiting."""
    upgrade = file.read_text("utf-8").partition("def upgrade()")[2].partition("def downgrade()")[0]
    assert "SET lock_timeout" in upgrade
    assert "SET statement_timeout" in upgrade


def test_sql_is_written_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    command.upgrade(alembic(URL.create("postgresql+psycopg", host="127.0.0.1", port=1)), "base:head", sql=True)
    sql = capsys.readouterr().out
    assert "CREATE UNIQUE INDEX CONCURRENTLY items_sku_key" in sql
    assert sql.count("CREATE TABLE items") == 1


def test_two_at_once_do_not_run_the_same_statements(empty_database: URL) -> None:
    engine = create_engine(empty_database)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(8190317)"))
            with pytest.raises(CommandError, match="Another migration of this database is running"):
                command.upgrade(alembic(empty_database), "head")
    finally:
        engine.dispose()
    command.upgrade(alembic(empty_database), "head")


def test_what_a_failed_index_left_behind_is_made_again(empty_database: URL) -> None:
    command.upgrade(alembic(empty_database), "0002")
    engine = create_engine(empty_database, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO items (name, sku) VALUES ('a', 'A-1'), ('b', 'A-1')"))
            with pytest.raises(IntegrityError, match="could not create unique index"):
                command.upgrade(alembic(empty_database), "0003")
            assert connection.scalar(text("SELECT indisvalid FROM pg_index WHERE NOT indisvalid")) is False
            connection.execute(text("UPDATE items SET sku = NULL"))
            command.upgrade(alembic(empty_database), "head")
            assert connection.scalar(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")) == 0
    finally:
        engine.dispose()
