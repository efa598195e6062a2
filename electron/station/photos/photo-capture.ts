import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { PhotoProblem } from '../../../shared/photo.ts';
import type { CapturedPhoto } from '../store/photo-store.ts';
import { NoRoom, type PhotoFiles } from './photo-files.ts';
import { makePictures } from './pictures.ts';
import { type DownloadParts, download } from './safe-download.ts';

export type Capture = { ok: true; photo: CapturedPhoto } | { ok: false; problem: PhotoProblem };

/** Fetches a photo, makes its pictures and stores both. */
export class PhotoCapture {
  readonly #download: () => DownloadParts;
  readonly #files: PhotoFiles;
  readonly #log: Logger;
  /** One photo at a time is decoded, so that memory stays bounded however many come. */
  #decoding: Promise<unknown> = Promise.resolve();

  constructor(download: () => DownloadParts, files: PhotoFiles, log: Logger) {
    this.#download = download;
    this.#files = files;
    this.#log = log;
  }

  /** Captures one photo. Rejects only when `stop` aborts. */
  async capture(url: string, stop: AbortSignal): Promise<Capture> {
    try {
      await this.#files.checkRoom();
      const downloaded = await download(url, this.#download(), stop);
      if (!downloaded.ok) return downloaded;
      return await this.#inTurn(() => this.#keep(downloaded.bytes, stop));
    } catch (error) {
      stop.throwIfAborted();
      if (!(error instanceof NoRoom)) this.#log.error({ err: error }, 'a photo could not be stored');
      return { ok: false, problem: 'not-stored' };
    }
  }

  async #keep(original: Buffer, stop: AbortSignal): Promise<Capture> {
    stop.throwIfAborted();
    const pictures = await makePictures(original);
    if (typeof pictures === 'string') return { ok: false, problem: pictures };
    stop.throwIfAborted();
    const sha256 = createHash('sha256').update(original).digest('hex');
    await this.#files.store(sha256, original, pictures.files);
    const { width, height } = pictures;
    return { ok: true, photo: { sha256, width, height, bytes: original.length } };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#decoding.then(work);
    this.#decoding = turn.catch(() => {});
    return turn;
  }
}
