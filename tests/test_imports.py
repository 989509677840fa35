"""The layers hold: app -> agents -> knowledge, agents -> prompts, no way back, and each library has one door."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "app": {"app", "agents", "knowledge", "prompts"},
    "agents": {"agents", "knowledge", "prompts"},
    "knowledge": {"knowledge"},
    "prompts": {"prompts"},
}
DOORS = {
    "chromadb": {"knowledge/search/store.py"},
    "bm25s": {"knowledge/search/lexical.py"},
    "jieba": {"knowledge/segment.py"},
    "opencc": {"knowledge/traditional.py"},
    "sqlalchemy": {"knowledge/records/"},
    "alembic": {"knowledge/records/"},
    "langgraph": {"agents/assistant.py"},
    "gradio": {"app/shopper_page.py", "app/staff_page.py"},
    "lightgbm": {"knowledge/ranking/"},
    "implicit": {"knowledge/ranking/"},
}
MODULES = [p for package in MAY_IMPORT for p in sorted((ROOT / package).rglob("*.py"))]


def imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_what_its_layer_may(module: Path) -> None:
    place = module.relative_to(ROOT).as_posix()
    ours = imported(module) & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[place.split("/")[0]], f"{place} imports {ours}"
    for library, doors in DOORS.items():
        if library in imported(module):
            assert any(place == door or (door.endswith("/") and place.startswith(door)) for door in doors), (
                f"{place} imports {library}, whose door is {doors}"
            )


def test_only_settings_reads_the_environment() -> None:
    readers = [m for m in MODULES if re.search(r"\bos\.environ|\bgetenv\b", m.read_text())]
    assert {m.relative_to(ROOT).as_posix() for m in readers} <= {"app/settings.py"}
