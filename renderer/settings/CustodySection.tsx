import { useTranslation } from 'react-i18next';
import { saveFile } from '../export/save-file.ts';
import { Button } from '../ui/Button.tsx';
import { CopyAddress } from '../ui/CopyAddress.tsx';
import { openPage } from '../ui/place.ts';
import { Remark, Row } from './Row.tsx';
import { Section } from './Section.tsx';
import { useAnswer } from './use-answer.ts';

/** The public part of the key that custody files are signed with, to be given away. */
export function CustodySection() {
  const { t } = useTranslation();
  const key = useAnswer('custody-key', ({ custody }, signal) => custody.key(undefined, { signal }));
  const save = (extension: 'pem' | 'json', text: string): void =>
    saveFile(`${t('custody.key-file')}.${extension}`, new Blob([text], { type: 'text/plain;charset=utf-8' }));
  return (
    <Section id="custody" title={t('custody.settings')} what={<p>{t('custody.settings-what')}</p>}>
      {key === null ? (
        <Remark tone="quiet">{t('settings.loading')}</Remark>
      ) : (
        <>
          <Row
            label={t('custody.fingerprint')}
            why={t('custody.fingerprint-why')}
            below={<CopyAddress address={key.fingerprint} label={t('custody.fingerprint')} />}
          />
          <Row label={t('custody.public-key')} why={t('custody.public-key-why')}>
            <Button onClick={() => save('pem', key.pem)}>{t('custody.save-pem')}</Button>
            <Button onClick={() => save('json', key.jwk)}>{t('custody.save-jwk')}</Button>
          </Row>
        </>
      )}
      <Row label={t('custody.title')} why={t('custody.what')}>
        <Button onClick={() => openPage('custody')}>{t('custody.open')}</Button>
      </Row>
    </Section>
  );
}
