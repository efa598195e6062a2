import { useTranslation } from 'react-i18next';
import { RelayForm } from './RelayForm.tsx';
import { RelayStanding } from './RelayStanding.tsx';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';

/** The relay from which this PC fetches check-ins: who it is there, how it stands, and the text by which it joins. */
export function RelaySection() {
  const { t } = useTranslation();
  const settings = useSettings('relay');
  return (
    <StationSection id="relay" title={t('relay.title')} what={<p>{t('relay.what')}</p>} settings={settings}>
      {(value, isDisabled) => (
        <>
          {value.isOn && <RelayStanding settings={value} isDisabled={isDisabled} />}
          <RelayForm isJoined={value.isOn} isDisabled={isDisabled} />
        </>
      )}
    </StationSection>
  );
}
