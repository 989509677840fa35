"""Staff: who may sign in, who has, and what they did. Passwords are kept as argon2 hashes, sessions as token hashes."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from knowledge.records.database import Database
from knowledge.records.schema import staff_attempt, staff_log, staff_session, staff_user

Role: TypeAlias = Literal["reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reviewer", "admin")  # each may do what those before it may
LONGEST_S = 12 * 3600.0  # a session ends after this, whatever its user does
IDLE_S = 2 * 3600.0  # and after this without a request
WINDOW_S = 15 * 60.0  # failed sign-ins are counted over this long
SHORTEST_PASSWORD = 10
_TOUCHED_S = 60.0  # a session's last use is kept to this precision, so that reading a page writes rarely
_ALLOWED = {"both": 5, "address": 30, "name": 50}  # failures of a name from one address, of an address, of a name
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex())  # a name not known takes as long to refuse as a wrong password


class SignInRefused(ValueError):
    """Name or password is wrong, without saying which."""


class TooManySignIns(ValueError):
    """Too many failures: try again after `wait_s` seconds."""

    def __init__(self, wait_s: float) -> None:
        self.wait_s = wait_s
        super().__init__(f"Too many failed attempts. Try again in {max(1, round(wait_s / 60))} minutes.")


@dataclass(frozen=True)
class StaffUser:
    """A person of the staff; `csrf` is their session's token for forms, "" outside a session."""

    id: int
    name: str
    role: Role
    active: bool = True
    created: float = 0.0
    csrf: str = ""

    def may(self, role: Role) -> bool:
        """Whether this person may do what `role` may."""
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True)
class Entry:
    """A line of the log: at `time`, `user` did `act` to `about`."""

    id: int
    time: float
    user: str
    act: str
    about: str


