import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle, VehicleKey } from '../../shared/vehicle.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Compare.module.css';
import { ComparePane } from './ComparePane.tsx';
import { type ComparedVisits, closeComparison, compareVisits } from './open-vehicle.ts';

/** The photos of two visits side by side over the whole window; each side has its visit, its photo and its zoom. */
export function ComparePhotos({
  vehicleKey,
  visits,
  compared,
}: {
  vehicleKey: VehicleKey;
  /** Those that have photos, oldest first. */
  visits: Vehicle['visits'];
  compared: ComparedVisits;
}) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => closeComparison(vehicleKey);

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    // Else the browser would close the dialog alone, and leave its step in the history.
    event.preventDefault();
    close();
  }

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      // Photos are looked at on a dark ground in both themes.
      data-mantine-color-scheme="dark"
      data-compare=""
      tabIndex={-1}
      aria-modal="true"
      aria-label={t('vehicle.compare-label')}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <button
        type="button"
        className={styles.close}
        aria-label={t('panel.close')}
        title={t('panel.close')}
        onClick={close}
      >
        <Icon name="close" size={20} />
      </button>
      <div className={styles.panes}>
        {(['left', 'right'] as const).map((side) => (
          <ComparePane
            key={`${side} ${compared[side]}`}
            side={side}
            visits={visits}
            id={compared[side]}
            place={compared.place}
            onVisit={(id) => compareVisits(vehicleKey, { ...compared, [side]: id }, false)}
          />
        ))}
      </div>
    </dialog>
  );
}
