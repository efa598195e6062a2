import type { TFunction } from 'i18next';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { isLateArrival } from '../../shared/late-arrivals.ts';
import { plateText, vehicleText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';
import { matches } from './board-filter.ts';
import { filterNow } from './board-view.ts';

/** Arrivals closer together than this, in ms, are told in one sentence. */
const GATHER_MS = 800;

/** So many sentences stay: enough for a reader that is slower than the arrivals. */
const KEPT = 5;

/** Tells a screen reader what has arrived, each time as a sentence of its own: one that only changes to the same is not read. */
export function Announcer() {
  const { t } = useTranslation();
  const { store } = useParts();
  const [said, setSaid] = useState<readonly { key: number; text: string }[]>([]);
  const say = useEffectEvent((cards: readonly Card[]) => {
    const text = sentenceOf(t, cards);
    setSaid((before) => [...before, { key: (before.at(-1)?.key ?? 0) + 1, text }].slice(-KEPT));
  });
  useEffect(() => {
    const waiting: Card[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.onEvent((_event, { arrived }) => {
      if (arrived.length === 0) return;
      waiting.push(...arrived);
      timer ??= setTimeout(() => {
        timer = undefined;
        say(waiting.splice(0));
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {said.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}

function sentenceOf(t: TFunction, cards: readonly Card[]): string {
  const [only] = cards;
  const vehicle = isolated((only === undefined ? null : vehicleText(only)) ?? t('card.no-vehicle'));
  const arrived =
    cards.length > 1 || only === undefined
      ? t(cards.every(isLateArrival) ? 'late.alert' : 'arrived.many', { count: cards.length })
      : t('arrived.one', { plate: plateText(t, only.plate), vehicle });
  const hidden = cards.filter((card) => !matches(card, filterNow())).length;
  return hidden === 0 ? arrived : t('arrived.hidden', { arrived, count: hidden });
}
