import { safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../../shared/check-in.ts';
import type { TypedFields } from '../../../shared/typed-check-in.ts';
import { useBoard, useParts } from '../../board/board-context.ts';
import { shopOf } from '../../board/board-state.ts';
import { openCheckIn } from '../../check-in/open-check-in.ts';
import { fromWallClock, toWallClock } from '../../check-in/wall-clock.ts';
import { Remark } from '../../settings/Row.tsx';
import { Button } from '../../ui/Button.tsx';
import { plateText } from '../../ui/formats.ts';
import words from '../../ui/lead.module.css';
import { useShopZone } from '../../ui/shop-zone.ts';
import input from '../../ui/text-field.module.css';
import { useAct } from '../../ui/use-act.ts';
import { lastWho, rememberWho, WhoField } from '../WhoField.tsx';
import styles from './Blind.module.css';

/** What is typed, as it stands in the fields. */
const EMPTY = { plate: '', vin: '', ownerName: '', ownerMobile: '', odometer: '', remark: '', arrived: '' };
type Draft = typeof EMPTY;
type Problem = 'needs-vehicle' | 'needs-number' | 'needs-time' | 'needs-who';

const LONGEST: Record<keyof Draft, number> = {
  plate: 40,
  vin: 40,
  ownerName: 200,
  ownerMobile: 40,
  odometer: 12,
  remark: 2_000,
  arrived: 16,
};

/** Types in a check-in that AutoX3 could not deliver; the form stays, empty, for the next one. */
export function TypedForm({ arrivedAt = null, onClose }: { arrivedAt?: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const zone = useShopZone();
  const unit = useBoard((state) => shopOf(state).distanceUnit);
  const act = useAct();
  const [draft, setDraft] = useState<Draft>(() => ({
    ...EMPTY,
    arrived: toWallClock(arrivedAt === null ? Date.now() : Date.parse(arrivedAt), zone),
  }));
  const [who, setWho] = useState(lastWho);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [entered, setEntered] = useState<Card | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readDraft(draft, who, (local) => fromWallClock(local, zone), Date.now());
    setEntered(null);
    setProblem(typeof read === 'string' ? read : null);
    if (typeof read === 'string') return;
    rememberWho(who);
    act.run(async () => {
      const answer = await safe(client.checkIns.enter(read));
      if (!answer.isSuccess) throw answer.error;
      setEntered(answer.data);
      setDraft({ ...EMPTY, arrived: draft.arrived });
    });
  }

  const field = (name: keyof Draft, label: string, isWide = false) => (
    <label className={styles.field} data-wide={isWide || undefined}>
      <span>{label}</span>
      <input
        className={input.input}
        type={name === 'arrived' ? 'datetime-local' : 'text'}
        inputMode={name === 'odometer' ? 'decimal' : undefined}
        autoComplete="off"
        max={name === 'arrived' ? toWallClock(Date.now(), zone) : undefined}
        maxLength={LONGEST[name]}
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <form className={styles.form} noValidate onSubmit={submit} aria-label={t('typed.enter')}>
      <p className={`${words.lead} ${styles.what}`}>{t('typed.what')}</p>
      {field('plate', t('typed.plate'))}
      {field('vin', t('typed.vin'))}
      {field('arrived', t('typed.arrived'))}
      {field('ownerName', t('typed.owner'))}
      {field('ownerMobile', t('typed.phone'))}
      {field('odometer', t('typed.odometer', { unit }))}
      <WhoField who={who} onChange={setWho} className={styles.field} />
      {field('remark', t('typed.remark'), true)}
      <div className={styles.buttons}>
        <Button type="submit" tone="primary" isBusy={act.state === 'busy'}>
          {t('typed.save')}
        </Button>
        <Button onClick={onClose}>{t('typed.close')}</Button>
      </div>
      {problem !== null && <Remark tone="red">{t(`typed.${problem}`)}</Remark>}
      {act.state === 'failed' && <Remark tone="red">{t('blind.not-saved')}</Remark>}
      {entered !== null && (
        <div className={styles.entered} role="status">
          <Remark tone="good">{t('typed.done', { plate: plateText(t, entered.plate) })}</Remark>
          <Button onClick={() => openCheckIn(entered.id)}>{t('typed.show')}</Button>
        </div>
      )}
    </form>
  );
}

/** What the fields say, or what is wrong with them. */
function readDraft(
  { arrived, odometer, ...texts }: Draft,
  who: string,
  moment: (local: string) => number | null,
  now: number,
): TypedFields | Problem {
  const at = moment(arrived);
  const number = odometer.trim() === '' ? null : Number(odometer.trim().replace(',', '.'));
  if (texts.plate.trim() === '' && texts.vin.trim() === '') return 'needs-vehicle';
  if (number !== null && !(number >= 0 && number <= 10_000_000)) return 'needs-number';
  if (at === null || at > now) return 'needs-time';
  if (who.trim() === '') return 'needs-who';
  return { ...texts, who, odometer: number, arrivedAt: new Date(at).toISOString() };
}
