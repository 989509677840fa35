"""What every request passes: its size, who calls, from where, and how often; the caller's cookie on the way back."""

import asyncio
import ipaddress
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.identity import COOKIE, NOBODY, Caller, Identity
from app.limits import Limits, TooMany
from app.metrics import Metrics
from app.problems import Problem, answer, broken, missing
from app.turns import Place, Turns

_log = logging.getLogger(__name__)
_SAFE = {"GET", "HEAD", "OPTIONS"}
_API = ("/api/", "/demo/cart")
_CHAT = "/api/v1/chat"
_CLOSED = ("/gradio_api/upload", "/gradio_api/run", "/gradio_api/call", "/gradio_api/api", "/gradio_api/proxy")
_PATIENCE_S = 0.25  # for which a place is kept for a message that is still coming in: who sends none keeps nobody out
_STREAM = "/gradio_api/queue/data"  # what the shopper page hears its replies on
_STREAMS_KEPT = 10_000
_ASKED_BY_PAGES = (*_API, "/gradio_api/")  # what a page of another site must not write to with a visitor's cookie
# What Gradio permits of a strict policy: it writes scripts and styles into its page. No other site is asked for any.
_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' https: data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)


@dataclass
class Visit:
    """One request's caller, who may become another on the way: a session that begins, signs in or ends."""

    identity: Identity
    caller: Caller
    origin_is_ours: bool
    address: str
    set_cookie: bool = False

    def known(self) -> Caller:
        """Return the caller; somebody without a session is given one, in a cookie."""
        if self.caller.kind == "nobody":
            self.become(self.identity.begin("cookie"))
        return self.caller

    def become(self, caller: Caller) -> None:
        """Go on as another caller, whose cookie the answer brings."""
        self.caller, self.set_cookie = caller, caller.by == "cookie"

    def leave(self) -> None:
        """End the session: none of its tokens counts any more."""
        if self.caller.kind == "shopper":
            self.identity.end(self.caller.session_token)
        self.caller, self.set_cookie = NOBODY, True


