import { existsSync, readFileSync } from 'node:fs';
import { offer } from './offer.ts';

const IMAGE = [
  'isEmpty',
  'getSize',
  'toPNG',
  'toDataURL',
  'resize',
  'setTemplateImage',
  'isTemplateImage',
  'addRepresentation',
  'getAspectRatio',
] as const satisfies (keyof Electron.NativeImage)[];
const STATICS = ['createEmpty', 'createFromPath', 'createFromBuffer', 'createFromBitmap', 'createFromDataURL'] as const;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** The size that a PNG says it has: https://www.w3.org/TR/png-3/#11IHDR; nothing else is looked into. */
function sizeOf(bytes: Buffer): Electron.Size {
  if (bytes.length >= 24 && bytes.subarray(0, 4).equals(PNG)) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  return bytes.length === 0 ? { width: 0, height: 0 } : { width: 16, height: 16 };
}

/** An image by its bytes and its size: it is never painted here. */
class StandInImage implements Pick<Electron.NativeImage, (typeof IMAGE)[number]> {
  readonly #bytes: Buffer;
  readonly #size: Electron.Size;
  #template = false;

  constructor(bytes: Buffer, size = sizeOf(bytes)) {
    this.#bytes = bytes;
    this.#size = size;
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  getSize(): Electron.Size {
    return { ...this.#size };
  }

  getAspectRatio(): number {
    return this.#size.width / this.#size.height;
  }

  toPNG(): Buffer {
    return Buffer.from(this.#bytes);
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }

  resize({ width, height }: Electron.ResizeOptions): Electron.NativeImage {
    const ratio = this.getAspectRatio();
    const wide = width ?? (height === undefined ? this.#size.width : Math.round(height * ratio));
    return image(this.#bytes, { width: wide, height: height ?? Math.round(wide / ratio) });
  }

  setTemplateImage(option: boolean): void {
    this.#template = option;
  }

  isTemplateImage(): boolean {
    return this.#template;
  }

  addRepresentation(): void {}
}

function image(bytes: Buffer, size?: Electron.Size): Electron.NativeImage {
  const made = new StandInImage(bytes, size);
  const { width, height } = made.getSize();
  return offer<Electron.NativeImage, (typeof IMAGE)[number]>(
    'NativeImage',
    made,
    IMAGE,
    `NativeImage ${width}x${height}`,
  );
}

/** See https://www.electronjs.org/docs/latest/api/native-image */
export const nativeImage = offer<typeof Electron.NativeImage, (typeof STATICS)[number]>(
  'nativeImage',
  {
    createEmpty: () => image(Buffer.alloc(0)),
    // A file that is not there makes an empty image, as in Electron.
    createFromPath: (path) => image(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
    createFromBuffer: (bytes) => image(bytes),
    createFromBitmap: (bytes, { width, height }) => image(bytes, { width, height }),
    createFromDataURL: (url) => image(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  },
  STATICS,
);
