import { z } from 'zod';
import { DialectPair } from '../../shared/dialect.ts';
import { BrokerServer, NKeySeed, RELAY_NAME, RelayShops } from '../../shared/relay-join.ts';
import { parseSecret } from '../station/autox3/signature.ts';
import { Key } from '../station/secrets.ts';

const Name = z.string().regex(RELAY_NAME, 'must be small letters, digits and hyphens');
const Secret = z.string().refine((text) => parseSecret(text).ok, 'must be of 16 to 256 printable ASCII characters');

/** A brand of shops that AutoX3 sends to one callback address. */
export const RelayBrand = z.strictObject({
  name: Name,
  /** The unguessable end of the callback path, and those before it that are still answered. */
  callbackKeys: z.array(Key).min(1),
  /** What AutoX3 signs with, and what it signed with before. */
  appSecret: Secret,
  previousSecret: Secret.nullable().default(null),
  takesWeakSignatures: z.boolean().default(false),
  /** Only this dialect, or mixed pair, is tried where it is there. */
  dialect: DialectPair.optional(),
  /** Who reads; `shops` are AutoX3's store ids, null for a head office that sees all. */
  desks: z
    .array(
      z.strictObject({
        name: Name,
        shops: RelayShops,
        /** By which the broker knows the desk, where the set-up writes the broker's configuration. */
        publicKey: z
          .string()
          .regex(/^U[A-Z2-7]{55}$/, 'must be the public part of an NKey')
          .optional(),
      }),
    )
    .default([]),
});
export type RelayBrand = z.infer<typeof RelayBrand>;

/** All that a relay is told, in `relay.json`: it keeps nothing itself. */
export const RelayConfig = z
  .strictObject({
    /** Of this relay, among those of one broker. */
    name: Name,
    servers: z.array(BrokerServer).min(1),
    seed: NKeySeed,
    /** The file of the certificates that the broker's was issued by, as PEM. */
    ca: z.string().nullable().default(null),
    brands: z.array(RelayBrand).min(1),
    /** Where AutoX3's messages arrive: behind HTTPS of a proxy or load balancer. */
    host: z.string().default('127.0.0.1'),
    port: z.number().int().min(0).max(65_535).default(8792),
    /** Where health and metrics are asked for; never public. */
    adminHost: z.string().default('127.0.0.1'),
    adminPort: z.number().int().min(0).max(65_535).default(8793),
    /** Copies of each message on servers of the broker. */
    replicas: z.union([z.literal(1), z.literal(3), z.literal(5)]).default(1),
    /** What the messages of a brand may take on a server; when it is full, new ones are refused, none is dropped. */
    maxBytes: z.number().int().min(1_048_576).default(10_737_418_240),
    /** For how long messages are kept for desks that are asleep. */
    maxAgeDays: z.number().int().min(1).max(366).default(30),
  })
  .refine(({ brands }) => areDistinct(brands.map(({ name }) => name)), { path: ['brands'], error: 'two have one name' })
  .refine(({ brands }) => areDistinct(brands.flatMap(({ callbackKeys }) => callbackKeys)), {
    path: ['brands'],
    error: 'a callback key is there twice',
  })
  .refine(({ brands }) => brands.every(({ desks }) => areDistinct(desks.map(({ name }) => name))), {
    path: ['brands'],
    error: 'two desks of one brand have one name',
  });
export type RelayConfig = z.infer<typeof RelayConfig>;

const areDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;
