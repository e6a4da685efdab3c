"""Whisper's log-mel spectrogram as a part of the graph: the transform is one convolution, so it runs as fast as the rest.

The values are those of openai/whisper's audio.py: frames of 400 samples every 160, a Hann window, Slaney's mel bands, the
logarithm to base 10, no value more than 8 below the loudest.
"""

import numpy as np

from .graph import Graph

SAMPLE_RATE = 16_000
FRAME, HOP = 400, 160
BINS = FRAME // 2 + 1


def log_mel(graph: Graph, samples: str, bands: int) -> str:
    """Samples [b, 1, 160 f + 240], half a frame before the first one included, to [b, bands, f]."""
    spectrum = graph.op("Conv", samples, graph.weight("fourier", _fourier()), kernel_shape=[FRAME], strides=[HOP])
    squares = graph.op("Mul", spectrum, spectrum)
    # Sines and cosines of a bin lie a half apart: the bands add up both.
    filters = slaney_bands(bands)
    power = graph.op("MatMul", graph.weight("mel_bands", np.concatenate([filters, filters], axis=1)), squares)
    loudness = graph.op("Mul", graph.op("Log", graph.op("Max", power, graph.floats(1e-10))), graph.floats(1 / np.log(10)))
    loudest = graph.op("ReduceMax", loudness, graph.ints(1, 2), keepdims=1)
    lifted = graph.op("Max", loudness, graph.op("Sub", loudest, graph.floats(8.0)))
    return graph.op("Mul", graph.op("Add", lifted, graph.floats(4.0)), graph.floats(0.25))


def _fourier() -> np.ndarray:
    """[2 × bins, 1, frame]: the windowed cosines, then the sines."""
    time = np.arange(FRAME)
    window = 0.5 * (1 - np.cos(2 * np.pi * time / FRAME))
    angles = 2 * np.pi * np.outer(np.arange(BINS), time) / FRAME
    return (np.concatenate([np.cos(angles), np.sin(angles)]) * window)[:, None, :].astype(np.float32)


def slaney_bands(count: int) -> np.ndarray:
    """[count, bins]: triangles on Slaney's mel scale, each of unit area, as librosa makes them."""

    def to_mel(hertz: np.ndarray) -> np.ndarray:
        return np.where(hertz < 1000, hertz * 3 / 200, 15 + np.log(np.maximum(hertz, 1) / 1000) * 27 / np.log(6.4))

    def to_hertz(mel: np.ndarray) -> np.ndarray:
        return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))

    edges = to_hertz(np.linspace(0, to_mel(np.array(SAMPLE_RATE / 2)), count + 2))
    hertz = np.arange(BINS) * SAMPLE_RATE / FRAME
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    triangles = np.minimum((hertz - low) / (centre - low), (high - hertz) / (high - centre))
    return (np.maximum(triangles, 0) * 2 / (high - low)).astype(np.float32)
