"""`python -m app` is `shopguide`."""

from app.cli import main

main()
