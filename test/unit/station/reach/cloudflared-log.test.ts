import { expect, test } from 'vitest';
import { isUsable, readLine } from '../../../../electron/station/reach/cloudflared-log.ts';

test.each([
  [
    '2026-07-15T18:24:13Z INF Registered tunnel connection connIndex=3 connection=52b5 event=0 ip=198.41.219.4 location=mia01',
    'connected',
    '3',
  ],
  ['2022-06-01T16:23:12Z INF Connection c206cf44-945f registered connIndex=0 location=ORD', 'connected', '0'],
  ['{"level":"info","connIndex":1,"location":"lhr","message":"Registered tunnel connection"}', 'connected', '1'],
  ['2024-01-24T21:46:28Z INF Unregistered tunnel connection connIndex=2 event=0 ip=198.41.200.53', 'disconnected', '2'],
  [
    '2024-01-24T21:46:28Z WRN Serve tunnel error error="timeout: no recent network activity" connIndex=2',
    'disconnected',
    '2',
  ],
  [
    '{"level":"warn","connIndex":1,"error":"Application error 0x0","message":"Serve tunnel error"}',
    'disconnected',
    '1',
  ],
  ['2022-03-04T08:38:11Z INF Lost connection with the edge connIndex=1', 'disconnected', '1'],
])('%s', (line, type, connection) => {
  expect(readLine(line)).toEqual({ type, connection });
});

test.each([
  'Provided Tunnel token is not valid.',
  'ERR Register tunnel error error="Unauthorized: Invalid tunnel secret" connIndex=0',
])('a token that is refused: %s', (line) => expect(readLine(line)).toEqual({ type: 'refused', problem: 'bad-token' }));

test('anything else says nothing', () => {
  expect(readLine('2026-07-15T18:24:13Z INF Starting metrics server on 127.0.0.1:20241/metrics')).toBeNull();
  expect(readLine('2026-07-15T18:24:13Z INF Retrying connection in up to 2s connIndex=0')).toBeNull();
});

test.each([
  ['cloudflared version 2026.2.1 (built 2026-02-11-1021 UTC)', true],
  ['cloudflared version 2022.3.0 (built 2022-03-02)', true],
  ['cloudflared version 2022.2.9 (built 2022-02-02)', false],
  ['cloudflared version 2021.12.4 (built 2021-12-22)', false],
  ['something else', false],
])('%s can be used: %s', (said, usable) => expect(isUsable(said)).toBe(usable));
