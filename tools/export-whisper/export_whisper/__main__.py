"""python -m export_whisper WEIGHTS OUT [--facts DIR] [--float]"""

import argparse
import json
import shutil
import sys
from pathlib import Path

from .decoder import build_decoder
from .encoder import build_encoder
from .weights import read_weights

FACTS = ["config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m export_whisper",
        description="Makes the files of a Whisper model that Scribewell runs fastest on a CPU. Then: scribewell models add OUT",
    )
    parser.add_argument("weights", type=Path, help="a directory with model.safetensors (Hugging Face) or model.bin (CTranslate2)")
    parser.add_argument("out", type=Path, help="the directory to make")
    parser.add_argument("--facts", type=Path, help=f"where {', '.join(FACTS)} are, if not beside the weights")
    parser.add_argument("--float", action="store_true", help="keep the weights in 32 bits")
    given = parser.parse_args()
    facts = given.facts or given.weights
    missing = [name for name in FACTS if not (facts / name).exists()]
    if missing:
        return _refuse(f"{facts} lacks {', '.join(missing)}; give their directory with --facts")
    config = json.loads((facts / "config.json").read_text())
    generation = json.loads((facts / "generation_config.json").read_text())
    if "alignment_heads" not in generation:
        return _refuse(f"{facts / 'generation_config.json'} names no alignment_heads: there would be no word times")
    try:
        weights = read_weights(given.weights)
    except (FileNotFoundError, ValueError) as error:
        return _refuse(str(error))

    vocabulary = weights["decoder.embed_tokens.weight"].shape[0]
    if vocabulary != config["vocab_size"]:
        return _refuse(f"the weights know {vocabulary} tokens, {facts / 'config.json'} says {config['vocab_size']}")

    given.out.mkdir(parents=True, exist_ok=True)
    ending = "" if given.float else "_quantized"
    layers = config["decoder_layers"]
    encoder = build_encoder(
        weights,
        heads=config["encoder_attention_heads"],
        layers=config["encoder_layers"],
        decoder_layers=layers,
        quantised=not given.float,
    )
    encoder.save(given.out / f"encoder_model{ending}.onnx")
    decoder = build_decoder(
        weights,
        heads=config["decoder_attention_heads"],
        layers=layers,
        alignment_heads=generation["alignment_heads"],
        quantised=not given.float,
    )
    decoder.save(given.out / f"decoder_model_merged{ending}.onnx")
    for name in FACTS:
        shutil.copyfile(facts / name, given.out / name)
    # By this Scribewell knows the files before it opens them.
    (given.out / "config.json").write_text(json.dumps({**config, "scribewell_layout": 1}, indent=2) + "\n")
    print(f"{given.out}: {sum(file.stat().st_size for file in given.out.iterdir()) / 1e6:.0f} MB")
    return 0


def _refuse(reason: str) -> int:
    print(f"export_whisper: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
