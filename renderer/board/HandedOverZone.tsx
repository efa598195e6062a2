import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './HandedOverZone.module.css';

/** Where a card is dropped when its vehicle has left; on the page only while something is dragged. */
export function HandedOverZone({ count }: { count: number }) {
  const { t } = useTranslation();
  const element = useRef<HTMLElement>(null);
  const [isTarget, setIsTarget] = useState(false);

  useEffect(() => {
    if (element.current === null) return;
    return dropTargetForElements({
      element: element.current,
      getData: () => ({ lane: 'handed-over' }),
      onDragEnter: () => setIsTarget(true),
      onDragLeave: () => setIsTarget(false),
    });
  }, []);

  return (
    <section
      ref={element}
      className={styles.zone}
      data-lane="handed-over"
      data-target={isTarget || undefined}
      aria-label={t('lane.handed-over')}
    >
      <strong>{t('lane.drop-handed-over')}</strong>
      <span>{t('lane.handed-over-count', { count })}</span>
    </section>
  );
}
