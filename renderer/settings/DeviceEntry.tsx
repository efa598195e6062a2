import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Device, DeviceName, LONGEST_DEVICE_NAME } from '../../shared/device.ts';
import { isolated } from '../../shared/isolated.ts';
import { Button } from '../ui/Button.tsx';
import { useClockText } from '../ui/clock.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { useFormats } from '../ui/formats.ts';
import { onEscape } from '../ui/on-escape.ts';
import lan from './Lan.module.css';
import { usePairingAct } from './pairing.ts';
import { Outcome } from './Row.tsx';
import { headingId } from './Section.tsx';
import styles from './Settings.module.css';

/** One paired screen: what it is, when it was last here, and how it is renamed or removed. */
export function DeviceEntry({ device, isDisabled }: { device: Device; isDisabled: boolean }) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<'shown' | 'renaming' | 'removing'>('shown');
  const act = usePairingAct();
  const entry = useRef<HTMLLIElement>(null);
  const before = useRef(mode);
  useFocusBack(entry, () => document.getElementById(headingId('lan')));
  useEffect(() => {
    // What was asked stood in the place of the buttons, and has taken the focus with it.
    if (mode === 'shown' && before.current !== 'shown') entry.current?.querySelector('button')?.focus();
    before.current = mode;
  }, [mode]);
  const { id, name, role, browser, address } = device;
  const seen = useSeen(device);
  const facts = [t(`lan.role.${role}`), seen, browser, address].filter((fact) => fact !== null);

  return (
    <li ref={entry} className={`${styles.entry} ${lan.device}`} data-device={id}>
      {mode === 'renaming' ? (
        <RenameForm
          name={name}
          onClose={() => setMode('shown')}
          onRename={(to) => {
            setMode('shown');
            act.run((devices, options) => devices.rename({ id, name: to }, options));
          }}
        />
      ) : (
        <span className={lan.deviceName}>
          <bdi className={styles.entryWord}>{name}</bdi>
          <span className={styles.why}>{facts.join(t('age.join'))}</span>
        </span>
      )}
      {mode === 'shown' && (
        <span className={styles.controls}>
          <Button isBusy={isDisabled} onClick={() => setMode('renaming')}>
            {t('lan.rename')}
          </Button>
          <Button isBusy={isDisabled || act.state === 'busy'} onClick={() => setMode('removing')}>
            {t('lan.remove')}
          </Button>
        </span>
      )}
      {mode === 'removing' && (
        <RemoveQuestion
          name={name}
          onKeep={() => setMode('shown')}
          onRemove={() => {
            setMode('shown');
            act.run((devices, options) => devices.revoke({ id }, options));
          }}
        />
      )}
      <Outcome state={act.state} failed={t('lan.failed')} />
    </li>
  );
}

/** When the device was last here, in the reader's words. */
function useSeen({ isConnected, lastSeenAt }: Device): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const ago = useClockText((now) => formats.ago(now - Date.parse(lastSeenAt)));
  return isConnected ? t('lan.seen-now') : t('lan.seen', { ago });
}

function RenameForm({
  name,
  onRename,
  onClose,
}: {
  name: string;
  onRename: (name: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const parsed = DeviceName.safeParse(text);
    if (parsed.success) onRename(parsed.data);
    else field.current?.focus();
  }

  return (
    <form className={lan.rename} onSubmit={submit} onKeyDown={onEscape(onClose)}>
      <label className={styles.field}>
        <span>{t('lan.new-name', { name: isolated(name) })}</span>
        <input
          ref={field}
          type="text"
          autoComplete="off"
          maxLength={LONGEST_DEVICE_NAME}
          value={text}
          aria-invalid={!DeviceName.safeParse(text).success || undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Button type="submit" tone="primary">
        {t('lan.rename')}
      </Button>
      <Button onClick={onClose}>{t('lan.cancel')}</Button>
    </form>
  );
}

function RemoveQuestion({ name, onRemove, onKeep }: { name: string; onRemove: () => void; onKeep: () => void }) {
  const { t } = useTranslation();
  const question = useRef<HTMLFieldSetElement>(null);
  useEffect(() => question.current?.querySelector('button')?.focus(), []);
  return (
    <fieldset ref={question} className={lan.question} onKeyDown={onEscape(onKeep)}>
      <legend className={lan.asked}>{t('lan.remove-ask', { name: isolated(name) })}</legend>
      <Button onClick={onKeep}>{t('lan.keep')}</Button>
      <Button tone="primary" onClick={onRemove}>
        {t('lan.remove-do')}
      </Button>
    </fieldset>
  );
}
