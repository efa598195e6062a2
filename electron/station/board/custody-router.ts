import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { CustodyDesk } from '../custody/custody-desk.ts';
import { orNotKept } from './or-not-kept.ts';
import type { RouterContext } from './router.ts';

/** What makes and checks custody files. */
export type CustodyRouterParts = { custody: CustodyDesk };

/** The part of the contract that makes and checks custody files; the router around it looks at who may. */
export function createCustodyRouter({ custody }: CustodyRouterParts) {
  const os = implement({ custody: contract.custody }).$context<RouterContext>();
  return os.router({
    custody: {
      key: os.custody.key.handler(({ errors }) => orNotKept(() => custody.key(), errors.SERVICE_UNAVAILABLE)),
      make: os.custody.make.handler(async ({ input: { id }, errors }) => {
        const made = await orNotKept(() => custody.make(id), errors.SERVICE_UNAVAILABLE);
        if (made === null) throw errors.NOT_FOUND();
        return made;
      }),
      piece: os.custody.piece.handler(async ({ input: { file, from }, errors }) => {
        const bytes = await custody.piece(file, from);
        if (bytes === null) throw errors.NOT_FOUND();
        return { base64: bytes.toString('base64') };
      }),
      check: os.custody.check.handler(({ input: { bytes }, errors }) => {
        const file = custody.check(bytes);
        if (file === null) throw errors.PAYLOAD_TOO_LARGE();
        return { file };
      }),
      add: os.custody.add.handler(({ input: { file, from, base64 }, errors }) => {
        if (!custody.add(file, from, Buffer.from(base64, 'base64'))) throw errors.NOT_FOUND();
      }),
      report: os.custody.report.handler(({ input: { file }, errors }) => {
        const report = custody.report(file);
        if (report === null) throw errors.NOT_FOUND();
        return report;
      }),
    },
  });
}
