"""A report into a file: the suffix chooses the writer, and a file is there whole or not at all."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from ingest.errors import JiyaoError
from rag.contract import comparison_as_dict, digest_as_dict, ledger_as_dict, summary_as_dict, timeline_as_dict
from rag.report.records import Comparison, Digest, Ledger, Summary, Timeline
from ui.export.markdown import (
    comparison_markdown,
    digest_markdown,
    ledger_markdown,
    summary_markdown,
    timeline_markdown,
)
from ui.export.table import ledger_csv
from ui.export.xlsx import ledger_xlsx
from ui.i18n import say

if TYPE_CHECKING:
    from pathlib import Path

    from ui.i18n import Language

Report = Summary | Digest | Timeline | Comparison | Ledger


_BINARY: dict[str, tuple[type[Report], ...]] = {".docx": (Summary, Digest), ".xlsx": (Ledger,), ".csv": (Ledger,)}


class Unwritable(JiyaoError):
    """A file that cannot be written, or in no format that a report has."""


def as_dict(report: Report) -> dict[str, object]:
    """The report as the JSON contract has it."""
    match report:
        case Summary():
            return summary_as_dict(report)
        case Digest():
            return digest_as_dict(report)
        case Timeline():
            return timeline_as_dict(report)
        case Comparison():
            return comparison_as_dict(report)
        case Ledger():
            return ledger_as_dict(report)


def as_markdown(report: Report, lang: Language | None = None) -> str:
    """The report as Markdown."""
    match report:
        case Summary():
            return summary_markdown(report, lang)
        case Digest():
            return digest_markdown(report, lang)
        case Timeline():
            return timeline_markdown(report, lang)
        case Comparison():
            return comparison_markdown(report, lang)
        case Ledger():
            return ledger_markdown(report, lang)


def formats(kind: type[Report]) -> tuple[str, ...]:
    """The suffixes that this kind of report can be written to."""
    return (".md", ".json", *(suffix for suffix, kinds in _BINARY.items() if kind in kinds))


def rendered(report: Report, suffix: str, lang: Language | None = None) -> bytes:
    """The bytes of a file with this suffix. Raises Unwritable where the report has no such format."""
    if suffix == ".md":
        return f"{as_markdown(report, lang)}\n".encode()
    if suffix == ".json":
        return f"{json.dumps(as_dict(report), ensure_ascii=False, indent=2)}\n".encode()
    match suffix, report:
        case ".docx", (Summary() | Digest()):
            return _document(report, lang)
        case ".xlsx", Ledger():
            return ledger_xlsx(report, lang)
        case ".csv", Ledger():
            return ledger_csv(report, lang)
    raise Unwritable(say("report.bad_suffix", lang, file=suffix, formats=" ".join(formats(type(report)))))


def _document(report: Summary | Digest, lang: Language | None) -> bytes:
    from ui.export.docx import digest_docx, summary_docx  # loads python-docx: 0.2 s that only documents pay

    return summary_docx(report, lang) if isinstance(report, Summary) else digest_docx(report, lang)


def write(report: Report, path: Path, lang: Language | None = None) -> None:
    """Write a report where `path` says, whole or not at all. Raises Unwritable."""
    data = rendered(report, path.suffix.lower(), lang)
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with scratch.open("xb") as file:
            file.write(data)
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise Unwritable(say("report.unwritable", lang, file=path, why=error.strerror or error)) from error
