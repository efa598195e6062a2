import { useTranslation } from 'react-i18next';
import { DeskName, LONGEST_NAME, MOST_NAMES } from '../../shared/desk-names.ts';
import { EntryForm } from './EntryForm.tsx';
import { Remark, Row } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TableEntry } from './TableEntry.tsx';

/** Whose names every desk offers where somebody says who they are. */
export function NamesSection() {
  const { t } = useTranslation();
  const settings = useSettings('desk');
  return (
    <StationSection id="names" title={t('names.title')} what={<p>{t('names.what')}</p>} settings={settings}>
      {({ names }, isDisabled) => (
        <Row
          label={t('names.list')}
          why={t('names.list-why')}
          below={
            <>
              {names.length === 0 ? (
                <Remark tone="quiet">{t('names.none')}</Remark>
              ) : (
                <ul className={styles.table} aria-label={t('names.list')}>
                  {names.map((name) => (
                    <TableEntry
                      key={name}
                      code={null}
                      name={name}
                      isDisabled={isDisabled}
                      onRemove={() =>
                        settings.change((now) => ({ ...now, names: now.names.filter((other) => other !== name) }))
                      }
                    />
                  ))}
                </ul>
              )}
              <EntryForm
                label={t('names.add')}
                isDisabled={isDisabled}
                onAdd={(text) => {
                  const { data: name } = DeskName.safeParse(text);
                  if (name === undefined) return t('names.wrong', { most: LONGEST_NAME });
                  if (names.includes(name)) return t('names.taken');
                  if (names.length >= MOST_NAMES) return t('names.full', { most: MOST_NAMES });
                  settings.change((now) => ({ ...now, names: [...new Set([...now.names, name])] }));
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
