import { parseExactly } from '../station/autox3/exact-json.ts';
import { FieldReader, member } from '../station/autox3/fields.ts';
import type { SignedTexts } from '../station/intake/judge.ts';

/** AutoX3's store id of a message: of the staff in its content, else of those around it; null where neither names one. */
export function shopOf({ content, staffInfo }: SignedTexts): string | null {
  return storeIdOf(member(parseExactly(content), 'staffInfo')) ?? storeIdOf(parseExactly(staffInfo));
}

function storeIdOf(staff: unknown): string | null {
  return new FieldReader().text(member(staff, 'storeId'));
}
