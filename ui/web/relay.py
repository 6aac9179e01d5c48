"""A slow iterator heard from a thread of its own, so that whoever waits for it can leave at any time.

Gradio can only stop a generator between two of its values; a language model may think for minutes before the first.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    """The last thing heard: the error that ended the iterator, or None."""

    error: BaseException | None


class _Speaker(Generic[T]):
    """The thread's side: hands on each value, and at the end whatever ended it."""

    def __init__(self, values: Iterable[T]) -> None:
        self.heard: SimpleQueue[T | _End] = SimpleQueue()
        self.left = threading.Event()
        self._values = values

    def run(self) -> None:
        """Speak until there is nothing more to say, or nobody listens."""
        with self:
            for value in self._values:
                if self.left.is_set():
                    return
                self.heard.put(value)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.heard.put(_End(error))
        return True  # it is raised again where it is heard


def relayed(values: Iterable[T], every: float) -> Iterator[T | None]:
    """The values as they come, and None whenever `every` seconds have brought none.

    Closing it ends the thread at its next value. Raises what the iterator raises.
    """
    speaker = _Speaker(values)
    threading.Thread(target=speaker.run, daemon=True).start()
    try:
        while True:
            try:
                value = speaker.heard.get(timeout=every)
            except Empty:
                yield None
                continue
            if isinstance(value, _End):
                if value.error is not None:
                    raise value.error
                return
            yield value
    finally:
        speaker.left.set()
