import type { TFunction } from 'i18next';
import { sayer } from '../../shared/i18n/say.ts';
import { isolated } from '../../shared/isolated.ts';
import { lightName } from '../../shared/light-name.ts';
import { VISITS_COUNTED, type VisitMemory } from '../../shared/visit-memory.ts';
import type { Formats } from '../ui/formats.ts';

/** A part of what is remembered; `isWrong` is for what somebody should look into. */
export interface MemoryWord {
  readonly text: string;
  readonly isWrong: boolean;
}

/** The how many-th visit, as it is said in a language. */
export function nthVisit(t: TFunction, language: string, formats: Formats, visit: number): string {
  const nth = formats.number(visit);
  if (visit >= VISITS_COUNTED) return t('vehicle.nth.most', { nth });
  const form = new Intl.PluralRules(language, { type: 'ordinal' }).select(visit);
  return t(form === 'one' || form === 'two' || form === 'few' ? `vehicle.nth.${form}` : 'vehicle.nth.other', { nth });
}

/** What a card says of earlier visits, in the order in which it matters. */
export function memoryWords(t: TFunction, language: string, formats: Formats, memory: VisitMemory): MemoryWord[] {
  const { lights, lightCount, damage, damageCount, odometerBefore, visit } = memory;
  const words = [{ text: nthVisit(t, language, formats, visit), isWrong: false }];
  if (odometerBefore !== null) words.push({ text: t('vehicle.backwards'), isWrong: true });
  const [light] = lights;
  if (light !== undefined) {
    const name = isolated(lightName(sayer(t), light));
    const text =
      lightCount > 1
        ? t('vehicle.lights', { light: name, count: lightCount - 1 })
        : t('vehicle.light', { light: name });
    words.push({ text, isWrong: false });
  }
  if (damage !== null) {
    const place = isolated(damage.positionName ?? t('vehicle.some-place'));
    const text =
      damageCount > 1
        ? t('vehicle.dents', { place, count: damageCount - 1 })
        : t('vehicle.dent', { place, day: formats.date(damage.at) });
    words.push({ text, isWrong: false });
  }
  return words;
}
