import { type PointerEvent, useRef } from 'react';

/** What mouse and fingers do on a picture; distances in pixels, points from the picture's frame's middle. */
export interface PointerGestures {
  onDrag: (dx: number, dy: number) => void;
  onPinch: (factor: number, point: { x: number; y: number }) => void;
  onSwipe: (by: 1 | -1) => void;
}

interface Held {
  x: number;
  y: number;
  readonly fromX: number;
  readonly fromY: number;
}

const SWIPE = 60;

/** Listeners that tell one pointer's drag, two fingers' pinch and a finger's swipe to either side apart. */
export function usePointers({ onDrag, onPinch, onSwipe }: PointerGestures) {
  const held = useRef(new Map<number, Held>());
  // A pinch ends with one finger after the other: the last one has not swiped.
  const wasPinch = useRef(false);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = { x: event.clientX, y: event.clientY };
    if (held.current.size === 0) wasPinch.current = false;
    held.current.set(event.pointerId, { ...at, fromX: at.x, fromY: at.y });
    if (held.current.size > 1) wasPinch.current = true;
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const pointer = held.current.get(event.pointerId);
    if (pointer === undefined) return;
    const other = [...held.current].find(([id]) => id !== event.pointerId)?.[1];
    const before = { ...pointer };
    pointer.x = event.clientX;
    pointer.y = event.clientY;
    if (other === undefined) {
      onDrag(pointer.x - before.x, pointer.y - before.y);
      return;
    }
    const apart = Math.hypot(before.x - other.x, before.y - other.y);
    if (apart === 0) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    onPinch(Math.hypot(pointer.x - other.x, pointer.y - other.y) / apart, {
      x: (pointer.x + other.x) / 2 - left - width / 2,
      y: (pointer.y + other.y) / 2 - top - height / 2,
    });
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    const pointer = held.current.get(event.pointerId);
    held.current.delete(event.pointerId);
    if (pointer === undefined || wasPinch.current || event.pointerType === 'mouse') return;
    const dx = event.clientX - pointer.fromX;
    if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(event.clientY - pointer.fromY)) onSwipe(dx < 0 ? 1 : -1);
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>): void {
    held.current.delete(event.pointerId);
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
}
