import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsManager } from './access.ts';
import styles from './Places.module.css';
import { openPage, type PageName, usePage } from './place.ts';

/** The places that are gone to all day; the key of each goes there too. */
const PLACES = [
  { page: null, word: 'place.board', key: 'b', isForAll: true },
  { page: 'history', word: 'place.history', key: 'h', isForAll: true },
  { page: 'day', word: 'place.day', key: 't', isForAll: false },
  { page: 'reception', word: 'place.reception', key: 'r', isForAll: true },
] as const satisfies readonly { page: PageName | null; word: string; key: string; isForAll: boolean }[];

/** Those that this browser may go to. */
export function usePlaces() {
  const isManager = useIsManager();
  return PLACES.filter(({ isForAll }) => isForAll || isManager);
}

/** Whether a page belongs to the place: a vehicle is found in the history. */
export function isPlaceOf(place: PageName | null, page: PageName | null): boolean {
  return place === page || (place === 'history' && page === 'vehicle');
}

/** The way to each place, with the present one marked. */
export function Places() {
  const { t } = useTranslation();
  const page = usePage();
  const places = usePlaces();
  return (
    <nav className={styles.places} aria-label={t('place.all')}>
      {places.map(({ page: place, word, key }) => (
        <a
          key={word}
          href={place === null ? window.location.pathname : `?page=${place}`}
          aria-current={isPlaceOf(place, page) ? 'page' : undefined}
          aria-keyshortcuts={key}
          onClick={(event) => go(event, place)}
        >
          {t(word)}
        </a>
      ))}
    </nav>
  );
}

/** A plain click goes there on this page; with a key held it is the browser's, for a new tab say. */
function go(event: MouseEvent, place: PageName | null): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  openPage(place);
}
