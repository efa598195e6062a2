import type { CheckGroup, CheckPoint, CheckPointStatus } from '../../../shared/health-report.ts';
import { readServiceOrder } from './check-in-content.ts';
import { parseExactly } from './exact-json.ts';
import { type FieldReader, isObject, LONG_TEXT, member, readNumber } from './fields.ts';
import { scan } from './scan.ts';

/** What a health check report says, every part of it optional, texts and lists bounded. */
export type ReportContent = {
  /** As in a check-in: exact, as decimal digits. */
  receiveBaseId: string | null;
  plate: string | null;
  /** `detectionPercentage` as sent; its scale is not documented. */
  score: number | null;
  /** The page that AutoX3 shows to the customer; an http(s) address as sent. */
  pageUrl: string | null;
  service: string | null;
  groups: CheckGroup[];
  /** True when `reportJson` is there and cannot be read. */
  isUnreadable: boolean;
  clipped: boolean;
};

const MAX_GROUPS = 200;
const MAX_CHECK_POINTS = 500;
const MAX_MEDIA = 100;
const MAX_URL = 4_096;

const STATUS_BY_NAME: ReadonlyMap<string, CheckPointStatus> = new Map([
  ['PASS', 'passed'],
  ['MINOR', 'minor'],
  ['MAJOR', 'major'],
  ['DANGEROUS', 'dangerous'],
]);
const STATUS_BY_NUMBER: readonly CheckPointStatus[] = ['major', 'passed', 'dangerous', 'minor'];

/** Reads the content of a report (contract, Report and plan content). `content` is `text` parsed. */
export function readReport(content: unknown, text: string, fields: FieldReader): ReportContent {
  const report = reportOf(member(content, 'reportJson'));
  return {
    receiveBaseId: readServiceOrder(content, text),
    plate: fields.text(member(content, 'carNum')) ?? fields.text(member(report, 'carNum')),
    score: readNumber(member(content, 'detectionPercentage')),
    pageUrl: pageUrl(content) ?? pageUrl(report),
    service: fields.text(member(report, 'serviceBaseName')),
    groups: groupsOf(report, fields),
    isUnreadable: report === null,
    clipped: fields.clipped,
  };
}

/** The report as an object, whichever of its two forms it came in; undefined where there is none, null where it cannot be read. */
function reportOf(sent: unknown): Record<string, unknown> | null | undefined {
  if (sent === undefined || sent === null) return undefined;
  if (typeof sent !== 'string') return isObject(sent) ? sent : null;
  const scanned = scan(sent);
  if (!scanned.ok || scanned.members === null) return null;
  const report = parseExactly(sent);
  return isObject(report) ? report : null;
}

function groupsOf(report: unknown, fields: FieldReader): CheckGroup[] {
  let checkPoints = MAX_CHECK_POINTS;
  let media = MAX_MEDIA;
  return fields.list(member(report, 'list'), MAX_GROUPS, (entry) => {
    if (!isObject(entry)) return null;
    const templates = fields.list(member(entry, 'templetItemEntityList'), MAX_GROUPS, (item) => item);
    const group: CheckGroup = {
      comment: fields.text(member(entry, 'evaluation'), LONG_TEXT),
      checkPoints: templates.flatMap((item) =>
        fields.list(member(item, 'questionDetectionTempletQuestionList'), checkPoints, (question) =>
          readCheckPoint(fields, question),
        ),
      ),
      photos: [],
      videos: [],
    };
    const shown = templates.flatMap((item) =>
      fields.list(member(item, 'mimeTupleList'), media, (tuple) => readMedium(fields, tuple)),
    );
    group.checkPoints.splice(checkPoints);
    shown.splice(media);
    checkPoints -= group.checkPoints.length;
    media -= shown.length;
    for (const { type, url } of shown) group[type].push(url);
    return group.comment === null && group.checkPoints.length + shown.length === 0 ? null : group;
  });
}

function readCheckPoint(fields: FieldReader, question: unknown): CheckPoint | null {
  const description = fields.text(member(question, 'description'), LONG_TEXT);
  const answer = fields.text(member(question, 'answer'), LONG_TEXT);
  const status = statusOf(question);
  return description === null && answer === null && status === null ? null : { description, answer, status };
}

/** The name is preferred; the number says the same in a code of its own. */
function statusOf(question: unknown): CheckPointStatus | null {
  const name = member(question, 'questionBaseStatus');
  const named = typeof name === 'string' ? STATUS_BY_NAME.get(name.trim().toUpperCase()) : undefined;
  return named ?? STATUS_BY_NUMBER[readNumber(member(question, 'normalOrNot')) ?? -1] ?? null;
}

function readMedium(fields: FieldReader, tuple: unknown): { type: 'photos' | 'videos'; url: string } | null {
  const url = member(tuple, 'value');
  const mimeType = member(tuple, 'mimeType');
  if (typeof url !== 'string' || url.trim() === '') return null;
  if (url.length > MAX_URL) {
    fields.clipped = true;
    return null;
  }
  const type = typeof mimeType === 'string' && /^video\//i.test(mimeType.trim()) ? 'videos' : 'photos';
  return { type, url: fields.text(url, MAX_URL) ?? url };
}

/** The name of the member that holds the page is not documented. */
function pageUrl(value: unknown): string | null {
  if (!isObject(value)) return null;
  for (const [name, url] of Object.entries(value)) {
    if (!/h5|url/i.test(name) || typeof url !== 'string' || url.length > MAX_URL) continue;
    if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  }
  return null;
}
