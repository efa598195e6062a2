import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { FAULTS } from '../../../electron/simulator/faults.ts';
import { type SimulationEvent, type SimulationOptions, simulate } from '../../../electron/simulator/run.ts';
import { retryDelays } from '../../../electron/simulator/schedule.ts';
import { MAX_BODY_BYTES, readEnvelope } from '../../../electron/station/autox3/envelope.ts';
import { verify } from '../../../electron/station/autox3/signature.ts';
import { SUCCESS } from './play-receiver.ts';

const SECRET = 'a secret of this workshop';
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A receiver that does what AutoX3's documentation asks of one, on the server that the station uses. */
async function startWorkshop(answerAfter: () => Promise<void> = async () => {}) {
  const app = fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  const known = new Map<string, number>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/callback/test', async (request, reply) => {
    const read = request.body instanceof Buffer ? readEnvelope(request.body) : null;
    await answerAfter();
    if (read === null || !read.ok) return reply.code(400).send({ data: null, errorInfo: 'shape', status: 400 });
    const policy = { currentSecret: SECRET, previousSecret: null, pin: null, acceptWeak: false };
    if (!verify(read.envelope, policy).ok) {
      return reply.code(401).send({ data: null, errorInfo: 'signature', status: 403 });
    }
    known.set(read.envelope.msgId, (known.get(read.envelope.msgId) ?? 0) + 1);
    return reply.type('application/json').send(SUCCESS);
  });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  closers.push(() => app.close());
  return { url: new URL('/callback/test', origin), known };
}

function run(url: URL, changes: Partial<SimulationOptions> = {}) {
  const events: SimulationEvent[] = [];
  const summary = simulate(
    {
      ...{ url, secret: SECRET, count: 10, rate: 500, language: 'mixed', dialect: 'verbatim', seed: 7, faults: [] },
      delays: retryDelays(1_000),
      ...changes,
    },
    (event) => events.push(event),
  );
  return { events, summary };
}

describe('a run', () => {
  it('has every message of every fault get what it should', async () => {
    const { url, known } = await startWorkshop();
    const { events, summary } = run(url, { count: 25, faults: FAULTS });
    expect(await summary).toMatchObject({
      ok: true,
      sent: 26,
      acknowledged: 24,
      givenUp: 2,
      toRefuse: 2,
      refused: 2,
      stopped: 0,
      unsent: 0,
    });
    expect(known.size).toBe(23);
    expect([...known.values()].filter((times) => times === 2)).toHaveLength(1);
    const ended = events.filter((event) => event.type === 'ended');
    const tries = (fault: string | null) => ended.filter(({ message }) => message.fault === fault).map((e) => e.tries);
    expect(tries('wrong-signature')).toEqual([7]);
    expect(tries('huge')).toEqual([7]);
    expect(tries('repeat')).toEqual([1, 1]);
  });

  it('is the same again for the same seed, whatever the timing', async () => {
    const { url } = await startWorkshop();
    const clock = (): number => 1_790_000_000_000;
    const labels = async (rate: number, seed: number) => {
      const { events, summary } = run(url, { rate, seed, clock, sleep: async () => {}, faults: ['late', 'repeat'] });
      await summary;
      return events
        .filter((event) => event.type === 'ended')
        .map(({ message }) => message)
        .sort((a, b) => a.number - b.number);
    };
    const first = await labels(1_000, 7);
    expect(await labels(3, 7)).toEqual(first);
    expect(await labels(3, 8)).not.toEqual(first);
  });

  it('says when the receiver acknowledged what it should have refused', async () => {
    const app = fastify({ bodyLimit: 4 * MAX_BODY_BYTES, forceCloseConnections: true });
    app.post('/callback/test', async () => ({ data: null, errorInfo: '', status: 0 }));
    closers.push(() => app.close());
    const url = new URL('/callback/test', await app.listen({ port: 0, host: '127.0.0.1' }));
    const summary = await run(url, { faults: ['wrong-signature', 'huge'] }).summary;
    expect(summary).toMatchObject({ ok: false, acknowledged: 10, toRefuse: 2, refused: 0 });
  });

  it('does not take a receiver that is away for one that refuses', async () => {
    const { url } = await startWorkshop();
    for (const close of closers.splice(0)) await close();
    const summary = await run(url, { count: 2, faults: ['wrong-signature', 'huge'] }).summary;
    expect(summary).toMatchObject({ ok: false, givenUp: 2, toRefuse: 2, refused: 0 });
  });

  it('does not let a slow answer hold up the next message', async () => {
    const { promise: allHere, resolve } = Promise.withResolvers<void>();
    let here = 0;
    const { url } = await startWorkshop(async () => {
      here += 1;
      if (here === 10) resolve();
      await allHere;
    });
    expect(await run(url).summary).toMatchObject({ ok: true, acknowledged: 10 });
  });

  it('keeps to its rate', async () => {
    const { url } = await startWorkshop();
    const waits: number[] = [];
    const start = 1_790_000_000_000;
    const sleep = async (ms: number): Promise<void> => void waits.push(ms);
    await run(url, { count: 5, rate: 4, clock: () => start, sleep }).summary;
    expect(waits).toEqual([250, 500, 750, 1_000]);
  });

  it('ends early on its signal, and its summary says so', async () => {
    const ending = new AbortController();
    const { url } = await startWorkshop(async () => ending.abort());
    const { summary } = run(url, { rate: 1, signal: ending.signal });
    expect(await summary).toMatchObject({ ok: false, sent: 1, stopped: 1, unsent: 9 });
  });
});
