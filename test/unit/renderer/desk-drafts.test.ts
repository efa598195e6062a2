import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { createDeskDrafts } from '../../../renderer/check-in/desk-drafts.ts';
import type { StationClient } from '../../../renderer/station-client.ts';
import type { Card } from '../../../shared/check-in.ts';
import type { DeskNote } from '../../../shared/desk-note.ts';
import { card } from './factories.ts';

type Ask = { id: string; from: DeskNote; to: DeskNote };
const NOTHING: DeskNote = { note: null, keyTag: null, promisedAt: null };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const cardWith = (desk: DeskNote): Card =>
  card('1', { deskNote: desk.note, keyTag: desk.keyTag, promisedAt: desk.promisedAt });

/** A station that keeps what is written, as the real one does; `answer` can take its place. */
function page(first: DeskNote = NOTHING) {
  let stored = first;
  const asked: Ask[] = [];
  const written: Card[] = [];
  const unsaved: string[] = [];
  const station = {
    write: (desk: DeskNote): void => {
      stored = desk;
    },
    stored: () => stored,
    answer: async ({ from, to }: Ask): Promise<Card> => {
      if (JSON.stringify(from) !== JSON.stringify(stored))
        throw new ORPCError('CONFLICT', { defined: true, data: { desk: stored } });
      stored = to;
      return cardWith(to);
    },
  };
  const writeDesk = (ask: Ask): Promise<Card> => {
    asked.push(ask);
    return station.answer(ask);
  };
  const client = { checkIns: { writeDesk } } as unknown as StationClient;
  const drafts = createDeskDrafts(client, (one) => written.push(one));
  drafts.onUnsaved((id) => unsaved.push(id));
  return { drafts, station, asked, written, unsaved };
}

describe('what is typed on a visit', () => {
  it('is stored when it is left, cleaned, and the page is told', async () => {
    const { drafts, station, written } = page();
    drafts.type('1', 'note', ' Call first\n', NOTHING);
    expect(drafts.of('1').note?.state).toEqual({ kind: 'typing' });
    drafts.save('1', 'note');
    await settled();
    expect(station.stored()).toEqual({ ...NOTHING, note: 'Call first' });
    expect(drafts.of('1').note?.state).toEqual({ kind: 'saved' });
    expect(written).toHaveLength(1);
  });

  it('asks nothing when it is what was there', async () => {
    const { drafts, asked } = page({ ...NOTHING, note: 'Call' });
    drafts.type('1', 'note', 'Call ', { ...NOTHING, note: 'Call' });
    drafts.save('1', 'note');
    await settled();
    expect(asked).toEqual([]);
    expect(drafts.of('1')).toEqual({});
  });

  it('is no conflict with something else that another desk wrote on the same visit, and keeps that', async () => {
    const { drafts, station } = page();
    drafts.type('1', 'note', 'Mine', NOTHING);
    station.write({ ...NOTHING, keyTag: '7', promisedAt: '2026-03-03T16:30:00.000Z' });
    drafts.save('1', 'note');
    await settled();
    expect(station.stored()).toEqual({ note: 'Mine', keyTag: '7', promisedAt: '2026-03-03T16:30:00.000Z' });
    expect(drafts.of('1').note?.state).toEqual({ kind: 'saved' });
  });

  it('stays as it is when another desk has written there, beside what that wrote, until somebody decides', async () => {
    const { drafts, station, unsaved } = page();
    drafts.type('1', 'note', 'Mine', NOTHING);
    station.write({ ...NOTHING, note: 'Theirs' });
    drafts.save('1', 'note');
    await settled();
    expect(drafts.of('1').note).toMatchObject({ value: 'Mine', state: { kind: 'conflict', theirs: 'Theirs' } });
    expect(unsaved).toEqual(['1']);
    drafts.type('1', 'note', 'Mine too', { ...NOTHING, note: 'Theirs' });
    drafts.save('1', 'note');
    await settled();
    expect(station.stored().note).toBe('Theirs');
    drafts.keepMine('1', 'note');
    await settled();
    expect(station.stored().note).toBe('Mine too');
  });

  it('is forgotten when theirs is taken', async () => {
    const { drafts, station } = page();
    drafts.type('1', 'keyTag', 'Mine', NOTHING);
    station.write({ ...NOTHING, keyTag: 'Theirs' });
    drafts.save('1', 'keyTag');
    await settled();
    drafts.takeTheirs('1', 'keyTag');
    expect(drafts.of('1')).toEqual({});
    expect(station.stored().keyTag).toBe('Theirs');
  });

  it('is no conflict when both wrote the same', async () => {
    const { drafts, station } = page();
    drafts.type('1', 'keyTag', 'K1', NOTHING);
    station.write({ ...NOTHING, keyTag: 'K1' });
    drafts.save('1', 'keyTag');
    await settled();
    expect(drafts.of('1').keyTag?.state).toEqual({ kind: 'saved' });
  });

  it.each<[string, unknown, string]>([
    ['no answer comes', new TypeError('Failed to fetch'), 'no-answer'],
    ['the disk is full', new ORPCError('SERVICE_UNAVAILABLE', { defined: true }), 'not-stored'],
    ['the visit is gone', new ORPCError('NOT_FOUND', { defined: true }), 'gone'],
  ])('is kept when %s, and can be stored later', async (_what, error, why) => {
    const { drafts, station, unsaved } = page();
    const obey = station.answer;
    station.answer = () => Promise.reject(error);
    drafts.type('1', 'note', 'Kept', NOTHING);
    drafts.saveAll('1');
    await settled();
    expect(drafts.of('1').note).toMatchObject({ value: 'Kept', state: { kind: 'failed', why } });
    expect(unsaved).toEqual(['1']);
    station.answer = obey;
    drafts.save('1', 'note');
    await settled();
    expect(station.stored().note).toBe('Kept');
  });

  it('goes on while what was typed before is being stored, and is written over that', async () => {
    const { drafts, station } = page();
    const obey = station.answer;
    let release = (): void => {};
    station.answer = async (ask) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return obey(ask);
    };
    drafts.type('1', 'note', 'One', NOTHING);
    drafts.save('1', 'note');
    await settled();
    drafts.type('1', 'note', 'One two', NOTHING);
    release();
    await settled();
    expect(drafts.of('1').note).toMatchObject({ value: 'One two', base: 'One', state: { kind: 'typing' } });
    station.answer = obey;
    drafts.save('1', 'note');
    await settled();
    expect(station.stored().note).toBe('One two');
  });

  it('in two fields at once is stored one after the other, neither undoing the other', async () => {
    const { drafts, station } = page();
    drafts.type('1', 'note', 'Note', NOTHING);
    drafts.type('1', 'keyTag', 'K1', NOTHING);
    drafts.saveAll('1');
    await settled();
    await settled();
    expect(station.stored()).toEqual({ ...NOTHING, note: 'Note', keyTag: 'K1' });
  });
});
