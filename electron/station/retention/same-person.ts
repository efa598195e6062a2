import type { Person, PersonVisit } from '../../../shared/retention.ts';

/** Digits that a country code and the 0 before an area code add at most. */
const PREFIX = 4;
/** Of how many digits a number must be before two that are written with and without a country code count as one. */
const WHOLE = 8;

const digitsOf = (phone: string): string => phone.normalize('NFKC').replace(/\D/g, '').replace(/^0+/, '');
const codeOf = (plate: string): string =>
  plate
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const nameOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s,·]+/u)
    .filter((part) => part !== '')
    .sort()
    .join(' ');

/** Whether two phone numbers are one, however they are written: with or without spaces and country code. */
export function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short === '') return false;
  if (short === long) return true;
  return short.length >= WHOLE && long.length - short.length <= PREFIX && long.endsWith(short);
}

/** Whether a visit is that of a person: by the phone number whole, or by the name on that very vehicle. */
export function isOf(
  person: Person,
  { phone, plate, ownerName }: Pick<PersonVisit, 'phone' | 'plate' | 'ownerName'>,
): boolean {
  switch (person.by) {
    case 'phone':
      return phone !== null && isSamePhone(person.phone, phone);
    case 'name':
      return (
        plate !== null &&
        ownerName !== null &&
        codeOf(person.plate) !== '' &&
        codeOf(plate) === codeOf(person.plate) &&
        nameOf(person.name) !== '' &&
        nameOf(ownerName) === nameOf(person.name)
      );
  }
}

/** How a phone number may stand in a message, as bytes; one of few digits would be found everywhere. */
export function phoneBytes(phones: readonly (string | null)[]): Buffer[] {
  const texts = phones.filter((phone) => phone !== null).flatMap((phone) => [phone.trim(), digitsOf(phone)]);
  return [...new Set(texts)].filter((text) => digitsOf(text).length >= WHOLE).map((text) => Buffer.from(text));
}
