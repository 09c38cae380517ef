"""How Alembic reaches the database. `--sql` needs none: gates read what a migration would say."""

import logging.config

from alembic import context
from alembic.util import CommandError
from sqlalchemy import create_engine, make_url, pool, text

from app.database import database_url
from app.models import Base

# Tests run commands in their own process: they bring the address, and keep their own logging.
GIVEN = context.config.attributes.get("url")

if GIVEN is None and context.config.config_file_name is not None:
    logging.config.fileConfig(context.config.config_file_name, disable_existing_loggers=False)

# Any number, the same for every migration of this app: it names the lock below.
MIGRATION_LOCK = 8_190_317


def offline() -> None:
    context.configure(
        dialect_name="postgresql",
        target_metadata=Base.metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def online() -> None:
    engine = create_engine(
        GIVEN or make_url(database_url()), poolclass=pool.NullPool, connect_args={"connect_timeout": 10}
    )
    with engine.connect() as connection:
        # Two at once (a Job that is tried again, two clusters) would run the same statements twice. Trying instead of
        # waiting: CREATE INDEX CONCURRENTLY waits for everybody who waits in a statement, also for the other one here.
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:id)"), {"id": MIGRATION_LOCK}):
            raise CommandError("Another migration of this database is running. Try again when it has ended.")
        connection.commit()
        context.configure(
            connection=connection, target_metadata=Base.metadata, transaction_per_migration=True, compare_type=True
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    offline()
else:
    online()
