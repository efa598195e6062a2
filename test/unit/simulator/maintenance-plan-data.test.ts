import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateCheckIn, type Language, type SentCheckIn } from '../../../electron/simulator/check-in-data.ts';
import { generatePlan, type PlanVersion } from '../../../electron/simulator/maintenance-plan-data.ts';
import { createRandom } from '../../../electron/simulator/random.ts';

const AT = Date.UTC(2026, 2, 3, 9, 30);
const DAY_MS = 86_400_000;

const Both = {
  currentMiles: z.number().int(),
  id: z.number().int(),
  nextReplaceCycleKm: z.number().int().min(0),
  perMiles: z.number().positive(),
  reductionType: z.enum(['MILE', 'TIME']),
  serviceBaseName: z.string().min(1),
  serviceBaseSn: z.string(),
  warningDate: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
};
/** As AutoX3's pages about the two versions print them. */
const VersionOne = z.strictObject({
  carMaintenancePlanList: z.array(
    z.strictObject({
      ...Both,
      expiredDays: z.number().int(),
      expiredMiles: z.number().int(),
      finish: z.boolean(),
      forecastPrice: z.number(),
      mgtModified: z.number(),
      operator: z.string(),
      payProbability: z.number(),
      recommend: z.boolean(),
    }),
  ),
  carNum: z.string(),
  workProcedureQuestionList: z.array(z.object({})),
});
const VersionTwo = z.strictObject({
  carMaintenancePlanList: z.array(
    z.strictObject({
      ...Both,
      action: z.enum(['ADD', 'MODIFY', 'FINISH', 'DELETE']),
      checkpointList: z.array(z.object({})),
      inspectionOrderId: z.number(),
      reductionTypeDesc: z.string(),
    }),
  ),
  carNum: z.string(),
});

function plans<Plan>(version: PlanVersion, language: Language, read: (content: unknown) => Plan) {
  return Array.from({ length: 200 }, (_, index): { checkIn: SentCheckIn; messages: Plan[] } => {
    const random = createRandom(9, index);
    const checkIn = generateCheckIn(random, language, 1_000 + index);
    return { checkIn, messages: generatePlan(random, checkIn, AT, [version]).map(({ content }) => read(content)) };
  });
}
const ones = (language: Language = 'mixed') => plans('V1', language, (content) => VersionOne.parse(content));
const twos = (language: Language = 'mixed') =>
  plans('V2', language, (content) => VersionTwo.parse(JSON.parse(z.string().parse(content))));

describe('generated plans', () => {
  it('have the documented members of their version, V2 as a string, of the vehicle that they are about', () => {
    for (const { checkIn, messages } of [...ones(), ...twos()]) {
      expect(messages.length).toBeGreaterThan(0);
      for (const { carNum, carMaintenancePlanList } of messages) {
        expect(carNum).toBe(checkIn.carInfo.carNum);
        for (const { currentMiles } of carMaintenancePlanList) {
          expect(currentMiles).toBe(Math.round(checkIn.preCheckInfo.odograph));
        }
      }
    }
  });

  it('agree with odometer, daily distance and date: what is due by one is due by the others', () => {
    for (const { messages } of ones()) {
      for (const item of messages.flatMap(({ carMaintenancePlanList }) => carMaintenancePlanList)) {
        expect(item.expiredMiles).toBe(item.currentMiles - item.nextReplaceCycleKm);
        const first = Date.parse(`${item.warningDate}-01T00:00:00Z`);
        expect(item.expiredDays).toBe(Math.floor((AT - first) / DAY_MS));
        // By its distance it is due within that month, but for what rounding and a new car's odometer leave.
        if (item.nextReplaceCycleKm === 0) continue;
        const inDays = (item.nextReplaceCycleKm - item.currentMiles) / item.perMiles;
        expect(inDays + item.expiredDays).toBeGreaterThan(-8);
        expect(inDays + item.expiredDays).toBeLessThan(40);
      }
    }
  });

  it('hold work that is overdue, that is due soon, and that has time', () => {
    const days = ones().flatMap(({ messages }) =>
      messages.flatMap(({ carMaintenancePlanList }) => carMaintenancePlanList.map(({ expiredDays }) => expiredDays)),
    );
    const share = (fits: (expired: number) => boolean): number => days.filter(fits).length / days.length;
    expect(share((expired) => expired > 31)).toBeGreaterThan(0.05);
    expect(share((expired) => expired <= 0 && expired > -90)).toBeGreaterThan(0.05);
    expect(share((expired) => expired <= -90)).toBeGreaterThan(0.4);
  });

  it('begin with what is added, and then change, finish and drop some of that', () => {
    const actions = new Set<string>();
    for (const { messages } of twos()) {
      const [first, ...later] = messages;
      expect(first?.carMaintenancePlanList.every(({ action }) => action === 'ADD')).toBe(true);
      const known = new Set(first?.carMaintenancePlanList.map(({ id }) => id));
      for (const { id, action } of later.flatMap(({ carMaintenancePlanList }) => carMaintenancePlanList)) {
        expect(known.has(id)).toBe(true);
        actions.add(action);
      }
    }
    expect(actions).toEqual(new Set(['MODIFY', 'FINISH', 'DELETE']));
  });

  it('change no oil of a vehicle that has no engine', () => {
    const electric = twos('en').filter(({ checkIn }) => checkIn.carInfo.carStyleName === 'Leaf Tekna');
    expect(electric.length).toBeGreaterThan(3);
    expect(JSON.stringify(electric)).not.toMatch(/Engine oil|Spark plugs|Air filter/);
  });
});
