import { deskConsumers } from './names.ts';
import type { RelayBrand } from './relay-config.ts';

/** Whose the consumers of messages are, by their names: of the desks that there are, for the broker keeps those of others as well. */
export const desksByConsumer = ({
  name: brand,
  desks,
}: Pick<RelayBrand, 'name' | 'desks'>): ReadonlyMap<string, string> =>
  new Map(
    desks.flatMap(({ name, shops }) => deskConsumers(brand, name, shops).map((consumer) => [consumer.name, name])),
  );
