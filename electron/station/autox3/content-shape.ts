import type { ShapeMember } from '../../../shared/other-messages.ts';
import { isObject } from './fields.ts';
import { visible } from './show-body.ts';

const MAX_MEMBERS = 40;
const LONGEST_NAME = 80;

/** What a content that nobody knows is made of: the types of its first members, and how many there are beyond those. */
export function shapeOf(content: unknown): { shape: ShapeMember[]; moreMembers: number } {
  const members = isObject(content) ? Object.entries(content) : [];
  return {
    shape: members.slice(0, MAX_MEMBERS).map(([name, value]) => ({ name: shown(name), ...typeOf(value) })),
    moreMembers: Math.max(0, members.length - MAX_MEMBERS),
  };
}

function shown(name: string): string {
  return visible(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}

function typeOf(value: unknown): Omit<ShapeMember, 'name'> {
  if (Array.isArray(value)) return { type: 'list', length: value.length };
  if (isObject(value)) return { type: 'object', length: Object.keys(value).length };
  switch (typeof value) {
    case 'string':
      return { type: 'text', length: value.length };
    case 'number':
      return { type: 'number', length: null };
    case 'boolean':
      return { type: 'yes-no', length: null };
    default:
      return { type: 'nothing', length: null };
  }
}
