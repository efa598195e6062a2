import { safe } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PersonVisit, Receipt, RequestKind } from '../../shared/retention.ts';
import { useParts } from '../board/board-context.ts';
import { Remark } from '../settings/Row.tsx';
import settings from '../settings/Settings.module.css';
import { Button } from '../ui/Button.tsx';
import { useAct } from '../ui/use-act.ts';
import { FoundVisits } from './FoundVisits.tsx';
import { ReceiptView } from './ReceiptView.tsx';
import { REMOVAL_LOG } from './RemovalLog.tsx';
import styles from './Retention.module.css';

/** What was found of a person, and by what. */
export type FoundPerson = {
  person: Person;
  visits: PersonVisit[];
  isMore: boolean;
  messages: number;
};

/** Removes what one person asks for: looked for, looked at, agreed to, and confirmed by a receipt. */
export function PersonRequest({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useParts();
  const queries = useQueryClient();
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [plate, setPlate] = useState('');
  const [found, setFound] = useState<FoundPerson | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const look = useAct();
  const remove = useAct();
  const person = personOf(phone, name, plate);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (person === null || isDisabled) return;
    setReceipt(null);
    look.run(async () => {
      const answer = await safe(client.retention.find(person));
      if (!answer.isSuccess) throw answer.error;
      const { visits, isMore, messages, quarantined } = answer.data;
      setFound({ person, visits, isMore, messages: messages + quarantined });
    });
  }

  function removeOf(ids: string[], kind: RequestKind): void {
    if (found === null) return;
    remove.run(async () => {
      const answer = await safe(client.retention.remove({ person: found.person, ids, kind }));
      if (!answer.isSuccess) throw answer.error;
      setReceipt(answer.data);
      setFound(null);
      for (const clear of [setPhone, setName, setPlate]) clear('');
      await queries.invalidateQueries({ queryKey: ['check-in'] });
      await queries.invalidateQueries({ queryKey: REMOVAL_LOG });
    });
  }

  const fields = [
    ['retention.phone', phone, setPhone],
    ['retention.name', name, setName],
    ['retention.plate', plate, setPlate],
  ] as const;
  return (
    <div className={styles.request}>
      <p className={settings.label}>{t('retention.person')}</p>
      <p className={settings.why}>{t('retention.person-why')}</p>
      <form className={styles.consent} onSubmit={submit}>
        {fields.map(([word, value, set]) => (
          <label key={word} className={styles.field}>
            <span>{t(word)}</span>
            <input
              type="text"
              autoComplete="off"
              maxLength={word === 'retention.name' ? 200 : 40}
              value={value}
              onChange={(event) => {
                set(event.currentTarget.value);
                setFound(null);
              }}
            />
          </label>
        ))}
        <Button type="submit" isBusy={look.state === 'busy'}>
          {t('retention.look')}
        </Button>
      </form>
      {(look.state === 'failed' || remove.state === 'failed') && (
        <Remark tone="red">{t(remove.state === 'failed' ? 'retention.not-removed' : 'retention.failed')}</Remark>
      )}
      {found !== null && (
        <FoundVisits
          key={JSON.stringify(found.person)}
          found={found}
          isBusy={remove.state === 'busy'}
          onRemove={removeOf}
          onCancel={() => setFound(null)}
        />
      )}
      {receipt !== null && <ReceiptView receipt={receipt} onClose={() => setReceipt(null)} />}
    </div>
  );
}

/** Whom the fields name: a phone number is enough, a name needs its vehicle; null where neither is there. */
function personOf(phone: string, name: string, plate: string): Person | null {
  if (phone.trim() !== '') return { by: 'phone', phone };
  return name.trim() !== '' && plate.trim() !== '' ? { by: 'name', name, plate } : null;
}
