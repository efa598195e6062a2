import { useTranslation } from 'react-i18next';
import type { CustodyReport } from '../../shared/custody.ts';
import { missingText, partText, verdictText } from '../../shared/custody-text.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { Fact, Facts } from '../check-in/Fact.tsx';
import { Remark } from '../settings/Row.tsx';
import { useFormats, vehicleText } from '../ui/formats.ts';
import words from '../ui/lead.module.css';
import styles from './Custody.module.css';
import { CustodyMessages } from './CustodyMessages.tsx';

/** What was found of a custody file: the verdict, whose key, each part, and what the file says of its visit. */
export function CustodyFindings({ report }: { report: CustodyReport }) {
  const { t } = useTranslation();
  const say = sayer(t);
  const { verdict, key, parts } = report;
  return (
    <>
      <Remark tone={verdict === 'ok' ? 'good' : 'red'}>
        <strong>{verdictText(say, report)}</strong>
      </Remark>
      {verdict !== 'unreadable' && (
        <>
          <WhoseKey standing={key} />
          <ul className={styles.parts} aria-label={t('custody.parts')}>
            {brokenFirst(parts).map((part) => {
              const { name, wrong } = partText(say, part);
              return (
                <li key={`${part.part} ${part.number}`} data-part={part.part} data-state={part.state}>
                  <span className={styles.state}>{t(`custody.state.${part.state}`)}</span>
                  <span>
                    {name}
                    {wrong !== null && <small>{wrong}</small>}
                  </span>
                </li>
              );
            })}
          </ul>
          {key === null && <Remark tone="amber">{t('custody.rest-unknown')}</Remark>}
        </>
      )}
      {report.visit !== null && <Visit report={report} visit={report.visit} />}
      {verdict !== 'unreadable' && (
        <section className={styles.proves}>
          <h4>{t('custody.proves')}</h4>
          <p className={words.lead}>{t('custody.proves-what')}</p>
        </section>
      )}
    </>
  );
}

/** Among sixty photos nobody should have to look for it. */
function brokenFirst(parts: CustodyReport['parts']): CustodyReport['parts'] {
  return [...parts.filter(({ state }) => state === 'broken'), ...parts.filter(({ state }) => state !== 'broken')];
}

/** The key that the station expects is its own. */
function WhoseKey({ standing }: { standing: CustodyReport['key'] }) {
  const { t } = useTranslation();
  if (standing === null) return <Remark tone="amber">{t('custody.key.none')}</Remark>;
  const { fingerprint, isExpected } = standing;
  return isExpected === true ? (
    <Remark tone="good">{t('custody.key.own', { fingerprint })}</Remark>
  ) : (
    <Remark tone="amber">{t('custody.key.foreign', { fingerprint })}</Remark>
  );
}

function Visit({ report, visit }: { report: CustodyReport; visit: NonNullable<CustodyReport['visit']> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { missingPhotos, madeAt, madeWith } = report;
  const contents = [
    t('custody.contents-messages', { count: report.messages.length }),
    t('custody.contents-photos', { count: report.photos }),
    t('custody.contents-moves', { count: report.moves }),
    t('custody.contents-sheets', { count: report.sheets }),
  ];
  return (
    <section className={styles.visit}>
      <h4>{t('custody.visit')}</h4>
      {visit.personalRemovedAt !== null && <Remark tone="quiet">{t('custody.personal-removed')}</Remark>}
      <Facts>
        <Fact name={t('export.column.plate')} value={visit.plate} />
        <Fact name={t('panel.vin')} value={visit.vin} isCode />
        <Fact name={t('panel.model')} value={vehicleText(visit)} />
        <Fact name={t('panel.order-id')} value={visit.serviceOrder ?? t('panel.order-none')} isCode />
        <Fact name={t('custody.arrived')} value={formats.exact(visit.arrivedAt)} />
        {madeAt !== null && (
          <Fact
            name={t('custody.made-at')}
            value={t('custody.made-with', { when: formats.exact(madeAt), version: madeWith ?? '' })}
          />
        )}
        <Fact name={t('custody.contents')} value={contents.join(t('age.join'))} />
      </Facts>
      {missingPhotos.length > 0 && (
        <div className={styles.missing}>
          <p>{t('custody.missing', { count: missingPhotos.length })}</p>
          <ul>
            {[...new Set(missingPhotos)].map((missing) => (
              <li key={missing}>{missingText(sayer(t), missing)}</li>
            ))}
          </ul>
        </div>
      )}
      <CustodyMessages messages={report.messages} />
    </section>
  );
}
