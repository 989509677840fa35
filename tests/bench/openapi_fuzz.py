"""Try requests made from the OpenAPI document, many of them wrong on purpose, for as long as wanted: 0 server errors.

python tests/bench/openapi_fuzz.py [--examples 400]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[2]))
from app.build import OpenShop
from app.loading import load_demo
from app.server import create_app
from tests.conftest import settings
from tests.serving import running
from tests.test_openapi import UNLIMITED, fuzz


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=400, help="of each operation")
    examples = parser.parse_args().examples
    home = Path(tempfile.mkdtemp(prefix="fuzz-")) / "home"
    shop = OpenShop(settings(home))
    load_demo(shop, Console(quiet=True))
    shop.close()
    app, start = create_app(settings(home, identity_secret="shop", **UNLIMITED)), time.monotonic()
    with running(app) as url:
        sent = fuzz(url, app.openapi(), examples)
    print(
        f"{sent} requests to {len(app.openapi()['paths'])} paths in {time.monotonic() - start:.0f} s: 0 server errors"
    )


if __name__ == "__main__":
    main()
