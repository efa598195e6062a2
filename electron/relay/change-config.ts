import { createUser } from '@nats-io/nkeys';
import { newKey } from '../station/secrets.ts';
import { UserError } from '../station/user-error.ts';
import type { NewDesk } from './init-options.ts';
import type { RelayBrand, RelayConfig } from './relay-config.ts';
import { UnfinishedBrand } from './unfinished-config.ts';

/** A user of the broker: the seed is its secret, the public key what the broker knows. */
export function newUser(): { seed: string; publicKey: string } {
  const pair = createUser();
  return { seed: new TextDecoder().decode(pair.getSeed()), publicKey: pair.getPublicKey() };
}

export const newBrand = (name: string): RelayBrand =>
  UnfinishedBrand.parse({ name, callbackKeys: [newKey()], appSecret: '' });

/** The brand of that name, made where there is none yet; without a name the only one. Throws {@link UserError}. */
export function brandOf(config: RelayConfig, name: string | null): { brand: RelayBrand; isNew: boolean } {
  const [only, another] = config.brands;
  if (name === null && only !== undefined && another === undefined) return { brand: only, isNew: false };
  if (name === null)
    throw new UserError(`Say with --brand which one is meant: ${config.brands.map((one) => one.name).join(', ')}.`);
  const known = config.brands.find((brand) => brand.name === name);
  if (known !== undefined) return { brand: known, isNew: false };
  const brand = newBrand(name);
  config.brands.push(brand);
  return { brand, isNew: true };
}

/**
 * Lets a desk in and answers its seed, which is kept nowhere; null for one that is in already with the same shops. Throws
 * {@link UserError} for other shops: its desk would have to know of them.
 */
export function addDesk(brand: RelayBrand, { name, shops }: NewDesk): string | null {
  const known = brand.desks.find((desk) => desk.name === name);
  if (known !== undefined) {
    if (sameShops(known.shops, shops)) return null;
    throw new UserError(
      `The desk ${name} is there with other shops. Give --remove-desk ${name} as well: it gets a new text then, and the one it has no longer works.`,
    );
  }
  const { seed, publicKey } = newUser();
  brand.desks.push({ name, shops, publicKey });
  return seed;
}

function sameShops(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return new Set([...one, ...other]).size === new Set(one).size && new Set(one).size === new Set(other).size;
}

/** Takes a desk's access away. Throws {@link UserError} where there is none of that name. */
export function removeDesk(brand: RelayBrand, name: string): void {
  const at = brand.desks.findIndex((desk) => desk.name === name);
  if (at < 0)
    throw new UserError(
      `There is no desk ${name} to remove. The desks of ${brand.name} are: ${brand.desks.map((desk) => desk.name).join(', ') || 'none'}.`,
    );
  brand.desks.splice(at, 1);
}
