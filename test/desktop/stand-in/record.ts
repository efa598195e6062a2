/** A call that the app made on Electron, its arguments as JSON; `at` in ms since 1970. */
export type RecordedCall = { object: string; method: string; args: unknown[]; at: number };

// A long run must not grow without end; the first calls are the interesting ones, the last ones the needed ones.
const AT_MOST = 50_000;
const calls: RecordedCall[] = [];
const names = new WeakMap<object, string>();

/** From now on the record calls this object by `name`. */
export function nameInRecord(value: object, name: string): void {
  names.set(value, name);
}

/** Remembers a call. */
export function record(object: string, method: string, args: readonly unknown[]): void {
  if (calls.length >= AT_MOST) calls.splice(1_000, 1);
  calls.push({ object, method, args: args.map((arg) => summary(arg)), at: Date.now() });
}

/** All calls so far, or those on one object, or of one method. */
export function recordedCalls(object?: string, method?: string): RecordedCall[] {
  return calls.filter(
    (call) => (object === undefined || call.object === object) && (method === undefined || call.method === method),
  );
}

/** A value as JSON can hold it: functions, windows, images and bytes by what they are. */
export function summary(value: unknown, depth = 0): unknown {
  if (typeof value === 'function') return '[function]';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const name = names.get(value);
  if (name !== undefined) return `[${name}]`;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return `[${value.name}: ${value.message}]`;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => summary(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, summary(item, depth + 1)]));
}
