"""`python -m app`: what the image runs. Prepares what must be there before the workers, then starts them."""

import os
import tempfile
from pathlib import Path

# The variable that prometheus_client reads, in every worker, when it is imported.
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def prepare_metrics_folder() -> Path:
    """An empty folder that the workers share: each scrape meets one of them and must hear of all.

    Files of a container that ran before in the same pod would count twice, so they go.
    """
    folder = Path(os.environ.setdefault(METRICS_FOLDER, os.path.join(tempfile.gettempdir(), "prometheus")))
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob("*.db"):
        left_over.unlink()
    return folder


def main() -> None:
    prepare_metrics_folder()
    # After the folder is there, and not before: uvicorn imports nothing of the app in this process.
    import uvicorn

    from app.logs import log_config

    uvicorn.run(
        "app.main:app",
        host=os.environ.get("HOST", "0.0.0.0"),
        port=int(os.environ.get("PORT", "8000")),
        workers=int(os.environ.get("WEB_CONCURRENCY", "2")),
        # What is being answered at SIGTERM gets this long: less than Kubernetes' 30 s, of which preStop takes some.
        timeout_graceful_shutdown=15,
        # A worker that is still importing does not answer its parent: on a throttled CPU five seconds, the default, are too
        # few, and it would be ended and started again for ever. Whether it serves is what the probes ask.
        timeout_worker_healthcheck=60,
        log_config=log_config(),
        # The app logs its requests itself, with route, duration and id.
        access_log=False,
        server_header=False,
        # Nobody but the cluster's own services talks to this port, and none of them forwards an address.
        proxy_headers=False,
    )


if __name__ == "__main__":
    main()
