import type { Owner } from './check-in.ts';

const HAN = /\p{Script=Han}/u;

/** The owner's name for display: family name first and unspaced where it is written in Chinese. Null when none was sent. */
export function ownerName(owner: Pick<Owner, 'firstName' | 'lastName'>): string | null {
  const { firstName, lastName } = owner;
  if (firstName === null || lastName === null) return firstName ?? lastName;
  return HAN.test(firstName + lastName) ? lastName + firstName : `${firstName} ${lastName}`;
}
