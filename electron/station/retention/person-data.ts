import { setImmediate as nextTurn } from 'node:timers/promises';
import { MOST_OF_A_PERSON, type Person, type PersonVisit } from '../../../shared/retention.ts';
import type { RetentionReader } from '../store/retention-reader.ts';
import { isOf, phoneBytes } from './same-person.ts';

/** Rows that are looked at in one turn of the event loop; bodies of messages are large. */
const VISITS_A_TURN = 1_000;
const MESSAGES_A_TURN = 50;

/** What there is of a person: visits, and the messages beside them that hold a phone number. */
export type PersonData = { visits: PersonVisit[]; isMore: boolean; messages: number[]; quarantined: number[] };

/**
 * Looks through all visits, not through the search index: that one may trail, and knows beginnings and parts only. With
 * `ids` only the visits named are taken.
 */
export async function personData(
  reader: RetentionReader,
  person: Person,
  ids: ReadonlySet<string> | null = null,
): Promise<PersonData> {
  const visits: PersonVisit[] = [];
  let isMore = false;
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const piece = reader.persons(before, VISITS_A_TURN);
    if (piece === null) break;
    visits.push(...piece.visits.filter((visit) => isOf(person, visit) && (ids?.has(visit.id) ?? true)));
    isMore = visits.length > MOST_OF_A_PERSON;
    if (isMore) break;
    before = piece.next;
    await nextTurn();
  }
  const phones = [person.by === 'phone' ? person.phone : null, ...visits.map(({ phone }) => phone)];
  const wanted = phoneBytes(phones);
  return {
    visits: visits.slice(0, MOST_OF_A_PERSON),
    isMore,
    messages: await holding(reader, 'aside', wanted),
    quarantined: await holding(reader, 'quarantine', wanted),
  };
}

async function holding(reader: RetentionReader, where: 'aside' | 'quarantine', wanted: Buffer[]): Promise<number[]> {
  const found: number[] = [];
  let after = 0;
  while (wanted.length > 0) {
    const piece = reader.messages(where, after, MESSAGES_A_TURN);
    const last = piece.at(-1);
    if (last === undefined) break;
    for (const { id, raw } of piece) if (wanted.some((text) => raw.includes(text))) found.push(id);
    after = last.id;
    await nextTurn();
  }
  return found;
}
