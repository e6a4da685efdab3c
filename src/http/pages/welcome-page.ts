import { escapeHtml, page } from "./page.ts";

/** What the page depends on. */
interface Welcome {
  readonly version: string;
  /** The origin by which its reader reached it. */
  readonly address: string;
  readonly wantsKeys: boolean;
  /** Whether jobs may name a remote model. */
  readonly allowsRemote: boolean;
}

/** What somebody sees who opens the service in a browser. */
export function welcomePage({ version, address, wantsKeys, allowsRemote }: Welcome): string {
  const main = `<div class="column">
<h1>Scribewell is running</h1>
<p class="lead">Recordings in; text, subtitles and word times out. ${whereItGoes(allowsRemote)}</p>
${tryIt(escapeHtml(address), wantsKeys)}
<h2>Go on</h2>
<ul class="cards">
<li><a href="/docs"><strong>API</strong><span>Read and try every request</span></a></li>
<li><a href="/docs/errors"><strong>Errors</strong><span>What each code means, and what to do</span></a></li>
<li><a href="/health/ready"><strong>Health</strong><span>Whether all it needs is there</span></a></li>
<li><a href="/metrics"><strong>Metrics</strong><span>Figures for Prometheus</span></a></li>
</ul>
<p class="foot">Scribewell ${escapeHtml(version)}</p>
</div>`;
  return page({ title: "Scribewell", main });
}

const whereItGoes = (allowsRemote: boolean) =>
  allowsRemote
    ? "A recording leaves the service only for a remote model."
    : "No recording is sent to anybody else's service.";

function tryIt(address: string, wantsKeys: boolean): string {
  const curl = wantsKeys ? 'curl -H "Authorization: Bearer $SCRIBEWELL_KEY"' : "curl";
  const key = `<p>Every request needs a key. Whoever runs the service has the first one, and makes others:</p>
<pre><code>export SCRIBEWELL_KEY=sw_…</code></pre>
`;
  return `<h2>Try it</h2>
${wantsKeys ? key : ""}<p>Send a recording and wait up to a minute for its text:</p>
<pre><code>${curl} -F file=@talk.mp3 '${address}/api/v1/transcribe?wait=60&amp;as=txt'</code></pre>
<p>Longer ones: leave <code>wait</code> out. The answer names the job; follow it, and fetch its subtitles when it is done:</p>
<pre><code>${curl} -F file=@meeting.mp4 ${address}/api/v1/transcribe
${curl} -N ${address}/api/v1/jobs/<em>id</em>/events
${curl} '${address}/api/v1/jobs/<em>id</em>/result?as=srt'</code></pre>`;
}
