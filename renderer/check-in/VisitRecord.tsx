import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CheckInDetail, VisitMessage } from '../../shared/check-in.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { outOfTime } from '../../shared/out-of-time.ts';
import { proofText } from '../../shared/proof-text.ts';
import { CustodyFile } from '../custody/CustodyFile.tsx';
import { SheetRecord } from '../printing/SheetRecord.tsx';
import { type Formats, useFormats } from '../ui/formats.ts';
import styles from './CheckInPanel.module.css';
import { Fact, Facts, Section } from './Fact.tsx';
import { Pipeline } from './Pipeline.tsx';
import { VisitHistory } from './VisitHistory.tsx';

/** The paperwork of a visit: its order, its times, its way through the shop and the messages that it rests on. */
export function VisitRecord({ checkIn }: { checkIn: CheckInDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <Section title={t('panel.order')}>
        <Facts>
          <Fact name={t('panel.order-id')} value={checkIn.receiveBaseId ?? t('panel.order-none')} isCode />
          <Fact name={t('panel.adviser')} value={checkIn.adviser} />
          <Fact name={t('panel.adviser-phone')} value={checkIn.adviserMobile} />
          <Fact name={t('panel.store')} value={checkIn.storeId} />
        </Facts>
      </Section>
      <Pipeline checkIn={checkIn} />
      <VisitHistory checkIn={checkIn} />
      <SheetRecord id={checkIn.id} />
      <Section title={t('panel.messages')}>
        <ol className={styles.history}>
          {checkIn.messages.map((message) => (
            <li key={message.msgId}>
              <time dateTime={message.receivedAt}>{formats.moment(message.receivedAt)}</time>
              <span>
                {[proofText(sayer(t), message), timeText(t, formats, message)].filter(Boolean).join(t('age.join'))}
                <small>
                  <bdi>{message.msgId}</bdi> • {t('panel.message-size', { size: formats.number(message.bytes) })}
                </small>
              </span>
            </li>
          ))}
        </ol>
      </Section>
      <CustodyFile checkIn={checkIn} />
    </>
  );
}

function timeText(t: TFunction, formats: Formats, { receivedAt, createdAt }: VisitMessage): string | null {
  const off = outOfTime(receivedAt, createdAt);
  return off === null ? null : t(`panel.${off.type}`, { span: formats.age(off.ms) });
}
