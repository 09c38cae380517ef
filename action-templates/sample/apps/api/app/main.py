"""The api of the shop. A route is a function below; what all of them share is put together first."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, TimeoutError

from app.database import DatabaseSession, Readiness, create_app_engine
from app.metrics import MeasureRequests, exposition
from app.models import Item, ItemRow, NewItem

log = logging.getLogger("app")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Connects with the first request, not at the start: a database that is late is not a crash loop."""
    app.state.engine = create_app_engine()
    app.state.readiness = Readiness(app.state.engine)
    yield
    app.state.readiness.close()
    app.state.engine.dispose()


# The version is the contract's: a change of it is one for callers. Which build answers is the image's digest.
app = FastAPI(
    title="shop api",
    version="1.0.0",
    lifespan=lifespan,
    # The function's name: callers' generated code has it, so it must not follow the path.
    generate_unique_id_function=lambda route: route.name,
)
app.add_middleware(MeasureRequests)


@app.exception_handler(OperationalError)
@app.exception_handler(InterfaceError)
@app.exception_handler(TimeoutError)
def database_is_away(_: Request, error: Exception) -> JSONResponse:
    """The database, not the request, is at fault: a caller may try again."""
    log.error("the database does not answer: %s", type(error).__name__)
    return JSONResponse(
        {"detail": "The database does not answer."},
        status.HTTP_503_SERVICE_UNAVAILABLE,
        headers={"retry-after": "5"},
    )


@app.exception_handler(RequestValidationError)
def the_caller_is_wrong(_: Request, error: RequestValidationError) -> JSONResponse:
    """Where and why, in FastAPI's words, without the value: it may be no text that could be sent back (\\ud800)."""
    detail = [{key: found[key] for key in ("type", "loc", "msg")} for found in error.errors()]
    return JSONResponse({"detail": detail}, status.HTTP_422_UNPROCESSABLE_CONTENT)


@app.get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    """The process answers. Says nothing of the database: a restart would not mend that."""
    return {"status": "ok"}


@app.get("/readyz", include_in_schema=False)
async def readyz(request: Request, response: Response) -> dict[str, str]:
    """The database answers within a second: only then does this pod get requests."""
    if await request.app.state.readiness.ask():
        return {"status": "ready"}
    response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {"status": "the database does not answer"}


@app.get("/metrics", include_in_schema=False)
def metrics() -> Response:
    return exposition()


@app.get("/items", response_model=list[Item])
def list_items(database: DatabaseSession, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> Sequence[ItemRow]:
    return database.scalars(select(ItemRow).order_by(ItemRow.id).limit(limit)).all()


@app.get("/items/{item_id}", response_model=Item, responses={404: {"description": "No such item"}})
def get_item(item_id: Annotated[int, Path(ge=1, le=2**63 - 1)], database: DatabaseSession) -> ItemRow:
    item = database.get(ItemRow, item_id)
    if item is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such item.")
    return item


@app.post("/items", response_model=Item, status_code=201, responses={409: {"description": "The SKU is taken"}})
def create_item(new: NewItem, database: DatabaseSession) -> ItemRow:
    item = ItemRow(**new.model_dump())
    database.add(item)
    try:
        database.commit()
    except IntegrityError as error:
        raise HTTPException(status.HTTP_409_CONFLICT, "Another item has this SKU.") from error
    return item
