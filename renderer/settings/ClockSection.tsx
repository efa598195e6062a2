import { useTranslation } from 'react-i18next';
import { useBoard } from '../board/board-context.ts';
import { useFormats } from '../ui/formats.ts';
import { clockSentence } from './clock-words.ts';
import { Remark, Row } from './Row.tsx';
import { Section } from './Section.tsx';

/** A delay of less is nothing to speak of, in ms. */
const WORTH_SAYING_MS = 60_000;

/** How the clock of the station's PC stands against AutoX3's, as far as its messages show it. */
export function ClockSection() {
  const { t } = useTranslation();
  const formats = useFormats();
  const clock = useBoard((state) => state.status?.clock ?? null);
  return (
    <Section id="clock" title={t('clock.title')} what={<p>{t('clock.what')}</p>}>
      {clock === null ? (
        <Remark tone="quiet">{t('settings.loading')}</Remark>
      ) : (
        <Row
          label={clockSentence(t, formats, clock)}
          {...(clock.delayMs !== null &&
            clock.delayMs >= WORTH_SAYING_MS && { why: t('clock.spread', { delay: formats.age(clock.delayMs) }) })}
          below={
            (clock.verdict === 'fast' || clock.verdict === 'slow') && (
              <Remark tone="amber">
                {t(`clock.remedy.${clock.system}`)} {clock.mayBeDelay && t('clock.delay')}
              </Remark>
            )
          }
        />
      )}
    </Section>
  );
}
