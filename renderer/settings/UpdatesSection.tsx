import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateTime } from '../../shared/desktop-settings.ts';
import { TimeOfDay } from '../../shared/time-of-day.ts';
import type { DesktopAround } from '../desktop/desktop.ts';
import { useDesktopSettings } from './desktop-settings.ts';
import { Remark, Row } from './Row.tsx';
import { Section } from './Section.tsx';
import styles from './Settings.module.css';
import { TimeField } from './TimeField.tsx';
import { UpdateRow } from './UpdateRow.tsx';

const WHEN_LABEL = 'settings-updates-when';
/** After closing, when nobody has chosen a time. */
const USUAL_TIME: TimeOfDay = '20:00';

/** How the app's own updates stand, and when they are installed. */
export function UpdatesSection({ around }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const { settings, failed, change } = useDesktopSettings(around);
  const isOff = around.state.updates.state === 'off';
  return (
    <Section id="updates" title={t('settings.updates')} what={isOff ? null : <p>{t('settings.updates-what')}</p>}>
      <UpdateRow around={around} updateTime={settings.updates} />
      {!isOff && (
        <Row
          label={t('updates.when')}
          labelId={WHEN_LABEL}
          why={t('updates.when-why')}
          below={
            <>
              <WhenToInstall chosen={settings.updates} onChange={(updates) => change({ updates })} />
              {failed('updates') && <Remark tone="red">{t('settings.app-failed')}</Remark>}
            </>
          }
        />
      )}
    </Section>
  );
}

function WhenToInstall({ chosen, onChange }: { chosen: UpdateTime; onChange: (chosen: UpdateTime) => void }) {
  const { t } = useTranslation();
  const [time, setTime] = useState<string>(chosen.when === 'at' ? chosen.time : USUAL_TIME);

  function chooseTime(value: string): void {
    setTime(value);
    const parsed = TimeOfDay.safeParse(value);
    if (parsed.success) onChange({ when: 'at', time: parsed.data });
  }

  return (
    <Radio.Group
      aria-labelledby={WHEN_LABEL}
      value={chosen.when}
      onChange={(when) => {
        if (when === 'asked') onChange({ when });
        else chooseTime(TimeOfDay.safeParse(time).success ? time : USUAL_TIME);
      }}
    >
      <div className={styles.choices}>
        <div className={styles.choice}>
          <Radio value="at" label={t('updates.when-at')} />
          {chosen.when === 'at' && <TimeField label={t('updates.time')} value={time} onChange={chooseTime} />}
        </div>
        <Radio value="asked" label={t('updates.when-asked')} />
      </div>
    </Radio.Group>
  );
}
