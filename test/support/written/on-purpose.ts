import type { Source } from './trace.ts';

/** What may be written there although it looks private, and why. */
type OnPurpose = { source: Source; what: RegExp; reason: string };

const ON_PURPOSE: readonly OnPurpose[] = [
  {
    source: 'output',
    what: /(?<=^\{"event":"ready",.*"(?:callback|board|token)":")[^"]*/g,
    reason: 'the ready line tells the program that has started the station how to reach it; the service drops it',
  },
  {
    source: 'output',
    what: /(?<=^Demo: open )\S+/g,
    reason: 'the demo says where to look; its station and the token go with it',
  },
  {
    source: 'output',
    what: /(?<=^ {3}(?:https:\/\/\S+\/callback\/|forecourt-relay-1:))\S+$/g,
    reason: 'the set-up of a relay prints, once, what has to be entered at AutoX3 and at each desk',
  },
  {
    source: 'file',
    what: /(?<="sha256": ?")[0-9a-f]{64}(?=")/g,
    reason: 'a backup names the hash of its files, by which nothing can be opened',
  },
  {
    source: 'page',
    what: /(?<=\/callback\/)[\w-]+/g,
    reason: 'a manager is shown the callback address, to be entered in AutoX3; other roles are not told it at all',
  },
  {
    source: 'page',
    what: /(?<=\/photos\/)[0-9a-f]{64}(?=\/)/g,
    reason: 'a photo is named by its hash, and given to nobody without the key of the board',
  },
];

/** A text without what stands there on purpose. */
export function withoutPurpose(source: Source, text: string): string {
  const here = ON_PURPOSE.filter((one) => one.source === source);
  return here.reduce((left, { what }) => left.replaceAll(what, ''), text);
}
