import type { Card } from '../../../shared/check-in.ts';
import type { BoardSettings } from '../../../shared/settings.ts';
import { newVisit } from '../store/check-in-writer.ts';
import type { AdmittedMessage } from '../store/entries.ts';
import { photoUrls } from '../store/photo-rows.ts';
import { type CardRow, toCard } from '../store/rows.ts';

/** The card that a test message makes, derived as any other; null for what is no check-in. Its id names no visit: it is negative. */
export function testCard(id: number, message: AdmittedMessage, settings: BoardSettings): Card | null {
  if (message.checkIn === null) return null;
  const row = newVisit(message, message.checkIn, id) as CardRow;
  const photos = photoUrls(message.checkIn.damage).map((_url, place) => ({
    id: `${id}${place}`,
    state: 'waiting' as const,
    problem: null,
    nextTryAt: null,
    sha256: null,
    width: null,
    height: null,
  }));
  return { ...toCard(row, settings, photos, null), receiveBaseId: null };
}
