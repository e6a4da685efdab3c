"""The methods of the Python SDKs in the table of docs/api/README.md that test/python/sdks.py does not try.

Arguments: the service's address, a key, a short recording, its address, and the names of the table as a list in JSON. Writes a line of JSON
for each method: what came of it, or the error and what it says. The first line has the names that the SDKs do not have.
"""

import asyncio
import base64
import json
import sys

import assemblyai
import deepgram
import openai
import runpod
from deepgram.environment import DeepgramClientEnvironment

URL, KEY, FILE, ADDRESS, NAMES = sys.argv[1:6]
with open(FILE, "rb") as file:
    RECORDING = file.read()


def tell(method, call):
    try:
        print(json.dumps({"method": method, "result": call()}), flush=True)
    except Exception as error:  # told, and judged by the test
        print(json.dumps({"method": method, "error": str(error)[:500]}), flush=True)


openai_client = openai.OpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0)
here = DeepgramClientEnvironment(base=URL, production=URL.replace("http", "ws"), agent=URL, agent_rest=URL)
deepgram_client = deepgram.DeepgramClient(api_key=KEY, environment=here)
runpod.api_key = KEY
runpod.endpoint_url_base = f"{URL}/v2"
assemblyai.settings.base_url = URL
assemblyai.settings.api_key = KEY
assemblyai.settings.polling_interval = 0.2


def has(name):
    for root in (openai_client, openai, runpod, runpod.endpoint, deepgram_client, deepgram, assemblyai):
        found = root
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is not None:
            return True
    return False


tell("names", lambda: [name for name in json.loads(NAMES) if not has(name)])


def of_openai():
    def ask(**options):
        with open(FILE, "rb") as file:
            return openai_client.audio.transcriptions.create(file=file, model="whisper-1", **options)

    async def later():
        client = openai.AsyncOpenAI(base_url=f"{URL}/v1", api_key=KEY)
        with open(FILE, "rb") as file:
            return (await client.audio.transcriptions.create(file=file, model="whisper-1")).text

    def live():
        with openai_client.realtime.connect(model="any"):
            return "connected"

    tell("temperature", lambda: ask(temperature=0.4, known_speaker_names=["agent"]).model_extra["warnings"])
    tell("diarized_json", lambda: ask(response_format="diarized_json"))
    tell("AsyncOpenAI", lambda: asyncio.run(later()))
    tell("realtime.connect", live)


async def of_runpod():
    import aiohttp

    given = {"audio_base64": base64.b64encode(RECORDING).decode()}
    async with aiohttp.ClientSession() as session:
        endpoint = runpod.AsyncioEndpoint("whisper", session)
        job = await endpoint.run(given)
        states = [await job.status()]
        output = await job.output(timeout=120)
        streamed = [part async for part in (await endpoint.run(given)).stream()]
        states.append((await (await endpoint.run(given)).cancel())["status"])
        return {"states": states, "texts": [output["transcription"], json.dumps(streamed)]}


def of_deepgram():
    media = deepgram_client.listen.v1.media

    async def later():
        client = deepgram.AsyncDeepgramClient(api_key=KEY, environment=here)
        return text_of(await client.listen.v1.media.transcribe_file(request=RECORDING, smart_format=True))

    def live(version):
        with version.connect(model="nova-3"):
            return "connected"

    text_of = lambda answer: answer.results.channels[0].alternatives[0].transcript
    tell("transcribe_url", lambda: text_of(media.transcribe_url(url=ADDRESS)))
    marked = media.transcribe_file(request=RECORDING, diarize=True, redact="pci", summarize="v2", topics=True)
    tell("diarize", lambda: [each["parameter"] for each in marked.metadata.model_extra["warnings"]])
    tell("AsyncDeepgramClient", lambda: asyncio.run(later()))
    tell("listen.v1.connect", lambda: live(deepgram_client.listen.v1))
    tell("listen.v2.connect", lambda: live(deepgram_client.listen.v2))


def of_assemblyai():
    transcriber = assemblyai.Transcriber()
    first = transcriber.transcribe(FILE)
    upload = transcriber.upload_file(FILE)
    groups, one = assemblyai.TranscriptGroup, assemblyai.Transcript
    texts = lambda group: [each.text for each in group]
    redacting = assemblyai.TranscriptionConfig(
        redact_pii=True, redact_pii_audio=True, redact_pii_policies=[assemblyai.PIIRedactionPolicy.person_name], speaker_labels=True
    )

    async def later():
        return (await assemblyai.AsyncTranscriber().transcribe(FILE)).text

    tell("transcribe_group", lambda: texts(transcriber.transcribe_group([FILE, upload])))
    tell("submit_group", lambda: texts(transcriber.submit_group([FILE, upload]).wait_for_completion()))
    tell("get_by_ids", lambda: texts(groups.get_by_ids([first.id])))
    tell("get_by_ids_async", lambda: texts(groups.get_by_ids_async([first.id]).result()))
    tell("transcribe_group_async", lambda: texts(transcriber.transcribe_group_async([FILE]).result()))
    tell("transcribe_async", lambda: [transcriber.transcribe_async(FILE).result().text])
    tell("wait_for_completion_async", lambda: [transcriber.submit(FILE).wait_for_completion_async().result().text])
    tell("get_by_id_async", lambda: [one.get_by_id_async(first.id).result().text])
    tell("AsyncTranscriber", lambda: [asyncio.run(later())])
    tell("upload_file_async", lambda: transcriber.upload_file_async(FILE).result())
    tell("list_transcripts_async", lambda: len(transcriber.list_transcripts_async().result().transcripts))
    tell("delete_by_id_async", lambda: one.delete_by_id_async(first.id).result().id == first.id)
    redacted = transcriber.transcribe(upload, config=redacting)
    tell("redact_pii", lambda: redacted.text)
    tell("get_redacted_audio_url", lambda: redacted.get_redacted_audio_url())
    tell("save_redacted_audio", lambda: redacted.save_redacted_audio("/dev/null"))
    # SyncTranscriber.transcribe and DictationTranscriber are not asked: they would send the recording away.
    elsewhere = assemblyai.settings
    tell("addresses", lambda: [elsewhere.sync_base_url, elsewhere.dictation_base_url])


of_openai()
tell("AsyncioEndpoint.run", lambda: asyncio.run(of_runpod()))
of_deepgram()
of_assemblyai()
