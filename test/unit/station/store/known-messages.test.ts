import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../electron/station/store/database.ts';
import type { Entry } from '../../../../electron/station/store/entries.ts';
import { StationWriter } from '../../../../electron/station/store/writer.ts';
import type { CheckInParts } from '../../../support/messages.ts';
import { temporaryFolder } from '../../../support/station.ts';
import { admit, admitted } from './rows.ts';

let folder: ReturnType<typeof temporaryFolder>;
let writer: StationWriter;
const open = (maxPages?: number): StationWriter =>
  new StationWriter(openDatabase(folder.path, maxPages === undefined ? {} : { maxPages }));

beforeEach(() => {
  folder = temporaryFolder();
  writer = open();
});
afterEach(() => {
  writer.close();
  folder.dispose();
});

const admitting = (parts: CheckInParts): Entry => admit(admitted(parts));

const outcomeOf = (msgId: string): string | undefined => writer.writeBatch([admitting({ msgId })])[0]?.outcome;

test('an id is known at once, also within one batch', () => {
  const twice = [admitting({ msgId: 'one' }), admitting({ msgId: 'one' })];
  expect(writer.writeBatch(twice).map(({ outcome }) => outcome)).toEqual(['accepted', 'repeat']);
});

test('an id is known after it was sorted into the index', () => {
  writer.writeBatch([admitting({ msgId: 'one' })]);
  writer.known.settle();
  expect(outcomeOf('one')).toBe('repeat');
  expect(outcomeOf('two')).toBe('accepted');
});

test('an id is known after a restart, whether or not it was sorted into the index before', () => {
  writer.writeBatch([admitting({ msgId: 'sorted' })]);
  writer.known.settle();
  writer.writeBatch([admitting({ msgId: 'trailing' })]);
  writer.close();
  writer = open();
  expect(outcomeOf('sorted')).toBe('repeat');
  expect(outcomeOf('trailing')).toBe('repeat');
  writer.known.settle();
  expect(outcomeOf('trailing')).toBe('repeat');
});

test('many ids are worth a turn of the event loop, few are not', () => {
  expect(writer.known.isWorthSettling).toBe(false);
  for (let batch = 0; batch < 20; batch++) {
    writer.writeBatch(Array.from({ length: 200 }, (_, index) => admitting({ msgId: `m-${batch}-${index}` })));
  }
  expect(writer.known.isWorthSettling).toBe(true);
  writer.known.settle();
  expect(writer.known.isWorthSettling).toBe(false);
  expect(outcomeOf('m-7-7')).toBe('repeat');
});

test('the id of a message that could not be committed is not known', () => {
  writer.close();
  writer = open(60);
  const failed: string[] = [];
  for (let index = 0; failed.length === 0 && index < 1_000; index++) {
    try {
      outcomeOf(`m-${index}`);
    } catch {
      failed.push(`m-${index}`);
    }
  }
  expect(failed).toHaveLength(1);
  writer.close();
  writer = open();
  expect(outcomeOf(failed[0] ?? '')).toBe('accepted');
});

test('in the same run too, a failed message comes again as new', () => {
  const batch = [admitting({ msgId: 'good' }), { ...admitting({ msgId: 'bad' }) }];
  const [, bad] = batch;
  if (bad?.type === 'admit') bad.message = { ...bad.message, createTime: Number.NaN };
  expect(() => writer.writeBatch(batch)).toThrow();
  expect(outcomeOf('good')).toBe('accepted');
});
