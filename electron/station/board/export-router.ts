import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import type { TimeZone } from '../../../shared/time-zone.ts';
import { exportVisits } from '../export/export-visits.ts';
import { wordsIn } from '../export/words.ts';
import type { MaintenanceReader } from '../store/maintenance-reader.ts';
import type { StationReader } from '../store/reader.ts';
import type { SettingStore } from '../store/setting-store.ts';
import type { RouterContext } from './router.ts';
import { untilEither } from './until-either.ts';

/** What the export works on. */
export type ExportRouterParts = {
  reader: StationReader;
  maintenance: MaintenanceReader;
  now: () => number;
  shopSettings: SettingStore;
  timeZone: () => TimeZone;
  /** Somebody searches: what has just arrived should be found. */
  searched: () => void;
};

/** The part of the contract that writes visits into files; the router around it looks at who may. */
export function createExportRouter({ reader, maintenance, now, shopSettings, timeZone, searched }: ExportRouterParts) {
  const os = implement({ export: contract.export }).$context<RouterContext>();
  return os.router({
    export: {
      visits: os.export.visits.handler(({ input: { filter, format, language }, signal, context: { ended } }) => {
        searched();
        const parts = {
          say: wordsIn(language),
          timeZone: timeZone(),
          distanceUnit: shopSettings.settings.shop.distanceUnit,
        };
        return exportVisits(
          (before, limit) => reader.exported(filter, before, limit),
          (id) => maintenance.ofCheckIn(id, now()),
          format,
          parts,
          untilEither(signal, ended),
        );
      }),
    },
  });
}
