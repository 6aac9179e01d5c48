"""How much a source may ask of the reader before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one source; sizes in bytes, counts in pieces.

    The largest minutes seen in the wild hold 136 kB; the bounds leave two orders of magnitude.
    `max_expansion` bounds what a zip may unpack to, as a multiple of its own size.
    """

    max_bytes: int = 20 * 1024 * 1024
    max_characters: int = 5_000_000
    max_pages: int = 500
    max_members: int = 5_000
    max_nesting: int = 2
    max_expansion: int = 200
