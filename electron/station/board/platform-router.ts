import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { Platform } from '../platform/platform.ts';
import type { PlatformSecret } from '../platform/platform-secret.ts';
import type { FetchedReports } from '../store/fetched-reports.ts';
import type { PlatesHere } from '../store/plates-here.ts';
import type { VehicleReader } from '../store/vehicle-reader.ts';
import { orNotKept } from './or-not-kept.ts';
import type { RouterContext } from './router.ts';
import { untilEither } from './until-either.ts';

/** What the procedures of AutoX3's platform work on. */
export type PlatformRouterParts = {
  platform: Platform;
  platformSecret: PlatformSecret;
  fetchedReports: FetchedReports;
  platesHere: PlatesHere;
  vehicles: Pick<VehicleReader, 'plates'>;
  now: () => number;
};

/** The part of the contract that asks AutoX3's platform; the router around it looks at who may. */
export function createPlatformRouter({
  platform,
  platformSecret,
  fetchedReports,
  platesHere,
  vehicles,
  now,
  stored,
  notKept,
}: PlatformRouterParts & {
  /** Answers null where it could not be stored. */
  stored: <T>(store: () => T) => T | null;
  /** The secret could not be kept. */
  notKept: () => void;
}) {
  const os = implement({ platform: contract.platform }).$context<RouterContext>();
  return os.router({
    platform: {
      state: os.platform.state.handler(() => platform.state()),
      test: os.platform.test.handler(({ signal, context: { ended } }) => platform.test(untilEither(signal, ended))),
      setSecret: os.platform.setSecret.handler(async ({ input: { secret }, errors }) => {
        const problem = await orNotKept(
          () => platformSecret.set(secret),
          () => {
            notKept();
            return errors.SERVICE_UNAVAILABLE();
          },
        );
        if (problem !== null) throw errors.BAD_REQUEST({ data: { problem } });
        return platform.state();
      }),
      reports: os.platform.reports.handler(({ input, errors }) => {
        const plates = vehicles.plates(input);
        if (plates === null) throw errors.NOT_FOUND();
        return fetchedReports.of(plates);
      }),
      fetch: os.platform.fetch.handler(({ input, errors, signal, context: { ended } }) => {
        const plates =
          input.type === 'vehicle'
            ? vehicles.plates(input)
            : platesHere.within({ from: Date.parse(input.losesFrom), to: Date.parse(input.losesTo) });
        if (plates === null) throw errors.NOT_FOUND();
        return platform.fetch(
          plates,
          (plate, reports) => {
            const added = stored(() => fetchedReports.add(plate, reports, now()));
            if (added === null) throw errors.SERVICE_UNAVAILABLE();
            return added;
          },
          untilEither(signal, ended),
        );
      }),
    },
  });
}
