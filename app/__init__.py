"""What people and programs touch: command line, settings, HTTP API, pages and widget."""
