import { createHash } from 'node:crypto';
import { SECRET } from './messages.ts';

/**
 * A check-in with Chinese text, signed as AutoX3's demo code probably does: over the first n bytes of the signed text,
 * n being its length in UTF-16 units, so that each Chinese character takes two bytes off the secret (contract, Truncation).
 */
export function truncatedCheckIn(parts: {
  msgId: string;
  plate?: string;
  remark?: string;
  msgType?: string;
  id: number;
}): string {
  const { msgId, plate = '京M65068', remark = '老客户', msgType = 'event.autox3.order.receivebase.create', id } = parts;
  const content = JSON.stringify({ carInfo: { carNum: plate }, preCheckInfo: { remark }, receiveBaseId: id });
  const createTime = 1_700_000_000_000 + id;
  const text = `${msgId}${msgType}null${createTime}${content}${SECRET}`;
  const hashed = Buffer.from(text, 'utf8').subarray(0, text.length);
  const msgSignature = createHash('sha1').update(hashed).digest('hex').toUpperCase();
  const rest = JSON.stringify({ createTime, msgId, msgSignature, msgType, staffInfo: null });
  return `{"content":${content},${rest.slice(1)}`;
}
