import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DIALECT_PAIRS, DialectPair } from '../../shared/dialect.ts';
import { VerificationSettings, type VerificationState } from '../../shared/verification.ts';
import { useFormats } from '../ui/formats.ts';
import { Remark, Row, SwitchRow } from './Row.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { useAnswer } from './use-answer.ts';

const DIALECT_LABEL = 'settings-verify-dialect';
const WEAK_LABEL = 'settings-verify-weak';

interface RowProps {
  value: VerificationSettings;
  state: VerificationState;
  isDisabled: boolean;
  change: (change: Partial<VerificationSettings>) => void;
}

/** How signatures are checked: by which dialect, whether weak ones pass, and whether the path alone is trusted. */
export function VerificationSection() {
  const { t } = useTranslation();
  const settings = useSettings('verification');
  const state = useAnswer('verification', ({ verification }, signal) => verification.state(undefined, { signal }));
  return (
    <StationSection id="verification" title={t('verify.title')} what={<p>{t('verify.what')}</p>} settings={settings}>
      {(value, isDisabled) => {
        if (state === null) return isDisabled ? null : <Remark tone="quiet">{t('settings.loading')}</Remark>;
        const row: RowProps = {
          value,
          state,
          isDisabled,
          change: (change) => settings.change((now) => ({ ...now, ...change })),
        };
        return (
          <>
            <DialectRow {...row} />
            <WeakRow {...row} />
            <TrustRow {...row} />
          </>
        );
      }}
    </StationSection>
  );
}

function DialectRow({ value: { dialect: chosen }, state: { dialects }, isDisabled, change }: RowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const used = dialects.map(({ dialect, lastAt }) =>
    t('verify.dialect-used-one', { dialect, when: formats.moment(lastAt) }),
  );
  const [latest] = dialects;
  return (
    <Row
      label={t('verify.dialect')}
      labelId={DIALECT_LABEL}
      why={t('verify.dialect-why')}
      below={
        <>
          <Remark tone="quiet">
            {used.length === 0
              ? t('verify.dialect-unused')
              : t('verify.dialect-used', { dialects: used.join(t('age.join')) })}
          </Remark>
          {chosen !== null && latest !== undefined && latest.dialect !== chosen && (
            <Remark tone="amber">{t('verify.dialect-other')}</Remark>
          )}
        </>
      }
    >
      <NativeSelect
        aria-labelledby={DIALECT_LABEL}
        disabled={isDisabled}
        value={chosen ?? ''}
        data={[{ value: '', label: t('verify.dialect-any') }, ...DIALECT_PAIRS]}
        onChange={(event) => {
          const dialect = DialectPair.safeParse(event.currentTarget.value);
          change({ dialect: dialect.success ? dialect.data : null });
        }}
      />
    </Row>
  );
}

function WeakRow({ value: { weakSignatures }, state: { weakEnded, shortSecrets }, isDisabled, change }: RowProps) {
  const { t } = useTranslation();
  return (
    <Row
      label={t('verify.weak')}
      labelId={WEAK_LABEL}
      why={t('verify.weak-why')}
      below={
        weakSignatures !== 'off' && (
          <>
            <Remark tone="amber">{t('verify.weak-risk')}</Remark>
            {shortSecrets.map((name) => (
              <Remark key={name} tone="red">
                {t(name === 'current' ? 'verify.weak-short' : 'verify.weak-short-previous')}
              </Remark>
            ))}
            {weakSignatures === 'until-proven' && weakEnded.length > 0 && (
              <Remark tone="quiet">
                {t('verify.weak-ended', { types: [...new Set(weakEnded.map(({ msgType }) => msgType))].join(', ') })}{' '}
                {t('verify.weak-ended-why')}
              </Remark>
            )}
          </>
        )
      }
    >
      <NativeSelect
        aria-labelledby={WEAK_LABEL}
        disabled={isDisabled}
        value={weakSignatures}
        data={VerificationSettings.shape.weakSignatures.options.map((value) => ({
          value,
          label: t(`verify.weak.${value}`),
        }))}
        onChange={(event) => {
          const chosen = VerificationSettings.shape.weakSignatures.safeParse(event.currentTarget.value);
          if (chosen.success) change({ weakSignatures: chosen.data });
        }}
      />
    </Row>
  );
}

function TrustRow({ value: { trustPath }, state: { mayTrustPath }, isDisabled, change }: RowProps) {
  const { t } = useTranslation();
  return (
    <SwitchRow
      label={t('verify.trust')}
      why={t('verify.trust-why')}
      isOn={trustPath}
      isDisabled={isDisabled || (!mayTrustPath && !trustPath)}
      onChange={(isOn) => change({ trustPath: isOn })}
      below={
        <>
          {!mayTrustPath && <Remark tone={trustPath ? 'amber' : 'quiet'}>{t('verify.trust-https')}</Remark>}
          {trustPath && mayTrustPath && <Remark tone="red">{t('verify.trust-risk')}</Remark>}
        </>
      }
    />
  );
}
