import type { Json } from '../../electron/simulator/json-text.ts';
import type { Lane } from '../../shared/check-in.ts';
import { signedCheckIn } from './messages.ts';
import type { TestStation } from './station.ts';

/** The check-ins of the day that a test asks for by name. */
export type ShopDay = { slow: string; overnight: string };

type Arrival = { plate: string; adviser?: string | null; lights?: string[]; isDamaged?: boolean };

/**
 * A small shop in Europe/London: four check-ins on Tuesday 3 March 2026 and one that was set aside, one a week before, two on
 * the Wednesday after that one, and one on 4 March, where the clock stands at ten o'clock in the end. Every figure of it is
 * worked out by hand in the tests.
 */
export async function playShopDay(station: TestStation, setClock: (time: string) => void): Promise<ShopDay> {
  async function arrive(time: string, { plate, adviser = 'Y Xing', lights = [], isDamaged = false }: Arrival) {
    setClock(time);
    const damage: Json = {
      describe: 'Dent',
      images: [],
      position: 'sys_feature_0013_01',
      positionName: 'Front right wing',
    };
    const content = {
      preCheckInfo: { lightInfo: lights, odograph: 67_000, oilGauge: 50, paintsInfo: isDamaged ? [damage] : [] },
      staffInfo: { areaCode: '+44', brandId: 114, mobile: '07700900574', storeId: 84, userId: 18, userName: adviser },
    };
    await station.post(signedCheckIn({ plate, content, createTime: Date.parse(time) }).body);
    const { items } = await station.client.checkIns.list({ limit: 1 });
    return items[0]?.id ?? '';
  }

  /** Moves a check-in from New from lane to lane, each at its time. */
  async function pass(id: string, day: string, moves: readonly [string, Lane][]): Promise<void> {
    let from: Lane = (await station.client.checkIns.get({ id })).lane;
    for (const [time, to] of moves) {
      setClock(`${day}T${time}:00Z`);
      await station.client.checkIns.move({ id, from, to });
      from = to;
    }
  }

  const before = await arrive('2026-02-24T10:00:00Z', { plate: 'ZZ99 OLD' });
  await pass(before, '2026-02-24', [
    ['10:04', 'seen'],
    ['10:10', 'handed-over'],
  ]);
  const late = await arrive('2026-02-25T09:00:00Z', { plate: 'ZZ98 OLD' });
  await arrive('2026-02-25T11:00:00Z', { plate: 'ZZ97 OLD' });
  await pass(late, '2026-02-25', [
    ['11:00', 'seen'],
    ['11:10', 'handed-over'],
  ]);

  const quick = await arrive('2026-03-03T08:05:00Z', {
    plate: 'AA16 QIK',
    lights: ['20_Engine malfunction', '16_Oil low', '20_Engine again'],
    isDamaged: true,
  });
  await pass(quick, '2026-03-03', [
    ['08:07', 'seen'],
    ['08:30', 'health-check'],
  ]);
  const slow = await arrive('2026-03-03T08:40:00Z', { plate: 'BB16 SLO', adviser: 'Mei Lin' });
  await pass(slow, '2026-03-03', [
    ['08:55', 'seen'],
    ['09:00', 'health-check'],
  ]);
  const odd = await arrive('2026-03-03T09:10:00Z', {
    plate: 'CC16 ODD',
    adviser: ' Mei Lin ',
    lights: ['99_Odd lamp'],
    isDamaged: true,
  });
  await pass(odd, '2026-03-03', [
    ['09:11', 'seen'],
    ['09:40', 'ready'],
  ]);
  const twice = await arrive('2026-03-03T09:20:00Z', { plate: 'CC16 ODD', lights: ['16_Oil low'], isDamaged: true });
  setClock('2026-03-03T09:25:00Z');
  await station.client.checkIns.setAside({ id: twice, from: null, to: 'duplicate' });
  await pass(quick, '2026-03-03', [
    ['10:00', 'ready'],
    ['11:00', 'handed-over'],
  ]);
  await pass(odd, '2026-03-03', [['11:10', 'handed-over']]);
  await pass(slow, '2026-03-03', [
    ['11:30', 'ready'],
    ['12:00', 'handed-over'],
  ]);
  const overnight = await arrive('2026-03-03T16:30:00Z', {
    plate: 'EE16 NIT',
    adviser: null,
    lights: ['1_Door', '20_Engine'],
  });
  await pass(overnight, '2026-03-04', [['08:00', 'seen']]);
  await arrive('2026-03-04T09:59:00Z', { plate: 'FF16 NEW' });
  setClock('2026-03-04T10:00:00Z');
  return { slow, overnight };
}
