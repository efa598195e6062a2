import { randomUUID } from 'node:crypto';
import { buildMessage, type SignedMessage } from '../../electron/simulator/envelope.ts';
import type { Json } from '../../electron/simulator/json-text.ts';
import { createRandom } from '../../electron/simulator/random.ts';
import { SECRET } from './messages.ts';

/** What a test says of a report; each check point by its status alone. */
export type ReportParts = {
  order?: number;
  plate?: string;
  statuses?: string[];
  service?: string;
  comment?: string;
  photos?: string[];
  score?: number;
  createTime?: number;
  msgId?: string;
  proven?: boolean;
  videos?: string[];
  pageUrl?: string;
  /** In place of the whole `reportJson`. */
  reportJson?: Json;
};

/** A signed health check report with one group of check points. */
export function signedReport({
  order = 1,
  statuses = ['PASS'],
  photos = [],
  ...parts
}: ReportParts = {}): SignedMessage {
  const questions = statuses.map((questionBaseStatus, number) => ({
    description: `Check point ${number + 1}`,
    answer: 'As found',
    questionBaseStatus,
  }));
  const templet = {
    questionDetectionTempletQuestionList: questions,
    mimeTupleList: [
      ...photos.map((value) => ({ mimeType: 'image/jpeg', value })),
      ...(parts.videos ?? []).map((value) => ({ mimeType: 'video/mp4', value })),
    ],
  };
  return buildMessage({
    content: {
      carNum: parts.plate ?? 'AB12 CDE',
      receiveBaseId: order,
      detectionPercentage: parts.score ?? 0.5,
      reportJson: parts.reportJson ?? {
        serviceBaseName: parts.service ?? 'Inspection',
        list: [{ evaluation: parts.comment ?? 'A comment', templetItemEntityList: [templet] }],
      },
      h5Url: parts.pageUrl ?? 'https://h5.example/r/1',
    },
    msgType: 'event.autox3.order.detection.finish.report',
    msgId: parts.msgId ?? randomUUID(),
    createTime: parts.createTime ?? Date.now(),
    staffInfo: null,
    secret: parts.proven === false ? 'a-secret-that-is-wrong' : SECRET,
    dialect: 'verbatim',
    random: createRandom(1),
  });
}
