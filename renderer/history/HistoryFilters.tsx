import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { HISTORY_PLACES, HistoryDamage, HistoryLights, type HistoryPlace } from '../../shared/history.ts';
import { sayer } from '../../shared/i18n/say.ts';
import { isolated } from '../../shared/isolated.ts';
import { lightName } from '../../shared/light-name.ts';
import { useParts } from '../board/board-context.ts';
import { FilterChip } from '../ui/FilterChip.tsx';
import { DateChip } from './DateChip.tsx';
import type { HistoryChange, HistoryView } from './history-view.ts';

const CHOICES_FOR_MS = 60_000;

export interface FilterProps {
  view: HistoryView;
  change: (members: HistoryChange) => void;
}

/** What narrows the history, beside the search field. */
export function HistoryFilters({ view, change }: FilterProps) {
  const { client } = useParts();
  const { data } = useQuery({
    queryKey: ['history', 'choices'],
    queryFn: ({ signal }) => client.history.choices(undefined, { signal }),
    staleTime: CHOICES_FOR_MS,
  });
  return (
    <>
      <DateChip view={view} change={change} />
      <PlaceChip view={view} change={change} />
      <LightsChip view={view} change={change} codes={data?.lightCodes ?? []} />
      <DamageChip view={view} change={change} />
      <NameChip part="adviser" names={data?.advisers ?? []} chosen={view.adviser} change={change} />
      <NameChip part="store" names={data?.stores ?? []} chosen={view.store} change={change} />
    </>
  );
}

function PlaceChip({ view: { place }, change }: FilterProps) {
  const { t } = useTranslation();
  const said = (one: HistoryPlace): string => (one === 'set-aside' ? t('history.place.set-aside') : t(`lane.${one}`));
  return (
    <FilterChip
      name={t('history.place')}
      value={place === undefined ? null : said(place)}
      onClear={() => change({ place: undefined })}
    >
      <Menu.RadioGroup value={place ?? ''}>
        {HISTORY_PLACES.map((one) => (
          <Menu.RadioItem key={one} value={one} closeMenuOnClick onClick={() => change({ place: one })}>
            {said(one)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}

function LightsChip({ view: { lights, lightCode }, change, codes }: FilterProps & { codes: readonly string[] }) {
  const { t } = useTranslation();
  const say = sayer(t);
  const kind = (one: HistoryLights): string =>
    one === 'info' || one === 'unmapped' ? t(`history.lights.${one}`) : t(`filter.lights.${one}`);
  const named = (code: string): string => lightName(say, { code, label: null });
  const value = lightCode === undefined ? (lights === undefined ? null : kind(lights)) : named(lightCode);
  return (
    <FilterChip
      name={t('filter.lights')}
      value={value}
      onClear={() => change({ lights: undefined, lightCode: undefined })}
    >
      <Menu.RadioGroup value={lightCode === undefined ? (lights ?? '') : `code ${lightCode}`}>
        {HistoryLights.options.map((one) => (
          <Menu.RadioItem
            key={one}
            value={one}
            closeMenuOnClick
            onClick={() => change({ lights: one, lightCode: undefined })}
          >
            {kind(one)}
          </Menu.RadioItem>
        ))}
        {codes.length > 0 && <Menu.Divider />}
        {inOrder(codes).map((code) => (
          <Menu.RadioItem
            key={code}
            value={`code ${code}`}
            closeMenuOnClick
            onClick={() => change({ lightCode: code, lights: undefined })}
          >
            <bdi>{named(code)}</bdi>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}

/** By number, as the table of the settings has them. */
function inOrder(codes: readonly string[]): string[] {
  return codes.toSorted((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1));
}

function DamageChip({ view: { damage }, change }: FilterProps) {
  const { t } = useTranslation();
  const said = (one: HistoryDamage): string =>
    one === 'photos' ? t('history.damage.photos') : t(`filter.damage.${one}`);
  return (
    <FilterChip
      name={t('filter.damage')}
      value={damage === undefined ? null : said(damage)}
      onClear={() => change({ damage: undefined })}
    >
      <Menu.RadioGroup value={damage ?? ''}>
        {HistoryDamage.options.map((one) => (
          <Menu.RadioItem key={one} value={one} closeMenuOnClick onClick={() => change({ damage: one })}>
            {said(one)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}

interface NameChipProps extends Pick<FilterProps, 'change'> {
  part: 'adviser' | 'store';
  names: readonly string[];
  chosen: string | undefined;
}

/** Whose visits; absent while all are of the same. */
function NameChip({ part, names, chosen, change }: NameChipProps) {
  const { t } = useTranslation();
  if (names.length < 2 && chosen === undefined) return null;
  // What was chosen by an address may be among no visits.
  const all = chosen === undefined || chosen === '' || names.includes(chosen) ? names : [...names, chosen];
  const said = (name: string): string => {
    if (name === '') return t(`filter.${part}s.none`);
    return part === 'store' ? t('filter.store', { store: isolated(name) }) : name;
  };
  return (
    <FilterChip
      name={t(`filter.${part}s`)}
      value={chosen === undefined ? null : said(chosen)}
      onClear={() => change({ [part]: undefined })}
    >
      <Menu.RadioGroup value={chosen ?? ' '}>
        {[...all, ''].map((name) => (
          <Menu.RadioItem key={name} value={name} closeMenuOnClick onClick={() => change({ [part]: name })}>
            <bdi>{said(name)}</bdi>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}
