import { useTranslation } from 'react-i18next';
import { PersonRequest } from '../retention/PersonRequest.tsx';
import { RemovalLog } from '../retention/RemovalLog.tsx';
import { TermsForm } from '../retention/TermsForm.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

/** How long what was received is kept, what went, and what one person asks to be removed. */
export function RetentionSection() {
  const { t } = useTranslation();
  const settings = useSettings('retention');
  return (
    <StationSection id="retention" title={t('retention.title')} what={<p>{t('retention.what')}</p>} settings={settings}>
      {(value, isDisabled) => (
        <>
          <TermsForm value={value} isDisabled={isDisabled} onChange={(terms) => settings.change(() => terms)} />
          <RemovalLog />
          <PersonRequest isDisabled={isDisabled} />
        </>
      )}
    </StationSection>
  );
}
