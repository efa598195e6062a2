import { CHECK_IN_TYPE } from '../autox3/messages.ts';
import { sign } from '../autox3/signature.ts';

/** What sets a test check-in apart from a good one. */
export type TestContent = {
  /** Signed with another secret than the shop's. */
  isForged?: boolean;
  /** How far its clock is off, in ms. */
  offByMs?: number;
  /** The address of a photo of damage. */
  photo?: string;
};

/** A test check-in as it goes out: every try sends these bytes. */
export type TestMessage = { msgId: string; body: string };

/** The plate of every test check-in, which says it everywhere that a plate is read out. */
const PLATE = 'TEST 0000';

/** Makes a check-in as AutoX3 sends it, signed with the real secret; without white space it reads the same in every dialect. */
export function makeTestMessage(
  msgId: string,
  secret: string,
  now: number,
  { isForged = false, offByMs = 0, photo }: TestContent,
): TestMessage {
  const createTime = now + offByMs;
  const paintsInfo =
    photo === undefined ? [] : [{ describe: 'TEST', images: [photo], position: '', positionName: 'TEST' }];
  const content = JSON.stringify({
    carInfo: { carBrandName: 'Forecourt', carNum: PLATE, carStyleName: 'TEST' },
    preCheckInfo: { lightInfo: [], paintsInfo, personalItemList: [], remark: 'TEST' },
    receiveBaseId: 1,
  });
  const staffInfo = '{}';
  const signed = { msgId, msgType: CHECK_IN_TYPE, staffInfo, createTime: String(createTime), content };
  const signature = sign(signed, isForged ? [...secret].reverse().join('') : secret);
  const body = `{"content":${content},"createTime":${createTime},"msgType":"${CHECK_IN_TYPE}","msgSignature":"${signature}","msgId":"${msgId}","staffInfo":${staffInfo}}`;
  return { msgId, body };
}
