import { createInstance } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { certificateWarning } from '../../../renderer/ui/certificate-warning.ts';
import { en } from '../../../shared/i18n/en.ts';

const i18n = createInstance();
const formats = { date: () => '1 January' };
const ends = '2027-01-01T00:00:00.000Z';

beforeAll(async () => {
  await i18n.init({ lng: 'en', resources: { en: { translation: en } }, keySeparator: false });
});

test('a certificate that ends soon is to be renewed, and of one that was it is said why it cannot be used', () => {
  const says = (certificateEnds: string | null, certificateProblem: 'key-does-not-fit' | null) =>
    certificateWarning({ certificateEnds, certificateProblem }, i18n.t, formats);
  expect(says(null, null)).toBe(null);
  expect(says(ends, null)).toContain('ends 1 January. Renew it before');
  const unusable = says(ends, 'key-does-not-fit');
  expect(unusable).toContain('The key does not belong to this certificate. The certificate in use ends 1 January;');
  expect(unusable).not.toContain('Renew');
});
