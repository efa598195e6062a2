import type { Span } from '../../../shared/span.ts';
import type { MessageRun, MessageWay } from '../store/message-runs.ts';
import { LONGEST_WAY_MS } from './judge-blind.ts';

/** When AutoX3 is known to have sent to this PC itself, and when to the relay, in order. Of the times between nobody knows. */
export type Sending = Record<MessageWay, Span[]>;

type Group = Omit<MessageRun, 'written'> & { isMixed: boolean };

/**
 * What the ways by which messages came say of where AutoX3 sent them. What came was made {@link LONGEST_WAY_MS} before at the earliest,
 * and may have been tried again where it was sent first: by so much the known times are shorter at both ends. Where messages came
 * by the relay last it is believed to go on; where they came to this PC last AutoX3 may have been given the relay since. Where
 * nothing ever came to this PC there is nothing but the relay.
 */
export function sendingOf(runs: readonly MessageRun[]): Sending {
  const groups = grouped(runs);
  const end = Math.max(...groups.map(({ to }) => to));
  const known = (way: MessageWay): Span[] =>
    groups.flatMap(({ way: one, isMixed, from, to }) => {
      if (one !== way || isMixed) return [];
      const begin = from + LONGEST_WAY_MS;
      const last = way === 'relay' && to === end ? Infinity : to - LONGEST_WAY_MS;
      return begin <= last ? [{ from: begin, to: last }] : [];
    });
  if (groups.every(({ way }) => way === 'relay')) return { direct: [], relay: [{ from: -Infinity, to: Infinity }] };
  return { direct: known('direct'), relay: known('relay') };
}

/** Runs of one way that follow each other are one. Where those of both lie over each other neither tells anything. */
function grouped(runs: readonly MessageRun[]): Group[] {
  const groups: Group[] = [];
  const longest: Partial<Record<MessageWay, Group>> = {};
  for (const { way, from, to } of runs.toSorted((a, b) => a.from - b.from)) {
    let group = groups.at(-1);
    const other = longest[way === 'direct' ? 'relay' : 'direct'];
    const isMixed = other !== undefined && from <= other.to;
    if (isMixed) other.isMixed = true;
    if (group?.way === way) {
      group.to = Math.max(group.to, to);
      group.isMixed ||= isMixed;
    } else {
      group = { way, from, to, isMixed };
      groups.push(group);
    }
    if (to >= (longest[way]?.to ?? -Infinity)) longest[way] = group;
  }
  return groups;
}
