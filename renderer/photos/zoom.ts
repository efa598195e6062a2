/** Width and height in pixels of the screen. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture lies in its frame: its scale (1 is fitted) and how far its middle is from the frame's, in pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const FITTED: View = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 8;
/** A small picture is drawn at most so much larger than it is. */
const MAX_ENLARGED = 2;

/** The size at which a picture fits into its frame. */
export function fittedSize(picture: Size, frame: Size): Size {
  if (picture.width <= 0 || picture.height <= 0) return { width: 0, height: 0 };
  const scale = Math.max(0, Math.min(frame.width / picture.width, frame.height / picture.height, MAX_ENLARGED));
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The view with a scale that is `factor` times as large; what lies under `point` (from the frame's middle) stays there. */
export function zoomed(view: View, factor: number, point: { x: number; y: number }, fitted: Size, frame: Size): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return held(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    fitted,
    frame,
  );
}

/** The view moved by so many pixels. */
export function panned(view: View, dx: number, dy: number, fitted: Size, frame: Size): View {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, fitted, frame);
}

/** The view with no gap between picture and frame where the picture is large enough, and in the middle where it is not. */
export function held(view: View, fitted: Size, frame: Size): View {
  const roomX = Math.max(0, (fitted.width * view.scale - frame.width) / 2);
  const roomY = Math.max(0, (fitted.height * view.scale - frame.height) / 2);
  return {
    scale: view.scale,
    x: within(roomX, view.x),
    y: within(roomY, view.y),
  };
}

function within(room: number, value: number): number {
  return room === 0 ? 0 : Math.min(room, Math.max(-room, value));
}
