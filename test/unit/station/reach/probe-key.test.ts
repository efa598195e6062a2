import { expect, test } from 'vitest';
import { readEnvelope } from '../../../../electron/station/autox3/envelope.ts';
import { ProbeKey } from '../../../../electron/station/reach/probe-key.ts';

const keyOf = (byte: number): ProbeKey => {
  let count = 0;
  return new ProbeKey(Buffer.alloc(32, byte), () => {
    count += 1;
    return `nonce-${count}`;
  });
};

test('a probe is known again, once, and only with the body that it was sent with', () => {
  const key = keyOf(1);
  const sent = key.make();
  expect(sent.hasArrived()).toBe(false);
  expect(key.recognise(sent.header, Buffer.from(sent.body))).toEqual({ proof: sent.proof });
  expect(sent.hasArrived()).toBe(true);
  expect(key.recognise(sent.header, Buffer.from(sent.body))).toEqual({ proof: null });
  const other = key.make();
  expect(key.recognise(other.header, Buffer.from(sent.body))).toEqual({ proof: null });
  expect(other.hasArrived()).toBe(true);
});

test('one that comes too late is nobody else’s either', () => {
  const key = keyOf(1);
  const sent = key.make();
  sent.forget();
  expect(key.recognise(sent.header, Buffer.from(sent.body))).toEqual({ proof: null });
});

test('whatever this station has not signed itself is treated as anybody’s', () => {
  const key = keyOf(1);
  const { header, body } = key.make();
  const strange = keyOf(2).make();
  for (const forged of [
    strange.header,
    header.slice(0, -1),
    `${header}0`,
    header.replace('nonce-1', 'nonce-2'),
    '',
    undefined,
    [header],
  ])
    expect(key.recognise(forged, Buffer.from(body))).toBeNull();
});

test('its body can be no message, and neither it nor its header tells the proof', () => {
  const { body, header, proof } = keyOf(1).make();
  expect(readEnvelope(Buffer.from(body))).toMatchObject({ ok: false });
  expect(`${header} ${body}`).not.toContain(proof);
});
