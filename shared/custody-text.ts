import type { CustodyMessage, CustodyPart, CustodyReport, PhotoMissing } from './custody.ts';
import type { Say, SayKey } from './i18n/say.ts';
import { proofText } from './proof-text.ts';

/** The name of a part, and what is wrong with it. */
export function partText(say: Say, { part, number, problem }: CustodyPart): { name: string; wrong: string | null } {
  return {
    name: say(`custody.part.${part}`, { number: number ?? 0 }),
    wrong: problem === null ? null : say(`custody.problem.${problem}`),
  };
}

/** The one sentence that whoever checks a file wants to know. */
export function verdictText(say: Say, { verdict, unreadable, version }: CustodyReport): string {
  if (verdict !== 'unreadable') return say(`custody.verdict.${verdict}`);
  return say(`custody.unreadable.${unreadable ?? 'not-a-custody-file'}`, { version: version ?? 0 });
}

/** Why a photo is not in a file. */
export function missingText(say: Say, missing: PhotoMissing): string {
  switch (missing) {
    case 'not-fetched':
    case 'file-missing':
    case 'file-damaged':
    case 'no-room':
      return say(`custody.missing.${missing}`);
    default:
      return say(`photo.problem.${missing}`);
  }
}

/** What is to be said of the bytes of a message, and of AutoX3's signature in them. */
export function vendorText(say: Say, { form, vendor }: CustodyReport['messages'][number]): string | null {
  if (form !== 'whole') return say(`custody.form.${form}`);
  return vendor === 'typed' || vendor === 'not-in-file' ? null : say(`custody.vendor.${vendor}`);
}

/** All that was found, in lines for a terminal; moments in UTC. */
export function reportLines(say: Say, report: CustodyReport): string[] {
  const { parts, key, visit, messages, missingPhotos } = report;
  const line = (name: SayKey, what: string): string => say('custody.cli.line', { name: say(name), what });
  const lines = [verdictText(say, report)];
  if (report.verdict === 'unreadable') return lines;
  if (key === null) lines.push(say('custody.key.none'));
  else {
    const { fingerprint, isExpected } = key;
    const standing = isExpected === null ? 'not-compared' : isExpected ? 'expected' : 'other';
    lines.push(say(`custody.key.${standing}`, { fingerprint }));
  }
  lines.push('', say('custody.parts'));
  for (const part of parts) {
    const { name, wrong } = partText(say, part);
    lines.push(`  [${say(`custody.state.${part.state}`)}] ${name}${wrong === null ? '' : ` – ${wrong}`}`);
  }
  if (key === null) lines.push('', say('custody.rest-unknown'));
  if (visit !== null) {
    const facts = [visit.plate, visit.vin, visit.serviceOrder, visit.brand].filter((fact) => fact !== null);
    lines.push('', line('custody.visit', [...facts.map(plain), visit.arrivedAt].join(say('age.join'))));
    const made = { when: report.madeAt ?? '', version: plain(report.madeWith ?? '') };
    lines.push(line('custody.made-at', say('custody.made-with', made)));
    if (visit.personalRemovedAt !== null) lines.push(say('custody.personal-removed'));
  }
  for (const [index, message] of messages.entries()) {
    const when = { kind: say(`custody.kind.${message.kind}`), when: message.receivedAt };
    const what = [say('custody.message-when', when), proofText(say, inPlain(message)), vendorText(say, message)];
    const name = say('custody.part.message', { number: index + 1 });
    lines.push(say('custody.cli.line', { name, what: what.filter(Boolean).join(say('age.join')) }));
  }
  if (missingPhotos.length > 0) {
    lines.push(say('custody.missing', { count: missingPhotos.length }));
    for (const missing of new Set(missingPhotos)) lines.push(`  ${missingText(say, missing)}`);
  }
  return [...lines, '', line('custody.proves', say('custody.proves-what'))];
}

function inPlain({ dialect, byHand, ...message }: CustodyMessage): CustodyMessage {
  return {
    ...message,
    dialect: dialect && plain(dialect),
    byHand: byHand && { ...byHand, name: plain(byHand.name), reason: byHand.reason && plain(byHand.reason) },
  };
}

/** What a stranger has sent, on one line of a terminal: nothing in it moves the cursor, colours or turns what is around it. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')
    .slice(0, 200);
}
