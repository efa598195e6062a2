import type { FunctionComponent } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsManager } from '../ui/access.ts';
import { PageFrame } from '../ui/PageFrame.tsx';
import { openPage, usePageQuery } from '../ui/place.ts';
import { BlindSpots } from './blind/BlindSpots.tsx';
import { Deliveries } from './deliveries/Deliveries.tsx';
import { Doctor } from './doctor/Doctor.tsx';
import { Drills } from './drills/Drills.tsx';
import { OtherMessages } from './messages/OtherMessages.tsx';
import styles from './ReceptionPage.module.css';

/** The parts of the page, by the name that stands in the address. */
const PARTS = [
  { name: 'blind', word: 'reception.part.blind', isForAll: true, Part: BlindSpots },
  { name: 'deliveries', word: 'reception.part.deliveries', isForAll: false, Part: Deliveries },
  { name: 'messages', word: 'reception.part.messages', isForAll: false, Part: OtherMessages },
  { name: 'doctor', word: 'reception.part.doctor', isForAll: false, Part: Doctor },
  { name: 'drills', word: 'reception.part.drills', isForAll: false, Part: Drills },
] as const satisfies readonly { name: string; word: string; isForAll: boolean; Part: FunctionComponent }[];
export type ReceptionPart = (typeof PARTS)[number]['name'];

/** Opens the page at one of its parts. */
export function openReception(part: ReceptionPart): void {
  openPage('reception', { part });
}

/** How messages reach this PC, what has come, and when none could: each part under its tab. */
export function ReceptionPage() {
  const { t } = useTranslation();
  const isManager = useIsManager();
  const parts = PARTS.filter(({ isForAll }) => isForAll || isManager);
  const asked = usePageQuery().get('part');
  const { name: shown, Part } = parts.find(({ name }) => name === asked) ?? PARTS[0];
  return (
    <PageFrame name="reception" title={t('reception.title')} isWide>
      <nav className={styles.parts} aria-label={t('reception.parts')}>
        {parts.map(({ name, word }) => (
          <button
            key={name}
            type="button"
            aria-current={name === shown ? 'page' : undefined}
            onClick={() => openReception(name)}
          >
            {t(word)}
          </button>
        ))}
      </nav>
      <Part />
    </PageFrame>
  );
}
