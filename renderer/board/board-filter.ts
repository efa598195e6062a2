import { z } from 'zod';
import type { Card } from '../../shared/check-in.ts';

/** What a filter asks of the warning lights and of the damage of a check-in. */
export const LIGHTS_WANTED = ['red', 'amber', 'any', 'none'] as const;
export const DAMAGE_WANTED = ['with', 'without'] as const;
export type LightsWanted = (typeof LIGHTS_WANTED)[number];
export type DamageWanted = (typeof DAMAGE_WANTED)[number];

/** Which cards the board shows. Names are as sent; an empty one stands for check-ins that came without. */
export const BoardFilter = z.object({
  text: z.string().max(200),
  stores: z.array(z.string().max(400)).max(50),
  advisers: z.array(z.string().max(400)).max(50),
  lights: z.enum(LIGHTS_WANTED).nullable(),
  damage: z.enum(DAMAGE_WANTED).nullable(),
});
export type BoardFilter = z.infer<typeof BoardFilter>;

/** Lets every card through. */
export const NO_FILTER: BoardFilter = { text: '', stores: [], advisers: [], lights: null, damage: null };

/** Whether a filter holds anything back at all. */
export function isFiltering({ text, stores, advisers, lights, damage }: BoardFilter): boolean {
  return wordsOf(text).length > 0 || stores.length > 0 || advisers.length > 0 || lights !== null || damage !== null;
}

/** Whether a card is shown under a filter: all that it asks must hold, and every word of the text be found somewhere. */
export function matches(card: Card, filter: BoardFilter): boolean {
  const { stores, advisers, lights, damage } = filter;
  if (stores.length > 0 && !stores.includes(card.storeId ?? '')) return false;
  if (advisers.length > 0 && !advisers.includes(card.adviser ?? '')) return false;
  if (lights !== null && !hasLights(card, lights)) return false;
  if (damage !== null && isDamaged(card) !== (damage === 'with')) return false;
  const words = wordsOf(filter.text);
  return words.length === 0 || holdsAll(card, words);
}

/** How many of these cards each choice of a filter would show, the choices in the order of their names. */
export type Facets = {
  readonly stores: readonly Choice[];
  readonly advisers: readonly Choice[];
  readonly lights: Readonly<Record<LightsWanted, number>>;
  readonly damage: Readonly<Record<DamageWanted, number>>;
};
export type Choice = { readonly name: string; readonly count: number };

export function facetsOf(cards: readonly Card[]): Facets {
  const withLights = (wanted: LightsWanted): number => cards.filter((card) => hasLights(card, wanted)).length;
  const damaged = cards.filter(isDamaged).length;
  return {
    stores: counted(cards.map((card) => card.storeId ?? '')),
    advisers: counted(cards.map((card) => card.adviser ?? '')),
    lights: { red: withLights('red'), amber: withLights('amber'), any: withLights('any'), none: withLights('none') },
    damage: { with: damaged, without: cards.length - damaged },
  };
}

function counted(names: readonly string[]): Choice[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => a.name.localeCompare(b.name));
}

function hasLights({ lights, lightCount }: Card, wanted: LightsWanted): boolean {
  switch (wanted) {
    case 'any':
      return lightCount > 0;
    case 'none':
      return lightCount === 0;
    default:
      return lights.some(({ severity }) => severity === wanted);
  }
}

function isDamaged({ damageCount, photoCount }: Card): boolean {
  return damageCount > 0 || photoCount > 0;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Plates are written with and without their spaces and dashes. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s\-–·•.]+/g, '');
}

function wordsOf(text: string): string[] {
  return plain(text).split(/\s+/).filter(Boolean);
}

function holdsAll(card: Card, words: readonly string[]): boolean {
  const { plate, brand, style, ownerName, adviser, storeId, receiveBaseId, lights } = card;
  const labels = lights.map(({ label }) => label);
  const text = plain([plate, brand, style, ownerName, adviser, storeId, receiveBaseId, ...labels].join('\n'));
  const bare = squeezed(plain(plate ?? ''));
  return words.every((word) => text.includes(word) || (squeezed(word) !== '' && bare.includes(squeezed(word))));
}
