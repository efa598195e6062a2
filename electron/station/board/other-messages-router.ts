import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { ReportHead } from '../../../shared/health-report.ts';
import { MOST_REPORTS_TOLD, type OtherFinding } from '../../../shared/other-messages.ts';
import { shapeOf } from '../autox3/content-shape.ts';
import { saysNothing } from '../autox3/messages.ts';
import { contentOf } from '../autox3/reread.ts';
import type { IntakePolicy } from '../intake/judge.ts';
import type { OtherMessages } from '../intake/other-messages.ts';
import { type OtherMessageReader, toOtherMessage } from '../store/other-message-reader.ts';
import { readAgain, type StoredMessage } from '../store/rederive.ts';
import { rowId } from '../store/rows.ts';
import { cursorOf, pageTold } from './cursor.ts';
import type { RouterContext } from './router.ts';
import { bodyFile, shownBody } from './shown-body.ts';

/** What the procedures of other messages work on. */
export type OtherMessagesRouterParts = {
  otherMessages: {
    reader: OtherMessageReader;
    again: OtherMessages;
    reportsWithoutCheckIn: (limit: number) => ReportHead[];
  };
  policy: () => IntakePolicy;
};

/** The part of the contract about messages that are kept and shown nowhere. */
export function createOtherMessagesRouter({ otherMessages, policy }: OtherMessagesRouterParts) {
  const { reader, again } = otherMessages;
  const os = implement({ otherMessages: contract.otherMessages }).$context<RouterContext>();
  return os.router({
    otherMessages: {
      list: os.otherMessages.list.handler(({ input: { limit, cursor } }) =>
        pageTold(reader.list(cursorOf(cursor), limit)),
      ),
      get: os.otherMessages.get.handler(({ input: { id }, errors }) => {
        const stored = reader.message(rowId(id));
        if (stored === null) throw errors.NOT_FOUND();
        const content = contentOf(stored.raw, stored.dialect);
        return {
          message: toOtherMessage({ ...stored, bytes: stored.raw.length }),
          finding: findingOf(stored),
          ...(content === null ? { shape: null, moreMembers: 0 } : shapeOf(JSON.parse(content.text))),
          body: shownBody(stored.raw, policy()),
        };
      }),
      file: os.otherMessages.file.handler(({ input: { id }, errors }) => {
        const stored = reader.message(rowId(id));
        if (stored === null) throw errors.NOT_FOUND();
        return bodyFile(stored.raw, policy());
      }),
      reportsWithoutCheckIn: os.otherMessages.reportsWithoutCheckIn.handler(() =>
        otherMessages.reportsWithoutCheckIn(MOST_REPORTS_TOLD),
      ),
      processOne: os.otherMessages.processOne.handler(({ input: { id } }) => again.processOne(rowId(id))),
      processAll: os.otherMessages.processAll.handler(async ({ input: { cursor } }) => {
        const { next, ...result } = await again.processAll(cursorOf(cursor) ?? 0);
        return { ...result, nextCursor: next?.toString() ?? null };
      }),
    },
  });
}

function findingOf(stored: StoredMessage): OtherFinding {
  const read = readAgain(stored);
  if (read === null) return 'unreadable';
  if (!saysNothing(read)) return 'readable-now';
  switch (read.kind) {
    case 'health-report':
      return 'report-broken';
    case 'maintenance-plan':
      return 'plan-without-items';
    default:
      return 'unknown-kind';
  }
}
