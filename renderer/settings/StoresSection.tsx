import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ReceptionSettings } from '../../shared/reception-settings.ts';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from './EntryForm.tsx';
import { Remark, Row, SwitchRow } from './Row.tsx';
import styles from './Settings.module.css';
import { StationSection } from './StationSection.tsx';
import { useSettings } from './station-settings.ts';
import { TableEntry } from './TableEntry.tsx';
import { useAnswer } from './use-answer.ts';

const StoreId = ReceptionSettings.shape.stores.unwrap().element;

/** Of which stores this desk shows the check-ins, and what becomes of the others. */
export function StoresSection() {
  const { t } = useTranslation();
  const settings = useSettings('reception');
  const known = useAnswer(
    'stores',
    async ({ history }, signal) => (await history.choices(undefined, { signal })).stores,
  );

  function show(store: string): void {
    settings.change((now) => ({ ...now, stores: [...new Set([...(now.stores ?? []), store])] }));
  }

  return (
    <StationSection id="stores" title={t('stores.title')} what={<p>{t('stores.what')}</p>} settings={settings}>
      {({ stores, others }, isDisabled) => {
        const hidden = (known ?? []).filter((store) => stores !== null && !stores.includes(store));
        return (
          <>
            <SwitchRow
              label={t('stores.all')}
              why={t('stores.all-why')}
              isOn={stores === null}
              isDisabled={isDisabled || (stores === null && (known ?? []).length === 0)}
              onChange={(isOn) => settings.change((now) => ({ ...now, stores: isOn ? null : known }))}
            />
            {stores !== null && (
              <>
                <Row
                  label={t('stores.shown')}
                  why={t('stores.shown-why')}
                  below={
                    <>
                      <ul className={styles.table} aria-label={t('stores.shown')}>
                        {stores.map((store) => (
                          <TableEntry
                            key={store}
                            code={store}
                            name={null}
                            isDisabled={isDisabled || stores.length === 1}
                            onRemove={() =>
                              settings.change((now) => ({
                                ...now,
                                stores: (now.stores ?? []).filter((other) => other !== store),
                              }))
                            }
                          />
                        ))}
                      </ul>
                      {stores.length === 1 && <Remark tone="quiet">{t('stores.last')}</Remark>}
                      <EntryForm
                        label={t('stores.add')}
                        isDisabled={isDisabled}
                        onAdd={(text) => {
                          const store = StoreId.safeParse(text);
                          if (!store.success) return t('stores.wrong');
                          if (stores.includes(store.data)) return t('stores.taken');
                          show(store.data);
                          return null;
                        }}
                      />
                    </>
                  }
                />
                {hidden.length > 0 && (
                  <Row
                    label={t('stores.known')}
                    below={
                      <ul className={styles.table} aria-label={t('stores.known')}>
                        {hidden.map((store) => (
                          <TableEntry key={store} code={store} name={null}>
                            <Button isBusy={isDisabled} onClick={() => show(store)}>
                              {t('stores.show')}
                            </Button>
                          </TableEntry>
                        ))}
                      </ul>
                    }
                  />
                )}
                <Row label={t('stores.others')} why={t(`stores.others-${others}-why`)}>
                  <NativeSelect
                    aria-label={t('stores.others')}
                    disabled={isDisabled}
                    value={others}
                    data={ReceptionSettings.shape.others.options.map((value) => ({
                      value,
                      label: t(`stores.others-${value}`),
                    }))}
                    onChange={(event) => {
                      const chosen = ReceptionSettings.shape.others.safeParse(event.currentTarget.value);
                      if (chosen.success) settings.change((now) => ({ ...now, others: chosen.data }));
                    }}
                  />
                </Row>
              </>
            )}
          </>
        );
      }}
    </StationSection>
  );
}
