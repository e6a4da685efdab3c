"""The encoder, and what the decoder's cross attention needs of it: keys and values in 8 bits, made once a window."""

from .graph import CONTRIB, FLOAT, INT8, Graph
from .layers import HEAD_WIDTH, Builder
from .mel import log_mel
from .weights import Weights


def build_encoder(weights: Weights, *, heads: int, layers: int, decoder_layers: int, quantised: bool) -> Graph:
    """Input `samples` [b, 1, 320 f + 240]: 16 kHz, with 200 samples of mirrored sound in front, and what is missing at the
    end as zeros; f may be any number of frames of 20 ms up to 1500. Outputs by decoder layer `cross.N.key`
    [b, heads, width, f], `cross.N.value` [b, heads, f, width], both in 8 bits, and what turns them back into numbers, as the decoder needs it:
    `cross.N.key_scale`, over the root of the width, `cross.N.value_scale`, over 255, [b, heads, 1, 1]; `cross.N.key_sum`, times
    128, [b, heads, 1, f]."""
    graph = Graph("whisper-encoder")
    build = Builder(graph, weights, heads, quantised)
    bands = weights["encoder.conv1.weight"].shape[1]
    x = log_mel(graph, graph.input("samples", FLOAT, ["batch", 1, "samples"]), bands)
    for name, stride in (("encoder.conv1", 1), ("encoder.conv2", 2)):
        kernel = graph.weight(f"{name}.weight", weights[f"{name}.weight"])
        bias = graph.weight(f"{name}.bias", weights[f"{name}.bias"])
        x = graph.op("Conv", x, kernel, bias, kernel_shape=[3], pads=[1, 1], strides=[stride])
        x = graph.op("Gelu", x, domain=CONTRIB)
    x = graph.op("Transpose", x, perm=[0, 2, 1])
    frames = graph.op("Shape", x, start=1, end=2)
    positions = graph.weight("encoder.embed_positions.weight", weights["encoder.embed_positions.weight"])
    x = graph.op("Add", x, graph.op("Slice", positions, graph.ints(0), frames, graph.ints(0)))
    normed = build.norm(x, "encoder.layers.0.self_attn_layer_norm")
    for layer in range(layers):
        name = f"encoder.layers.{layer}"
        following = f"encoder.layers.{layer + 1}.self_attn_layer_norm" if layer + 1 < layers else "encoder.layer_norm"
        x, normed = build.add_norm(x, _self_attention(build, normed, f"{name}.self_attn"), f"{name}.final_layer_norm")
        x, normed = build.add_norm(x, build.feed_forward(normed, name), following)
    for layer in range(decoder_layers):
        _write_cross(build, normed, layer)
    return graph


def _self_attention(build: Builder, x: str, name: str) -> str:
    graph = build.graph
    together = build.linear(x, f"{name}.q_proj", f"{name}.k_proj", f"{name}.v_proj")
    query, key, value = graph.ops("Split", 3, together, axis=2, num_outputs=3)
    attended = graph.op("MultiHeadAttention", query, key, value, domain=CONTRIB, num_heads=build.heads)
    return build.linear(attended, f"{name}.out_proj")


def _write_cross(build: Builder, x: str, layer: int) -> None:
    graph, name = build.graph, f"decoder.layers.{layer}.encoder_attn"
    together = build.linear(x, f"{name}.k_proj", f"{name}.v_proj")
    key, value = graph.ops("Split", 2, together, axis=2, num_outputs=2)
    apart = graph.ints(0, 0, build.heads, -1)
    key = graph.op("Transpose", graph.op("Reshape", key, apart), perm=[0, 2, 3, 1])
    value = graph.op("Transpose", graph.op("Reshape", value, apart), perm=[0, 2, 1, 3])
    shapes = {"key": ["batch", build.heads, "width", "frames"], "value": ["batch", build.heads, "frames", "width"]}
    for kind, tensor in (("key", key), ("value", value)):
        largest = graph.op("ReduceMax", graph.op("Abs", tensor), graph.ints(2, 3), keepdims=1)
        scale = graph.op("Div", graph.op("Max", largest, graph.floats(1e-9)), graph.floats(127.0))
        whole = graph.op("Cast", graph.op("Round", graph.op("Div", tensor, scale)), to=INT8)
        graph.output(whole, f"cross.{layer}.{kind}", INT8, shapes[kind])
        factor = HEAD_WIDTH**-0.5 if kind == "key" else 1 / 255
        scale = graph.op("Mul", scale, graph.floats(factor))
        graph.output(scale, f"cross.{layer}.{kind}_scale", FLOAT, ["batch", build.heads, 1, 1])
        if kind == "key":
            total = graph.op("ReduceSum", graph.op("Cast", whole, to=FLOAT), graph.ints(2), keepdims=1)
            total = graph.op("Mul", total, graph.floats(128.0))
            graph.output(total, f"cross.{layer}.key_sum", FLOAT, ["batch", build.heads, 1, "frames"])
