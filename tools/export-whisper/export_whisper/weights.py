"""Whisper's weights under the names that Hugging Face gives them, from either of two kinds of files."""

import struct
from pathlib import Path

import numpy as np

Weights = dict[str, np.ndarray]


def read_weights(directory: Path) -> Weights:
    """Reads `model.safetensors` or, as CTranslate2 keeps it, `model.bin`. Float32, names without the leading `model.`"""
    safetensors = directory / "model.safetensors"
    if safetensors.exists():
        from safetensors.numpy import load_file

        return {name.removeprefix("model."): array.astype(np.float32) for name, array in load_file(safetensors).items()}
    binary = directory / "model.bin"
    if binary.exists():
        return _to_hugging_face(_read_ctranslate2(binary))
    raise FileNotFoundError(f"{directory} holds neither model.safetensors nor CTranslate2's model.bin")


_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


def _read_ctranslate2(path: Path) -> Weights:
    """CTranslate2's binary format, version 6: see `ModelSpec._serialize` of its Python package."""
    with open(path, "rb") as file:

        def number(kind: str) -> int:
            return struct.unpack(kind, file.read(struct.calcsize(kind)))[0]

        def text() -> str:
            return file.read(number("H"))[:-1].decode()

        version = number("I")
        if version != 6:
            raise ValueError(f"{path} has format {version} of CTranslate2; this reads format 6")
        text()  # the name of the specification
        number("I")  # its revision
        weights = {}
        for _ in range(number("I")):
            name = text()
            shape = [number("I") for _ in range(number("B"))]
            kind = number("B")
            if kind not in _TYPES:
                raise ValueError(f"{name} is kept in a way that is not read here (type {kind}): convert the model with 16 or 32 bits")
            weights[name] = np.frombuffer(file.read(number("I")), _TYPES[kind]).reshape(shape)
        return weights


def _to_hugging_face(given: Weights) -> Weights:
    found: Weights = {}

    def floats(source: str) -> np.ndarray:
        if given[source].dtype not in (np.float16, np.float32):
            raise ValueError(f"{source} is kept in {given[source].dtype}: convert the model with 16 or 32 bits")
        return given[source].astype(np.float32)

    def take(source: str, target: str) -> None:
        found[target] = floats(source)

    def norm(source: str, target: str) -> None:
        take(f"{source}/gamma", f"{target}.weight")
        take(f"{source}/beta", f"{target}.bias")

    def linear(source: str, target: str) -> None:
        take(f"{source}/weight", f"{target}.weight")
        take(f"{source}/bias", f"{target}.bias")

    def split(source: str, targets: list[str]) -> None:
        weights = np.split(floats(f"{source}/weight"), len(targets))
        biases = np.split(floats(f"{source}/bias"), len(targets))
        for target, weight, bias in zip(targets, weights, biases, strict=True):
            found[f"{target}.weight"] = weight
            found[f"{target}.bias"] = bias

    for conv in ("conv1", "conv2"):
        linear(f"encoder/{conv}", f"encoder.{conv}")
    take("encoder/position_encodings/encodings", "encoder.embed_positions.weight")
    take("decoder/position_encodings/encodings", "decoder.embed_positions.weight")
    take("decoder/embeddings/weight", "decoder.embed_tokens.weight")
    for side in ("encoder", "decoder"):
        norm(f"{side}/layer_norm", f"{side}.layer_norm")
        layer = 0
        while f"{side}/layer_{layer}/ffn/linear_0/weight" in given:
            source, target = f"{side}/layer_{layer}", f"{side}.layers.{layer}"
            norm(f"{source}/self_attention/layer_norm", f"{target}.self_attn_layer_norm")
            split(f"{source}/self_attention/linear_0", [f"{target}.self_attn.{x}_proj" for x in "qkv"])
            linear(f"{source}/self_attention/linear_1", f"{target}.self_attn.out_proj")
            if side == "decoder":
                norm(f"{source}/attention/layer_norm", f"{target}.encoder_attn_layer_norm")
                linear(f"{source}/attention/linear_0", f"{target}.encoder_attn.q_proj")
                split(f"{source}/attention/linear_1", [f"{target}.encoder_attn.{x}_proj" for x in "kv"])
                linear(f"{source}/attention/linear_2", f"{target}.encoder_attn.out_proj")
            norm(f"{source}/ffn/layer_norm", f"{target}.final_layer_norm")
            linear(f"{source}/ffn/linear_0", f"{target}.fc1")
            linear(f"{source}/ffn/linear_1", f"{target}.fc2")
            layer += 1
    return found
