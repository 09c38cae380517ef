"""Writes openapi.json, the committed snapshot that the web app's types and the contract gate are made from.

Without an option it writes apps/api/openapi.json; with --check it exits 1 when that is not what the app exports; with
--print it writes to stdout.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = ROOT / "openapi.json"
sys.path.insert(0, str(ROOT))


def exported() -> str:
    from app.main import app

    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    text = exported()
    if "--print" in sys.argv:
        sys.stdout.write(text)
    elif "--check" in sys.argv:
        if not SNAPSHOT.exists() or SNAPSHOT.read_text("utf-8") != text:
            sys.stderr.write(f"{SNAPSHOT.name} is not what the app exports. Run: python scripts/export_openapi.py\n")
            return 1
    else:
        SNAPSHOT.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
