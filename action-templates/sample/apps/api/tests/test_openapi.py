import subprocess
import sys

from tests.conftest import API


def test_the_committed_snapshot_is_what_the_app_exports() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/export_openapi.py", "--check"], cwd=API, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
