/** One drawing at one size: its side in pixels, and the PNG. */
export type Picture = { side: number; png: Buffer };

/**
 * A Windows icon that holds PNGs, which Windows reads since Vista.
 * https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 */
export function ico(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { side, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // A byte holds the side; 0 stands for 256.
    head.writeUInt8(side % 256, at);
    head.writeUInt8(side % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** The kinds of a macOS icon that are PNGs, with their side in pixels; some sizes are there twice, as themselves and as @2x. */
export const ICNS_KINDS = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** A macOS icon. Throws where a size is missing. https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
export function icns(pictures: readonly Picture[]): Buffer {
  const parts = ICNS_KINDS.map(([kind, side]) => {
    const png = pictures.find((picture) => picture.side === side)?.png;
    if (png === undefined) throw new Error(`the icon lacks ${side} pixels`);
    return chunk(kind, png);
  });
  return chunk('icns', Buffer.concat(parts));
}

/** A name of four letters, the length of the whole, and the content. */
function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8, kind, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}
