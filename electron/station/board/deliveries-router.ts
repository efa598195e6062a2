import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { SignatureCheck } from '../../../shared/deliveries.ts';
import { readEnvelope } from '../autox3/envelope.ts';
import { explain } from '../autox3/explain.ts';
import type { Intake } from '../intake/intake.ts';
import { type IntakePolicy, judge } from '../intake/judge.ts';
import type { QuarantineDesk } from '../intake/quarantine-desk.ts';
import type { DeliveryReader } from '../store/delivery-reader.ts';
import { rowId } from '../store/rows.ts';
import { cursorOf, pageTold } from './cursor.ts';
import type { RouterContext } from './router.ts';
import { bodyFile, shownBody } from './shown-body.ts';

/** What the procedures of deliveries work on. */
export type DeliveriesRouterParts = {
  deliveries: DeliveryReader;
  quarantine: QuarantineDesk;
  intake: Pick<Intake, 'sendAgain'>;
  policy: () => IntakePolicy;
  now: () => number;
};

/** The part of the contract about deliveries and the quarantine; the router around it looks at who may. */
export function createDeliveriesRouter({
  deliveries,
  quarantine,
  intake,
  policy,
  now,
  stored,
}: DeliveriesRouterParts & {
  /** What was done; null when it could not be stored. */
  stored: <T>(store: () => T) => T | null;
}) {
  const os = implement({ deliveries: contract.deliveries }).$context<RouterContext>();
  /** Null where the form is broken, so that no signature was looked at. */
  function checked(body: Uint8Array): SignatureCheck | null {
    const read = readEnvelope(body);
    if (!read.ok) return null;
    const { currentSecret, previousSecret, previousEnds, pin } = policy();
    const hasEnded = now() >= previousEnds;
    return explain(read.envelope, {
      currentSecret,
      previousSecret: hasEnded ? null : previousSecret,
      endedSecret: hasEnded ? previousSecret : null,
      pin,
      fitsNow: judge(body, policy(), now()).type === 'admitted',
    });
  }

  /** The bytes of a delivery or of a message in quarantine; null where there are none. */
  function bodyOf(of: 'delivery' | 'quarantine', id: string): Uint8Array | null {
    if (of === 'quarantine') return deliveries.quarantinedBody(rowId(id))?.body ?? null;
    const raw = deliveries.delivery(id)?.raw ?? null;
    return raw === null || raw.length === 0 ? null : raw;
  }

  return os.router({
    deliveries: {
      list: os.deliveries.list.handler(({ input: { cursor, ...filter } }) =>
        pageTold(deliveries.list({ ...filter, before: cursorOf(cursor) })),
      ),
      get: os.deliveries.get.handler(({ input: { id }, errors }) => {
        const found = deliveries.delivery(id);
        if (found === null) throw errors.NOT_FOUND();
        const { raw, isProven: _, ...rest } = found;
        const isHere = raw !== null && raw.length > 0;
        return {
          ...rest,
          body: isHere ? shownBody(raw, policy()) : null,
          kept: isHere ? 'here' : raw === null ? 'never' : 'gone',
          check: isHere && found.delivery.outcome === 'quarantined' ? checked(raw) : null,
        };
      }),
      file: os.deliveries.file.handler(({ input: { of, id }, errors }) => {
        const body = bodyOf(of, id);
        if (body === null) throw errors.NOT_FOUND();
        return bodyFile(body, policy());
      }),
      sendAgain: os.deliveries.sendAgain.handler(async ({ input: { id }, errors }) => {
        const found = deliveries.delivery(id);
        // What lies in quarantine is tried again, not sent again.
        if (found === null || found.raw === null || found.raw.length === 0 || found.quarantinedId !== null)
          throw errors.NOT_FOUND();
        const written = await intake.sendAgain(found.raw, found.isProven);
        if (written === null) throw errors.SERVICE_UNAVAILABLE();
        return { outcome: written.outcome, reason: written.reason };
      }),
      quarantine: {
        list: os.deliveries.quarantine.list.handler(({ input: { limit, cursor } }) =>
          pageTold(deliveries.quarantine(cursorOf(cursor), limit)),
        ),
        get: os.deliveries.quarantine.get.handler(({ input: { id }, errors }) => {
          const found = deliveries.quarantined(id);
          const body = bodyOf('quarantine', id);
          if (found === null || body === null) throw errors.NOT_FOUND();
          return { quarantined: found, body: shownBody(body, policy()), check: checked(body) };
        }),
        fitting: os.deliveries.quarantine.fitting.handler(async () => ({ count: await quarantine.fitting() })),
        tryAgain: os.deliveries.quarantine.tryAgain.handler(({ input: { ids } }) =>
          quarantine.tryAgain(ids === null ? null : ids.map(rowId)),
        ),
        accept: os.deliveries.quarantine.accept.handler(({ input: { ids, ...by } }) =>
          quarantine.accept(ids.map(rowId), by),
        ),
        reject: os.deliveries.quarantine.reject.handler(({ input: { ids }, errors }) => {
          const rejected = stored(() => quarantine.reject(ids.map(rowId)));
          if (rejected === null) throw errors.SERVICE_UNAVAILABLE();
          return { rejected };
        }),
      },
    },
  });
}
