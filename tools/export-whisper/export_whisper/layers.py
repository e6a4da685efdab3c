"""The layers that encoder and decoder share. Shapes: b windows, t positions, d model width."""

from dataclasses import dataclass

import numpy as np

from .graph import CONTRIB, Graph
from .weights import Weights


HEAD_WIDTH = 64


@dataclass(frozen=True)
class Builder:
    graph: Graph
    weights: Weights
    heads: int
    quantised: bool

    def norm(self, x: str, name: str) -> str:
        scale = self.graph.weight(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.graph.weight(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.graph.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-5)

    def add_norm(self, x: str, y: str, name: str) -> tuple[str, str]:
        """`x + y`, and its norm. (`SkipLayerNormalization`, which does both, takes four times as long.)"""
        total = self.graph.op("Add", x, y)
        return total, self.norm(total, name)

    def linear(self, x: str, *names: str) -> str:
        """One or several linear layers over the same input, side by side: [b, t, d] to [b, t, sum of their widths]."""
        kernel = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        width = kernel.shape[1] // len(names)
        nothing = np.zeros(width, np.float32)
        bias = np.concatenate([self.weights.get(f"{name}.bias", nothing) for name in names])
        return self.product(x, "+".join(names), kernel, bias)

    def product(self, x: str, name: str, kernel: np.ndarray, bias: np.ndarray | None = None) -> str:
        """`x @ kernel + bias`, in 8 bits with a scale for each column where the model is quantised."""
        graph = self.graph
        if not self.quantised:
            y = graph.op("MatMul", x, graph.weight(f"{name}.kernel", kernel))
            return y if bias is None else graph.op("Add", y, graph.weight(f"{name}.bias", bias))
        whole, scale = quantise_columns(kernel)
        inputs = [x, graph.weight(f"{name}.kernel", whole), graph.weight(f"{name}.scale", scale)]
        if bias is not None:
            inputs += ["", graph.weight(f"{name}.bias", bias)]
        return graph.op("DynamicQuantizeMatMul", *inputs, domain=CONTRIB)

    def split_heads(self, x: str) -> str:
        """[b, t, d] to [b, heads, t, d / heads]."""
        graph = self.graph
        apart = graph.op("Reshape", x, graph.ints(0, 0, self.heads, -1))
        return graph.op("Transpose", apart, perm=[0, 2, 1, 3])

    def feed_forward(self, normed: str, name: str) -> str:
        hidden = self.graph.op("Gelu", self.linear(normed, f"{name}.fc1"), domain=CONTRIB)
        return self.linear(hidden, f"{name}.fc2")


def quantise_columns(kernel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric 8 bits with a scale for each column."""
    scale = np.maximum(np.abs(kernel).max(axis=0), 1e-12) / 127
    return np.clip(np.round(kernel / scale), -127, 127).astype(np.int8), scale.astype(np.float32)
