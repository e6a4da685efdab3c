/** As much of a browser as signing in needs: it keeps cookies, and follows redirects as far as it is told. */
export function openBrowser() {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  async function ask(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(url);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Goes where it is sent, until an address that `isEnd` holds of, or an answer that sends nowhere. */
  async function follow(url: string, isEnd: (url: string) => boolean = () => false) {
    let at = url;
    for (let hop = 0; hop < 20; hop++) {
      if (isEnd(at)) return { url: at, response: undefined };
      const response = await ask(at);
      const location = response.headers.get("location");
      if (location === null || response.status < 300 || response.status > 399) return { url: at, response };
      at = new URL(location, at).href;
    }
    throw new Error("Sent about without end");
  }

  return { ask, follow, cookies: (url: string) => jarOf(url) };
}

export type Browser = ReturnType<typeof openBrowser>;
