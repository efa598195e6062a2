import type { VehiclePart } from '../../shared/vehicle-part.ts';

// The vehicle is drawn unfolded and heading left: from above in the middle, its right side folded up, its left side folded
// down, front and rear folded out at the ends. One unit is about a centimetre.

export const DIAGRAM = { width: 600, height: 500 } as const;

/** A point of the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A part in the plane in which it is drawn, and where a pin on it stands. */
export interface PartShape {
  readonly part: VehiclePart;
  readonly path: string;
  readonly pin: Point;
}

/** Front, top and rear, in the coordinates of the whole drawing. */
export const TOP: readonly PartShape[] = [
  {
    part: 'front-bumper',
    path: 'M62 170H46Q24 173 21 198L19 250L21 302Q24 327 46 330H62Q52 250 62 170Z',
    pin: { x: 39, y: 250 },
  },
  {
    part: 'bonnet',
    path: 'M88 192Q91 176 108 173L204 167Q190 250 204 333L108 327Q91 324 88 308Q80 250 88 192Z',
    pin: { x: 140, y: 250 },
  },
  {
    part: 'windscreen',
    path: 'M209 173Q196 250 209 327L264 311Q256 250 264 189Z',
    pin: { x: 231, y: 250 },
  },
  {
    part: 'roof',
    path: 'M269 186Q261 250 269 314L382 311Q390 250 382 189Z',
    pin: { x: 326, y: 250 },
  },
  {
    part: 'rear-window',
    path: 'M387 190Q395 250 387 310L448 326Q460 250 448 174Z',
    pin: { x: 424, y: 250 },
  },
  {
    part: 'boot',
    path: 'M453 170Q466 250 453 330L506 326Q520 323 522 308Q528 250 522 192Q520 177 506 174Z',
    pin: { x: 492, y: 250 },
  },
  {
    part: 'rear-bumper',
    path: 'M538 170H554Q576 173 579 198L581 250L579 302Q576 327 554 330H538Q548 250 538 170Z',
    pin: { x: 561, y: 250 },
  },
  {
    part: 'right-mirror',
    path: 'M216 164L212 150Q211 140 222 141L238 144Q246 146 243 154L238 164Z',
    pin: { x: 228, y: 148 },
  },
  {
    part: 'left-mirror',
    path: 'M216 336L212 350Q211 360 222 359L238 356Q246 354 243 346L238 336Z',
    pin: { x: 228, y: 352 },
  },
];

/** What of the vehicle is only there to be recognised, in the plane of front, top and rear. */
export const TOP_OUTLINE =
  'M78 196Q80 168 112 166L204 160Q330 172 448 166L500 167Q530 170 532 200Q536 250 532 300Q530 330 500 333L448 334Q330 328 204 340L112 334Q80 332 78 304Q72 250 78 196Z';
export const TOP_LINES: readonly string[] = [
  // lamps and grille, seen from the front and from behind
  'M40 182Q30 186 29 202L38 208Q44 196 47 184Z',
  'M40 318Q30 314 29 298L38 292Q44 304 47 316Z',
  'M27 226Q25 250 27 274L35 270Q33 250 35 230Z',
  'M560 182Q570 186 571 202L562 208Q556 196 553 184Z',
  'M560 318Q570 314 571 298L562 292Q556 304 553 316Z',
  'M569 232L571 232L572 250L571 268L569 268Z',
  // the creases of the bonnet, the side windows from above
  'M104 200Q150 190 192 190',
  'M104 300Q150 310 192 310',
  'M218 169L268 182L326 179L382 184L440 169Q330 177 218 169Z',
  'M218 331L268 318L326 321L382 316L440 331Q330 323 218 331Z',
];

/** A side in its own plane: x as in the whole drawing, y from the roof down to the road. The right side is its mirror image. */
interface SideShape {
  readonly left: VehiclePart;
  readonly right: VehiclePart;
  readonly path: string;
  readonly pin: Point;
}

const SIDE: readonly SideShape[] = [
  {
    left: 'front-left-wing',
    right: 'front-right-wing',
    path: 'M78 98V76Q79 66 92 62Q140 51 208 46L216 47V104H200A38 38 0 0 0 124 104H86Q78 104 78 98Z',
    pin: { x: 184, y: 59 },
  },
  {
    left: 'front-left-door',
    right: 'front-right-door',
    path: 'M216 47L268 14Q278 8 292 7L316 6V104H216Z',
    pin: { x: 270, y: 76 },
  },
  {
    left: 'rear-left-door',
    right: 'rear-right-door',
    path: 'M316 6L358 7Q382 9 404 22L412 27V67A38 38 0 0 0 398 104H316Z',
    pin: { x: 358, y: 76 },
  },
  {
    left: 'rear-left-wing',
    right: 'rear-right-wing',
    path: 'M412 27L450 46Q504 49 516 58Q524 65 524 78V96Q524 104 516 104H474A38 38 0 0 0 412 67Z',
    pin: { x: 470, y: 63 },
  },
  {
    left: 'left-sill',
    right: 'right-sill',
    path: 'M203 107H395L391 117H207Z',
    pin: { x: 302, y: 112 },
  },
  {
    left: 'front-left-wheel',
    right: 'front-right-wheel',
    path: 'M131 104a31 31 0 1 0 62 0a31 31 0 1 0 -62 0Z',
    pin: { x: 162, y: 104 },
  },
  {
    left: 'rear-left-wheel',
    right: 'rear-right-wheel',
    path: 'M405 104a31 31 0 1 0 62 0a31 31 0 1 0 -62 0Z',
    pin: { x: 436, y: 104 },
  },
];

/** Windows, handles, rims and lamps of a side, in its own plane. */
export const SIDE_LINES: readonly string[] = [
  'M230 45L271 19Q280 14 292 13L308 12V45Z',
  'M323 12L357 13Q378 15 397 26L400 28V45H323Z',
  'M288 56h16v4h-16zM384 56h16v4h-16z',
  'M147 104a15 15 0 1 0 30 0a15 15 0 1 0 -30 0Z',
  'M421 104a15 15 0 1 0 30 0a15 15 0 1 0 -30 0Z',
  'M79 78Q88 66 106 64L100 76Q92 80 79 80Z',
  'M523 76Q514 62 502 60L504 74Q514 79 523 79Z',
];

const LEFT_SIDE_TOP = 356;
const RIGHT_SIDE_TOP = 144;
/** How a side is laid into the whole drawing, as SVG transforms. */
export const LEFT_SIDE = `matrix(1 0 0 1 0 ${LEFT_SIDE_TOP})`;
export const RIGHT_SIDE = `matrix(1 0 0 -1 0 ${RIGHT_SIDE_TOP})`;

export const LEFT_SHAPES: readonly PartShape[] = SIDE.map(({ left, path, pin }) => ({
  part: left,
  path,
  pin: { x: pin.x, y: LEFT_SIDE_TOP + pin.y },
}));

export const RIGHT_SHAPES: readonly PartShape[] = SIDE.map(({ right, path, pin }) => ({
  part: right,
  path,
  pin: { x: pin.x, y: RIGHT_SIDE_TOP - pin.y },
}));

/** Where a pin on each part stands in the whole drawing. */
export const PIN_OF: ReadonlyMap<VehiclePart, Point> = new Map(
  [...TOP, ...LEFT_SHAPES, ...RIGHT_SHAPES].map(({ part, pin }) => [part, pin]),
);
