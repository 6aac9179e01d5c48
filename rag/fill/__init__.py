"""Fields that the rules left absent, filled by a chat model where the text proves what it says."""

from rag.fill.fill import fill, fill_reading

__all__ = ["fill", "fill_reading"]
