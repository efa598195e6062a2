import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesktopAround } from '../desktop/desktop.ts';
import { useAct } from '../ui/use-act.ts';
import { TOLD_WITHIN_MS } from './desktop-settings.ts';
import { Outcome, Remark, Row, SwitchRow } from './Row.tsx';

/** Whether Forecourt starts by itself when somebody logs in, and what else this PC needs for that to be enough. */
export function LoginRow({ around: { desktop, state } }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const act = useAct();
  const [wanted, setWanted] = useState<boolean | null>(null);
  if (state.login === 'unsupported') {
    return <Row label={t('settings.login')} why={t('settings.login-unsupported')} />;
  }
  const isOn = wanted ?? state.login === 'on';

  async function set(on: boolean): Promise<void> {
    setWanted(on);
    try {
      await desktop.setStartAtLogin(on);
      // The system may have said no, which the next state tells.
      setTimeout(() => setWanted(null), TOLD_WITHIN_MS);
    } catch (error) {
      setWanted(null);
      throw error;
    }
  }

  return (
    <SwitchRow
      label={t('settings.login')}
      why={t('settings.login-why')}
      isOn={isOn}
      onChange={(on) => act.run(() => set(on))}
      below={
        <>
          {!isOn && <Remark tone="amber">{t('settings.login-off')}</Remark>}
          <Outcome state={act.state} failed={t('settings.app-failed')} />
        </>
      }
    />
  );
}
