import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import type { ActState } from '../ui/use-act.ts';
import styles from './Settings.module.css';

export interface RowProps {
  label: string;
  labelId?: string;
  why?: ReactNode;
  /** Beside the label, or below it where there is no room. */
  children?: ReactNode;
  below?: ReactNode;
}

/** One setting: its name, what it means, and what to set it with. */
export function Row({ label, labelId, why, children, below }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.name}>
        <p className={styles.label} id={labelId}>
          {label}
        </p>
        {why !== undefined && <p className={styles.why}>{why}</p>}
      </div>
      {children !== undefined && <div className={styles.controls}>{children}</div>}
      {below}
    </div>
  );
}

export interface SwitchRowProps {
  label: string;
  why?: string;
  isOn: boolean;
  isDisabled?: boolean;
  /** One of several below a common name. */
  isPart?: boolean;
  onChange: (isOn: boolean) => void;
  below?: ReactNode;
}

/** One setting that is on or off. */
export function SwitchRow({ label, why, isOn, isDisabled = false, isPart = false, onChange, below }: SwitchRowProps) {
  return (
    <div className={isPart ? styles.part : styles.row}>
      <Switch
        className={styles.switch ?? ''}
        classNames={{
          body: styles.switchBody ?? '',
          label: styles.label ?? '',
          description: styles.why ?? '',
          track: styles.track ?? '',
        }}
        labelPosition="left"
        label={label}
        description={why}
        size="md"
        withThumbIndicator={false}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {below}
    </div>
  );
}

/** A sentence below a setting: what went wrong, or what to be careful about. */
export function Remark({ tone, children }: { tone: 'red' | 'amber' | 'good' | 'quiet'; children: ReactNode }) {
  return (
    <p className={styles.remark} data-tone={tone} role={tone === 'red' ? 'alert' : undefined}>
      {(tone === 'red' || tone === 'amber') && <Icon name="warning" size={16} />}
      {tone === 'good' && <Icon name="done" size={16} />}
      <span>{children}</span>
    </p>
  );
}

/** What became of something that was asked for, said aloud as well. */
export function Outcome({ state, done, failed }: { state: ActState; done?: string; failed: string }) {
  return (
    <div role="status" className={styles.outcome}>
      {state === 'done' && done !== undefined && <Remark tone="good">{done}</Remark>}
      {state === 'failed' && <Remark tone="red">{failed}</Remark>}
    </div>
  );
}
