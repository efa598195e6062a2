import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { photoPath } from '../../shared/photo.ts';
import { useBoard } from '../board/board-context.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBroken } from '../ui/use-broken.ts';
import styles from './Gallery.module.css';
import { usePointers } from './use-pointers.ts';
import { FITTED, fittedSize, held, MAX_SCALE, panned, type Size, type View, zoomed } from './zoom.ts';

const STEP = 1.5;
const CLOSE_UP = 2.5;
const PAN_STEP = 80;
const MARGIN = 12;
const MIDDLE = { x: 0, y: 0 };

/** A photo as large as its place allows, and larger: by wheel, keys, double click and two fingers; then it can be dragged. */
export function ZoomedPhoto({
  sha256,
  size,
  name,
  onStep,
  isOneOfTwo = false,
}: {
  sha256: string;
  /** Of the photo, so that the picture has its place before it is loaded. */
  size: Size;
  name: string;
  onStep: (by: 1 | -1) => void;
  /** Two are on the screen: the keys are for the one with the focus. */
  isOneOfTwo?: boolean;
}) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const frameRef = useMergedRef(ref, sizeRef);
  const [wanted, setView] = useState<View>(FITTED);
  const [loaded, setLoaded] = useState<Size | null>(null);
  const isLive = useBoard(({ connection }) => connection.state === 'live');
  const [isBroken, setBroken] = useBroken(sha256, isLive);
  const frame = { width, height };
  const fitted = fittedSize(loaded ?? size, { width: width - 2 * MARGIN, height: height - 2 * MARGIN });
  // The window may have become smaller since.
  const view = held(wanted, fitted, frame);
  const isZoomed = view.scale > 1;

  const zoomBy = (factor: number, point = MIDDLE): void => setView(zoomed(view, factor, point, fitted, frame));
  const panBy = (dx: number, dy: number): void => setView(panned(view, dx, dy, fitted, frame));
  const pointers = usePointers({
    onDrag: (dx, dy) => isZoomed && panBy(dx, dy),
    onPinch: zoomBy,
    onSwipe: (by) => !isZoomed && onStep(by),
  });

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    // Some mice count in lines.
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 30;
    zoomBy(Math.exp(-pixels / 400), fromMiddle(event, ref.current));
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isOneOfTwo && ref.current?.parentElement?.contains(document.activeElement) !== true) return;
    const act = actionOf(event.key);
    if (act === null || (act.kind === 'pan' && !isZoomed)) return;
    event.preventDefault();
    if (act.kind === 'fit') setView(FITTED);
    else if (act.kind === 'zoom') zoomBy(act.factor);
    else panBy(act.dx, act.dy);
  });
  useEffect(() => {
    const element = ref.current;
    // React listens to the wheel passively, and the page would scroll too.
    element?.addEventListener('wheel', onWheel, { passive: false });
    // Before the keys from photo to photo, which rest while the picture moves.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      element?.removeEventListener('wheel', onWheel);
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);

  if (isBroken) {
    return (
      <div className={styles.missing} role="status">
        <Icon name="photo-broken" size={56} />
        <h2>{t('photo.broken-title')}</h2>
        <p>{t('photo.broken-what')}</p>
      </div>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: all of it can be done with keys and buttons, too */}
      <div
        ref={frameRef}
        className={styles.frame}
        data-zoomed={isZoomed || undefined}
        tabIndex={isOneOfTwo ? 0 : undefined}
        onDoubleClick={(event) =>
          isZoomed ? setView(FITTED) : zoomBy(CLOSE_UP, fromMiddle(event.nativeEvent, ref.current))
        }
        {...pointers}
      >
        <img
          className={styles.picture}
          src={photoPath(sha256, 'full')}
          alt={name}
          draggable={false}
          style={{
            width: fitted.width,
            height: fitted.height,
            // What is there already, until the large one has come.
            backgroundImage: `url("${photoPath(sha256, 'card')}")`,
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setLoaded({ width: naturalWidth, height: naturalHeight })
          }
          onError={setBroken}
        />
      </div>
      <div className={styles.tools}>
        <Tool icon="zoom-out" name={t('gallery.zoom-out')} isOff={!isZoomed} onPress={() => zoomBy(1 / STEP)} />
        <Tool icon="fit" name={t('gallery.fit')} isOff={!isZoomed} onPress={() => setView(FITTED)} />
        <Tool icon="zoom-in" name={t('gallery.zoom-in')} isOff={view.scale >= MAX_SCALE} onPress={() => zoomBy(STEP)} />
      </div>
    </>
  );
}

function Tool({
  icon,
  name,
  isOff,
  onPress,
}: {
  icon: 'zoom-in' | 'zoom-out' | 'fit';
  name: string;
  isOff: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      aria-disabled={isOff || undefined}
      onClick={isOff ? undefined : onPress}
    >
      <Icon name={icon} size={20} />
    </button>
  );
}

type Action = { kind: 'zoom'; factor: number } | { kind: 'fit' } | { kind: 'pan'; dx: number; dy: number };

function actionOf(key: string): Action | null {
  switch (key) {
    case '+':
    case '=':
      return { kind: 'zoom', factor: STEP };
    case '-':
      return { kind: 'zoom', factor: 1 / STEP };
    case '0':
      return { kind: 'fit' };
    case 'ArrowLeft':
      return { kind: 'pan', dx: PAN_STEP, dy: 0 };
    case 'ArrowRight':
      return { kind: 'pan', dx: -PAN_STEP, dy: 0 };
    case 'ArrowUp':
      return { kind: 'pan', dx: 0, dy: PAN_STEP };
    case 'ArrowDown':
      return { kind: 'pan', dx: 0, dy: -PAN_STEP };
    default:
      return null;
  }
}

/** Where something happened, from the middle of the frame. */
function fromMiddle(event: { clientX: number; clientY: number }, frame: Element | null): { x: number; y: number } {
  if (frame === null) return MIDDLE;
  const { left, top, width, height } = frame.getBoundingClientRect();
  return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
}
