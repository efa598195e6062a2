import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParts } from '../board/board-context.ts';
import { Button } from '../ui/Button.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { onEscape } from '../ui/on-escape.ts';
import { useAct } from '../ui/use-act.ts';
import lan from './Lan.module.css';
import { Remark } from './Row.tsx';
import { headingId } from './Section.tsx';

const ANSWER_TIMEOUT_MS = 10_000;

/** Leaves the relay, after it was asked whether that is meant. */
export function RelayLeave({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const act = useAct();
  const [isAsking, setIsAsking] = useState(false);
  const place = useRef<HTMLFieldSetElement>(null);
  const before = useRef(isAsking);
  useFocusBack(place, () => document.getElementById(headingId('relay')));
  useEffect(() => {
    // The question takes the place of the button, and the focus with it, and back.
    if (before.current !== isAsking) place.current?.querySelector('button')?.focus();
    before.current = isAsking;
  }, [isAsking]);
  const stay = (): void => setIsAsking(false);

  function leave(): void {
    stay();
    act.run(() => client.relay.leave(undefined, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }));
  }

  return (
    <fieldset ref={place} className={lan.question} onKeyDown={isAsking ? onEscape(stay) : undefined}>
      <legend className={isAsking ? lan.asked : 'visually-hidden'}>
        {t(isAsking ? 'relay.leave-ask' : 'relay.leave')}
      </legend>
      {isAsking ? (
        <>
          <Button onClick={stay}>{t('relay.stay')}</Button>
          <Button tone="primary" onClick={leave}>
            {t('relay.leave-do')}
          </Button>
        </>
      ) : (
        <Button isBusy={isDisabled || act.state === 'busy'} onClick={() => setIsAsking(true)}>
          {t('relay.leave')}
        </Button>
      )}
      {act.state === 'failed' && <Remark tone="red">{t('relay.not-kept')}</Remark>}
    </fieldset>
  );
}
