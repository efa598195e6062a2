import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEnvelope } from '../../../../electron/station/autox3/envelope.ts';
import { readMessage, saysNothing } from '../../../../electron/station/autox3/messages.ts';

type Vector = { name: string; body: string; expect: { kind?: string } };

const vectors = JSON.parse(
  readFileSync(new URL('../../../fixtures/autox3/vectors.json', import.meta.url), 'utf8'),
) as Vector[];

function messageOf(name: string) {
  const read = readEnvelope(Buffer.from(vectors.find((vector) => vector.name === name)?.body ?? ''));
  if (!read.ok) throw new Error(read.problem);
  return readMessage(read.envelope.content.text, read.envelope.msgType);
}

const REPORT = 'event.autox3.order.detection.finish.report';
const PLAN = 'event.autox3.order.detection.finish.maintenance.v2';

function report(content: object) {
  return readMessage(JSON.stringify(content), REPORT).report;
}

function plan(...items: unknown[]) {
  return readMessage(JSON.stringify({ carNum: 'AB12 CDE', carMaintenancePlanList: items }), PLAN).plan?.items;
}

test.each(['health check report, reportJson as a string', 'health check report, reportJson as an object'])(
  '%s: check points, comment and photos are read',
  (name) => {
    expect(messageOf(name).report).toMatchObject({
      receiveBaseId: '7001',
      plate: '京M65068',
      score: 0.5,
      service: 'Fluid Inspection',
      isUnreadable: false,
      groups: [
        {
          comment: 'This is a comment',
          checkPoints: [{ description: 'Brake Fluid Level', answer: '20%', status: 'dangerous' }],
          photos: ['https://photos.example.invalid/r1.jpg'],
          videos: [],
        },
      ],
    });
  },
);

test('a report that is no JSON, or breaks a rule of form within, is unreadable; one that is not there is empty', () => {
  expect(messageOf('reportJson is not JSON').report).toMatchObject({
    isUnreadable: true,
    groups: [],
    receiveBaseId: '1',
  });
  for (const broken of ['{"list":[],"list":[]}', '[]', '"{}"', `${'['.repeat(70)}${']'.repeat(70)}`, 7, true, []])
    expect(report({ receiveBaseId: 1, reportJson: broken })?.isUnreadable).toBe(true);
  expect(messageOf("a plan list that is null under the report's type").report).toMatchObject({
    isUnreadable: false,
    groups: [],
  });
});

test('the name of a status counts before its number, and an unknown one is none', () => {
  const statuses = [
    { questionBaseStatus: 'PASS', normalOrNot: 2 },
    { questionBaseStatus: 'minor' },
    { questionBaseStatus: 'SOMETHING', normalOrNot: 0 },
    { normalOrNot: 1 },
    { normalOrNot: 2 },
    { normalOrNot: '3' },
    { normalOrNot: 4 },
    { normalOrNot: 0.5 },
    {},
  ].map((status) => ({ description: 'x', ...status }));
  const list = [{ templetItemEntityList: [{ questionDetectionTempletQuestionList: statuses }] }];
  const points = report({ reportJson: { list } })?.groups[0]?.checkPoints;
  expect(points?.map(({ status }) => status)).toEqual([
    'passed',
    'minor',
    'major',
    'passed',
    'dangerous',
    'minor',
    null,
    null,
    null,
  ]);
});

test('a customer page is found under any name, and only where it is a web address', () => {
  expect(report({ reportJson: {}, someH5Link: 'https://h5.example/r/1' })?.pageUrl).toBe('https://h5.example/r/1');
  expect(report({ reportJson: { reportUrl: 'http://h5.example/r/2' } })?.pageUrl).toBe('http://h5.example/r/2');
  for (const url of [
    'javascript:alert(1)',
    'https://',
    'file:///etc/passwd',
    7,
    null,
    `https://h5.example/${'x'.repeat(5_000)}`,
  ])
    expect(report({ reportJson: {}, h5Url: url })?.pageUrl).toBeNull();
});

test('what a report holds is bounded, whatever was sent', () => {
  const question = { description: 'x'.repeat(200), questionBaseStatus: 'PASS' };
  const item = {
    questionDetectionTempletQuestionList: Array(400).fill(question),
    mimeTupleList: Array(80).fill({ mimeType: 'VIDEO/mp4', value: 'https://v.example/1' }),
  };
  const read = report({
    reportJson: { list: Array(6).fill({ evaluation: 'y'.repeat(20_000), templetItemEntityList: [item] }) },
  });
  const all = read?.groups ?? [];
  expect(all.flatMap(({ checkPoints }) => checkPoints)).toHaveLength(500);
  expect(all.flatMap(({ videos }) => videos)).toHaveLength(100);
  expect(all.map(({ comment }) => comment?.length)).toEqual(Array(6).fill(10_000));
  expect(read?.clipped).toBe(true);
});

test.each<[object, boolean]>([
  [{ carMaintenancePlanList: [] }, false],
  [{ carMaintenancePlanList: [{ id: 1 }, 7] }, false],
  [{ carMaintenancePlanList: [7, {}] }, true],
  [{ carMaintenancePlanList: { id: 1 } }, true],
  [{ carMaintenancePlanList: null }, true],
  [{}, true],
])(
  'a plan that is empty says so; one without a list, or with nothing in it that can be read, is unreadable: %j',
  (sent, isUnreadable) => {
    const message = readMessage(JSON.stringify({ carNum: 'AB12 CDE', ...sent }), PLAN);
    expect(message).toMatchObject({ kind: 'maintenance-plan', plan: { isUnreadable } });
    expect(saysNothing(message)).toBe(isUnreadable);
  },
);

test('both forms of a plan are read: what is listed, and what was done with an item', () => {
  expect(messageOf("maintenance plan under the report's message type").plan).toMatchObject({
    plate: 'AB12 CDE',
    items: [
      {
        action: 'finish',
        id: '1700',
        service: 'wash car',
        month: '2021-05',
        by: 'time',
        cycle: 854,
        odometer: 1242,
        overdueDays: 25,
        overdueDistance: 388,
        price: 10_000,
        recommended: true,
      },
    ],
  });
  expect(messageOf('maintenance plan V2, content as a JSON string').plan?.items).toMatchObject([
    {
      action: 'modify',
      id: '3267',
      service: 'brake fluid',
      month: '2022-06',
      by: 'time',
      perDay: 2,
      overdueDays: null,
    },
  ]);
});

test('an item is null where it names nothing, and its parts where they are of another kind', () => {
  expect(
    plan(null, 7, 'x', {}, { action: 'ADD' }, { id: 1, action: 'SHRED', warningDate: '2026-13', reductionType: 3 }),
  ).toEqual([
    expect.objectContaining({ id: '1', action: 'list', month: null, by: null, cycle: null, recommended: null }),
  ]);
  expect(
    plan({ id: 1, warningDate: '2026-3' }, { id: 2, warningDate: '2026-03-31' })?.map(({ month }) => month),
  ).toEqual(['2026-03', '2026-03']);
});

test('the number of an item is kept to its last digit', () => {
  const text = '{"carMaintenancePlanList":[{"id":9007199254740993}]}';
  expect(readMessage(text, PLAN).plan?.items[0]?.id).toBe('9007199254740993');
});
