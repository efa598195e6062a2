import { z } from 'zod';
import { comparedPlate } from '../store/vehicle-identity.ts';
import { PlatformError } from './platform-error.ts';

/** Reports that are taken of one answer, and characters of each member: more than any real one has. */
const MOST = 200;
const LONGEST = { date: 40, score: 20, address: 2_000 } as const;

/** A report as AutoX3 lists it; null is what was not sent, or cannot be that. */
export type ListedReport = { releaseDate: string | null; score: string | null; address: string | null };

const Row = z.object({
  carNum: z.unknown(),
  h5Url: z.unknown(),
  releaseDate: z.unknown(),
  reportScore: z.unknown(),
});

/** The reports in the answer to a question for one plate. What is of another vehicle is left out, whoever mixed it in. */
export function listedReports(data: unknown, plate: string): ListedReport[] {
  if (data === null || data === undefined) return [];
  if (!Array.isArray(data)) throw new PlatformError('unreadable');
  const asked = comparedPlate(plate);
  return data.slice(0, MOST).flatMap((value) => {
    const row = Row.safeParse(value);
    if (!row.success || !isOf(row.data.carNum, asked)) return [];
    const report = {
      releaseDate: textOf(row.data.releaseDate, LONGEST.date),
      score: textOf(row.data.reportScore, LONGEST.score),
      address: textOf(row.data.h5Url, LONGEST.address),
    };
    // A score alone says of no report when it was, or where.
    return report.releaseDate === null && report.address === null ? [] : [report];
  });
}

/** An answer need not say whose it is: it answers a question for one plate. */
function isOf(plate: unknown, asked: string | null): boolean {
  if (plate === null || plate === undefined) return true;
  return typeof plate === 'string' && plate.length <= 64 && comparedPlate(plate) === asked;
}

/** A text or a number, as it was sent. What is too long is no such member: half an address leads elsewhere. */
function textOf(value: unknown, longest: number): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') return null;
  const shown = text.toWellFormed().replaceAll('\0', '\ufffd').trim();
  return shown === '' || shown.length > longest ? null : shown;
}
