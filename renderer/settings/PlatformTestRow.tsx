import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlatformState } from '../../shared/platform.ts';
import { useParts } from '../board/board-context.ts';
import { failureText, PLATFORM_KEY } from '../platform/use-platform.ts';
import { Button } from '../ui/Button.tsx';
import { useFormats } from '../ui/formats.ts';
import { useAct } from '../ui/use-act.ts';
import { Remark, Row } from './Row.tsx';

/** Logs in at AutoX3's platform, and says in words what became of it, or of what was asked last. */
export function PlatformTestRow({ last, isDisabled }: Pick<PlatformState, 'last'> & { isDisabled: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client } = useParts();
  const queries = useQueryClient();
  const act = useAct();

  function test(): void {
    act.run(async () => {
      await client.platform.test();
      await queries.invalidateQueries({ queryKey: [PLATFORM_KEY] });
    });
  }

  function outcome() {
    if (act.state === 'busy') return null;
    if (act.state === 'failed') return <Remark tone="red">{t('platform.test-failed')}</Remark>;
    if (last === null) return null;
    const isOfNow = act.state === 'done';
    const when = { when: formats.moment(last.at) };
    if (last.failure === null)
      return isOfNow ? (
        <Remark tone="good">{t('platform.test-ok')}</Remark>
      ) : (
        <Remark tone="quiet">{t('platform.last-ok', when)}</Remark>
      );
    return (
      <Remark tone="red">
        {!isOfNow && `${t('platform.last-failed', when)} `}
        {failureText(t, last.failure)}
      </Remark>
    );
  }

  return (
    <Row label={t('platform.test')} below={<div role="status">{outcome()}</div>}>
      <Button isBusy={act.state === 'busy' || isDisabled} onClick={test}>
        {t('platform.test')}
      </Button>
    </Row>
  );
}
