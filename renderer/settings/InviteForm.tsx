import { isDefinedError } from '@orpc/client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeviceName, type DeviceRole, type Invite, LONGEST_DEVICE_NAME } from '../../shared/device.ts';
import { Button } from '../ui/Button.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { onEscape } from '../ui/on-escape.ts';
import { usePairingAct } from './pairing.ts';
import { Remark } from './Row.tsx';
import styles from './Settings.module.css';

export interface InviteFormProps {
  role: DeviceRole;
  isDisabled: boolean;
  onMade: (invite: Invite) => void;
  onClose: () => void;
}

/** Asks what the new screen is to be called, and makes its code. */
export function InviteForm({ role, isDisabled, onMade, onClose }: InviteFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<'name' | 'full' | 'failed' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const act = usePairingAct();
  const form = useRef<HTMLFormElement>(null);
  const [asked] = useState(() => document.activeElement);
  useFocusBack(form, () => (asked instanceof HTMLElement ? asked : null));
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const parsed = DeviceName.safeParse(name);
    if (!parsed.success) {
      setProblem('name');
      field.current?.focus();
      return;
    }
    if (isDisabled) return;
    act.run(async (devices, options) => {
      try {
        onMade(await devices.invite({ role, name: parsed.data }, options));
      } catch (error) {
        setProblem(error instanceof Error && isDefinedError(error) ? 'full' : 'failed');
      }
    });
  }

  return (
    <form ref={form} className={styles.entryForm} onSubmit={submit} onKeyDown={onEscape(onClose)}>
      <label className={styles.field}>
        <span>{t(`lan.name.${role}`)}</span>
        <input
          ref={field}
          type="text"
          autoComplete="off"
          maxLength={LONGEST_DEVICE_NAME}
          placeholder={t(`lan.name-example.${role}`)}
          value={name}
          aria-invalid={problem === 'name' || undefined}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
      </label>
      <Button type="submit" tone="primary" isBusy={act.state === 'busy'}>
        {t('lan.make-code')}
      </Button>
      <Button onClick={onClose}>{t('lan.cancel')}</Button>
      {problem !== null && (
        <Remark tone="red">{t(problem === 'failed' ? 'lan.failed' : `lan.invite-${problem}`)}</Remark>
      )}
    </form>
  );
}
