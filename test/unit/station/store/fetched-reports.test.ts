import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FetchedReports } from '../../../../electron/station/store/fetched-reports.ts';
import { PlatesHere } from '../../../../electron/station/store/plates-here.ts';
import { AT, DAY_MS, type Garage, openGarage } from './garage.ts';
import { plansOf } from './plans.ts';

let garage: Garage;
let reports: FetchedReports;
beforeEach(() => {
  garage = openGarage();
  reports = new FetchedReports(garage.db);
});
afterEach(() => garage.dispose());

const PLATE = '京M65068';
const report = { releaseDate: '2021-03-31 13:34:30', score: '100', address: 'https://h5.example/1' };

describe('a report that was fetched', () => {
  test('is kept once, however often it is fetched, and says when it came first', () => {
    expect(reports.add(PLATE, [report, report], AT)).toBe(1);
    expect(reports.add('京 m-65068', [report], AT + 1_000)).toBe(0);
    expect(reports.of([PLATE])).toEqual([{ plate: PLATE, ...report, fetchedAt: new Date(AT).toISOString() }]);
  });

  test('is another one with another date or another page, also where one of them is missing', () => {
    const others = [{ ...report, releaseDate: null }, { ...report, address: null }, report];
    expect(reports.add(PLATE, others, AT)).toBe(3);
    expect(reports.add(PLATE, others, AT)).toBe(0);
    expect(reports.of([PLATE]).map(({ releaseDate, address }) => [releaseDate, address])).toEqual([
      [report.releaseDate, null],
      [report.releaseDate, report.address],
      [null, report.address],
    ]);
  });

  test('is found by each plate of its vehicle, the last released first, and by no other', () => {
    reports.add(PLATE, [report], AT);
    reports.add('沪A12345', [{ ...report, releaseDate: '2022-01-01 00:00:00' }], AT);
    reports.add('粤B00001', [report], AT);
    expect(reports.of(['沪A·12345', PLATE, 'none']).map(({ plate }) => plate)).toEqual(['沪A12345', PLATE]);
    expect(reports.of([])).toEqual([]);
  });

  test('is not kept for what is no plate', () => {
    expect(reports.add('无牌', [report], AT)).toBe(0);
  });

  test('is one of five hundred of its plate at most', () => {
    const many = Array.from({ length: 600 }, (_, index) => ({ ...report, address: `https://h5.example/${index}` }));
    expect(reports.add(PLATE, many, AT)).toBe(500);
  });

  test('is found by the plate, never by going through all of them', () => {
    const steps = plansOf(garage.db, (db) => void new FetchedReports(db)).flatMap((plan) => plan.steps);
    expect(steps.filter((step) => step.includes('fetched_report'))).toEqual([
      'SEARCH fetched_report USING PRIMARY KEY (plate=?)',
      'SEARCH fetched_report USING PRIMARY KEY (plate=?)',
    ]);
  });
});

describe('the vehicles that were here', () => {
  const SPAN = { from: AT, to: AT + 3_600_000 };
  const here = () => new PlatesHere(garage.db).within(SPAN);
  const came = (plate: string | null, at: number): string =>
    garage.visit({ plate, vin: null, day: (at - AT) / DAY_MS });

  test('are those that came before its end and had not left at its beginning, the latest first, each once', () => {
    came('京A00001', AT - DAY_MS);
    const before = came('京A00002', AT - DAY_MS);
    garage.writer.desk.move(before, 'new', 'handed-over', AT - 1);
    const within = came('京A00003', AT - DAY_MS);
    garage.writer.desk.move(within, 'new', 'handed-over', AT + 1);
    came('京A00004', AT + 60_000);
    came('京A00005', SPAN.to + 1);
    came('京A00006', AT - 31 * DAY_MS);
    const mistaken = came('京A00007', AT);
    garage.writer.desk.setAside(mistaken, null, 'mistake', AT);
    came(null, AT);
    came('无牌', AT);
    came('京a-00001', AT - 1);
    expect(here()).toEqual(['京A00004', '京a-00001', '京A00003']);
  });

  test('are found by their arrival', () => {
    const [plan] = plansOf(garage.db, (db) => void new PlatesHere(db));
    expect(plan?.steps.join()).toContain('check_in_by_arrival (arrived_at>? AND arrived_at<?)');
  });
});

describe('when visits are removed', () => {
  const removeOf = (...ids: string[]) =>
    garage.writer.retention.removeOf('visits', ids.map(Number), { messages: [], quarantined: [] }, AT);
  const term = (days: number) =>
    garage.writer.retention.slice('visits', { days, before: AT + 40 * DAY_MS - days * DAY_MS, limit: 16, at: AT });

  test('a report goes with the last visit of its plate, and not before', () => {
    const first = garage.visit({ plate: PLATE, vin: null });
    const second = garage.visit({ plate: '京m 65068', vin: null, day: 1 });
    garage.visit({ plate: '沪A12345', vin: null });
    garage.catchUp();
    reports.add(PLATE, [report], AT);
    reports.add('沪A12345', [report], AT);
    removeOf(first);
    expect(reports.of([PLATE])).toHaveLength(1);
    removeOf(second);
    expect(reports.of([PLATE])).toEqual([]);
    expect(reports.of(['沪A12345'])).toHaveLength(1);
  });

  test('a report goes with a visit that was set aside, too', () => {
    const id = garage.visit({ plate: PLATE, vin: null });
    garage.writer.desk.setAside(id, null, 'mistake', AT);
    garage.catchUp();
    reports.add(PLATE, [report], AT);
    removeOf(id);
    expect(reports.of([PLATE])).toEqual([]);
  });

  test('a report whose vehicle is not here goes by the term of the visits, and younger ones stay', () => {
    garage.visit({ plate: '沪A12345', vin: null, day: 39 });
    garage.catchUp();
    reports.add(PLATE, [report], AT);
    reports.add(PLATE, [{ ...report, address: null }], AT + 20 * DAY_MS);
    reports.add('沪A12345', [report], AT);
    expect(term(30)).toBe(true);
    expect(term(30)).toBe(false);
    expect(reports.of([PLATE])).toMatchObject([{ address: null }]);
    expect(reports.of(['沪A12345'])).toHaveLength(1);
  });
});
