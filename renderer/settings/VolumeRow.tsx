import { Slider } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desktop } from '../../shared/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';

export interface VolumeRowProps {
  desktop: Desktop;
  /** From 0 to 1. */
  volume: number;
  isFailed: boolean;
  onChange: (volume: number) => void;
}

/** How loud the ring becomes on this PC, and a way to hear it. */
export function VolumeRow({ desktop, volume, isFailed, onChange }: VolumeRowProps) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<number | null>(null);
  const test = useAct();
  const percent = dragged ?? Math.round(volume * 100);
  const said = (value: number): string => t('settings.volume-value', { percent: value });
  return (
    <Row
      label={t('settings.volume')}
      why={t('settings.volume-why')}
      below={
        <>
          {percent === 0 && <Remark tone="amber">{t('settings.volume-silent')}</Remark>}
          {isFailed && <Remark tone="red">{t('settings.app-failed')}</Remark>}
          <Outcome state={test.state} done={t('settings.test-sound-done')} failed={t('settings.test-sound-failed')} />
        </>
      }
    >
      <div className={styles.volume}>
        <Slider
          className={styles.slider ?? ''}
          min={0}
          max={100}
          step={5}
          label={null}
          value={percent}
          thumbLabel={t('settings.volume')}
          thumbValueText={said}
          onChange={setDragged}
          onChangeEnd={(value) => {
            setDragged(null);
            if (value !== Math.round(volume * 100)) onChange(value / 100);
          }}
        />
        <span className={styles.percent}>{said(percent)}</span>
      </div>
      <Button isBusy={test.state === 'busy'} onClick={() => test.run(() => desktop.testRing())}>
        {t('settings.test-sound')}
      </Button>
    </Row>
  );
}
