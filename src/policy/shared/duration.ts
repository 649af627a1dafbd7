const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A time as Go and compose write it, such as `1m30s`, in milliseconds; null where it is none. */
export function milliseconds(text: string): number | null {
  if (text === '0') return 0;
  if (!/^(\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+(?:\.\d*)?)([a-zµ]+)/g)];
  return parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0);
}

/** The shortest time between two health checks of a stranger's work. Zero means the engine's own time. */
const SHORTEST_MS = 100;

/** Would health checks this often take the machine from everybody else? */
export function isHammering(text: string): boolean {
  const ms = milliseconds(text);
  return ms !== null && ms > 0 && ms < SHORTEST_MS;
}
