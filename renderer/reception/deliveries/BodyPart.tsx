import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyView, DeliveryDetail } from '../../../shared/deliveries.ts';
import { Section } from '../../check-in/Fact.tsx';
import { saveFile } from '../../export/save-file.ts';
import { Button } from '../../ui/Button.tsx';
import { useAct } from '../../ui/use-act.ts';
import styles from './Deliveries.module.css';

export interface BodyPartProps {
  id: string;
  /** The whole body, for a file. */
  read: () => Promise<{ text: string }>;
  body: BodyView | null;
  kept: DeliveryDetail['kept'];
}

/** A message as it was sent, in lines, with its signature masked; and the way to keep it as a file. */
export function BodyPart({ id, read, body, kept }: BodyPartProps) {
  const { t } = useTranslation();
  const save = useAct();
  const [isCopied, setIsCopied] = useState(false);
  if (body === null || kept !== 'here') {
    return (
      <Section title={t('deliveries.body')}>
        <p className={styles.hint}>{t(kept === 'never' ? 'deliveries.body-never' : 'deliveries.body-gone')}</p>
      </Section>
    );
  }
  // Absent on plain-HTTP pages of the LAN, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return (
    <Section title={t('deliveries.body')}>
      <p className={styles.hint}>
        {t('deliveries.body-what')} {body.isClipped && t('deliveries.body-clipped')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it. */}
      <section className={styles.body} dir="ltr" tabIndex={0} aria-label={t('deliveries.body')}>
        {body.text}
      </section>
      <div className={styles.actions}>
        <Button
          tone="card"
          isBusy={save.state === 'busy'}
          onClick={() =>
            save.run(async () => {
              const { text } = await read();
              saveFile(
                `${t('deliveries.file-name')}-${id}.txt`,
                new Blob([text], { type: 'text/plain;charset=utf-8' }),
              );
            })
          }
        >
          {t('deliveries.save')}
        </Button>
        {clipboard !== undefined && (
          <Button
            tone="card"
            onClick={() =>
              void clipboard.writeText(body.text).then(
                () => setIsCopied(true),
                () => setIsCopied(false),
              )
            }
          >
            {t(isCopied ? 'deliveries.copied' : 'deliveries.copy')}
          </Button>
        )}
        <p className={styles.said} role="status">
          {save.state === 'failed' && t('deliveries.not-done')}
        </p>
      </div>
    </Section>
  );
}
