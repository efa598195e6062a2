import { createHash } from 'node:crypto';
import type { LogoProblem } from '../../../shared/sheet-page.ts';
import type { SheetLogo } from '../../../shared/sheet-settings.ts';
import type { PhotoFiles } from './photo-files.ts';
import { makePictures } from './pictures.ts';

/**
 * Keeps a picture for the head of the sheet, decoded and encoded anew as a photo is, and named for its content. Throws when
 * the disk is full.
 */
export async function keepLogo(
  files: Pick<PhotoFiles, 'checkRoom' | 'store'>,
  original: Buffer,
): Promise<SheetLogo | LogoProblem> {
  const pictures = await makePictures(original);
  if (typeof pictures === 'string') return pictures === 'too-many-pixels' ? pictures : 'not-an-image';
  await files.checkRoom();
  const sha256 = createHash('sha256').update(original).digest('hex');
  await files.store(sha256, original, pictures.files);
  return { sha256, width: pictures.width, height: pictures.height };
}
