import { hash } from 'node:crypto';
import { BY_HAND } from '../../../shared/check-in.ts';
import type { TypedCheckIn } from '../../../shared/typed-check-in.ts';
import { NO_CONTENT } from '../autox3/messages.ts';
import { reread } from '../autox3/reread.ts';
import type { AdmittedMessage } from '../store/entries.ts';

/**
 * What somebody typed of a check-in, as the message that its visit is derived from: in the form of AutoX3's content, without a
 * service order, so that no message joins it. It came when the vehicle did; when it was typed is within, who typed it beside it.
 */
export function typedMessage(typed: Omit<TypedCheckIn, 'who'>, typedAt: number, id: string): AdmittedMessage {
  const content = {
    typedAt,
    carInfo: {
      carNum: typed.plate,
      carVin: typed.vin,
      carOwnerLastName: typed.ownerName,
      carOwnerMobile: typed.ownerMobile,
    },
    preCheckInfo: { odograph: typed.odometer, remark: typed.remark },
  };
  const raw = Buffer.from(JSON.stringify(content));
  // A clock that is ahead is the desk's, not the vehicle's.
  const arrivedAt = Math.min(Date.parse(typed.arrivedAt), typedAt);
  return {
    receivedAt: arrivedAt,
    createTime: arrivedAt,
    msgId: `typed-${id}`,
    msgType: 'forecourt.check-in.typed',
    kind: 'check-in',
    dialect: BY_HAND,
    weak: false,
    proven: false,
    signature: new Uint8Array(),
    raw,
    rawSha256: hash('sha256', raw, 'buffer'),
    ...NO_CONTENT,
    checkIn: reread(raw, BY_HAND)?.checkIn ?? null,
  };
}
