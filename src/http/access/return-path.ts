const ANY = "http://here.invalid";

/**
 * Where on this site a browser is to go, as it can be put into `Location`; null for what leads elsewhere. Browsers take more
 * for the address of another site than begins with a scheme: `//other`, `/\other`, `/.//other`.
 */
export function returnPath(text: string): string | null {
  if (!text.startsWith("/") || !URL.canParse(text, ANY)) return null;
  const { origin, pathname, search, hash } = new URL(text, ANY);
  const path = pathname + search + hash;
  return origin === ANY && !path.startsWith("//") ? path : null;
}
