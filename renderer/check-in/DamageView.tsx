import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail } from '../../shared/check-in.ts';
import { useBoard } from '../board/board-context.ts';
import { pinsOf } from '../diagram/pins.ts';
import { VehicleDiagram } from '../diagram/VehicleDiagram.tsx';
import { plateText } from '../ui/formats.ts';
import styles from './CheckInPanel.module.css';
import { DamageList } from './DamageList.tsx';

const NO_POSITIONS = {};
/** Entries that are named beside the diagram at most; all of them are in the list below. */
const REST_SHOWN = 6;

/** The damage of a visit: where it is on the vehicle, and every entry in words and photos; both point at each other. */
export function DamageView({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const positions = useBoard((state) => state.settings?.board.positions ?? NO_POSITIONS);
  const { damage } = checkIn;
  const pins = useMemo(() => pinsOf(damage, positions), [damage, positions]);
  const [active, setActive] = useState<number | null>(null);
  const view = useRef<HTMLDivElement>(null);

  function go(selector: string): void {
    const element = view.current?.querySelector<HTMLElement>(selector);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  }

  if (damage.length === 0) return <p className={styles.none}>{t('panel.damage-none')}</p>;
  const hasDiagram = pins.pins.length > 0;
  return (
    <div ref={view}>
      {hasDiagram && (
        <div className={styles.diagram}>
          <VehicleDiagram
            damage={damage}
            pins={pins}
            active={active}
            onActive={setActive}
            onPick={(entry) => go(`[data-damage="${entry}"]`)}
          />
          {pins.rest.length > 0 && (
            <p className={styles.rest}>
              {t('diagram.rest')}{' '}
              {pins.rest.slice(0, REST_SHOWN).map((entry) => (
                <button
                  key={entry}
                  type="button"
                  className={styles.loose}
                  data-rest={entry}
                  data-active={entry === active || undefined}
                  onClick={() => go(`[data-damage="${entry}"]`)}
                  onPointerEnter={() => setActive(entry)}
                  onPointerLeave={() => setActive(null)}
                >
                  <span className={styles.number} data-loose="true">
                    {entry + 1}
                  </span>
                  <bdi>{damage[entry]?.positionName ?? t('panel.damage-place-none')}</bdi>
                </button>
              ))}
              {pins.rest.length > REST_SHOWN && <span>+{pins.rest.length - REST_SHOWN}</span>}
            </p>
          )}
        </div>
      )}
      <DamageList
        checkIn={checkIn}
        plate={plateText(t, checkIn.plate)}
        isOnDiagram={(entry) => pins.pinOf.has(entry)}
        active={active}
        onActive={setActive}
        onShow={(entry) => go(`[data-pin="${pins.pinOf.get(entry)}"]`)}
      />
    </div>
  );
}
