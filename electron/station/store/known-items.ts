import type { PlannedItem } from '../../../shared/maintenance-due.ts';
import type { PlanItem } from '../../../shared/maintenance-plan.ts';

/** An item, and whether it was deleted: then it is remembered only by what it was known by. */
export type Known = {
  item: PlannedItem;
  isGone: boolean;
  /** Of its service, as names are compared. */
  plainName: string | null;
};

/** What tells of which item something is said. */
export type Wanted = Pick<PlanItem, 'id' | 'serviceNumber'> & Pick<Known, 'plainName'>;

/**
 * The items of a plan in order of the newest message about each, the oldest first; found by what they are known by without
 * looking at the others, since a plan may have hundreds and is made anew in the transaction of each message.
 */
export class KnownItems {
  readonly #all = new Set<Known>();
  readonly #byId = new Map<string, Known>();
  readonly #byServiceNumber = new Map<string, Set<Known>>();
  readonly #byName = new Map<string, Set<Known>>();

  get all(): Known[] {
    return [...this.#all];
  }

  /** Puts an item behind all others, in the place of what was known of it before. */
  put(before: Known | undefined, known: Known): void {
    if (before !== undefined) this.#drop(before);
    const { id, serviceNumber } = known.item;
    this.#all.add(known);
    if (id !== null) this.#byId.set(id, known);
    if (serviceNumber !== null) among(this.#byServiceNumber, serviceNumber).add(known);
    if (known.plainName !== null) among(this.#byName, known.plainName).add(known);
  }

  /** By its number, else by that of its service, else by its name; one that is still planned before one that is not. */
  find({ id, serviceNumber, plainName }: Wanted): Known | undefined {
    const byId = id === null ? undefined : this.#byId.get(id);
    if (byId !== undefined) return byId;
    // Two numbers are two items, whatever else they share.
    const mayBe = ({ item }: Known): boolean => id === null || item.id === null;
    const sameService = serviceNumber === null ? [] : [...(this.#byServiceNumber.get(serviceNumber) ?? [])];
    const sameName = plainName === null ? [] : [...(this.#byName.get(plainName) ?? [])];
    const isOneService = ({ item }: Known): boolean => serviceNumber === null || item.serviceNumber === null;
    return (
      mostPresent(sameService.filter(mayBe)) ??
      mostPresent(sameName.filter((known) => mayBe(known) && isOneService(known)))
    );
  }

  #drop(known: Known): void {
    const { id, serviceNumber } = known.item;
    this.#all.delete(known);
    if (id !== null) this.#byId.delete(id);
    if (serviceNumber !== null) this.#byServiceNumber.get(serviceNumber)?.delete(known);
    if (known.plainName !== null) this.#byName.get(known.plainName)?.delete(known);
  }
}

/** A name as it is compared. */
export function plainNameOf(name: string | null): string | null {
  return name === null ? null : name.normalize('NFKC').trim().toLowerCase();
}

function among(sets: Map<string, Set<Known>>, key: string): Set<Known> {
  const found = sets.get(key) ?? new Set();
  sets.set(key, found);
  return found;
}

function mostPresent(known: readonly Known[]): Known | undefined {
  return (
    known.findLast(({ item, isGone }) => !isGone && item.finishedAt === null) ??
    known.findLast(({ isGone }) => !isGone) ??
    known.at(-1)
  );
}
