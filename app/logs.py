"""Nothing personal in logs: what any library logs is masked as it is made, tracebacks included."""

import logging
import sys
import threading
from types import TracebackType
from typing import Any

from knowledge.pii import mask

_log = logging.getLogger(__name__)


def mask_logs() -> None:
    """Mask every log record of this process from now on, and log what ends a thread rather than print it."""
    if getattr(logging.getLogRecordFactory(), "masks", False):
        return
    make = logging.getLogRecordFactory()

    def masking(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return _masked(make(*args, **kwargs))

    masking.masks = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(masking)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    threading.excepthook = lambda args: _ended(args.exc_type, args.exc_value, args.exc_traceback)


def _masked(record: logging.LogRecord) -> logging.LogRecord:
    try:
        whole = record.getMessage()
    except (TypeError, ValueError):  # the caller's own mistake, which logging reports as such
        return record
    if (masked := mask(whole).text) != whole:
        if isinstance(record.args, tuple) and record.name == "uvicorn.access":  # its formatter takes the parts
            record.args = tuple(mask(a).text if isinstance(a, str) else a for a in record.args)
        else:
            record.msg, record.args = masked, ()
    if record.exc_info and record.exc_info[0]:
        record.exc_text = mask(logging.Formatter().formatException(record.exc_info)).text
        record.exc_info = None  # else a handler may write the traceback anew, with what every variable holds
    return record


def _ended(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None and not issubclass(kind, SystemExit):
        _log.error("A thread ended with an error", exc_info=(kind, error, trace))
