import { useTranslation } from 'react-i18next';
import type { DesktopAround } from '../desktop/desktop.ts';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { Outcome, Row } from './Row.tsx';
import { Section } from './Section.tsx';
import styles from './Settings.module.css';

/** Where this PC keeps what was received. */
export function DataSection({ around: { desktop, state } }: { around: DesktopAround }) {
  const { t } = useTranslation();
  const act = useAct();
  return (
    <Section id="data" title={t('settings.data')} what={<p>{t('settings.data-what')}</p>}>
      <Row
        label={t('settings.data-folder')}
        why={<bdi className={styles.path}>{state.dataFolder}</bdi>}
        below={<Outcome state={act.state} failed={t('settings.app-failed')} />}
      >
        <Button onClick={() => act.run(() => desktop.openDataFolder())}>{t('settings.open-folder')}</Button>
        <Button onClick={() => act.run(() => desktop.openLog())}>{t('settings.open-log')}</Button>
      </Row>
    </Section>
  );
}
