import type { Unseen } from './alerts.ts';
import type { WarningLight } from './check-in.ts';
import type { Say } from './i18n/say.ts';
import { lightName } from './light-name.ts';
import type { NewRedLights } from './new-red-lights.ts';
import type { NewReport } from './new-report.ts';
import { findingsOf, findingText } from './report-findings.ts';

/** What a notification says. */
export type AlertText = { title: string; body: string };

/** Lights that are named; a notification shows a line or two. */
const LIGHTS_NAMED = 2;
/** Characters of a text from a message, so that nothing pushes the rest out of sight. */
const LONGEST = 32;

/**
 * What an alert says of a check-in: the plate where the shop wants it shown, then lights and damage photos, never a name
 * or a phone number. Texts from the message are cut, and hold nothing that a notification server could take for markup.
 */
export function alertText(say: Say, checkIn: Unseen, showPlate: boolean): AlertText {
  const { plate, lights, lightCount, photoCount } = checkIn;
  const named = lights.slice(0, LIGHTS_NAMED);
  const facts = named.map((light) => plain(nameOf(say, light)));
  if (lightCount > named.length) facts.push(say('alert.more-lights', { count: lightCount - named.length }));
  if (photoCount > 0) facts.push(say('alert.photos', { count: photoCount }));
  return {
    title: plateOr(say('alert.no-plate'), plate, showPlate),
    body: facts.length === 0 ? say('alert.plain') : facts.join(say('alert.join')),
  };
}

/** What an alert says of red lights that a vehicle has got since somebody has seen it; made as {@link alertText} is. */
export function redLightsText(say: Say, { plate, lights }: NewRedLights, showPlate: boolean): AlertText {
  const named = lights.slice(0, LIGHTS_NAMED).map((light) => plain(nameOf(say, light)));
  if (lights.length > named.length) named.push(say('alert.more-lights', { count: lights.length - named.length }));
  const body = say('alert.red-lights', { count: lights.length, lights: named.join(say('alert.join')) });
  return { title: plateOr(say('alert.red-lights-no-plate'), plate, showPlate), body };
}

/** What an alert says of a health check report that has come; made as {@link alertText} is. */
export function reportText(say: Say, { plate, report }: NewReport, showPlate: boolean): AlertText {
  const found = findingsOf(report)
    .map((finding) => findingText(say, finding))
    .join(say('alert.join'));
  return { title: plateOr(say('alert.red-lights-no-plate'), plate, showPlate), body: say('alert.report', { found }) };
}

function plateOr(without: string, plate: string | null, showPlate: boolean): string {
  const title = showPlate && plate !== null ? plain(plate) : '';
  return title === '' ? without : title;
}

function nameOf(say: Say, light: WarningLight): string {
  switch (light.code) {
    case '1':
    case '15':
    case '16':
    case '19':
    case '20':
      return say(`alert.light.${light.code}`);
    default:
      return lightName(say, light);
  }
}

const LOOKALIKES: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '&': '+' };

/** One line of plain text: no markup, no control characters, no marks that turn the direction of what follows. */
function plain(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[<>&]/g, (sign) => LOOKALIKES[sign] ?? '')
    .trim();
  const letters = Array.from(line);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : line;
}
