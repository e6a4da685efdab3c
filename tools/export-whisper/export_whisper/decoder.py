"""The decoder with its cache, in one graph for the first step and all later ones."""

import numpy as np

from .graph import CONTRIB, FLOAT, INT8, INT64, UINT8, Graph
from .layers import HEAD_WIDTH, Builder, quantise_columns
from .weights import Weights


def build_decoder(weights: Weights, *, heads: int, layers: int, alignment_heads: list, quantised: bool) -> Graph:
    """Inputs `input_ids` [b, t], the encoder's `cross.N.…`, and `past.N.{key,value}` [b, heads, p, width], p = 0 at first.
    Outputs `logits` [b, t, vocabulary], `present.N.{key,value}` [b, heads, p + t, width] and `alignment`
    [b, alignment heads, t, f]: what these heads look at."""
    graph = Graph("whisper-decoder")
    build = Builder(graph, weights, heads, quantised)
    ids = graph.input("input_ids", INT64, ["batch", "tokens"])
    cache = [
        {kind: graph.input(f"past.{layer}.{kind}", FLOAT, ["batch", heads, "past", HEAD_WIDTH]) for kind in ("key", "value")}
        for layer in range(layers)
    ]
    x = graph.op("Add", _embed(build, ids), _positions(build, ids, cache[0]["key"]))
    looks: list[str] = []
    normed = build.norm(x, "decoder.layers.0.self_attn_layer_norm")
    for layer in range(layers):
        name = f"decoder.layers.{layer}"
        following = f"decoder.layers.{layer + 1}.self_attn_layer_norm" if layer + 1 < layers else "decoder.layer_norm"
        x, normed = build.add_norm(x, _self_attention(build, normed, layer, cache[layer]), f"{name}.encoder_attn_layer_norm")
        chosen = [head for at, head in alignment_heads if at == layer]
        attended, look = _cross_attention(build, normed, layer, chosen)
        looks += [look] if look else []
        x, normed = build.add_norm(x, attended, f"{name}.final_layer_norm")
        x, normed = build.add_norm(x, build.feed_forward(normed, name), following)
    logits = build.product(normed, "logits", weights["decoder.embed_tokens.weight"].T)
    graph.output(logits, "logits", FLOAT, ["batch", "tokens", weights["decoder.embed_tokens.weight"].shape[0]])
    _write_best(graph, logits)
    if looks:
        graph.output(graph.op("Concat", *looks, axis=1), "alignment", FLOAT, ["batch", len(alignment_heads), "tokens", "frames"])
    return graph


def _write_best(graph: Graph, logits: str) -> None:
    """The likeliest token of the last position among those allowed, with its log probability."""
    allowed = graph.input("allowed", FLOAT, ["vocabulary"])
    last = graph.op("Gather", logits, graph.weight("last", np.array(-1, np.int64)), axis=1)
    masked = graph.op("Add", last, allowed)
    largest = graph.op("ReduceMax", masked, graph.ints(-1), keepdims=1)
    total = graph.op("ReduceSum", graph.op("Exp", graph.op("Sub", masked, largest)), graph.ints(-1), keepdims=0)
    graph.output(graph.op("ArgMax", masked, axis=-1, keepdims=0), "best", INT64, ["batch"])
    graph.output(graph.op("Neg", graph.op("Log", total)), "best_log_probability", FLOAT, ["batch"])


def _embed(build: Builder, ids: str) -> str:
    graph, table = build.graph, build.weights["decoder.embed_tokens.weight"]
    if not build.quantised:
        return graph.op("Gather", graph.weight("embed_tokens", table), ids)
    whole, scale = quantise_columns(table.T)
    rows = graph.op("Cast", graph.op("Gather", graph.weight("embed_tokens", whole.T), ids), to=FLOAT)
    return graph.op("Mul", rows, graph.op("Gather", graph.weight("embed_tokens.scale", scale[:, None]), ids))


