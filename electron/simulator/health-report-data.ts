import { NO_PHOTOS, type SentCheckIn } from './check-in-data.ts';
import { COMPACT, type Json, jsonText } from './json-text.ts';
import type { NonEmpty, Random } from './random.ts';
import { languageOf, type PointStatus, serviceWords, type VehicleSystem } from './service-words.ts';
import { distanceADay } from './vehicle-data.ts';

/** The `content` of a health check report, as AutoX3 writes it; some carry a link to the report's own page as well. */
export type SentReport = {
  carNum: string;
  detectionPercentage: number;
  receiveBaseId: number;
  reportJson: Json;
  [pageLink: string]: Json;
};

/** The type under which reports are sent. */
export const REPORT_TYPE = 'event.autox3.order.detection.finish.report';

/** What `normalOrNot` says of each status (AutoX3, health check report). */
const NORMAL_OR_NOT: Record<PointStatus, number> = { MAJOR: 0, PASS: 1, DANGEROUS: 2, MINOR: 3 };
const NORMAL_VALUE: Record<PointStatus, string> = { PASS: 'A', MINOR: 'B', MAJOR: 'C', DANGEROUS: 'D' };
/** AutoX3's pages name no member for the report's own page, so it comes under one name or another. */
const PAGE_LINKS: NonEmpty<string> = ['h5Url', 'reportUrl', 'shareUrl'];
/** Of ten points that were not forced: what is found on a car of some years. */
const FOUND: NonEmpty<PointStatus> = [
  'PASS',
  'PASS',
  'PASS',
  'PASS',
  'PASS',
  'PASS',
  'MINOR',
  'MINOR',
  'MAJOR',
  'DANGEROUS',
];

/**
 * The report of the health check of a visit. `photos` is where its photos and videos lie; `inString` has `reportJson` be the
 * text of its JSON, the other form in which AutoX3 sends it.
 */
export function generateReport(
  random: Random,
  checkIn: SentCheckIn,
  { at, photos = NO_PHOTOS, inString }: { at: number; photos: string | undefined; inString: boolean },
): SentReport {
  const { carInfo, preCheckInfo, receiveBaseId } = checkIn;
  const odometer = Math.round(preCheckInfo.odograph);
  const aDay = distanceADay(preCheckInfo.odograph, carInfo.carProductionDate, at);
  const words = serviceWords(languageOf([carInfo.carNum, carInfo.carBrandName]));
  const systems = random.sample(words.systems, random.integer(2, words.systems.length));
  const found = systems.map((system) => check(random, system));
  const points = found.flat();
  const folder = `${photos}/${receiveBaseId}`;
  const report = {
    workBaseStatus: false,
    carNum: carInfo.carNum,
    serviceBaseName: random.pick(words.healthCheck),
    list: systems.map((system, place) =>
      systemEntry(random, system, found[place] ?? [], { file: `${folder}/r${place}`, odometer, aDay }),
    ),
  } as const;
  const passed = points.filter(({ status }) => status === 'PASS').length;
  const link = random.chance(0.6)
    ? {
        [random.pick(PAGE_LINKS)]:
          `https://report.example.invalid/h5/${receiveBaseId}?c=${random.integer(1_000, 9_999)}`,
      }
    : {};
  return {
    carNum: carInfo.carNum,
    detectionPercentage: Math.round((passed / points.length) * 100) / 100,
    receiveBaseId,
    reportJson: inString ? jsonText(report, { ...COMPACT, escapes: 'minimal' }) : report,
    ...link,
  };
}

type Found = { name: string; answer: string; status: PointStatus };

function check(random: Random, { points }: VehicleSystem): Found[] {
  return points.map(({ name, answers }) => {
    const status = random.pick(FOUND);
    return { name, status, answer: answers[status] };
  });
}

function systemEntry(
  random: Random,
  system: VehicleSystem,
  found: readonly Found[],
  { file, odometer, aDay }: { file: string; odometer: number; aDay: number },
): Json {
  const isFlawed = found.some(({ status }) => status !== 'PASS');
  const media = (mimeType: string, name: string) => ({
    key: random.integer(300_000, 399_999),
    mimeType,
    value: `${file}-${name}`,
  });
  const photos = Array.from({ length: isFlawed ? random.integer(0, 2) : 0 }, (_, photo) =>
    media('image/*', `${photo + 1}.jpg`),
  );
  const videos = isFlawed && random.chance(0.25) ? [media('video/*', 'v.mp4')] : [];
  return {
    evaluation: isFlawed && random.chance(0.8) ? random.pick(system.comments) : '',
    itemAmount: found.length,
    questionToSystemId: random.integer(1_600, 1_699),
    templetItemEntityList: [
      {
        carId: random.integer(1_000, 9_999),
        mimeTupleList: [...photos, ...videos],
        questionDetectionTempletQuestionList: found.map(({ name, answer, status }) => ({
          answer,
          currentMiles: odometer,
          description: name,
          id: random.integer(10_000, 19_999),
          normalOrNot: NORMAL_OR_NOT[status],
          normalValue: NORMAL_VALUE[status],
          perMiles: aDay,
          questionBaseId: random.integer(7_000, 7_999),
          // Now and then only the older member says how the point was found.
          ...(random.chance(0.15) ? {} : { questionBaseStatus: status }),
        })),
      },
    ],
  };
}
