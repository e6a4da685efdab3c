"""Drives one service with the Python SDKs of others. Arguments: its address, a key, a short recording, its model.

Writes a line of JSON for each method: what was called, and what came back of it or what went wrong.
"""

import base64
import json
import sys
import traceback

URL, KEY, FILE, MODEL = sys.argv[1:5]


def tell(method, call):
    try:
        print(json.dumps({"method": method, "result": call()}), flush=True)
    except Exception as error:  # told, and judged by the test
        traceback.print_exc()
        print(json.dumps({"method": method, "error": f"{type(error).__name__}: {error}"}), flush=True)


def openai_sdk():
    from openai import AuthenticationError, OpenAI

    client = OpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0)

    def ask(path=client.audio.transcriptions, **options):
        with open(FILE, "rb") as file:
            return path.create(file=file, model=MODEL, **options)

    tell("openai audio.transcriptions.create", lambda: ask().text)
    tell("openai audio.transcriptions.create verbose_json", lambda: ask(response_format="verbose_json", timestamp_granularities=["word"]).words[0].word)
    tell("openai audio.transcriptions.create srt", lambda: ask(response_format="srt"))
    tell("openai audio.transcriptions.create vtt", lambda: ask(response_format="vtt"))
    tell("openai audio.transcriptions.create text", lambda: ask(response_format="text"))
    tell(
        "openai audio.transcriptions.create stream",
        lambda: [event.text for event in ask(stream=True) if event.type == "transcript.text.done"][0],
    )
    tell("openai audio.translations.create", lambda: ask(client.audio.translations).text)
    tell("openai models.list", lambda: MODEL in [model.id for model in client.models.list()])
    tell("openai models.retrieve", lambda: client.models.retrieve(MODEL).id)

    def refused():
        try:
            OpenAI(base_url=f"{URL}/v1", api_key="wrong", max_retries=0).models.list()
        except AuthenticationError as error:
            return error.code

    tell("openai with a wrong key", refused)


def runpod_sdk():
    import runpod
    from runpod.endpoint import runner

    runpod.api_key = KEY
    runpod.endpoint_url_base = f"{URL}/v2"
    endpoint = runpod.Endpoint("whisper")
    with open(FILE, "rb") as file:
        recording = base64.b64encode(file.read()).decode()
    given = {"input": {"audio_base64": recording, "model": MODEL}}

    tell("runpod Endpoint.run_sync", lambda: endpoint.run_sync(given, timeout=120)["transcription"])

    job = endpoint.run(given)
    tell("runpod Job.status", lambda: job.status() in ("IN_QUEUE", "IN_PROGRESS", "COMPLETED"))
    tell("runpod Job.output", lambda: job.output(timeout=120)["transcription"])
    streamed = endpoint.run(given)
    tell("runpod Job.stream", lambda: "".join(json.dumps(part) for part in streamed.stream()))
    cancelled = endpoint.run(given)
    tell("runpod Job.cancel", lambda: cancelled.cancel()["status"])
    tell("runpod Endpoint.health", lambda: endpoint.health()["jobs"]["completed"] >= 2)
    tell("runpod Endpoint.purge_queue", lambda: endpoint.purge_queue()["status"])

    def refused():
        try:
            runner.Endpoint("whisper", api_key="wrong").run(given)
        except RuntimeError as error:
            return "401" in str(error)

    tell("runpod with a wrong key", refused)


def deepgram_sdk():
    from deepgram import DeepgramClient
    from deepgram.core.api_error import ApiError
    from deepgram.environment import DeepgramClientEnvironment

    here = DeepgramClientEnvironment(base=URL, production=URL, agent=URL, agent_rest=URL)
    client = DeepgramClient(api_key=KEY, environment=here)
    with open(FILE, "rb") as file:
        recording = file.read()

    def ask(**options):
        return client.listen.v1.media.transcribe_file(request=recording, model=MODEL, **options)

    tell("deepgram listen.v1.media.transcribe_file", lambda: ask(smart_format=True).results.channels[0].alternatives[0].transcript)
    tell("deepgram utterances", lambda: " ".join(each.transcript for each in ask(utterances=True, punctuate=True).results.utterances))
    tell("deepgram paragraphs", lambda: ask(paragraphs=True, punctuate=True).results.channels[0].alternatives[0].paragraphs.transcript)

    def refused():
        try:
            wrong = DeepgramClient(api_key="wrong", environment=here)
            wrong.listen.v1.media.transcribe_file(request=recording)
        except ApiError as error:
            return error.status_code

    tell("deepgram with a wrong key", refused)


def assemblyai_sdk():
    import assemblyai as aai

    aai.settings.base_url = URL
    aai.settings.api_key = KEY
    aai.settings.polling_interval = 0.5
    transcriber = aai.Transcriber(config=aai.TranscriptionConfig(speech_models=[MODEL]))

    transcript = transcriber.transcribe(FILE)
    tell("assemblyai Transcriber.transcribe", lambda: transcript.text)
    tell("assemblyai Transcript.words", lambda: transcript.words[0].text)
    tell("assemblyai Transcript.get_sentences", lambda: " ".join(each.text for each in transcript.get_sentences()))
    tell("assemblyai Transcript.get_paragraphs", lambda: " ".join(each.text for each in transcript.get_paragraphs()))
    tell("assemblyai Transcript.export_subtitles_srt", lambda: transcript.export_subtitles_srt())
    tell("assemblyai Transcript.export_subtitles_vtt", lambda: transcript.export_subtitles_vtt())
    tell("assemblyai Transcript.word_search", lambda: transcript.word_search([transcript.words[0].text])[0].count >= 1)
    tell("assemblyai Transcriber.upload_file", lambda: transcriber.upload_file(FILE).startswith(URL))
    tell("assemblyai Transcriber.submit", lambda: transcriber.submit(FILE).wait_for_completion().status == aai.TranscriptStatus.completed)
    tell("assemblyai Transcriber.list_transcripts", lambda: transcript.id in [each.id for each in transcriber.list_transcripts().transcripts])
    tell("assemblyai Transcript.get_by_id", lambda: aai.Transcript.get_by_id(transcript.id).text)
    tell("assemblyai Transcript.delete_by_id", lambda: aai.Transcript.delete_by_id(transcript.id).id == transcript.id)

    def refused():
        aai.settings.api_key = "wrong"
        try:
            return aai.Transcriber().list_transcripts() and None
        except Exception as error:
            return "401" in str(error) or "uthentication" in str(error)

    tell("assemblyai with a wrong key", refused)


for sdk in (openai_sdk, runpod_sdk, deepgram_sdk, assemblyai_sdk):
    try:
        sdk()
    except Exception as error:
        traceback.print_exc()
        print(json.dumps({"method": sdk.__name__, "error": f"{type(error).__name__}: {error}"}), flush=True)
