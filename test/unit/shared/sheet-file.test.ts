import { expect, test } from 'vitest';
import { checkInOfSheetFile, sheetFileName } from '../../../shared/sheet-file.ts';

test.each<[string | null, string]>([
  ['AB12 CDE', 'check-in 7 AB12 CDE.pdf'],
  ['京A·12345', 'check-in 7 京A 12345.pdf'],
  [null, 'check-in 7.pdf'],
  ['', 'check-in 7.pdf'],
  ['../../../etc/passwd', 'check-in 7 etc passwd.pdf'],
  ['..\\..\\C:\\x', 'check-in 7 C x.pdf'],
  ['a\u0000b\u202Efdp.exe', 'check-in 7 a b fdp exe.pdf'],
  ['CON', 'check-in 7 CON.pdf'],
  ['<script>|?*"', 'check-in 7 script.pdf'],
  ['X'.repeat(5_000), `check-in 7 ${'X'.repeat(24)}.pdf`],
])('the file of %j is called %s', (plate, name) => {
  expect(sheetFileName('7', plate)).toBe(name);
  expect([name, `${name}.part`].map(checkInOfSheetFile)).toEqual(['7', '7']);
});

test.each(['notes.pdf', 'check-in.pdf', 'check-in 7a.pdf', 'my check-in 7.pdf', '.DS_Store'])(
  '%s is of no check-in',
  (name) => {
    expect(checkInOfSheetFile(name)).toBeNull();
  },
);
