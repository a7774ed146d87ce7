/**
 * How long a server asks to be left alone, in ms: seconds, or a date (RFC 9110, 10.2.3), seen from `nowMs` since 1970.
 * Undefined when it does not say, or not so that it can be read.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
