import { describe, expect, test } from 'vitest';
import { KNOWN_LIGHTS, triage } from '../../../shared/warning-lights.ts';

const light = (code: string | null) => ({ code, label: null });
const severities = (...codes: (string | null)[]) =>
  triage(codes.map(light), KNOWN_LIGHTS).map(({ code, severity }) => `${code} ${severity}`);

describe('warning lights', () => {
  test('stand red first, then amber, then what nobody has mapped, then notices', () => {
    expect(severities('1', null, '20', '16', '999')).toEqual([
      '16 red',
      '20 amber',
      'null unmapped',
      '999 unmapped',
      '1 info',
    ]);
  });

  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__'])(
    'are not mapped by what every object has: %s',
    (code) => expect(severities(code)).toEqual([`${code} unmapped`]),
  );
});
