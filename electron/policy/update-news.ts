import type { UpdateState } from '../../shared/desktop-updates.ts';

type FailedWhy = Extract<UpdateState, { state: 'failed' }>['why'];

/** More than this nobody reads in a dialog, in characters. */
const LONGEST_NOTES = 10_000;

/** What to tell of a failed check or download, by the codes of electron-updater, of Node and of Chromium's network. */
export function whyUpdateFailed(error: unknown): FailedWhy {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (code === 'ERR_CHECKSUM_MISMATCH' || code === 'ERR_UPDATER_INVALID_SIGNATURE') return 'bad-package';
  if (code.startsWith('ERR_UPDATER_') || /^HTTP_ERROR_4\d\d$/.test(code)) return 'bad-feed';
  if (/^HTTP_ERROR_5\d\d$/.test(code) || /\bnet::ERR_/.test(message)) return 'no-connection';
  if (/^(E[A-Z]+|EAI_AGAIN|CERT_\w+|UNABLE_TO_\w+)$/.test(code))
    return /^(ENOSPC|EACCES|EPERM|EROFS)$/.test(code) ? 'other' : 'no-connection';
  return 'other';
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'", '#39': "'" };

/**
 * Release notes as plain text, whether they are text, HTML, or a list of versions with either: what looks like a tag goes, and
 * the ends of paragraphs and lines stay. It is text from the network, to be shown as text. Null where there are none.
 */
export function plainNotes(notes: unknown): string | null {
  const text = (Array.isArray(notes) ? notes.map(noteOfVersion).join('\n\n') : textOf(notes))
    .slice(0, 4 * LONGEST_NOTES)
    .replace(/<(br|\/p|\/div|\/li|\/h[1-6])\b[^<>]{0,100}>/gi, '\n')
    .replace(/<li\b[^<>]{0,100}>/gi, '• ')
    .replace(/<[/!]?[a-z-][^<>]{0,500}>/gi, '')
    .replace(/&(amp|lt|gt|quot|nbsp|apos|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST_NOTES);
  return text === '' ? null : text;
}

function textOf(notes: unknown): string {
  return typeof notes === 'string' ? notes : '';
}

function noteOfVersion(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return '';
  const { version, note } = { version: '', note: '', ...entry };
  return `${textOf(version)}\n${textOf(note)}`;
}
