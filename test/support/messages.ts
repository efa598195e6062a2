import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildMessage, type SignedMessage } from '../../electron/simulator/envelope.ts';
import type { Json } from '../../electron/simulator/json-text.ts';
import { createRandom } from '../../electron/simulator/random.ts';
import type { DialectPair } from '../../shared/dialect.ts';
import { notePersons, noteSecret } from './written/note-private.ts';

/** The secret that the fixtures of AutoX3's documentation are signed with. */
export const SECRET = '84336629F874E793035255E12E88DAE87556274D860432BBB21A93951B9F98E';
export const PREVIOUS_SECRET = '0F1E2D3C4B5A69788796A5B4C3D2E1F00F1E2D3C4B5A69788796A5B4C3D2E1F';

/** One signed body with the verdict that it must get: see the contract, end of 'Signature'. */
export type Vector = {
  name: string;
  secrets: [string, string?];
  body?: string;
  bodyBase64?: string;
  settings?: { weak?: boolean; pin?: DialectPair };
  expect: {
    verdict: 'verified' | 'rejected';
    reason?: 'shape' | 'signature';
    dialect?: string;
    kind?: string;
    weak?: boolean;
    values?: Record<string, unknown>;
  };
};

export function readVectors(): Vector[] {
  return JSON.parse(readFileSync(new URL('../fixtures/autox3/vectors.json', import.meta.url), 'utf8')) as Vector[];
}

/** The bytes of a vector, as they go over the wire. */
export function bytesOf(vector: Pick<Vector, 'body' | 'bodyBase64'>): Buffer {
  return vector.bodyBase64 === undefined
    ? Buffer.from(vector.body ?? '', 'utf8')
    : Buffer.from(vector.bodyBase64, 'base64');
}

/** AutoX3's documented sample, signed. */
export function documentedSample(): Buffer {
  const vector = readVectors().find(({ name }) => name === 'documented sample, verbatim');
  if (vector === undefined) throw new Error('the fixtures lack the documented sample');
  return bytesOf(vector);
}

export type CheckInParts = {
  receiveBaseId?: Json;
  plate?: Json;
  remark?: Json;
  lights?: Json;
  ownerFirstName?: Json;
  /** Members of `content` that replace the generated ones. */
  content?: { [name: string]: Json };
  msgId?: string;
  msgType?: string;
  createTime?: number;
  secret?: string;
  dialect?: DialectPair;
};

let serviceOrders = 100_000;

/** A signed check-in of about 1 kB, of its own service order and vehicle unless told otherwise. */
export function signedCheckIn(parts: CheckInParts = {}): SignedMessage {
  const receiveBaseId = parts.receiveBaseId ?? serviceOrders++;
  const content = {
    carInfo: {
      carBrandName: 'BMW',
      carNum: parts.plate ?? 'AB12 CDE',
      carOwnerFirstName: parts.ownerFirstName ?? 'Sam',
      carOwnerGender: 'MALE',
      carOwnerLastName: 'Okafor',
      carOwnerMobile: '07700900123',
      carProductionDate: 1451577600000,
      carStyleName: '320d',
      carVin: vinOf(receiveBaseId),
    },
    preCheckInfo: {
      lightInfo: parts.lights ?? ['20_Engine malfunction', '16_Oil low'],
      odograph: 67000,
      oilGauge: 50,
      paintsInfo: [
        {
          describe: 'Dent',
          images: ['https://photos.example.invalid/1.jpg'],
          position: 'sys_feature_0013_01',
          positionName: 'Front right wing',
        },
      ],
      personalItemList: ['Golf bag', 'Umbrella'],
      remark: parts.remark ?? 'Regular customer',
    },
    receiveBaseId,
    staffInfo: { areaCode: '+44', brandId: 114, mobile: '07700900574', storeId: 84, userId: 18, userName: 'Y Xing' },
    ...parts.content,
  };
  notePersons(content);
  noteSecret(parts.secret);
  return buildMessage({
    content,
    msgType: parts.msgType ?? 'event.autox3.order.receivebase.create',
    msgId: parts.msgId ?? randomUUID(),
    createTime: parts.createTime ?? Date.now(),
    staffInfo: { areaCode: '+44', brandId: 114, mobile: '07700900380', staffId: 380, staffName: 'Dora A', storeId: 84 },
    secret: parts.secret ?? SECRET,
    dialect: parts.dialect ?? 'verbatim',
    random: createRandom(1),
  });
}

export type PlanParts = {
  plate?: Json;
  items: { [name: string]: Json }[];
  msgId?: string;
  createTime?: number;
  secret?: string;
};

/** A signed maintenance plan, in its second form unless an item names no action. */
export function signedPlan(parts: PlanParts): SignedMessage {
  return buildMessage({
    content: { carMaintenancePlanList: parts.items, carNum: parts.plate ?? 'AB12 CDE' },
    msgType: 'event.autox3.order.detection.finish.maintenance.v2',
    msgId: parts.msgId ?? randomUUID(),
    createTime: parts.createTime ?? Date.now(),
    staffInfo: { areaCode: '+44', brandId: 114, mobile: '07700900380', staffId: 380, staffName: 'Dora A', storeId: 84 },
    secret: parts.secret ?? SECRET,
    dialect: 'verbatim',
    random: createRandom(1),
  });
}

/** A VIN of its own for each service order: most visits are of a vehicle that was never here before. */
function vinOf(receiveBaseId: Json): string {
  const serial = /^\d+$/.test(String(receiveBaseId)) ? String(receiveBaseId) : String(serviceOrders++);
  return `WBA8E9G50G${serial.slice(-7).padStart(7, '0')}`;
}
