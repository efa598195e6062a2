/** A rectangle in device-independent pixels. */
export type Rectangle = { x: number; y: number; width: number; height: number };
type Size = Pick<Rectangle, 'width' | 'height'>;

/** Where a window was when it was last seen. */
export type WindowPlace = Rectangle & { isMaximized: boolean };

/** How large the window is at first, and how small it may get. */
export const FIRST_SIZE = { width: 1280, height: 800 };
export const SMALLEST = { width: 480, height: 400 };

/** So much of the title bar must be on a screen, so that the window can be taken hold of. */
const REACHABLE = { width: 120, height: 30 };

/**
 * Where to open the window: where it was, moved or made smaller as far as the screens of today demand, or in the middle
 * of the first screen. `screens` are the work areas, the primary one first; there is always one.
 */
export function placeWindow(last: WindowPlace | null, screens: readonly Rectangle[]): WindowPlace {
  const [primary = { x: 0, y: 0, ...FIRST_SIZE }] = screens;
  if (last === null) return { ...centred(FIRST_SIZE, primary), isMaximized: false };
  for (const screen of screens) {
    const window = { ...last, ...fitted(last, screen) };
    if (isReachable(window, screen)) return window;
  }
  return { ...centred(last, primary), isMaximized: last.isMaximized };
}

/** Small enough for the screen, and else large enough to be of use. */
function fitted(size: Size, screen: Size): Size {
  return {
    width: Math.min(Math.max(size.width, SMALLEST.width), screen.width),
    height: Math.min(Math.max(size.height, SMALLEST.height), screen.height),
  };
}

/** Whether enough of the window's upper edge lies on the screen. */
function isReachable(window: Rectangle, screen: Rectangle): boolean {
  const overlap = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const top = window.y - screen.y;
  return overlap >= REACHABLE.width && top >= 0 && top <= screen.height - REACHABLE.height;
}

function centred(size: Size, screen: Rectangle): Rectangle {
  const { width, height } = fitted(size, screen);
  return {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) / 2),
    width,
    height,
  };
}
