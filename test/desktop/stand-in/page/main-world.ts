import { portsThatClose } from './ports-in-page.ts';
import { type WorldBridge, worldBridge } from './world-bridge.ts';

/** What a page's own world begins with, before its scripts: the ears for what the preload exposes, and ports that close. */
function mainWorld(secret: string, bridge: typeof worldBridge, ports: typeof portsThatClose): void {
  ports();
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
      Object.values(value).forEach(freeze);
      Object.freeze(value);
    } else if (typeof value === 'function') Object.freeze(value);
    return value;
  };
  const joined: WorldBridge = bridge(secret, 'main', (message) => {
    const { key, api } = Object.assign({ key: '', api: undefined as unknown }, message);
    if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
    Object.defineProperty(window, key, { value: freeze(joined.unpack(api)), enumerable: true });
    return undefined;
  });
}

/** The source of it for one page. */
export function mainWorldSource(secret: string): string {
  return `(${mainWorld})(${JSON.stringify(secret)}, ${worldBridge}, ${portsThatClose});`;
}
