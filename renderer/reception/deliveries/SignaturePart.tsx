import { useTranslation } from 'react-i18next';
import type { SignatureCheck, SignatureFinding } from '../../../shared/deliveries.ts';
import { Fact, Facts, Section } from '../../check-in/Fact.tsx';
import { useFormats } from '../../ui/formats.ts';
import styles from './Deliveries.module.css';

/** What a look at a signature has found, and how it was looked at. */
export function SignaturePart({ check: { finding, secrets, dialects, texts } }: { check: SignatureCheck }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tried = secrets.map((secret) => t(`deliveries.check.secret.${secret}`));
  return (
    <Section title={t('deliveries.check')}>
      <div className={styles.finding} data-finding={finding.type}>
        <Finding finding={finding} />
      </div>
      <Facts>
        <Fact
          name={t('deliveries.check.secrets')}
          value={tried.length === 0 ? t('deliveries.check.secret.none') : tried.join(t('age.join'))}
        />
        <Fact name={t('deliveries.check.dialects')} value={dialects.join(t('age.join'))} />
      </Facts>
      <p className={styles.hint}>{t('deliveries.check-what')}</p>
      <details className={styles.texts}>
        <summary>{t('deliveries.check.texts')}</summary>
        {texts.map(({ dialect, text, characters }) => (
          <figure key={dialect}>
            <figcaption>{t('deliveries.check.text', { dialect, characters: formats.number(characters) })}</figcaption>
            <pre dir="ltr">
              {text}
              <mark>••••</mark>
            </pre>
          </figure>
        ))}
      </details>
    </Section>
  );
}

/** What the look has found, in plain words with what to do. */
export function Finding({ finding }: { finding: SignatureFinding }) {
  const { t } = useTranslation();
  switch (finding.type) {
    case 'no-secret':
    case 'fits-now':
    case 'fits-ended-secret':
    case 'fits-other-case':
      return <p>{t(`deliveries.finding.${finding.type}`)}</p>;
    case 'fits-other-dialect':
      return <p>{t('deliveries.finding.fits-other-dialect', { dialect: finding.dialect })}</p>;
    case 'truncated':
      return <p>{t(`deliveries.finding.truncated-${finding.covers}`)}</p>;
    case 'changed': {
      const change = t(`deliveries.change.${finding.change}`);
      return <p>{t('deliveries.finding.changed', { change, dialect: finding.dialect })}</p>;
    }
    case 'unknown':
      return (
        <>
          <p>{t('deliveries.finding.unknown')}</p>
          <p>
            {t(finding.mayBeTruncated ? 'deliveries.finding.may-be-truncated' : 'deliveries.finding.not-truncated')}
          </p>
        </>
      );
  }
}
