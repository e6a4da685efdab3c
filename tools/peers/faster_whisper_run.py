"""The peer's side of `scribewell bench speed`: faster-whisper over one recording, int8 on the CPU.

usage: faster_whisper_run.py MODEL RECORDING LANGUAGE THREADS batched|sequential

MODEL is a directory, or a name such as `base`, which faster-whisper downloads. Prints one line of JSON. `seconds` is the
time from the call to the last of its text: decoding, voice activity and recognition, without the loading of the model.
`processorSeconds` is that of this process and of children it waited for, over the same stretch of time.
"""

import json
import resource
import sys
import time

from faster_whisper import BatchedInferencePipeline, WhisperModel


def processor_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main():
    name, recording, language, threads, mode = sys.argv[1:6]
    model = WhisperModel(name, device="cpu", compute_type="int8", cpu_threads=int(threads))
    options = {"beam_size": 1, "language": language}
    if mode == "batched":
        runner = BatchedInferencePipeline(model)
        options["batch_size"] = 8
    else:
        runner = model
    processor, begun = processor_seconds(), time.monotonic()
    segments, _ = runner.transcribe(recording, **options)
    # The segments are a generator: recognition happens while they are read.
    text = "\n".join(segment.text.strip() for segment in segments)
    answer = {
        "seconds": time.monotonic() - begun,
        "processorSeconds": processor_seconds() - processor,
        "text": text,
    }
    print(json.dumps(answer), flush=True)


main()
