"""Whisper on Apple's MLX, for Scribewell: one process, one model, one question at a time, in JSON lines.

    worker.py DIRECTORY    loads config.json and the weights there, and answers questions until its input ends
    worker.py --probe      says whether MLX can be loaded at all

in   {"id", "do": "listen", "samples": base64 of float32 at 16 kHz, "detect": whether to tell languages}
     {"id", "do": "write", "language", "task", "prompt"}, of what was last listened to
out  {"event": "ready", "mlx", "mlxWhisper", "device", "metal"}, once
     {"event": "result", "id", …} or {"event": "error", "id", "message"} for each question
     {"event": "error", "kind": "import" | "model", "message"} instead of "ready"

A window is encoded once for its language, its text and its words; `mlx_whisper.transcribe` would do it three times, and
goes back in the window for what it cut off itself.
"""

import base64
import json
import math
import os
import queue
import sys
import threading
import zlib

# Nothing is fetched from anywhere: what is not in the directory is not there.
os.environ["HF_HUB_OFFLINE"] = "1"
# What other code prints goes to stderr, so that the answers are alone.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

SAMPLES_PER_FRAME = 160
FRAMES = 3000
# OpenAI's: tried in turn for a text that repeats itself or was guessed, unless nobody speaks.
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
MOST_REPEATED, LEAST_SURE, SILENT = 2.4, -1.0, 0.6
# Fewer frames than this have no attention to follow.
LEAST_FRAMES = 50


def plain(value):
    """What JSON can say: no number that is none, no number of numpy's."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def say(**message):
    answers.write(json.dumps(plain(message), allow_nan=False) + "\n")
    answers.flush()


def refuse(kind, error):
    say(event="error", kind=kind, message=f"{type(error).__name__}: {error}")
    # Whoever started it ends it, when that has been read.
    threading.Event().wait()


def read_questions():
    """Reads beside the work, so that the process ends with its input: in the middle of a window too."""
    questions = queue.SimpleQueue()

    def read():
        for line in sys.stdin.buffer:
            questions.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return questions


class Encoded:
    """The model as `find_alignment` sees it, with a window that has been encoded already."""

    def __init__(self, model, features):
        self.model, self.features, self.alignment_heads = model, features, model.alignment_heads

    def forward_with_cross_qk(self, _mel, tokens):
        logits, _, attention = self.model.decoder(tokens, self.features[None])
        return logits, attention


def load(directory):
    """@returns what listens and what writes"""
    import mlx.core as mx
    import numpy as np
    from mlx_whisper.audio import log_mel_spectrogram, pad_or_trim
    from mlx_whisper.decoding import DecodingOptions
    from mlx_whisper.load_models import load_model
    from mlx_whisper.timing import dtw, find_alignment
    from mlx_whisper.tokenizer import get_tokenizer

    # Half precision is for Metal: no BLAS has it, and on a processor it takes nine times as long.
    half = mx.metal.is_available()
    dtype = mx.float16 if half else mx.float32
    model = load_model(directory, dtype=dtype)
    model.set_dtype(dtype)
    mx.eval(model.parameters())
    # Compiled for this type of numbers now, instead of within the first window.
    dtw(np.zeros((1, 1), dtype=np.float32))
    heard = {}

    def listen(question):
        samples = np.frombuffer(base64.b64decode(question["samples"]), dtype="<f4")
        # Silence behind it, as in training: what is loudest is looked for in all 30 s.
        mel = log_mel_spectrogram(samples, n_mels=model.dims.n_mels, padding=FRAMES * SAMPLES_PER_FRAME)
        mel = pad_or_trim(mel, FRAMES, axis=-2).astype(dtype)
        features = model.encoder(mel[None])[0]
        mx.eval(features)
        heard.update(features=features, frames=min(FRAMES, max(LEAST_FRAMES, len(samples) // SAMPLES_PER_FRAME)))
        if not question["detect"]:
            return {"languages": None}
        return {"languages": model.detect_language(features)[1]}

    def decode(**options):
        for temperature in TEMPERATURES:
            # The same question has the same answer, whatever was asked before it.
            mx.random.seed(0)
            found = model.decode(
                heard["features"],
                DecodingOptions(temperature=temperature, without_timestamps=True, fp16=half, **options),
            )
            repeats = len(found.text.encode()) / len(zlib.compress(found.text.encode())) > MOST_REPEATED
            if found.no_speech_prob > SILENT or not (repeats or found.avg_logprob < LEAST_SURE):
                break
        return found

    def write(question):
        language, task, prompt = question["language"], question["task"], question["prompt"]
        found = decode(language=language, task=task, prompt=prompt)
        tokenizer = get_tokenizer(
            model.is_multilingual, num_languages=model.num_languages, language=language, task=task
        )
        text = [token for token in found.tokens if token < tokenizer.eot]
        # The encoded window stands in for the spectrogram, which is asked for and not looked at.
        encoded = Encoded(model, heard["features"])
        words = find_alignment(encoded, tokenizer, text, heard["features"], heard["frames"])
        return {
            "words": [{"text": w.word, "start": w.start, "end": w.end, "probability": w.probability} for w in words],
            "averageLogProbability": found.avg_logprob,
            "noSpeechProbability": found.no_speech_prob,
            "temperature": found.temperature,
        }

    return {"listen": listen, "write": write}


def answer(does, line):
    question = json.loads(line)
    try:
        say(event="result", id=question["id"], **does[question["do"]](question))
    except Exception as error:  # Whatever it is, the next question may go well.
        # Native code tells what it lacked; what Python objects to may quote what was said.
        why = f": {error}" if isinstance(error, (RuntimeError, MemoryError)) else ""
        say(event="error", id=question["id"], message=f"{type(error).__name__}{why}")


def main(directory):
    questions = read_questions()
    try:
        import mlx.core as mx
        import mlx_whisper
    except Exception as error:  # A library that does not fit fails in many ways.
        refuse("import", error)
    try:
        does = {} if directory == "--probe" else load(directory)
    except Exception as error:  # So do files that are no model.
        refuse("model", error)
    say(
        event="ready",
        mlx=mx.__version__,
        mlxWhisper=mlx_whisper.__version__,
        device=str(mx.default_device()),
        metal=mx.metal.is_available(),
    )
    while True:
        answer(does, questions.get())


main(sys.argv[1])
