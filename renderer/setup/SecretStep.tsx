import { useTranslation } from 'react-i18next';
import { SecretSetting } from '../settings/SecretSection.tsx';

/** The app secret: what it is for, and the form that the settings have. */
export function SecretStep() {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('secret.what')}</p>
      <p>{t('setup.secret-where')}</p>
      <SecretSetting isSetUp />
    </>
  );
}
