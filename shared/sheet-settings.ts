import { z } from 'zod';
import { LANGUAGES } from './i18n/languages.ts';

/** What a sheet is printed on: a page, or the 80 mm roll of a receipt printer. */
export const SheetPaper = z.enum(['a4', 'letter', 'slip']);
export type SheetPaper = z.infer<typeof SheetPaper>;

export const SheetLanguage = z.enum(LANGUAGES);

/** How large the photos of damage are on the sheet. */
export const SheetPhotos = z.enum(['none', 'small', 'large']);
export type SheetPhotos = z.infer<typeof SheetPhotos>;

/** The picture in the head of a sheet, served where the pictures of photos are; its size in pixels. */
export const SheetLogo = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type SheetLogo = z.infer<typeof SheetLogo>;

export const HEAD_LENGTH = 400;
export const TERMS_LENGTH = 4_000;

/** How the sheet is that the customer signs. */
export const SheetSettings = z.strictObject({
  paper: SheetPaper,
  language: SheetLanguage,
  photos: SheetPhotos,
  /** Below the name of the shop: address, phone, tax number, a line each. */
  head: z.string().max(HEAD_LENGTH),
  logo: SheetLogo.nullable(),
  /** What the customer signs, in each language; empty for none. */
  terms: z.strictObject({ en: z.string().max(TERMS_LENGTH), 'zh-CN': z.string().max(TERMS_LENGTH) }),
  ownerPhone: z.boolean(),
  /** What is due by the maintenance plan. */
  dueMaintenance: z.boolean().default(false),
});
export type SheetSettings = z.infer<typeof SheetSettings>;

export const DEFAULT_SHEET: SheetSettings = {
  paper: 'a4',
  language: 'en',
  photos: 'small',
  head: '',
  logo: null,
  terms: { en: '', 'zh-CN': '' },
  ownerPhone: true,
  dueMaintenance: false,
};
