import type { Known } from './trace.ts';

/** A name is of letters, and long enough not to be found by chance; what else stands in its place is another kind of test. */
const NAME = /^(?=.{4,60}$|\p{Script=Han}{2,6}$)\p{L}[\p{L}' -]*$/u;
/** With fewer digits it is a number like any other. */
const PHONE = /(?:\d\D*){9,}/;
const NAMES = new Set(['carOwnerFirstName', 'carOwnerLastName', 'userName', 'staffName']);
const PHONES = new Set(['carOwnerMobile', 'mobile']);

/** The names and telephone numbers in a message, or in a part of one, however deep: some are attacks on what reads them. */
export function personsIn(message: unknown): Pick<Known, 'name' | 'phone'> {
  const found = { name: new Set<string>(), phone: new Set<string>() };
  const waiting = [message];
  while (waiting.length > 0) {
    for (const [member, held] of Object.entries(waiting.pop() ?? {})) {
      if (typeof held === 'object') waiting.push(held);
      else if (typeof held !== 'string') continue;
      else if (NAMES.has(member) && NAME.test(held)) found.name.add(held);
      else if (PHONES.has(member) && PHONE.test(held)) found.phone.add(held);
    }
  }
  return found;
}
