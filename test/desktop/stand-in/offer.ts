import { EventEmitter } from 'node:events';
import { nameInRecord, record } from './record.ts';

// Not ours to offer or to refuse: JavaScript and Node ask every object for these.
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON', 'constructor', 'nodeType', 'asymmetricMatch', '__esModule']);
const EMITTER = new Set(Object.getOwnPropertyNames(EventEmitter.prototype));
const SUBSCRIBES = new Set(['on', 'once', 'addListener', 'prependListener']);

// Calls of ports come by the thousand; an item of a menu is called by the user, who is the test.
const NOT_RECORDED = new Set(['MessagePortMain', 'MenuItem']);

type Callable = (...args: unknown[]) => unknown;

function trap(object: string, names: ReadonlySet<string>, emitter: boolean): ProxyHandler<object> {
  const bound = new Map<string, { from: unknown; to: Callable }>();
  const offers = (name: string) => names.has(name) || (emitter && EMITTER.has(name));
  return {
    get(target, name) {
      if (typeof name === 'symbol') return Reflect.get(target, name, target);
      if (!offers(name)) {
        if (ASKED_BY_THE_LANGUAGE.has(name)) return Reflect.get(target, name, target);
        throw new Error(`the stand-in has no ${object}.${name}`);
      }
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const known = bound.get(name);
      if (known?.from === value) return known.to;
      const to: Callable = function call(this: unknown, ...args) {
        if (!NOT_RECORDED.has(object)) {
          if (!EMITTER.has(name)) record(object, name, args);
          else if (SUBSCRIBES.has(name)) record(object, name, args.slice(0, 1));
        }
        const result: unknown = Reflect.apply(value, target, args);
        return result === target ? this : result;
      };
      bound.set(name, { from: value, to });
      return to;
    },
    set(target, name, value) {
      if (typeof name === 'string' && !offers(name)) throw new Error(`the stand-in has no ${object}.${name}`);
      if (typeof name === 'string') record(object, `set ${name}`, [value]);
      return Reflect.set(target, name, value, target);
    },
  };
}

/**
 * One of Electron's objects as the app sees it: of `target` the members in `names` and the emitter's; every call recorded
 * under `object`; anything else throws, by name. That `target` has Electron's own signatures is checked by the compiler.
 */
export function offer<Whole extends object, Name extends keyof Whole & string>(
  object: string,
  target: Pick<Whole, Name>,
  names: readonly Name[],
  inRecord = object,
): Whole {
  const proxy = new Proxy(target, trap(object, new Set(names), target instanceof EventEmitter));
  nameInRecord(proxy, inRecord);
  nameInRecord(target, inRecord);
  // All that `Whole` has beyond `names` throws: nobody is told a lie.
  return proxy as unknown as Whole;
}

/** What `offerClass` needs of an instance: the object that the app gets in its place. */
export type Offered<Whole> = { readonly offered: Whole };

/** One of Electron's classes as the app sees it: `new` answers the instance's `offered`, statics as in `offer`. */
export function offerClass<Whole extends object, Name extends keyof Whole & string>(
  object: string,
  target: (new (...args: never[]) => Offered<object>) & Pick<Whole, Name>,
  names: readonly Name[],
): Whole {
  const { get, set } = trap(object, new Set(names), false);
  const proxy = new Proxy(target, {
    ...(set === undefined ? {} : { set }),
    get(of, name, receiver) {
      if (name === 'prototype' || name === 'name' || name === 'length') return Reflect.get(of, name, of);
      return get?.(of, name, receiver);
    },
    construct(_of, args) {
      record(object, 'new', args);
      const made: unknown = Reflect.construct(target, args);
      return (made as Offered<object>).offered;
    },
  });
  return proxy as unknown as Whole;
}
