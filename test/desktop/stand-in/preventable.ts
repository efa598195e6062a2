/** An event that its listeners may prevent, with what it tells. */
export type Preventable<Told extends object = object> = Told & {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
};

/** Makes one; `told` is what Electron puts on the event. */
export function preventable<Told extends object>(told: Told): Preventable<Told> {
  let prevented = false;
  const event = {
    preventDefault() {
      prevented = true;
    },
  };
  Object.defineProperty(event, 'defaultPrevented', { enumerable: true, get: () => prevented });
  return Object.assign(event, told) as Preventable<Told>;
}
