import type { WarningLight } from './check-in.ts';
import type { Say } from './i18n/say.ts';
import { isolated } from './isolated.ts';

/** The name of a warning light: ours where its code is known, since sent labels vary, else the label as sent. */
export function lightName(say: Say, light: Pick<WarningLight, 'code' | 'label'>): string {
  switch (light.code) {
    case '1':
    case '15':
    case '16':
    case '19':
    case '20':
      return say(`light.${light.code}`);
    case null:
      return light.label ?? say('light.unnamed');
    default:
      return light.label ?? say('light.code', { code: isolated(light.code) });
  }
}
