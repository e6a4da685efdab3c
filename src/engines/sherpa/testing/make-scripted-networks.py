"""Makes scripted-networks.ts: python3 make-scripted-networks.py > scripted-networks.ts (needs onnx and numpy).

Networks with the inputs, outputs and metadata that sherpa-onnx asks of each kind of model. They listen to nothing: what
they say is written down here, frame by frame.
"""

import base64
import gzip

import numpy as np
from onnx import TensorProto, helper, numpy_helper

F, I32, I64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
FRAMES = 40


def network(nodes, inputs, outputs, constants, metadata=None):
    info = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node(*node[:3], **(node[3] if len(node) > 3 else {})) for node in nodes],
        "scripted",
        [info(*one) for one in inputs],
        [info(*one) for one in outputs],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    helper.set_model_props(model, {key: str(value) for key, value in (metadata or {}).items()})
    return base64.b64encode(gzip.compress(model.SerializeToString(), 9, mtime=0)).decode()


def same(*pairs):
    return [("Identity", [source], [target]) for source, target in pairs]


def one_hot(index, size):
    row = np.zeros(size, np.float32)
    row[index] = 6
    return row


def parakeet():
    pieces = ["▁An", "d", "▁so", ".", "<blk>"]
    durations = 5
    # Frame: piece and how many frames it lasts.
    script = {0: (4, 2), 2: (0, 2), 4: (1, 1), 5: (2, 2), 7: (4, 4), 11: (3, 1)}
    said = [script.get(frame, (4, 4)) for frame in range(FRAMES)]
    rows = [np.concatenate([one_hot(piece, 5), one_hot(lasts, durations)]) for piece, lasts in said]
    encoder = network(
        same(("script", "outputs"), ("frames", "encoded_lengths")),
        [("audio_signal", F, ["B", 128, "T"]), ("length", I64, ["B"])],
        [("outputs", F, ["B", 10, "t"]), ("encoded_lengths", I64, ["B"])],
        {"script": np.stack(rows, 1)[None], "frames": np.array([FRAMES])},
        {
            "vocab_size": 4,
            "subsampling_factor": 8,
            "normalize_type": "per_feature",
            "pred_rnn_layers": 1,
            "pred_hidden": 4,
            "feat_dim": 128,
            "url": "parakeet-tdt",
        },
    )
    states = [("state0", F, [1, 1, 4]), ("state1", F, [1, 1, 4])]
    decoder = network(
        same(("nothing", "output"), ("length", "output_length"), ("state0", "next0"), ("state1", "next1")),
        [("targets", I32, [1, 1]), ("length", I32, [1]), *states],
        [("output", F, [1, 4, 1]), ("output_length", I32, [1]), ("next0", F, [1, 1, 4]), ("next1", F, [1, 1, 4])],
        {"nothing": np.zeros((1, 4, 1), np.float32)},
    )
    joiner = network(
        [("Reshape", ["encoder", "shape"], ["logits"])],
        [("encoder", F, [1, 10, 1]), ("decoder", F, [1, 4, 1])],
        [("logits", F, [1, 1, 1, 10])],
        {"shape": np.array([1, 1, 1, 10])},
    )
    return {"encoder": encoder, "decoder": decoder, "joiner": joiner}, pieces


def zipformer():
    pieces = ["<blk>", "<sos/eos>", "<unk>", "▁AND", "▁S", "O"]
    script = {3: 3, 9: 4, 12: 5}
    rows = [one_hot(script.get(frame, 0), 6) for frame in range(FRAMES)]
    encoder = network(
        same(("script", "encoder_out"), ("frames", "encoder_out_lens")),
        [("x", F, ["N", "T", 80]), ("x_lens", I64, ["N"])],
        [("encoder_out", F, ["N", "t", 6]), ("encoder_out_lens", I64, ["N"])],
        {"script": np.stack(rows)[None], "frames": np.array([FRAMES])},
    )
    decoder = network(
        same(("nothing", "decoder_out")),
        [("y", I64, ["N", 2])],
        [("decoder_out", F, ["N", 6])],
        {"nothing": np.zeros((1, 6), np.float32)},
        {"vocab_size": 6, "context_size": 2},
    )
    joiner = network(
        [("Add", ["encoder_out", "decoder_out"], ["logit"])],
        [("encoder_out", F, ["N", 6]), ("decoder_out", F, ["N", 6])],
        [("logit", F, ["N", 6])],
        {},
    )
    return {"encoder": encoder, "decoder": decoder, "joiner": joiner}, pieces


