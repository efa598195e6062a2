import { z } from 'zod';
import { AlertSettings, DEFAULT_ALERTS } from './alerts.ts';
import { BackupSettings, DEFAULT_BACKUPS } from './backup-settings.ts';
import { DEFAULT_DESK, DeskSettings } from './desk-names.ts';
import { DEFAULT_HOURS, OpeningHours } from './opening-hours.ts';
import { DEFAULT_PLATFORM, PlatformSettings } from './platform-settings.ts';
import { DEFAULT_REACH, ReachSettings } from './reach-settings.ts';
import { DEFAULT_RECEPTION, ReceptionSettings } from './reception-settings.ts';
import { DEFAULT_RELAY, RelaySettings } from './relay-settings.ts';
import { DEFAULT_REPORTS, ReportSettings } from './report-settings.ts';
import { DEFAULT_RETENTION, RetentionSettings } from './retention-settings.ts';
import { DEFAULT_SETUP, SetupSettings } from './setup-settings.ts';
import { DEFAULT_SHEET, SheetSettings } from './sheet-settings.ts';
import { DEFAULT_SHOP, ShopSettings } from './shop.ts';
import { VehiclePart } from './vehicle-part.ts';
import { DEFAULT_VERIFICATION, VerificationSettings } from './verification.ts';
import { KNOWN_LIGHTS } from './warning-lights.ts';

/** What concerns the capture of photos. */
export const PhotoSettings = z.strictObject({
  /** Hosts from which photos are fetched although they lie in the shop's own network: names or addresses. */
  allowedHosts: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9.:_-]{1,253}$/),
    )
    .max(20),
});
export type PhotoSettings = z.infer<typeof PhotoSettings>;

/** How long a check-in may stand in a lane, in minutes, before its age turns amber, then red; null is never. */
const LaneAges = z
  .strictObject({
    amber: z.number().int().min(1).max(10_000).nullable(),
    red: z.number().int().min(1).max(10_000).nullable(),
  })
  .refine(({ amber, red }) => amber === null || red === null || amber < red, { message: 'amber comes before red' });

/** The longest that a card stays on the board when all is done, in minutes: a day. */
export const MOST_DONE_MINUTES = 1_440;

/** How the board shows what it holds. */
export const BoardSettings = z.strictObject({
  ages: z.strictObject({ new: LaneAges, seen: LaneAges, 'health-check': LaneAges, ready: LaneAges }),
  /** How long a card that was handed over or set aside can still be reached on the board, in minutes. */
  doneMinutes: z.number().int().min(0).max(MOST_DONE_MINUTES).default(60),
  /** The severity of each warning light by its code; codes that are not here are shown as not mapped yet. */
  lights: z.record(z.string().regex(/^\d{1,6}$/), z.enum(['red', 'amber', 'info'])),
  /** Where on the diagram each position code of a damage lies. */
  positions: z.record(z.string().max(100), VehiclePart),
});
export type BoardSettings = z.infer<typeof BoardSettings>;

/** What a wall screen shows, where everybody can read it. */
export const WallSettings = z.strictObject({
  /** Plates whole, or with their middle hidden. */
  plates: z.enum(['whole', 'masked']).default('whole'),
  photos: z.boolean().default(true),
});
export type WallSettings = z.infer<typeof WallSettings>;

/** Whether the board can be reached from the shop's own network, beside this PC. */
export const LanSettings = z.strictObject({ isOpen: z.boolean() });

/** What the shop sets for every board and PC; kept in the station's database, each member a row. */
export const StationSettings = z.strictObject({
  shop: ShopSettings,
  alerts: AlertSettings,
  photos: PhotoSettings,
  board: BoardSettings,
  wall: WallSettings,
  lan: LanSettings,
  sheet: SheetSettings,
  retention: RetentionSettings,
  backup: BackupSettings,
  hours: OpeningHours,
  desk: DeskSettings,
  reception: ReceptionSettings,
  verification: VerificationSettings,
  reach: ReachSettings,
  setup: SetupSettings,
  reports: ReportSettings,
  platform: PlatformSettings,
  relay: RelaySettings,
});
export type StationSettings = z.infer<typeof StationSettings>;

export const DEFAULT_SETTINGS: StationSettings = {
  shop: DEFAULT_SHOP,
  alerts: DEFAULT_ALERTS,
  photos: { allowedHosts: [] },
  board: {
    ages: {
      new: { amber: 3, red: 10 },
      seen: { amber: 15, red: 45 },
      'health-check': { amber: 60, red: 120 },
      ready: { amber: 60, red: 240 },
    },
    doneMinutes: 60,
    lights: KNOWN_LIGHTS,
    positions: { sys_feature_0013_01: 'front-right-wing' },
  },
  wall: { plates: 'whole', photos: true },
  lan: { isOpen: false },
  sheet: DEFAULT_SHEET,
  retention: DEFAULT_RETENTION,
  backup: DEFAULT_BACKUPS,
  hours: DEFAULT_HOURS,
  desk: DEFAULT_DESK,
  reception: DEFAULT_RECEPTION,
  verification: DEFAULT_VERIFICATION,
  reach: DEFAULT_REACH,
  setup: DEFAULT_SETUP,
  reports: DEFAULT_REPORTS,
  platform: DEFAULT_PLATFORM,
  relay: DEFAULT_RELAY,
};

/** How long a previous secret is accepted unless somebody says otherwise, and the longest, in days. */
export const PREVIOUS_SECRET_DAYS = 7;
export const MOST_OVERLAP_DAYS = 90;

/** Where the app secret is kept, and how well it is protected there. */
export const SecretProtection = z.enum([
  /** In the system's key store. */
  'key-store',
  /** Encrypted with a key that other programs of the same user can find out: this system offers no real key store. */
  'weak',
  /** In a file that its owner alone can read. */
  'file',
  /** It comes from the environment, and nothing is kept. */
  'environment',
]);
export type SecretProtection = z.infer<typeof SecretProtection>;

/** All that a page learns of the app secret. */
export const SecretState = z.object({
  isSet: z.boolean(),
  protection: SecretProtection,
  previousUntil: z.iso.datetime().nullable().describe('until when the previous secret is accepted too'),
  lastUsed: z
    .object({ current: z.iso.datetime().nullable(), previous: z.iso.datetime().nullable() })
    .describe('when the last message came that was signed with each'),
});
export type SecretState = z.infer<typeof SecretState>;

/** Why a text cannot be an app secret. */
export const SecretProblem = z.enum(['too-short', 'too-long', 'not-ascii', 'not-text']);
export type SecretProblem = z.infer<typeof SecretProblem>;
