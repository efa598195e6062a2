import { z } from 'zod';
import { notStored, oc } from './procedure.ts';
import { RelaySettings } from './relay-settings.ts';

const Instant = z.iso.datetime();

/** How this desk stands with the relay that it reads from. */
export const RelayState = z.object({
  state: z
    .enum(['off', 'connecting', 'connected', 'shared', 'refused', 'unknown-stream'])
    .describe(
      '`shared`: connected, but another PC reads with the same key; `refused`: the relay does not take its key; ' +
        '`unknown-stream`: it has nothing for this brand or desk',
    ),
  since: Instant.nullable().describe('when this state began'),
  server: z.string().nullable().describe('which of the servers it is connected to'),
  lastMessageAt: Instant.nullable().describe('when the last message came from the relay'),
  backlog: z.number().int().nullable().describe('messages that wait at the relay for this desk'),
  isAwaited: z.boolean().describe('nothing has come by it since AutoX3 last sent to this PC itself'),
  isUnheard: z
    .boolean()
    .describe('nothing was heard for longer than AutoX3 tries that shows that a relay takes check-ins'),
  isHeadOffice: z.boolean().describe('it is given the check-ins of all shops, and changes none'),
});
export type RelayState = z.infer<typeof RelayState>;

/** Whether what comes to the relay is fetched at once; where another PC reads as the same desk, by one of both. */
export const isFetched = ({ state }: Pick<RelayState, 'state'>): boolean => state === 'connected' || state === 'shared';

/** What is wrong with a text that should join a relay. */
export const JoinProblem = z.enum([
  /** It does not begin as one. */
  'not-one',
  /** It begins as one, and its end or a piece of it is missing. */
  'incomplete',
  /** It is for a later version of Forecourt. */
  'newer',
  /** It names an address in the network that is not encrypted. */
  'not-encrypted',
]);
export type JoinProblem = z.infer<typeof JoinProblem>;

/** Why no check-ins can be read from a relay. */
export const RelayProblem = z.enum(['off', 'not-reached', 'certificate', 'refused', 'unknown-stream']);
export type RelayProblem = z.infer<typeof RelayProblem>;

/** What of the contract is about the relay: all of it for managers. */
export const relayContract = {
  /** Joins the relay that a pasted text names, in place of the one before. */
  join: oc.input(z.object({ text: z.string().max(50_000) })).errors({
    JOIN_UNREADABLE: {
      status: 400,
      message: 'This is not the text that the set-up of a relay prints',
      data: z.object({ problem: JoinProblem }),
    },
    ...notStored,
  }),
  /** Reads from no relay any more, and forgets the key. */
  leave: oc.errors(notStored),
  /** Connects anew, beside what is connected, and looks whether everything is there that this desk is to read. */
  test: oc.output(z.object({ problem: RelayProblem.nullable() })),
  state: oc.output(RelayState.extend(RelaySettings.pick({ brand: true, desk: true, shops: true }).shape)),
};
