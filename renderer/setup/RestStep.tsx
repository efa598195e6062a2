import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { getDesktop } from '../desktop/desktop.ts';
import { openSettings } from '../settings/open-settings.ts';
import { Remark, Row } from '../settings/Row.tsx';
import { Button } from '../ui/Button.tsx';

/** What is left to set, none of which keeps a check-in from arriving; a printer belongs to the PC of the desktop app. */
export function RestStep() {
  const { t } = useTranslation();
  const isProven = useBoard(({ status }) => status !== null && status.lastAcceptedAt !== null);
  const left = (['backup', 'hours', 'printing', 'lan'] as const).filter(
    (section) => section !== 'printing' || getDesktop() !== null,
  );
  return (
    <>
      {!isProven && <Remark tone="amber">{t('setup.rest-unproven')}</Remark>}
      <p>{t('setup.rest-what')}</p>
      {left.map((section) => (
        <Row key={section} label={t(`setup.rest.${section}`)} why={t(`setup.rest.${section}-why`)}>
          <Button onClick={() => openSettings(section)}>{t('setup.rest.open')}</Button>
        </Row>
      ))}
    </>
  );
}
