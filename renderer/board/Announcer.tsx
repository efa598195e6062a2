import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../shared/check-in.ts';
import { isolated } from '../../shared/isolated.ts';
import { plateText, vehicleText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';

/** Arrivals closer together than this, in ms, are told in one sentence. */
const GATHER_MS = 800;

/** Tells a screen reader what has arrived. */
export function Announcer() {
  const { t } = useTranslation();
  const { store } = useParts();
  const [text, setText] = useState('');
  useEffect(() => {
    const waiting: Card[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.onEvent((_event, arrived) => {
      if (arrived.length === 0) return;
      waiting.push(...arrived);
      timer ??= setTimeout(() => {
        timer = undefined;
        const cards = waiting.splice(0);
        const [only] = cards;
        if (cards.length > 1 || only === undefined) return setText(t('arrived.many', { count: cards.length }));
        const vehicle = isolated(vehicleText(only) ?? t('card.no-vehicle'));
        setText(t('arrived.one', { plate: plateText(t, only.plate), vehicle }));
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store, t]);
  return (
    <p className="visually-hidden" role="log" aria-live="polite">
      {text}
    </p>
  );
}
