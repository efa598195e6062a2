import { useTranslation } from 'react-i18next';
import { PhotoSettings } from '../../shared/settings.ts';
import { EntryForm } from './EntryForm.tsx';
import { readHost } from './photo-host.ts';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TableEntry } from './TableEntry.tsx';

/** From which hosts in the shop's own network photos may be fetched. */
export function PhotosSection() {
  const { t } = useTranslation();
  const settings = useSettings('photos');
  return (
    <StationSection
      id="photos"
      title={t('settings.photos')}
      what={<p>{t('settings.photos-what')}</p>}
      settings={settings}
    >
      {({ allowedHosts }, isDisabled) => (
        <Row
          label={t('settings.hosts')}
          why={t('settings.hosts-why')}
          below={
            <>
              {allowedHosts.length === 0 ? (
                <Remark tone="quiet">{t('settings.hosts-none')}</Remark>
              ) : (
                <ul className={styles.table} aria-label={t('settings.hosts')}>
                  {allowedHosts.map((host) => (
                    <TableEntry
                      key={host}
                      code={host}
                      name={null}
                      isDisabled={isDisabled}
                      onRemove={() =>
                        settings.change((photos) => ({
                          ...photos,
                          allowedHosts: photos.allowedHosts.filter((other) => other !== host),
                        }))
                      }
                    />
                  ))}
                </ul>
              )}
              <EntryForm
                label={t('settings.host')}
                isDisabled={isDisabled}
                onAdd={(text) => {
                  const host = readHost(text);
                  if (host === null) return t('settings.host-wrong');
                  if (allowedHosts.includes(host)) return t('settings.host-taken');
                  const all = PhotoSettings.safeParse({ allowedHosts: [...allowedHosts, host] });
                  if (!all.success) return t('settings.hosts-full');
                  settings.change((photos) => ({
                    ...photos,
                    allowedHosts: [...new Set([...photos.allowedHosts, host])],
                  }));
                  return null;
                }}
              />
            </>
          }
        />
      )}
    </StationSection>
  );
}
