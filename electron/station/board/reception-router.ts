import { implement } from '@orpc/server';
import { DAY_MS } from '../../../shared/calendar.ts';
import { contract } from '../../../shared/contract.ts';
import { SecretName, type VerificationState } from '../../../shared/verification.ts';
import { type AppSecretKeeper, fingerprint, type SecretChange } from '../app-secrets.ts';
import { WEAK_COVER } from '../autox3/signature.ts';
import { type CallbackPaths, TooManyPaths } from '../callback-paths.ts';
import { instant, instantOrNull } from '../instant.ts';
import type { LastUse } from '../store/last-use.ts';
import { UserError } from '../user-error.ts';
import type { RouterContext } from './router.ts';

/** What the procedures for secrets, callback paths and signatures work on. */
export type ReceptionRouterParts = {
  appSecrets: AppSecretKeeper;
  callbackPaths: CallbackPaths;
  lastUse: Pick<LastUse, 'of' | 'all'>;
  verificationState: () => Pick<VerificationState, 'weakEnded' | 'mayTrustPath'>;
  /** Another app secret is in use. */
  secretChanged: () => void;
  /** Other callback paths are answered. */
  pathsChanged: () => void;
  now: () => number;
};

/** The part of the contract that says with which secrets, by which path and how messages may come. */
export function createReceptionRouter({
  appSecrets,
  callbackPaths,
  lastUse,
  now,
  ...parts
}: ReceptionRouterParts & {
  /** A secret or path could not be kept. */
  notKept: () => void;
}) {
  const os = implement({
    appSecret: contract.appSecret,
    callbackPath: contract.callbackPath,
    verification: contract.verification,
  }).$context<RouterContext>();

  /** What cannot be kept, because the disk is full say, is an answer: null. */
  async function kept<T>(work: Promise<T>): Promise<T | null> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      parts.notKept();
      return null;
    }
  }

  const usedAt = (secret: string): number | null => lastUse.of('secret', fingerprint(secret));
  const secretUsed = (name: SecretName): string | null => {
    const secret = appSecrets.inUse[name];
    return secret === null ? null : instantOrNull(usedAt(secret));
  };
  const secretState = () => ({
    ...appSecrets.state(now()),
    lastUsed: { current: secretUsed('current'), previous: secretUsed('previous') },
  });
  const paths = () => callbackPaths.list(now());

  return os.router({
    appSecret: {
      state: os.appSecret.state.handler(secretState),
      set: os.appSecret.set.handler(async ({ input: { secret, keepDays }, errors }) => {
        const change: SecretChange | null = await kept(
          appSecrets.set(secret, keepDays, now(), (one) => usedAt(one) !== null),
        );
        if (change === null) throw errors.SERVICE_UNAVAILABLE();
        if (change.type === 'refused') throw errors.BAD_REQUEST({ data: { problem: change.problem } });
        if (change.type === 'from-environment') throw errors.CONFLICT();
        parts.secretChanged();
        return secretState();
      }),
      endPrevious: os.appSecret.endPrevious.handler(async ({ input: { days }, errors }) => {
        const ended = await kept(appSecrets.endPrevious(now() + days * DAY_MS, now()));
        if (ended === null) throw errors.SERVICE_UNAVAILABLE();
        if (!ended) throw errors.NOT_FOUND();
        parts.secretChanged();
        return secretState();
      }),
    },
    callbackPath: {
      list: os.callbackPath.list.handler(paths),
      renew: os.callbackPath.renew.handler(async ({ input: { keepDays }, errors }) => {
        const renewed = await kept(callbackPaths.renew(keepDays, now()).then(() => true)).catch((error: unknown) => {
          if (!(error instanceof TooManyPaths)) throw error;
          throw errors.TOO_MANY_PATHS({ data: { endFirst: error.endFirst } });
        });
        if (renewed === null) throw errors.SERVICE_UNAVAILABLE();
        parts.pathsChanged();
        return paths();
      }),
      end: os.callbackPath.end.handler(async ({ input: { id }, errors }) => {
        const ended = await kept(callbackPaths.end(id, now()));
        if (ended === null) throw errors.SERVICE_UNAVAILABLE();
        if (!ended) throw errors.NOT_FOUND();
        parts.pathsChanged();
        return paths();
      }),
    },
    verification: {
      state: os.verification.state.handler(() => ({
        ...parts.verificationState(),
        dialects: lastUse.all('dialect').map(({ name, at }) => ({ dialect: name, lastAt: instant(at) })),
        shortSecrets: SecretName.options.filter((name) => {
          const secret = appSecrets.inUse[name];
          return secret !== null && secret.length < WEAK_COVER;
        }),
      })),
    },
  });
}