def _positions(build: Builder, ids: str, past: str) -> str:
    graph = build.graph
    first = graph.op("Shape", past, start=2, end=3)
    last = graph.op("Add", first, graph.op("Shape", ids, start=1, end=2))
    table = graph.weight("decoder.embed_positions.weight", build.weights["decoder.embed_positions.weight"])
    return graph.op("Slice", table, first, last, graph.ints(0))


def _self_attention(build: Builder, x: str, layer: int, cache: dict) -> str:
    graph, name = build.graph, f"decoder.layers.{layer}.self_attn"
    together = build.linear(x, f"{name}.q_proj", f"{name}.k_proj", f"{name}.v_proj")
    query, key, value = graph.ops("Split", 3, together, axis=2, num_outputs=3)
    inputs = [query, key, value, "", "", "", cache["key"], cache["value"]]
    attended, key, value = graph.ops(
        "MultiHeadAttention", 3, *inputs, domain=CONTRIB, num_heads=build.heads, unidirectional=1
    )
    graph.output(key, f"present.{layer}.key", FLOAT, ["batch", build.heads, "present", HEAD_WIDTH])
    graph.output(value, f"present.{layer}.value", FLOAT, ["batch", build.heads, "present", HEAD_WIDTH])
    return build.linear(attended, f"{name}.out_proj")


def _cross_attention(build: Builder, x: str, layer: int, chosen: list) -> tuple[str, str | None]:
    """Attention over keys and values in 8 bits. The weights are not normalised before they are rounded: their largest is
    1 in every row, so that a row that looks everywhere is rounded as finely as one that looks at one frame."""
    graph, name = build.graph, f"decoder.layers.{layer}.encoder_attn"
    key = graph.input(f"cross.{layer}.key", INT8, ["batch", build.heads, HEAD_WIDTH, "frames"])
    value = graph.input(f"cross.{layer}.value", INT8, ["batch", build.heads, "frames", HEAD_WIDTH])
    key_scale, value_scale = (
        graph.input(f"cross.{layer}.{kind}_scale", FLOAT, ["batch", build.heads, 1, 1]) for kind in ("key", "value")
    )
    key_sum = graph.input(f"cross.{layer}.key_sum", FLOAT, ["batch", build.heads, 1, "frames"])
    query = build.split_heads(build.linear(x, f"{name}.q_proj"))
    largest = graph.op("ReduceMax", graph.op("Abs", query), graph.ints(-1), keepdims=1)
    scale = graph.op("Div", graph.op("Max", largest, graph.floats(1e-9)), graph.floats(127.0))
    # Shifted by 128 by hand: the product is several times as fast without a zero point.
    shifted = graph.op("Add", graph.op("Round", graph.op("Div", query, scale)), graph.floats(128.0))
    scores = graph.op("Cast", graph.op("MatMulInteger", graph.op("Cast", shifted, to=UINT8), key), to=FLOAT)
    scores = graph.op("Mul", graph.op("Sub", scores, key_sum), graph.op("Mul", scale, key_scale))
    above = graph.op("Sub", scores, graph.op("ReduceMax", scores, graph.ints(-1), keepdims=1))
    weight = graph.op("Exp", above)
    total = graph.op("ReduceSum", weight, graph.ints(-1), keepdims=1)
    rounded = graph.op("Cast", graph.op("Round", graph.op("Mul", weight, graph.floats(255.0))), to=UINT8)
    attended = graph.op("Cast", graph.op("MatMulInteger", rounded, value), to=FLOAT)
    attended = graph.op("Mul", attended, graph.op("Div", value_scale, total))
    attended = graph.op("Transpose", attended, perm=[0, 2, 1, 3])
    attended = graph.op("Reshape", attended, graph.ints(0, 0, -1))
    look = None
    if chosen:
        heads = graph.ints(*chosen)
        look = graph.op("Div", graph.op("Gather", weight, heads, axis=1), graph.op("Gather", total, heads, axis=1))
    return build.linear(attended, f"{name}.out_proj"), look
