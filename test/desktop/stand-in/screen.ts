import { EventEmitter } from 'node:events';
import { config, type DisplayConfig } from './config.ts';
import { offer } from './offer.ts';
import { preventable } from './preventable.ts';

const SCREEN = [
  'getAllDisplays',
  'getPrimaryDisplay',
  'getDisplayMatching',
  'getDisplayNearestPoint',
  'getCursorScreenPoint',
] as const satisfies (keyof Electron.Screen)[];

const ORDINARY: DisplayConfig = { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } };

function display({
  id,
  bounds,
  workArea = bounds,
  scaleFactor = 1,
  label = `Screen ${id}`,
}: DisplayConfig): Electron.Display {
  return {
    id,
    bounds,
    workArea,
    scaleFactor,
    label,
    size: { width: bounds.width, height: bounds.height },
    workAreaSize: { width: workArea.width, height: workArea.height },
    accelerometerSupport: 'unknown',
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    detected: true,
    displayFrequency: 60,
    internal: false,
    maximumCursorSize: { width: 0, height: 0 },
    monochrome: false,
    nativeOrigin: { x: bounds.x, y: bounds.y },
    rotation: 0,
    touchSupport: 'unknown',
  };
}

/** How much of one rectangle lies in another, in square pixels. */
function shared(one: Electron.Rectangle, other: Electron.Rectangle): number {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, wide) * Math.max(0, high);
}

function distance({ x, y }: Electron.Point, to: Electron.Rectangle): number {
  const aside = Math.max(to.x - x, 0, x - (to.x + to.width));
  const above = Math.max(to.y - y, 0, y - (to.y + to.height));
  return Math.hypot(aside, above);
}

class StandInScreen extends EventEmitter implements Pick<Electron.Screen, (typeof SCREEN)[number]> {
  #displays = (config.displays ?? [ORDINARY]).map(display);

  getAllDisplays(): Electron.Display[] {
    return [...this.#displays];
  }

  getPrimaryDisplay(): Electron.Display {
    return this.#displays[0] ?? display(ORDINARY);
  }

  getDisplayMatching(rectangle: Electron.Rectangle): Electron.Display {
    const { x, y, width, height } = rectangle;
    const best = this.getAllDisplays().sort((a, b) => shared(rectangle, b.bounds) - shared(rectangle, a.bounds))[0];
    if (best !== undefined && shared(rectangle, best.bounds) > 0) return best;
    return this.getDisplayNearestPoint({ x: x + width / 2, y: y + height / 2 });
  }

  getDisplayNearestPoint(point: Electron.Point): Electron.Display {
    const [nearest] = this.getAllDisplays().sort((a, b) => distance(point, a.bounds) - distance(point, b.bounds));
    return nearest ?? this.getPrimaryDisplay();
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }

  /** Screens are plugged in, moved and taken away. */
  set(displays: DisplayConfig[]): void {
    const before = new Map(this.#displays.map((one) => [one.id, one]));
    this.#displays = displays.map(display);
    for (const one of this.#displays) {
      const was = before.get(one.id);
      before.delete(one.id);
      if (was === undefined) this.emit('display-added', preventable({}), one);
      else if (JSON.stringify(was) !== JSON.stringify(one)) {
        this.emit('display-metrics-changed', preventable({}), one, ['bounds', 'workArea']);
      }
    }
    for (const gone of before.values()) this.emit('display-removed', preventable({}), gone);
  }
}

/** The screens of this run. */
export const screens = new StandInScreen();

/** See https://www.electronjs.org/docs/latest/api/screen */
export const screen = offer<Electron.Screen, (typeof SCREEN)[number]>('screen', screens, SCREEN);
