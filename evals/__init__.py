"""How well Jiyao reads, finds, answers and refuses: cases, metrics, floors and reports."""
