/** Items that have no identity of their own, each with a key made from its text; equal texts are told apart by order. */
export function keyed<T>(items: readonly T[], text: (item: T) => string): { key: string; item: T }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const base = text(item);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return { key: `${count} ${base}`, item };
  });
}
