import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesktopAround } from '../desktop/desktop.ts';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Remark, Row, SwitchRow } from './Row.tsx';

/** Whether Forecourt starts by itself when somebody logs in, and what else this PC needs for that to be enough. */
export function LoginRow({ around: { desktop, state } }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const act = useAct();
  const [wanted, setWanted] = useState(false);
  if (state.login === 'unsupported') {
    return <Row label={t('settings.login')} why={t('settings.login-unsupported')} />;
  }
  const isOn = act.state === 'busy' ? wanted : state.login === 'on';
  return (
    <SwitchRow
      label={t('settings.login')}
      why={t('settings.login-why')}
      isOn={isOn}
      onChange={(on) => {
        setWanted(on);
        act.run(() => desktop.setStartAtLogin(on));
      }}
      below={
        <>
          {!isOn && <Remark tone="amber">{t('settings.login-off')}</Remark>}
          <Outcome state={act.state} failed={t('settings.app-failed')} />
        </>
      }
    />
  );
}
