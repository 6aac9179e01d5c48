"""The JSON contracts of `jiyao` (DESIGN §7): records as plain data, keys only ever added."""

from rag.contract.answer import answer_as_dict, citation_as_dict
from rag.contract.report import (
    comparison_as_dict,
    digest_as_dict,
    ledger_as_dict,
    ledger_row_as_dict,
    summary_as_dict,
    timeline_as_dict,
)

__all__ = [
    "answer_as_dict",
    "citation_as_dict",
    "comparison_as_dict",
    "digest_as_dict",
    "ledger_as_dict",
    "ledger_row_as_dict",
    "summary_as_dict",
    "timeline_as_dict",
]
