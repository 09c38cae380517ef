"""The api of the shop: health, readiness and metrics as Kubernetes and Prometheus expect them."""

import os
import time
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response, status
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

app = FastAPI(title="shop api", version=os.environ.get("APP_VERSION", "dev"))

REQUESTS = Counter("http_requests_total", "Requests by method, route and status.", ["method", "route", "status"])
LATENCY = Histogram("http_request_duration_seconds", "Seconds from request to response.", ["method", "route"])


@app.middleware("http")
async def measure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    started = time.perf_counter()
    response = await call_next(request)
    # The route's template, not the URL: labels must stay few.
    route = getattr(request.scope.get("route"), "path", "unmatched")
    REQUESTS.labels(request.method, route, response.status_code).inc()
    LATENCY.labels(request.method, route).observe(time.perf_counter() - started)
    return response


@app.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/readyz")
async def readyz(response: Response) -> dict[str, str]:
    """Not ready while a file named by DRAIN_FILE exists: lets a preStop hook take the pod out of rotation first."""
    drain_file = os.environ.get("DRAIN_FILE")
    if drain_file and os.path.exists(drain_file):
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return {"status": "draining"}
    return {"status": "ready"}


@app.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@app.get("/items")
async def items() -> list[dict[str, str | int]]:
    return [{"id": 1, "name": "anchor"}, {"id": 2, "name": "rope"}]