class Staff:
    """The people behind the console."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, password: str, role: Role) -> StaffUser:
        """Add a person; raises ValueError for a name that is taken or empty, a weak password or an unknown role."""
        name = _checked_name(name)
        row: dict[str, Any] = {
            "name": name,
            "role": _checked_role(role),
            "password": _hashed(password),
            "created": time.time(),
        }
        with self._database.write() as connection:
            if _by_name(connection, name):
                raise ValueError(f"There is a {name} already: choose another name.")
            key = connection.execute(insert(staff_user).values(row)).inserted_primary_key
        return StaffUser(key[0] if key else 0, name, role, True, row["created"])

    def change(
        self, name: str, *, role: Role | None = None, password: str | None = None, active: bool | None = None
    ) -> None:
        """Change a person, and end their sessions; raises LookupError for nobody, ValueError for the last admin."""
        changed: dict[str, Any] = {"role": role and _checked_role(role), "active": active}
        changed["password"] = None if password is None else _hashed(password)
        values = {k: v for k, v in changed.items() if v is not None}
        with self._database.write() as connection:
            found = _by_name(connection, name)
            if found is None:
                raise LookupError(f"There is no {name} among the staff.")
            if (role not in (None, "admin") or active is False) and _is_last_admin(connection, found):
                raise ValueError(f"{name} is the only admin: make somebody else one first.")
            connection.execute(update(staff_user).where(staff_user.c.id == found.id).values(values))
            connection.execute(delete(staff_session).where(staff_session.c.user == found.id))

    def people(self) -> list[StaffUser]:
        """Return everybody, by name."""
        with self._database.read() as connection:
            return [_user(row) for row in connection.execute(select(staff_user).order_by(staff_user.c.name))]

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Return a new session's token; raises SignInRefused, or TooManySignIns after too many failures."""
        keys = {
            "both": f"both:{name.lower()}@{address}",
            "address": f"address:{address}",
            "name": f"name:{name.lower()}",
        }
        self._attempt(keys)
        with self._database.read() as connection:
            found = _by_name(connection, name)
        if not _matches(found.password if found else _NOBODY, password) or found is None or not found.active:
            self.log(name[:80], "sign_in_failed", address)
            raise SignInRefused("That name and password do not match.")
        return self._begin(found, password, keys)

    def signed_in(self, token: str) -> StaffUser | None:
        """Return who holds a session, None where it has expired or never was."""
        now, held = time.time(), staff_session.c.token == _digest(token)
        query = select(staff_user, staff_session).join(staff_session).where(held)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or not row.active or now - row.started > LONGEST_S or now - row.seen > IDLE_S:
            return None
        if now - row.seen > _TOUCHED_S:
            with self._database.write() as connection:
                connection.execute(update(staff_session).where(held).values(seen=now))
        return _user(row, row.csrf)

    def new_password(self, user: StaffUser, old: str, new: str) -> None:
        """Give somebody the password they chose; raises ValueError where the old one is wrong or the new one weak."""
        with self._database.read() as connection:
            found = _by_name(connection, user.name)
        if found is None or not _matches(found.password, old):
            raise ValueError("That is not your password.")
        self.change(user.name, password=new)

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._database.write() as connection:
            connection.execute(delete(staff_session).where(staff_session.c.token == _digest(token)))

    def log(self, user: str, act: str, about: str = "") -> None:
        """Keep what somebody did, for good."""
        with self._database.write() as connection:
            row = {"time": time.time(), "user": user, "act": act, "about": about}
            connection.execute(insert(staff_log).values(row))

    def logged(self, before: int = 0, limit: int = 100, user: str = "", act: str = "") -> list[Entry]:
        """Return the newest entries, newest first; those before entry `before` where it is given."""
        query = select(staff_log).order_by(staff_log.c.id.desc()).limit(limit)
        wanted = [(before, staff_log.c.id < before), (user, staff_log.c.user == user), (act, staff_log.c.act == act)]
        for given, condition in wanted:
            query = query.where(condition) if given else query
        with self._database.read() as connection:
            return [Entry(**row) for row in connection.execute(query).mappings()]

    def _begin(self, found: Row[Any], password: str, keys: dict[str, str]) -> str:
        token, now = secrets.token_urlsafe(32), time.time()
        row = {
            "token": _digest(token),
            "user": found.id,
            "csrf": secrets.token_urlsafe(24),
            "started": now,
            "seen": now,
        }
        with self._database.write() as connection:
            old = (staff_session.c.started < now - LONGEST_S) | (staff_session.c.seen < now - IDLE_S)
            connection.execute(delete(staff_session).where(old))
            connection.execute(delete(staff_attempt).where(staff_attempt.c.key == keys["both"]))
            others = update(staff_attempt).where(staff_attempt.c.key.in_((keys["address"], keys["name"])))
            connection.execute(others.values(failures=staff_attempt.c.failures - 1))
            connection.execute(insert(staff_session).values(row))
            if _hasher.check_needs_rehash(found.password):
                again = update(staff_user).where(staff_user.c.id == found.id)
                connection.execute(again.values(password=_hasher.hash(password)))
        self.log(found.name, "sign_in")
        return token

    def _attempt(self, keys: dict[str, str]) -> None:
        """Count an attempt before its password is looked at, so that many at once gain nothing."""
        now = time.time()
        with self._database.write() as connection:
            connection.execute(delete(staff_attempt).where(staff_attempt.c.since < now - WINDOW_S))
            known = connection.execute(select(staff_attempt).where(staff_attempt.c.key.in_(keys.values()))).all()
            for row in known:
                if row.failures >= _ALLOWED[row.key.partition(":")[0]]:
                    raise TooManySignIns(row.since + WINDOW_S - now)
            there = [row.key for row in known]
            one_more = update(staff_attempt).where(staff_attempt.c.key.in_(there))
            connection.execute(one_more.values(failures=staff_attempt.c.failures + 1))
            new = [{"key": key, "failures": 1, "since": now} for key in keys.values() if key not in there]
            if new:
                connection.execute(insert(staff_attempt), new)


def _by_name(connection: Connection, name: str) -> Row[Any] | None:
    same = func.lower(staff_user.c.name) == name.strip().lower()
    return connection.execute(select(staff_user).where(same)).one_or_none()


def _is_last_admin(connection: Connection, found: Row[Any]) -> bool:
    admins = select(func.count()).where(staff_user.c.role == "admin", staff_user.c.active)
    return found.role == "admin" and found.active and connection.execute(admins).scalar_one() == 1


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"A password needs at least {SHORTEST_PASSWORD} characters.")
    return _hasher.hash(password)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= 60 or not name.isprintable():
        raise ValueError("A name has 1 to 60 printable characters.")
    return name


def _checked_role(role: str) -> str:
    if role not in ROLES:
        raise ValueError(f"There is no role {role}: use {' or '.join(ROLES)}.")
    return role


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _user(row: Row[Any], csrf: str = "") -> StaffUser:
    return StaffUser(row.id, row.name, row.role, row.active, row.created, csrf)
