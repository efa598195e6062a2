import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationSettings } from '../../shared/settings.ts';
import { useBoard } from '../board/board-context.ts';
import { Remark } from './Row.tsx';
import { Section, type SectionProps } from './Section.tsx';
import type { GroupSettings, SettingsGroup } from './station-settings.ts';

export interface StationFieldsProps<G extends SettingsGroup> {
  settings: GroupSettings<G>;
  /** Draws the settings, once the station has told them. */
  children: (value: StationSettings[G], isDisabled: boolean) => ReactNode;
}

/** What belongs to the whole shop: it says when the station cannot be asked, and what it has refused. */
export function StationFields<G extends SettingsGroup>({ settings, children }: StationFieldsProps<G>) {
  const { t } = useTranslation();
  const isLive = useBoard((state) => state.connection.state === 'live');
  const { value, problem } = settings;
  return (
    <>
      {problem !== null && <Remark tone="red">{t(`settings.failed.${problem}`)}</Remark>}
      {!isLive && <Remark tone="amber">{t('settings.not-connected')}</Remark>}
      {value === null && isLive && <Remark tone="quiet">{t('settings.loading')}</Remark>}
      {value !== null && children(value, !isLive)}
    </>
  );
}

/** The same as a section of the settings. */
export function StationSection<G extends SettingsGroup>({
  settings,
  children,
  ...section
}: StationFieldsProps<G> & Omit<SectionProps, 'children'>) {
  return (
    <Section {...section}>
      <StationFields settings={settings}>{children}</StationFields>
    </Section>
  );
}