class Door:
    """ASGI middleware in front of everything."""

    def __init__(
        self, app: ASGIApp, identity: Identity, limits: Limits, metrics: Metrics, turns: Turns, body_limit: int,
        public_url: str = "",
    ) -> None:  # fmt: skip
        self._app, self._identity, self._limits, self._metrics = app, identity, limits, metrics
        self._turns = turns
        self._body_limit, self._public = body_limit, urlsplit(public_url)
        self._streams: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it with what keeps it out."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if self._public.scheme == "https":
            scope["scheme"] = "https"  # a proxy speaks it to the world: cookies are for https alone
        passage = _Passage(scope, receive, send, self._body_limit)
        place: Place | None = None
        patience: asyncio.TimerHandle | None = None
        try:
            if scope["path"] == _CHAT and scope["method"] == "POST":
                # A busy shop says so before it reads anything: what is refused must not slow down what is admitted.
                place = scope.setdefault("state", {})["place"] = self._turns.take()
                patience = asyncio.get_running_loop().call_later(_PATIENCE_S, place.lapse)
            passage.visit = self._enter(scope)
            await self._app(scope, passage.receive, passage.send)
        except Problem as problem:
            await self._refuse(problem, passage)
        except Exception:
            _log.exception("%s %s broke", scope["method"], scope["path"])
            await self._refuse(broken(), passage)
        finally:
            if place is not None and patience is not None:
                patience.cancel()
                place.lapse()
            self._count(scope, passage)

    def _enter(self, scope: Scope) -> Visit:
        request, path = HTTPConnection(scope), scope["path"]
        visit = Visit(self._identity, NOBODY, _is_ours(request.headers), client(request))
        scope.setdefault("state", {})["visit"] = visit
        if int(_digits(request.headers.get("content-length", ""))) > self._body_limit:
            raise too_large(self._body_limit)
        visit.caller = self._caller(request, path)
        writes = scope["method"] not in _SAFE
        if path.startswith((*_API, "/mcp")) or (writes and path.startswith("/gradio_api/")):
            self._limits.check("request", visit.address, visit.caller.session_token)
        by_cookie = visit.caller.kind == "shopper" and visit.caller.by == "cookie"
        if by_cookie and writes and path.startswith(_ASKED_BY_PAGES) and self._is_foreign(request):
            raise Problem(403, "Another site asks", "With a cookie only the shop's own pages may write.", "origin")
        if path.startswith(_CLOSED) or (path.startswith(_STREAM) and not self._is_listener(request, visit)):
            raise missing()
        return visit

    def _is_foreign(self, request: HTTPConnection) -> bool:
        """Whether a browser says that another site asks; programs, which say nothing, do not carry a visitor's cookie.

        Behind a proxy that asks under a name of its own, the shop's own origin is its public address.
        """
        headers = request.headers
        if site := headers.get("sec-fetch-site"):
            return site not in ("same-origin", "none")
        origin, ours = headers.get("origin", ""), {headers.get("host", ""), self._public.netloc} - {""}
        return bool(origin) and urlsplit(origin).netloc not in ours  # "null" is nobody's

    def _is_listener(self, request: HTTPConnection, visit: Visit) -> bool:
        """Whether a page's stream is the caller's: it is for the one who opened it first."""
        stream, token = request.query_params.get("session_hash", ""), visit.caller.session_token
        opener = self._streams.setdefault(stream, token)
        self._streams.move_to_end(stream)
        if len(self._streams) > _STREAMS_KEPT:
            self._streams.popitem(last=False)
        return opener == token

    def _caller(self, request: HTTPConnection, path: str) -> Caller:
        """Return who calls; raises a Problem for a bearer token that does not count."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if path.startswith("/api/") and scheme.lower() == "bearer":
            caller = self._identity.read("bearer", token.strip())
            if caller.kind == "nobody":
                asks = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
                detail = "The token is not valid, or no longer: POST /api/v1/sessions gives a new one."
                raise Problem(401, "The session does not count", detail, "session", asks)
            return caller
        return self._identity.read("cookie", request.cookies.get(COOKIE, ""))

    async def _refuse(self, problem: Problem, passage: "_Passage") -> None:
        if passage.status:
            return  # the answer is under way: all that is left is to end it
        why = problem.who if isinstance(problem, TooMany) else problem.kind or str(problem.status_code)
        self._metrics.refused("token" if why == "session" and problem.status_code == 401 else why)
        await answer(problem, passage.scope["path"])(passage.scope, passage.receive, passage.send)

    def _count(self, scope: Scope, passage: "_Passage") -> None:
        route = getattr(scope.get("route"), "path", "")
        if passage.status and scope["path"].startswith("/api/"):
            seconds = time.perf_counter() - passage.started
            self._metrics.request(scope["method"], route or "none", passage.status, seconds)


class _Passage:
    """One request under way: counts what comes in, and puts the caller's cookie on what goes out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, body_limit: int) -> None:
        self.scope, self._receive, self._send = scope, receive, send
        self._left, self._limit = body_limit, body_limit
        self.status, self.started = 0, time.perf_counter()
        self.visit: Visit | None = None

    async def receive(self) -> Message:
        """Return what comes in next; raises a Problem once it is too much."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise too_large(self._limit)
        return message

    async def send(self, message: Message) -> None:
        """Send on, with the cookie where the session is new, renewed or over."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers.setdefault("X-Content-Type-Options", "nosniff")
            if self.visit is not None and self._wants_cookie(self.visit, headers):
                headers.append("Set-Cookie", self._cookie(self.visit))
                headers.setdefault("Cache-Control", "private")  # what one visitor got is for no other
            if self.scope["path"].startswith(_API):
                headers.setdefault("Cache-Control", "no-store")
            if self.scope["path"] == "/" and headers.get("content-type", "").startswith("text/html"):
                headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
        await self._send(message)

    def _wants_cookie(self, visit: Visit, headers: MutableHeaders) -> bool:
        """Whether the caller changed, or sees a page of the shop without a cookie or with an old one."""
        if visit.set_cookie:
            return True
        path, page = self.scope["path"], headers.get("content-type", "").startswith("text/html")
        if not page or self.scope["method"] != "GET" or path.startswith(("/api/", "/staff", "/docs")):
            return False
        if visit.caller.kind == "nobody":
            visit.become(visit.identity.begin("cookie"))
        elif visit.identity.wants_renewal(visit.caller):
            visit.become(visit.identity.renewed(visit.caller))
        return visit.set_cookie

    def _cookie(self, visit: Visit) -> str:
        made: SimpleCookie = SimpleCookie()
        over = visit.caller.kind == "nobody"
        made[COOKIE] = "" if over else visit.identity.token(visit.caller)
        made[COOKIE].update(
            {
                "path": "/",
                "httponly": True,
                "samesite": "Lax",
                "secure": self.scope["scheme"] == "https",
                "max-age": 0 if over else int(visit.identity.lifetime_s),
            }
        )
        return made[COOKIE].OutputString()


def visit_of(request: HTTPConnection) -> Visit:
    """Return the visit that a request belongs to."""
    visit: Visit = request.state.visit
    return visit


def client(request: HTTPConnection) -> str:
    """Return the address that a request comes from, as the server, or a proxy that it trusts, saw it."""
    return request.client.host if request.client else ""


def is_private(address: str) -> bool:
    """Whether an address is of this machine or its own network."""
    try:
        return not ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def too_large(limit: int) -> Problem:
    """Return what is told of a body over `limit` bytes."""
    return Problem(413, "The request is too large", f"A request may hold {limit:,} bytes.", "size")


def _is_ours(headers: Headers) -> bool:
    """Whether a browser says that one of the shop's own pages asks."""
    return headers.get("sec-fetch-site", "") == "same-origin"


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 19 else "0"
