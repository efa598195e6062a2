import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { sign } from '../../electron/station/autox3/signature.ts';

/** What one round of load came to: answers per second, the 99th percentile in ms, and answers that were no success. */
export type Round = { perSecond: number; p99Ms: number; failures: number };

const MSG_TYPE = 'event.autox3.order.receivebase.create';
const STAFF = '{"areaCode":"+44","brandId":114,"mobile":"07700900380","staffId":380,"staffName":"Dora A","storeId":84}';

let serviceOrder = 1_000_000;

/** A new signed check-in of about 1 kB, as text; made fast, so that the load costs little beside what it measures. */
export function checkInBody(secret: string): string {
  const id = serviceOrder++;
  const msgId = randomUUID();
  const createTime = String(Date.now());
  const content = `{"carInfo":{"carBrandName":"BMW","carNum":"AB${id} CDE","carOwnerFirstName":"Sam","carOwnerGender":"MALE","carOwnerLastName":"Okafor","carOwnerMobile":"07700900123","carProductionDate":1451577600000,"carStyleName":"320d","carVin":"WBA8E9G50G${id}"},"preCheckInfo":{"lightInfo":["20_Engine malfunction","16_Oil low"],"odograph":67000.0,"oilGauge":50,"paintsInfo":[{"describe":"Dent","images":["https://photos.example.invalid/${id}.jpg"],"position":"sys_feature_0013_01","positionName":"Front right wing"}],"personalItemList":["Golf bag","Umbrella"],"remark":"Regular customer"},"receiveBaseId":${id},"staffInfo":{"areaCode":"+44","brandId":114,"mobile":"07700900574","storeId":84,"userId":18,"userName":"Y Xing"}}`;
  const signature = sign({ msgId, msgType: MSG_TYPE, staffInfo: STAFF, createTime, content }, secret);
  return `{"content":${content},"createTime":${createTime},"msgType":"${MSG_TYPE}","msgSignature":"${signature}","msgId":"${msgId}","staffInfo":${STAFF}}`;
}

/** Loads a callback address from 32 connections, each check-in a new one, for some seconds or up to an amount. */
export async function load(
  url: string,
  secret: string,
  bound: { seconds: number } | { amount: number },
): Promise<Round> {
  const result = await autocannon({
    url,
    method: 'POST',
    connections: 32,
    ...('seconds' in bound ? { duration: bound.seconds } : { amount: bound.amount, duration: 600 }),
    headers: { 'content-type': 'application/json' },
    requests: [{ setupRequest: (request) => ({ ...request, body: checkInBody(secret) }) }],
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p99Ms: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}
