/** The language with the most seconds; undefined where there is none. Of equals the first. */
export function mostSpoken(
  spoken: readonly { readonly language?: string | undefined; readonly seconds: number }[],
): string | undefined {
  const total = new Map<string, number>();
  for (const { language, seconds } of spoken)
    if (language !== undefined) total.set(language, (total.get(language) ?? 0) + seconds);
  const [most] = [...total].sort(([, a], [, b]) => b - a);
  return most?.[0];
}
