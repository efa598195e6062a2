import type { z } from 'zod';
import type { Language } from '../../shared/i18n/languages.ts';
import { SheetLanguage, SheetPaper, SheetPhotos, type SheetSettings } from '../../shared/sheet-settings.ts';

/** The names of what the address of a sheet says. */
const CHECK_IN = 'check-in';
const TEST = 'test';

/** Whose sheet an address asks for. */
export type SheetSubject = { readonly type: 'check-in'; readonly id: string } | { readonly type: 'test' };

/** How a sheet is drawn: as the shop has set it, or as somebody wants this one. */
export interface SheetLook {
  readonly paper: SheetPaper;
  readonly language: Language;
  readonly photos: SheetPhotos;
}

/** What the address of a sheet asks for; what it does not say is as the shop has set it. */
export interface SheetWishes {
  readonly subject: SheetSubject;
  readonly look: Partial<SheetLook>;
  /** The how manieth paper of this check-in this is; from 2 on it is marked as a reprint. */
  readonly copy: number;
}

/** Reads the query of a sheet's address; what makes no sense counts as not said. */
export function readSheetWishes(query: string): SheetWishes {
  const asked = new URLSearchParams(query);
  const one = <T>(schema: z.ZodType<T>, name: string): T | undefined => schema.safeParse(asked.get(name)).data;
  const [paper, language, photos] = [one(SheetPaper, 'paper'), one(SheetLanguage, 'lang'), one(SheetPhotos, 'photos')];
  const copy = Number(asked.get('copy'));
  return {
    subject: asked.get(TEST) === '1' ? { type: 'test' } : { type: 'check-in', id: asked.get(CHECK_IN) ?? '' },
    look: {
      ...(paper !== undefined && { paper }),
      ...(language !== undefined && { language }),
      ...(photos !== undefined && { photos }),
    },
    copy: Number.isInteger(copy) && copy >= 1 && copy < 10_000 ? copy : 1,
  };
}

/** How a sheet is drawn that is wished so in a shop that has set this. */
export function lookOf(wished: Partial<SheetLook>, settings: SheetSettings): SheetLook {
  const { paper, language, photos } = settings;
  return { paper, language, photos, ...wished };
}

/** The address of a sheet, beside that of the board. */
export function sheetAddress(subject: SheetSubject, look: Partial<SheetLook> = {}): string {
  const query = new URLSearchParams(subject.type === 'test' ? { [TEST]: '1' } : { [CHECK_IN]: subject.id });
  if (look.paper !== undefined) query.set('paper', look.paper);
  if (look.language !== undefined) query.set('lang', look.language);
  if (look.photos !== undefined) query.set('photos', look.photos);
  return `/sheet.html?${query}`;
}