def sense_voice():
    pieces = ["<blank>", "<|en|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>", "▁Hel", "lo", "▁there", "."]
    # The first four frames are not of the sound: language, mood, kind of sound, and how numbers are written.
    script = {0: 1, 1: 2, 2: 3, 3: 4, 6: 5, 8: 6, 14: 7, 20: 8}
    # Enough for 30 s: as many frames are read as there is sound.
    rows = [one_hot(script.get(frame, 0), 9) for frame in range(600)]
    metadata = {
        "vocab_size": 9,
        "lfr_window_size": 7,
        "lfr_window_shift": 6,
        "normalize_samples": 0,
        "with_itn": 14,
        "without_itn": 15,
        "neg_mean": ",".join(["0"] * 560),
        "inv_stddev": ",".join(["1"] * 560),
    }
    for number, language in enumerate(["auto", "zh", "en", "ja", "ko", "yue"]):
        metadata[f"lang_{language}"] = number
    model = network(
        same(("script", "logits")),
        [("x", F, ["N", "T", 560]), ("x_length", I32, ["N"]), ("language", I32, ["N"]), ("text_norm", I32, ["N"])],
        [("logits", F, ["N", "t", 9])],
        {"script": np.stack(rows)[None]},
        metadata,
    )
    return {"model": model}, pieces


def canary():
    names = "startofcontext startoftranscript emo:undefined en es de fr pnc nopnc noitn notimestamp nodiarize endoftext"
    pieces = ["<unk>", *(f"<|{name}|>" for name in names.split()), "▁Guten", "▁Tag", "▁Good", "▁day"]
    size = len(pieces)
    at = {piece: index for index, piece in enumerate(pieces)}
    # What follows a piece, by the sum of the weights of the two languages it was told: 4 is German in German.
    sums = 6
    follows = np.zeros((sums, size, size), np.float32)
    follows[:, :, at["<|endoftext|>"]] = 1
    for told in range(sums):
        follows[told, at["<|nodiarize|>"], at["▁Guten" if told == 4 else "▁Good"]] = 9
        follows[told, at["▁Guten"], at["▁Tag"]] = 9
        follows[told, at["▁Good"], at["▁day"]] = 9
    weights = np.zeros(size, np.float32)
    weights[at["<|en|>"]], weights[at["<|de|>"]] = 1, 2
    encoder = network(
        same(("sound", "states"), ("frames", "lengths"), ("all", "mask")),
        [("audio_signal", F, ["N", "T", 128]), ("length", I64, ["N"])],
        [("states", F, ["N", "t", 4]), ("lengths", I64, ["N"]), ("mask", F, ["N", "t"])],
        {
            "sound": np.zeros((1, FRAMES, 4), np.float32),
            "frames": np.array([FRAMES]),
            "all": np.ones((1, FRAMES), np.float32),
        },
        {
            "model_type": "EncDecMultiTaskModel",
            "vocab_size": size,
            "normalize_type": "per_feature",
            "subsampling_factor": 8,
            "feat_dim": 128,
            "num_decoder_layers": 1,
            "decoder_hidden_size": 1,
        },
    )
    decoder = network(
        [
            ("Cast", ["ids"], ["whole"], {"to": I64}),
            ("Gather", ["whole", "first"], ["piece"], {"axis": 1}),
            ("Gather", ["weights", "piece"], ["weight"]),
            ("Reshape", ["weight", "one"], ["last"]),
            ("Concat", ["memory", "last"], ["next_memory"], {"axis": 1}),
            ("ReduceSum", ["next_memory", "axes"], ["sum"], {"keepdims": 0}),
            ("Cast", ["sum"], ["sums"], {"to": I64}),
            ("Squeeze", ["sums"], ["told"]),
            ("Gather", ["follows", "told"], ["table"]),
            ("Gather", ["table", "piece"], ["row"]),
            ("Reshape", ["row", "shape"], ["logits"]),
        ],
        [("ids", I32, [1, 2]), ("memory", F, [1, "n", 1]), ("states", F, ["N", "t", 4]), ("mask", F, ["N", "t"])],
        [("logits", F, [1, 1, size]), ("next_memory", F, [1, "k", 1])],
        {
            "first": np.array(0),
            "weights": weights,
            "one": np.array([1, 1, 1]),
            "axes": np.array([1, 2]),
            "follows": follows,
            "shape": np.array([1, 1, size]),
        },
    )
    return {"encoder": encoder, "decoder": decoder}, pieces


print("// Written by make-scripted-networks.py: ONNX, compressed, in base64.\n")
print("/** Networks that say what they were told to, whatever they hear, and the pieces they write it in. By family. */")
print("export const SCRIPTED = {")
for family, make in {
    "sherpa-parakeet": parakeet,
    "sherpa-zipformer": zipformer,
    "sherpa-sense-voice": sense_voice,
    "sherpa-canary": canary,
}.items():
    networks, pieces = make()
    print(f'  "{family}": {{\n    networks: {{')
    for role, content in networks.items():
        print(f'      {role}:\n        "{content}",')
    print("    },\n    pieces: [" + ", ".join(f'"{piece}"' for piece in pieces) + "],\n  },")
print("} as const;")
