import { useTranslation } from 'react-i18next';
import { useClockText } from '../ui/clock.ts';
import { useFormats } from '../ui/formats.ts';

/** How long ago something was, counting by itself: the card around it is not drawn again. */
export function Age({ since, className }: { since: string; className?: string | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const start = Date.parse(since);
  const text = useClockText((now) => formats.age(now - start));
  return (
    <time className={className} dateTime={since} title={t('age.arrived-at', { when: formats.moment(since) })}>
      {text}
    </time>
  );
}
