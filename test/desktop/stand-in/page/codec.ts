// Both functions also run in pages, by their source: they may use nothing from outside themselves.

/** A value as JSON: what structured clone keeps and JSON does not is tagged with `$`. */
export function encode(value: unknown): unknown {
  const text = (bytes: Uint8Array): string => {
    let binary = '';
    for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(binary);
  };
  const walk = (item: unknown): unknown => {
    if (item === undefined) return { $: 'undefined' };
    if (typeof item === 'bigint') return { $: 'bigint', value: String(item) };
    if (typeof item === 'number' && !Number.isFinite(item)) return { $: 'number', value: String(item) };
    if (typeof item === 'function' || typeof item === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map(walk);
    if (item instanceof ArrayBuffer) return { $: 'buffer', value: text(new Uint8Array(item)) };
    if (ArrayBuffer.isView(item)) {
      const bytes = new Uint8Array(item.buffer, item.byteOffset, item.byteLength);
      return { $: 'bytes', value: text(bytes) };
    }
    if (item instanceof Date) return { $: 'date', value: item.getTime() };
    if (item instanceof Error) return { $: 'error', name: item.name, message: item.message, stack: item.stack ?? '' };
    if (item instanceof Map) return { $: 'map', value: [...item].map((pair) => pair.map(walk)) };
    if (item instanceof Set) return { $: 'set', value: [...item].map(walk) };
    const plain = Object.fromEntries(Object.entries(item).map(([key, part]) => [key, walk(part)]));
    return '$' in plain ? { $: 'object', value: plain } : plain;
  };
  return walk(value);
}

/** What `encode` was given. Views come back as `Uint8Array`. */
export function decode(value: unknown): unknown {
  const bytes = (text: unknown): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(String(text)), (char) => char.charCodeAt(0));
  const fields = (item: object) => Object.fromEntries(Object.entries(item).map(([key, part]) => [key, walk(part)]));
  const error = (item: object): Error => {
    const { name, message, stack } = Object.assign({ name: 'Error', message: '', stack: '' }, item);
    return Object.assign(new Error(message), { name, stack });
  };
  function walk(item: unknown): unknown {
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map(walk);
    if (!('$' in item)) return fields(item);
    const inner = 'value' in item ? item.value : undefined;
    const list: unknown[] = Array.isArray(inner) ? inner : [];
    switch (item.$) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(String(inner));
      case 'number':
        return Number(inner);
      case 'buffer':
        return bytes(inner).buffer;
      case 'bytes':
        return bytes(inner);
      case 'date':
        return new Date(Number(inner));
      case 'error':
        return error(item);
      case 'map':
        return new Map(list.map((pair) => (Array.isArray(pair) ? [walk(pair[0]), walk(pair[1])] : [pair, undefined])));
      case 'set':
        return new Set(list.map(walk));
      default:
        return typeof inner === 'object' && inner !== null ? fields(inner) : inner;
    }
  }
  return walk(value);
}
