import { escapeHtml, page } from "./page.ts";

/** What somebody sees who opens the service in a browser. `host` is the name and port they reached it by. */
export function welcomePage({ version, host }: { version: string; host: string }): string {
  const address = escapeHtml(`http://${host}`);
  const main = `<div class="column">
<h1>Scribewell is running</h1>
<p class="lead">Recordings in; text, subtitles and word times out. Nothing leaves this machine.</p>
<h2>Try it</h2>
<p>Send a recording and wait up to a minute for its text:</p>
<pre><code>curl -F file=@talk.mp3 '${address}/api/v1/transcribe?wait=60&amp;as=txt'</code></pre>
<p>Longer ones: leave <code>wait</code> out. The answer names the job; follow it, and fetch its subtitles when it is done:</p>
<pre><code>curl -F file=@meeting.mp4 ${address}/api/v1/transcribe
curl -N ${address}/api/v1/jobs/<em>id</em>/events
curl ${address}/api/v1/jobs/<em>id</em>/result?as=srt</code></pre>
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
