import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Remark } from '../../settings/Row.tsx';
import { Button } from '../../ui/Button.tsx';
import input from '../../ui/text-field.module.css';
import { lastWho, rememberWho, WhoField } from '../WhoField.tsx';
import styles from './Blind.module.css';
import { useBlindAct } from './use-blind-spots.ts';

/** Says that somebody has looked in AutoX3, and what was found. */
export function TickForm({ loses, onClose }: { loses: { losesFrom: string; losesTo: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useBlindAct();
  const [who, setWho] = useState(lastWho);
  const [note, setNote] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (who.trim() === '') return;
    rememberWho(who);
    act.run(async (blind) => {
      await blind.tick({ ...loses, who, note });
      onClose();
    });
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <WhoField who={who} onChange={setWho} className={styles.field} />
      <label className={styles.field} data-wide>
        <span>{t('blind.note')}</span>
        <input
          className={input.input}
          type="text"
          autoComplete="off"
          maxLength={1_000}
          placeholder={t('blind.note-hint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" tone="primary" isBusy={act.state === 'busy'}>
        {t('blind.tick-save')}
      </Button>
      <Button onClick={onClose}>{t('blind.cancel')}</Button>
      {act.state === 'failed' && <Remark tone="red">{t('blind.not-saved')}</Remark>}
    </form>
  );
}
