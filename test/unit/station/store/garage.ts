import { VehicleIndex, type VehicleSlice } from '../../../../electron/station/store/vehicle-index.ts';
import { VehicleReader } from '../../../../electron/station/store/vehicle-reader.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts';
import type { VisitMemory } from '../../../../shared/visit-memory.ts';
import { type MessageParts, openStore, type TestStore } from './rows.ts';

export const VIN = 'WBA8E9G50GNT12345';
export const DAY_MS = 86_400_000;
export const AT = Date.UTC(2026, 2, 3, 9);

/** What a test says of a visit; days since the third of March. */
export type VisitParts = {
  vin?: string | null;
  plate?: string | null;
  day?: number;
  odometer?: number | null;
  lights?: string[];
  damage?: { position?: string | null; positionName?: string | null }[];
  owner?: string;
  order?: number;
  createTime?: number;
};

/** The content of a check-in of which only the vehicle matters. */
export function contentOf({
  vin = VIN,
  plate = 'AB12 CDE',
  odometer = 1_000,
  damage = [],
  ...parts
}: VisitParts): NonNullable<MessageParts['content']> {
  const { lights = [], owner = 'Sam' } = parts;
  const paintsInfo = damage.map(({ position = null, positionName = null }) => ({
    position,
    positionName,
    describe: 'Dent',
    images: [],
  }));
  return {
    carInfo: { carNum: plate, carVin: vin, carOwnerFirstName: owner },
    preCheckInfo: { lightInfo: lights, odograph: odometer, paintsInfo },
  };
}

/** A store whose vehicles are kept in step when a test says so. */
export type Garage = TestStore & {
  vehicles: VehicleReader;
  visit: (parts?: VisitParts) => string;
  /** Brings all up to date; the visits whose cards say something else now. */
  catchUp: () => number[];
  memory: (id: string) => VisitMemory | null;
};

export function openGarage(): Garage {
  const store = openStore();
  const { db } = store;
  const index = new VehicleIndex(db);
  return {
    ...store,
    vehicles: new VehicleReader(db, () => DEFAULT_SETTINGS.board),
    visit: (parts = {}) => {
      const at = AT + (parts.day ?? 0) * DAY_MS;
      const own = parts.order === undefined ? {} : { receiveBaseId: parts.order };
      return String(
        store.store({ ...own, content: contentOf(parts), receivedAt: at, createTime: parts.createTime ?? at }),
      );
    },
    catchUp: () => {
      const changed: number[] = [];
      let slice: VehicleSlice;
      do {
        slice = index.catchUp(7);
        changed.push(...slice.changed);
      } while (slice.done > 0);
      return [...new Set(changed)];
    },
    memory: (id) => store.reader.card(id)?.memory ?? null,
  };
}
