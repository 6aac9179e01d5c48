"""The encoder's graph for onnxruntime, built once from the data file and kept as a file.

Measured on 2 cores, passages of 450 characters, against float32: float32 16 a second; dynamic int8 21 a
second, but cosines move by 0.005 of a spread of 0.03 and a sixth of the first ten change, nearly all of it
from the layer after the GELU; four-bit kernels (MatMulNBits) 12-14 a second. A question of 21 tokens takes one core
13 ms; with those kernels reckoning in int8 10 ms, but rows move by 1.3e-4 (1 - cosine), and one of 334 answers
changes. So float32: exact, and the same on processors with and without int8 instructions. From a file with external
data it loads in 0.09 s.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.index.embed.weights import SHA256, Weights, unpack, verify

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnx import ModelProto, NodeProto, TensorProto

    Option = int | float | list[int]

VERSION = 2  # of this file's graph; a change makes a new cache entry
MODEL, DATA = "model.onnx", "model.bin"
EMBEDDINGS, APART, MEANS, FOUND = "embeddings", "apart", "means", "found"
"""The graph's inputs, and its one output."""
OPSET, IR = 17, 9
STALE = 3600  # seconds after which a half-written graph has no writer any more


class Builder:
    """Collects nodes and constants; each method adds one operation and returns the name of its result."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        """Keep an array under a name."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def floats(self, name: str) -> str:
        """A float32 tensor of the data file."""
        return self.constant(name, self.weights.floats(name))

    def node(self, kind: str, inputs: list[str], outputs: list[str], domain: str = "", **options: Option) -> str:
        """One operation; the name of its first result."""
        from onnx import helper

        node = helper.make_node(kind, inputs, outputs, domain=domain)
        node.attribute.extend(helper.make_attribute(name, value) for name, value in options.items())
        self.nodes.append(node)
        return outputs[0]

    def multiply(self, x: str, names: list[str], shape: tuple[int, int], out: str) -> str:
        """`x` times the named matrices of `shape` (out, in), side by side."""
        parts = [unpack(self.weights.blocks(name, *shape)).T for name in names]
        return self.node("MatMul", [x, self.constant(names[0], np.concatenate(parts, axis=1))], [out])

    def residual(self, x: str, y: str, layer: str, norm: str, dense: str) -> str:
        """Add and normalise, with the bias of the dense layer before it."""
        inputs = [x, y, *(self.floats(layer + name) for name in (f"{norm}.w", f"{norm}.b", f"{dense}.b"))]
        epsilon = self.weights.epsilon
        return self.node("SkipLayerNormalization", inputs, [layer + norm], domain="com.microsoft", epsilon=epsilon)

    def layer(self, x: str, index: int) -> str:
        """One transformer layer: attention, then the feed-forward net, each with its residual."""
        at, hidden, inner = f"l{index}.", self.weights.hidden, self.weights.inner
        joined = self.multiply(x, [at + "q.w", at + "k.w", at + "v.w"], (hidden, hidden), at + "qkv")
        sizes = self.constant(at + "sizes", np.full(3, hidden, np.int64))
        heads = [at + "q", at + "k", at + "v"]
        self.node("Split", [joined, sizes], heads, axis=-1)
        bias = np.concatenate([self.weights.floats(at + name) for name in ("q.b", "k.b", "v.b")])
        mixed = self.node(
            "MultiHeadAttention",
            [*heads, self.constant(at + "bias", bias), "", APART],
            [at + "mixed"],
            domain="com.microsoft",
            num_heads=self.weights.heads,
        )
        dense = self.multiply(mixed, [at + "ao.w"], (hidden, hidden), at + "ao")
        middle = self.residual(dense, x, at, "aln", "ao")
        wide = self.multiply(middle, [at + "fi.w"], (inner, hidden), at + "fi")
        active = self.node("BiasGelu", [wide, self.floats(at + "fi.b")], [at + "gelu"], domain="com.microsoft")
        narrow = self.multiply(active, [at + "fo.w"], (hidden, inner), at + "fo")
        return self.residual(narrow, middle, at, "oln", "fo")


def build(weights: Weights) -> ModelProto:
    """The graph of a run of texts, one behind the other: the mean of each after all layers out.

    In: summed embeddings (1, tokens, hidden), what is added to the attention of each token to each (1, 1, tokens,
    tokens), and each token's share in the mean of each text (1, texts, tokens). Out: (1, texts, hidden).
    """
    from onnx import TensorProto, helper

    builder = Builder(weights)
    first = [EMBEDDINGS, builder.floats("emb.ln.w"), builder.floats("emb.ln.b")]
    x = builder.node("LayerNormalization", first, ["x"], axis=-1, epsilon=weights.epsilon)
    for index in range(weights.layers):
        x = builder.layer(x, index)
    builder.node("MatMul", [MEANS, x], [FOUND])
    shapes: dict[str, list[int | str]] = {
        EMBEDDINGS: [1, "tokens", weights.hidden],
        APART: [1, 1, "tokens", "tokens"],
        MEANS: [1, "texts", "tokens"],
        FOUND: [1, "texts", weights.hidden],
    }
    *given, found = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]
    graph = helper.make_graph(builder.nodes, "multilingual-e5-small", given, [found], builder.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR)


def cached_graph(cache: Path, source: Path, weights: Weights) -> Path:
    """The model file under `cache`, named by weight hash and graph version; built and verified where absent.

    Raises SettingsError where the data file is not the pinned one, OSError where `cache` cannot be written.
    """
    home = cache / f"e5-{SHA256[:16]}-g{VERSION}"
    if not (home / MODEL).is_file():
        verify(source)
        _write(build(weights), home)
    return home / MODEL


def _write(model: ModelProto, home: Path) -> None:
    import onnx

    home.parent.mkdir(parents=True, exist_ok=True)
    for left in home.parent.glob(f"{home.name}.*"):  # by a process that was killed here
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
    try:
        onnx.save(model, scratch / MODEL, save_as_external_data=True, all_tensors_to_one_file=True, location=DATA)
        for part in (MODEL, DATA):
            _push(scratch / part)
        scratch.rename(home)  # a folder appears whole or not at all
    except OSError:
        if not (home / MODEL).is_file():  # unless another process was first
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _push(path: Path) -> None:
    """Push a file to the disk, so that a power cut leaves no torn model under a name that counts."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
