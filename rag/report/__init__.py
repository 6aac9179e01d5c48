"""Minutes into reports: summaries of meetings, the ledger of what was decided, matters over time."""
