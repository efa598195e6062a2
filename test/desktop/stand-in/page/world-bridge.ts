/** One side's end of the bridge between a page's own world and its isolated one. */
export type WorldBridge = {
  /** A value for the other side: functions and promises by number, all else cloned. */
  pack(value: unknown): unknown;
  unpack(value: unknown): unknown;
  /** Says something to the other side; what it answers. */
  ask(message: unknown): unknown;
};

/**
 * Joins the two worlds of a page as Electron's contextBridge does: functions stay where they are and are called across,
 * at once; values are cloned. Both sides run this by its source, so it uses nothing from outside itself. An event's
 * `detail` is cloned by Chromium when it is read in another world.
 */
export function worldBridge(
  secret: string,
  side: 'main' | 'isolated',
  hear: (message: unknown) => unknown,
): WorldBridge {
  const other = side === 'main' ? 'isolated' : 'main';
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
  const Custom = CustomEvent;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const settlers = new Map<number, [(value: unknown) => void, (error: unknown) => void]>();
  let last = 0;
  let answer: unknown;

  const ask = (message: unknown): unknown => {
    answer = undefined;
    dispatchEvent.call(document, new Custom(`${secret}-${other}`, { detail: structuredClone(message) }));
    const given = answer;
    answer = undefined;
    if (typeof given !== 'object' || given === null || !('ok' in given) || !('value' in given)) return undefined;
    if (given.ok === true) return unpack(given.value);
    throw unpack(given.value);
  };

  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') {
      last += 1;
      functions.set(last, (...args) => value(...args));
      return { bridge: 'function', id: last };
    }
    if (value instanceof Promise) {
      last += 1;
      const id = last;
      const settle = (ok: boolean) => (result: unknown) => ask({ kind: 'settle', id, ok, value: pack(result) });
      value.then(settle(true), settle(false));
      return { bridge: 'promise', id };
    }
    if (Array.isArray(value)) return value.map(pack);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if ([Date, RegExp, Map, Set, Error, ArrayBuffer, Blob].some((kind) => value instanceof kind)) return value;
    // As in Electron, own members only: a prototype does not cross.
    return {
      bridge: 'object',
      value: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)])),
    };
  };

  function unpack(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unpack);
    if (typeof value !== 'object' || value === null || !('bridge' in value)) return value;
    if (value.bridge === 'object' && 'value' in value && typeof value.value === 'object' && value.value !== null) {
      return Object.fromEntries(Object.entries(value.value).map(([key, item]) => [key, unpack(item)]));
    }
    const id = 'id' in value ? Number(value.id) : 0;
    if (value.bridge === 'function') return (...args: unknown[]) => ask({ kind: 'call', id, args: args.map(pack) });
    return new Promise((resolve, reject) => {
      settlers.set(id, [resolve, reject]);
    });
  }

  const heard = (message: unknown): unknown => {
    const said = Object.assign(
      { kind: '', id: 0, ok: true, args: [] as unknown[], value: undefined as unknown },
      message,
    );
    if (said.kind === 'call') return functions.get(said.id)?.(...said.args.map(unpack));
    if (said.kind !== 'settle') return hear(message);
    settlers.get(said.id)?.[said.ok ? 0 : 1](unpack(said.value));
    settlers.delete(said.id);
    return undefined;
  };

  addEventListener.call(document, `${secret}-${side}`, (event) => {
    if (!(event instanceof Custom)) return;
    let detail: unknown;
    try {
      // What cannot be cloned must say so here: Chromium would hand over an empty detail.
      detail = structuredClone({ ok: true, value: pack(heard(event.detail)) });
    } catch (error) {
      detail = { ok: false, value: error instanceof Error ? error : new Error(String(error)) };
    }
    dispatchEvent.call(document, new Custom(`${secret}-${side}-answer`, { detail }));
  });
  addEventListener.call(document, `${secret}-${other}-answer`, (event) => {
    if (event instanceof Custom) answer = event.detail;
  });
  return { pack, unpack, ask };
}
