"""The error tree, from its root down to what can be wrong with a source.

JiyaoError
├── SourceError          this file cannot become minutes; the others go on
│   ├── Undecodable      the bytes are not text in any encoding we can prove
│   ├── Unsupported      a kind of file nobody here reads
│   ├── Scanned          a PDF of pictures, without a text layer
│   ├── Encrypted        a PDF, DOCX or ZIP behind a password
│   ├── TooLarge         over a limit of `ingest.limits.Limits`
│   └── NotMinutes       readable text in which no meeting is recorded
├── ModelError, UncitedAnswer, StoreError, SettingsError     (rag.errors)

Every message is one line that names the file, the fact and the next step.
"""


class JiyaoError(Exception):
    """Root of every error a caller of Jiyao may want to catch; its text is fit for a person."""


class SourceError(JiyaoError):
    """A source that cannot be read as minutes.

    `source` names the file, `fact` says what is wrong, `remedy` what the reader can do about it.
    """

    def __init__(self, source: str, fact: str, remedy: str) -> None:
        super().__init__(f"{source}：{fact}；{remedy}")
        self.source = source
        self.fact = fact
        self.remedy = remedy


class Undecodable(SourceError):
    """Bytes that are not text in any encoding that can be proved."""


class Unsupported(SourceError):
    """A kind of file that no reader of the house takes."""


class Scanned(SourceError):
    """A PDF whose pages are pictures."""


class Encrypted(SourceError):
    """A container that asks for a password."""


class TooLarge(SourceError):
    """A source over one of the limits."""


class NotMinutes(SourceError):
    """Readable text that records no meeting."""
