"""The half of the error tree that `ingest.errors` leaves to answering.

JiyaoError                (ingest.errors)
├── ModelError            a model endpoint did not give a usable answer; the extractive answer stands
│   ├── RateLimited       it asked us to come back later
│   ├── Unavailable       it cannot be reached, or fails
│   └── Malformed         it answered, but not in the form it was asked for
├── UncitedAnswer         a claim without evidence reached a door it must not pass: a fault of ours
├── StoreError
│   ├── Locked            another process writes this archive
│   ├── WrongEmbedder     the archive was indexed with another embedder
│   ├── Damaged           the catalogue itself cannot be read
│   └── NotHeld           what was named is not there, or is not the only one of that name
└── SettingsError         a setting that cannot be honoured
"""

from ingest.errors import JiyaoError


class ModelError(JiyaoError):
    """A model endpoint did not give a usable answer."""


class RateLimited(ModelError):
    """The endpoint asked us to come back later."""


class Unavailable(ModelError):
    """The endpoint cannot be reached, or fails."""


class Malformed(ModelError):
    """The endpoint answered, but not in the form it was asked for."""


class UncitedAnswer(JiyaoError):
    """A claim without evidence reached a door it must not pass."""


class StoreError(JiyaoError):
    """An archive that cannot be used as it is."""


class Locked(StoreError):
    """Another process writes this archive."""


class WrongEmbedder(StoreError):
    """The archive was indexed with another embedder."""


class Damaged(StoreError):
    """The catalogue itself cannot be read."""


class NotHeld(StoreError):
    """What was named is not there, or is not the only one of that name."""


class SettingsError(JiyaoError):
    """A setting that cannot be honoured."""
