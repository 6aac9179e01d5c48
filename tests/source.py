"""The source of the house as data: its modules, what each imports and where, and how long its functions are."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ingest", "prompts", "rag", "evals", "ui")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module. `eager` is False inside a function and under TYPE_CHECKING."""

    name: str
    line: int
    eager: bool


@dataclass(frozen=True, slots=True)
class Module:
    """A module by its dotted name, with its file and its tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        """The file as people find it."""
        return str(self.path.relative_to(ROOT))


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its file and name, with its length in lines from `def` to its last line."""

    place: str
    length: int


@cache
def modules() -> dict[str, Module]:
    """Every module of the five rooms, by dotted name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8"), str(path)))
    return found


@cache
def imports(module: Module) -> tuple[Import, ...]:
    """What a module imports anywhere, of the standard library nothing.

    `from ingest.clean import traced` counts as the module `ingest.clean.traced`, where there is one, and
    `importlib.import_module("x")` as an import of `x`.
    """
    found = [Import(name, line, eager) for name, line, eager in walk(module.tree, eager=True)]
    return tuple(one for one in found if one.name.partition(".")[0] not in sys.stdlib_module_names)


def walk(node: ast.AST, *, eager: bool) -> Iterator[tuple[str, int, bool]]:
    """(name, line, eager) of each import below a node."""
    for child in ast.iter_child_nodes(node):
        late = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or is_typing_only(child)
        if isinstance(child, ast.Import):
            yield from ((alias.name, child.lineno, eager) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = child.module or ""
            yield from ((resolve(base, alias.name), child.lineno, eager) for alias in child.names)
        elif isinstance(child, ast.Call) and (name := dynamic(child)):
            yield name, child.lineno, eager
        yield from walk(child, eager=eager and not late)


def is_typing_only(node: ast.AST) -> bool:
    """Whether this is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def resolve(base: str, name: str) -> str:
    """The module that `from base import name` reaches."""
    inner = f"{base}.{name}"
    return inner if inner in names_on_disk() else base


@cache
def names_on_disk() -> frozenset[str]:
    """The dotted names of the five rooms, without parsing anything."""
    paths = (path.relative_to(ROOT).with_suffix("") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return frozenset(".".join(path.parts).removesuffix(".__init__") for path in paths)


def dynamic(call: ast.Call) -> str | None:
    """The module a call imports by its name as text; `?` where the name is computed."""
    if ast.unparse(call.func) not in {"importlib.import_module", "import_module", "__import__"}:
        return None
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else "?"


def functions(module: Module) -> Iterator[Function]:
    """Every function and method, however deep it stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{module.place}::{node.name}", length)
