"""The connection to PostgreSQL. Everything that waits has an end: a slow database must not become a silent api."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

DRIVER = "postgresql+psycopg"
READY_WITHIN_SECONDS = 1.0


def database_url() -> str:
    """DATABASE_URL, e.g. `postgresql+psycopg://user:password@host:5432/shop`.

    Raises ValueError when it is missing or names another driver; the message has no part of it, for it has a password.
    """
    value = os.environ.get("DATABASE_URL", "")
    if not value.startswith(f"{DRIVER}://"):
        raise ValueError(f"DATABASE_URL is not set to a {DRIVER}:// address: the api has no database without it.")
    return value


def create_app_engine() -> Engine:
    return create_engine(
        make_url(database_url()),
        pool_size=5,
        max_overflow=5,
        pool_timeout=3,
        # A connection that a failover or a firewall has closed is replaced instead of failing a request.
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 3,
            # Milliseconds: of silence of a peer that is gone, and of a statement.
            "tcp_user_timeout": 5000,
            "options": "-c statement_timeout=5000 -c idle_in_transaction_session_timeout=10000",
            "application_name": "shop-api",
        },
    )


class Readiness:
    """Asks the database whether it answers, within a second, in a thread of its own.

    One thread: while a question hangs the next ones wait behind it and are given up, so that probes never pile up.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")

    async def ask(self) -> bool:
        asked = asyncio.get_running_loop().run_in_executor(self._thread, self._question)
        try:
            await asyncio.wait_for(asked, READY_WITHIN_SECONDS)
        except Exception:  # Whatever it is, the answer is no; what it was is in the log of whoever needed the data.
            return False
        return True

    def _question(self) -> None:
        with self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


def session(request: Request) -> Iterator[Session]:
    with Session(request.app.state.engine) as opened:
        yield opened


DatabaseSession = Annotated[Session, Depends(session)]
