"""The peer's side of `scribewell bench accuracy --peer`: faster-whisper over the clips of a speech directory, one JSON line a clip.

usage: faster_whisper_clips.py MODEL_DIR SPEECH_DIR OUT.jsonl [beam=1] [threads=2]
int8 on the CPU, one clip after another (sequential), the clip's own language given, word times on.
"""
import json
import os
import sys

from faster_whisper import WhisperModel

model_dir, speech, out = sys.argv[1:4]
beam = int(sys.argv[4]) if len(sys.argv) > 4 else 1
threads = int(sys.argv[5]) if len(sys.argv) > 5 else 2
model = WhisperModel(model_dir, device="cpu", compute_type="int8", cpu_threads=threads)
with open(os.path.join(speech, "refs.jsonl"), encoding="utf-8") as refs, open(out, "w", encoding="utf-8") as results:
    for line in refs:
        clip = json.loads(line)
        segments, _ = model.transcribe(
            os.path.join(speech, clip["path"]), beam_size=beam, language=clip["lang"], word_timestamps=True
        )
        words = [word for segment in segments for word in segment.words]
        results.write(
            json.dumps(
                {
                    "path": clip["path"],
                    "text": "".join(word.word for word in words).strip(),
                    "words": [[word.word, word.start, word.end] for word in words],
                },
                ensure_ascii=False,
            )
            + "\n"
        )
        results.flush()
