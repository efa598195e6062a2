import { DAY_MS } from '../../shared/calendar.ts';
import type { SentCheckIn } from './check-in-data.ts';
import { COMPACT, type Json, jsonText } from './json-text.ts';
import type { NonEmpty, Random } from './random.ts';
import { languageOf, type ServiceItem, type ServiceWords, serviceWords } from './service-words.ts';
import { distanceADay, isElectric } from './vehicle-data.ts';

/** The two versions in which AutoX3 sends plans, by their message types. */
export const PLAN_TYPES = {
  V1: 'event.autox3.order.detection.finish.maintenance',
  V2: 'event.autox3.order.detection.finish.maintenance.v2',
} as const;
export type PlanVersion = keyof typeof PLAN_TYPES;

/** One message of a plan: V1 says the whole plan in an object, V2 what was done to it in a string. */
export interface PlanMessage {
  msgType: string;
  content: Json;
}

type Action = 'ADD' | 'MODIFY' | 'FINISH' | 'DELETE';

/** Work that is planned: the odometer, and the month as days from now, at which it is due. */
interface Planned {
  id: number;
  service: ServiceItem;
  next: number;
  inDays: number;
}

/** All that a plan is written with. */
interface Vehicle {
  random: Random;
  plate: string;
  odometer: number;
  aDay: number;
  at: number;
  words: ServiceWords;
}

const DAYS_A_MONTH = 30.44;
/** What is done to a plan after it was made, each time to one item. */
const LATER: NonEmpty<Action> = ['MODIFY', 'MODIFY', 'FINISH', 'DELETE'];

/**
 * The messages of one vehicle's plan as of `at`, in the order in which they were made, one version after the other: V1 is
 * sent once or twice, V2 adds the items and then changes, finishes or drops some. What is due agrees with the odometer and the daily distance of the check-in.
 */
export function generatePlan(
  random: Random,
  checkIn: SentCheckIn,
  at: number,
  versions: readonly PlanVersion[],
): PlanMessage[] {
  const { carInfo, preCheckInfo } = checkIn;
  const words = serviceWords(languageOf([carInfo.carNum, carInfo.carBrandName]));
  const vehicle: Vehicle = {
    random,
    words,
    at,
    plate: carInfo.carNum,
    odometer: Math.round(preCheckInfo.odograph),
    aDay: distanceADay(preCheckInfo.odograph, carInfo.carProductionDate, at),
  };
  const useful = words.services.filter(({ ofEngine }) => !(ofEngine && isElectric(carInfo.carStyleName)));
  const items = random.sample(useful, random.integer(3, 6)).map((service) => planned(vehicle, service));
  return versions.flatMap((version) => (version === 'V1' ? versionOne(vehicle, items) : versionTwo(vehicle, items)));
}

/** Some of it is overdue, most comes within a year; time and distance are two ways of saying the same day. */
function planned({ random, odometer, aDay }: Vehicle, service: ServiceItem): Planned {
  const cycleDays = service.by === 'TIME' ? service.months * DAYS_A_MONTH : Math.min(service.distance / aDay, 3_000);
  const inDays = Math.round(cycleDays * (1 - random.next() * 1.2));
  const next = Math.max(odometer + Math.round(inDays * aDay), 0);
  return { id: random.integer(1_000, 999_999), service, next, inDays };
}

function versionOne(vehicle: Vehicle, items: readonly Planned[]): PlanMessage[] {
  const whole = (now: readonly Planned[]): PlanMessage => ({
    msgType: PLAN_TYPES.V1,
    content: {
      carMaintenancePlanList: now.map((item) => itemOfVersionOne(vehicle, item)),
      carNum: vehicle.plate,
      workProcedureQuestionList: [
        {
          optionDescription: '51',
          questionBaseDescription: 'error-indirect',
          questionBaseId: 5911,
          workProcedureQuestionId: 9133,
        },
      ],
    },
  });
  return vehicle.random.chance(0.3) ? [whole(items), whole(items.slice(1))] : [whole(items)];
}

function versionTwo(vehicle: Vehicle, items: readonly Planned[]): PlanMessage[] {
  const { random } = vehicle;
  const said = (action: Action, some: readonly Planned[]): PlanMessage => ({
    msgType: PLAN_TYPES.V2,
    content: jsonText(
      {
        carMaintenancePlanList: some.map((item) => itemOfVersionTwo(vehicle, action, item)),
        carNum: vehicle.plate,
      },
      { ...COMPACT, escapes: 'minimal' },
    ),
  });
  const changed = random.sample(items, random.integer(0, 3)).map((item) => {
    const action = random.pick(LATER);
    return said(action, [action === 'MODIFY' ? putOff(vehicle, item) : item]);
  });
  return [said('ADD', items), ...changed];
}

function putOff({ random, aDay }: Vehicle, item: Planned): Planned {
  const days = random.integer(20, 120);
  return { ...item, inDays: item.inDays + days, next: item.next + Math.round(days * aDay) };
}

/** `warningDate` is a month: so much overdue in days is reckoned from its first day, as AutoX3's sample does. */
function month({ at }: Vehicle, { inDays }: Planned): { warningDate: string; expiredDays: number } {
  const due = new Date(at + inDays * DAY_MS);
  const first = Date.UTC(due.getUTCFullYear(), due.getUTCMonth(), 1);
  return { warningDate: due.toISOString().slice(0, 7), expiredDays: Math.floor((at - first) / DAY_MS) };
}

function itemOfVersionOne(vehicle: Vehicle, item: Planned): Json {
  const { warningDate, expiredDays } = month(vehicle, item);
  return {
    currentMiles: vehicle.odometer,
    expiredDays,
    expiredMiles: vehicle.odometer - item.next,
    finish: false,
    forecastPrice: item.service.price,
    id: item.id,
    mgtModified: vehicle.at,
    nextReplaceCycleKm: item.next,
    operator: 'Y Xing',
    payProbability: 0,
    perMiles: vehicle.aDay,
    recommend: vehicle.random.chance(0.6),
    reductionType: item.service.by,
    serviceBaseName: item.service.name,
    serviceBaseSn: item.service.sn,
    warningDate,
  };
}

function itemOfVersionTwo(vehicle: Vehicle, action: Action, item: Planned): Json {
  const { random, words } = vehicle;
  return {
    action,
    checkpointList: [{ checkpointId: random.integer(7_000, 7_999), conditionId: random.integer(18_000, 18_999) }],
    currentMiles: vehicle.odometer,
    id: item.id,
    inspectionOrderId: random.integer(5_000, 5_999),
    nextReplaceCycleKm: item.next,
    perMiles: vehicle.aDay,
    reductionType: item.service.by,
    reductionTypeDesc: words.dueBy[item.service.by],
    serviceBaseName: item.service.name,
    serviceBaseSn: item.service.sn,
    warningDate: month(vehicle, item).warningDate,
  };
}
