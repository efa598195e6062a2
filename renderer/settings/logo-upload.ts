import { safe } from '@orpc/client';
import { useState } from 'react';
import { LOGO_BYTES, type LogoProblem } from '../../shared/sheet-page.ts';
import type { SheetLogo } from '../../shared/sheet-settings.ts';
import { useParts } from '../board/board-context.ts';
import type { StationClient } from '../station-client.ts';
import { base64Of } from '../ui/base64.ts';

/** Why a file did not become the logo. */
export type UploadProblem = LogoProblem | 'too-large' | 'not-stored' | 'no-answer';

/** Longer than a setting takes: a large picture has to be sent and encoded anew. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Sends a file to the station, and tells the logo that it has become. */
export function useLogoUpload(onLogo: (logo: SheetLogo) => void): {
  problem: UploadProblem | null;
  isBusy: boolean;
  upload: (file: File) => Promise<void>;
} {
  const { client } = useParts();
  const [problem, setProblem] = useState<UploadProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  return {
    problem,
    isBusy,
    async upload(file) {
      setIsBusy(true);
      setProblem(null);
      const answer = await send(client, file);
      setIsBusy(false);
      if (typeof answer === 'string') setProblem(answer);
      else onLogo(answer);
    },
  };
}

async function send(client: Pick<StationClient, 'sheet'>, file: File): Promise<SheetLogo | UploadProblem> {
  if (file.size > LOGO_BYTES) return 'too-large';
  const base64 = await base64Of(file);
  if (base64 === null) return 'not-an-image';
  const answer = await safe(client.sheet.keepLogo({ base64 }, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }));
  if (answer.isSuccess) return answer.data;
  if (!answer.isDefined) return 'no-answer';
  return answer.error.code === 'BAD_REQUEST' ? answer.error.data.problem : 'not-stored';
}
