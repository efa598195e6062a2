import { z } from 'zod';
import { SetAsideReason } from './check-in.ts';
import { ByHand, MessageKind } from './delivery.ts';
import { PhotoProblem } from './photo.ts';
import { Id, notFound, notStored, oc } from './procedure.ts';

/** Bytes of a custody file that go over the board's connection at once. */
export const PIECE_BYTES = 750_000;
/** As Base64. It is not compared with its form: that takes long, and what it comes to is checked byte by byte. */
export const PIECE_BASE64_LENGTH = (PIECE_BYTES / 3) * 4;
/** The largest custody file, in bytes. */
export const MOST_CUSTODY_BYTES = 2 * 1024 * 1024 * 1024;

/** The public part of what this station signs with; the fingerprint is for people to compare. */
export const StationKeyInfo = z.object({ fingerprint: z.string(), pem: z.string(), jwk: z.string() });
export type StationKeyInfo = z.infer<typeof StationKeyInfo>;

/** What a custody file says of its visit. */
export const CustodyVisit = z.object({
  id: z.string(),
  serviceOrder: z.string().nullable(),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  brand: z.string().nullable(),
  style: z.string().nullable(),
  arrivedAt: z.iso.datetime(),
  setAside: SetAsideReason.nullable(),
  typed: z.boolean(),
  personalRemovedAt: z.iso.datetime().nullable(),
});
export type CustodyVisit = z.infer<typeof CustodyVisit>;

/**
 * How the bytes of a message are in the file: `whole` as they came; `masked` without its signature, which was not a whole one
 * for certain and would help whoever wants to compute the secret; `removed` as the shop keeps them no longer; `left-out` since
 * there are too many.
 */
export const MessageForm = z.enum(['whole', 'masked', 'removed', 'left-out']);
export type MessageForm = z.infer<typeof MessageForm>;

/** A message of a visit, with how it was verified when it arrived. */
export const CustodyMessage = z.object({
  form: MessageForm,
  msgId: z.string(),
  msgType: z.string(),
  kind: MessageKind,
  receivedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  dialect: z.string().nullable(),
  weak: z.boolean(),
  proven: z.boolean(),
  bytes: z.number().int(),
  byHand: ByHand.nullable(),
});
export type CustodyMessage = z.infer<typeof CustodyMessage>;

/** Why the original of a photo is not in the file; `not-fetched` waits still, `too-many` would make the file too large. */
export const PhotoMissing = z.enum([...PhotoProblem.options, 'not-fetched', 'file-missing', 'file-damaged', 'no-room']);
export type PhotoMissing = z.infer<typeof PhotoMissing>;

/** The parts of a custody file: `container` is everything around the entries. */
export const CustodyPartName = z.enum(['container', 'signature', 'manifest', 'read-me', 'record', 'message', 'photo']);
export type CustodyPartName = z.infer<typeof CustodyPartName>;

/** What is wrong with a part. */
export const CustodyProblem = z.enum([
  'changed',
  'cut-off',
  'bytes-added',
  'malformed',
  /** Signature and manifest are whole, and not made for each other. */
  'not-signed',
  /** The manifest names another key than the one that signed it. */
  'other-key',
  /** The record does not say what the manifest lists. */
  'not-as-listed',
  /** Whole, but not as it was when it arrived: the station's own data were damaged before the file was made. */
  'not-as-received',
]);
export type CustodyProblem = z.infer<typeof CustodyProblem>;

/** What the signature of AutoX3 says of a message, by the secrets that were given. */
export const VendorFinding = z.enum(['fits', 'fits-none', 'no-secret', 'not-in-file', 'typed']);
export type VendorFinding = z.infer<typeof VendorFinding>;

/** A part as it was found; `unknown` could not be checked. `number` counts messages and photos from 1. */
export const CustodyPart = z.object({
  part: CustodyPartName,
  number: z.number().int().nullable(),
  state: z.enum(['ok', 'broken', 'unknown']),
  problem: CustodyProblem.nullable(),
});
export type CustodyPart = z.infer<typeof CustodyPart>;

/** Why a file cannot be checked at all. */
export const CustodyUnreadable = z.enum(['not-a-custody-file', 'newer-version', 'too-large']);
export type CustodyUnreadable = z.infer<typeof CustodyUnreadable>;

/** What was found of a custody file. What its record says is told only where it is as it was signed. */
export const CustodyReport = z.object({
  verdict: z.enum(['ok', 'broken', 'unreadable']),
  unreadable: CustodyUnreadable.nullable(),
  version: z.number().int().nullable(),
  bytes: z.number().int(),
  madeAt: z.iso.datetime().nullable(),
  madeWith: z.string().nullable().describe('the version of Forecourt'),
  /** Null unless the signature fits; `expected` is null where nobody said whose key it should be. */
  key: z.object({ fingerprint: z.string(), isExpected: z.boolean().nullable() }).nullable(),
  parts: z.array(CustodyPart),
  visit: CustodyVisit.nullable(),
  messages: z.array(CustodyMessage.extend({ vendor: VendorFinding })),
  missingPhotos: z.array(PhotoMissing),
  photos: z.number().int().describe('in the file'),
  sheets: z.number().int(),
  moves: z.number().int().describe('between lanes'),
});
export type CustodyReport = z.infer<typeof CustodyReport>;

const File = z.object({ file: z.string().max(64) });
const From = z.number().int().min(0).max(MOST_CUSTODY_BYTES);
const noLonger = { NOT_FOUND: { message: 'It was begun too long ago: begin again' } };

/** The part of the contract that makes and checks custody files, piece by piece. */
export const custodyContract = {
  key: oc.meta({ role: 'desk' }).errors(notStored).output(StationKeyInfo),
  /** Prepares the file of a visit. */
  make: oc
    .meta({ role: 'desk' })
    .input(Id)
    .errors({ ...notFound, ...notStored })
    .output(
      File.extend({
        bytes: z.number().int(),
        photos: z.number().int(),
        missingPhotos: z.number().int(),
      }),
    ),
  /** The bytes of a prepared file from a place on. */
  piece: oc
    .meta({ role: 'desk' })
    .input(File.extend({ from: From }))
    .errors(noLonger)
    .output(z.object({ base64: z.string() })),
  /** Begins to check a file of so many bytes. */
  check: oc
    .meta({ role: 'desk' })
    .input(z.object({ bytes: z.number().int().min(0) }))
    .errors({ PAYLOAD_TOO_LARGE: { message: 'No custody file is so large' } })
    .output(File),
  /** The next bytes of it, in order. */
  add: oc
    .meta({ role: 'desk' })
    .input(File.extend({ from: From, base64: z.string().max(PIECE_BASE64_LENGTH) }))
    .errors(noLonger),
  /** What was found, once all of it is there. */
  report: oc.meta({ role: 'desk' }).input(File).errors(noLonger).output(CustodyReport),
};
