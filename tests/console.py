"""A member of staff at the console, over HTTP: signs in as the page does, and sends its forms with their token."""

import re
from pathlib import Path
from typing import Any

import httpx

PASSWORD = "a long enough password"


def add_staff(home: Path, *names: str) -> None:
    """Add people to a home that no process holds."""
    from knowledge.records import open_records

    records = open_records(home)
    for name in names:
        records.staff.add(name, PASSWORD, "admin")
    records.close()


class Desk:
    """Somebody signed in."""

    def __init__(self, client: httpx.Client, name: str) -> None:
        self.client = client
        page = client.get("/staff/sign-in").text
        said = {"name": name, "password": PASSWORD, "csrf": _token(page)}
        answer = client.post("/staff/sign-in", data=said, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        self.token = re.findall(r'<meta name="csrf" content="([^"]+)"', client.get("/staff/corrections").text)[0]

    def post(self, path: str, values: dict[str, Any], page: bool = False) -> httpx.Response:
        """Send a form, and be answered as a page or as a script."""
        accept = "text/html" if page else "application/json"
        headers = {"x-csrf-token": self.token, "accept": accept}
        return self.client.post(path, data=values, headers=headers, follow_redirects=False)

    def correct(self, session: str, turn: int, kind: str, **values: Any) -> httpx.Response:
        """Correct a turn; every box of what becomes of it is ticked unless said."""
        values = {"version": 0, "becomes": ["regression", "training", "faq"], **values}
        return self.post(f"/staff/conversations/{session}/turns/{turn}/correct/{kind}", values)


def _token(page: str) -> str:
    return re.findall(r'name="csrf" value="([^"]+)"', page)[0]
