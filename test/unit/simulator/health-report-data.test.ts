import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateCheckIn, type Language } from '../../../electron/simulator/check-in-data.ts';
import { generateReport } from '../../../electron/simulator/health-report-data.ts';
import { createRandom } from '../../../electron/simulator/random.ts';

const AT = Date.UTC(2026, 2, 3, 9, 30);
const HAN = /\p{Script=Han}/u;

const Point = z.strictObject({
  answer: z.string().min(1),
  currentMiles: z.number().int(),
  description: z.string().min(1),
  id: z.number().int(),
  normalOrNot: z.number().int().min(0).max(3),
  normalValue: z.string(),
  perMiles: z.number().positive(),
  questionBaseId: z.number().int(),
  questionBaseStatus: z.enum(['PASS', 'MINOR', 'MAJOR', 'DANGEROUS']).optional(),
});
/** As AutoX3's page about the health check report prints it. */
const Report = z.strictObject({
  workBaseStatus: z.boolean(),
  carNum: z.string(),
  serviceBaseName: z.string().min(1),
  list: z.array(
    z.strictObject({
      evaluation: z.string(),
      itemAmount: z.number().int(),
      questionToSystemId: z.number().int(),
      templetItemEntityList: z.array(
        z.strictObject({
          carId: z.number().int(),
          mimeTupleList: z.array(
            z.strictObject({ key: z.number(), mimeType: z.enum(['image/*', 'video/*']), value: z.url() }),
          ),
          questionDetectionTempletQuestionList: z.array(Point),
        }),
      ),
    }),
  ),
});

function reports(language: Language, inString = false) {
  return Array.from({ length: 200 }, (_, index) => {
    const random = createRandom(3, index);
    const checkIn = generateCheckIn(random, language, 1_000 + index);
    const content = generateReport(random, checkIn, { at: AT, photos: 'http://127.0.0.1:9', inString });
    const { reportJson } = content;
    return {
      checkIn,
      content,
      report: Report.parse(typeof reportJson === 'string' ? JSON.parse(reportJson) : reportJson),
    };
  });
}

describe('generated reports', () => {
  it('have the documented members, of the visit and the vehicle that they are about, in either form', () => {
    for (const inString of [false, true]) {
      for (const { checkIn, content, report } of reports('mixed', inString)) {
        expect(typeof content.reportJson).toBe(inString ? 'string' : 'object');
        expect(content.receiveBaseId).toBe(checkIn.receiveBaseId);
        expect([content.carNum, report.carNum]).toEqual([checkIn.carInfo.carNum, checkIn.carInfo.carNum]);
        const points = report.list.flatMap((system) =>
          system.templetItemEntityList.flatMap((item) => item.questionDetectionTempletQuestionList),
        );
        for (const { currentMiles } of points) {
          expect(currentMiles).toBe(Math.round(checkIn.preCheckInfo.odograph));
        }
      }
    }
  });

  it('hold several systems, points of every status, comments, photos, videos and now and then a page of their own', () => {
    const all = reports('mixed');
    const systems = all.flatMap(({ report }) => report.list);
    const items = systems.flatMap(({ templetItemEntityList }) => templetItemEntityList);
    const points = items.flatMap((item) => item.questionDetectionTempletQuestionList);
    expect(Math.min(...all.map(({ report }) => report.list.length))).toBeGreaterThan(1);
    expect(new Set(points.map((point) => point.questionBaseStatus))).toEqual(
      new Set([undefined, 'PASS', 'MINOR', 'MAJOR', 'DANGEROUS']),
    );
    expect(systems.filter(({ evaluation }) => evaluation !== '').length).toBeGreaterThan(50);
    const media = items.flatMap(({ mimeTupleList }) => mimeTupleList);
    expect(new Set(media.map(({ mimeType }) => mimeType))).toEqual(new Set(['image/*', 'video/*']));
    expect(media.every(({ value }) => value.startsWith('http://127.0.0.1:9/'))).toBe(true);
    const pages = all.map(({ content }) => Object.keys(content).find((name) => /Url$/.test(name)));
    expect(new Set(pages)).toEqual(new Set([undefined, 'h5Url', 'reportUrl', 'shareUrl']));
  });

  it('say the same of a point by both members that tell how it was found', () => {
    const codes = { MAJOR: 0, PASS: 1, DANGEROUS: 2, MINOR: 3 } as const;
    for (const { report } of reports('en')) {
      for (const { templetItemEntityList } of report.list) {
        for (const point of templetItemEntityList.flatMap((item) => item.questionDetectionTempletQuestionList)) {
          if (point.questionBaseStatus !== undefined) expect(point.normalOrNot).toBe(codes[point.questionBaseStatus]);
        }
      }
    }
  });

  it('are written in the language of the shop, whole', () => {
    for (const { content } of reports('en')) expect(JSON.stringify(content)).not.toMatch(HAN);
    for (const { report } of reports('zh')) expect(report.serviceBaseName).toMatch(HAN);
  });
});
