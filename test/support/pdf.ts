import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text on a page: where it begins, from the left and from the bottom, and how wide it is, in mm. */
export type PdfText = { text: string; x: number; y: number; width: number };

/** A page of a PDF, in mm. `text` is all of it without any white space, which a PDF does not keep. */
export type PdfPage = { width: number; height: number; items: PdfText[]; text: string; pictures: number };

export type Pdf = { pages: PdfPage[]; text: string; fonts: { name: string; isEmbedded: boolean }[] };

const MM_PER_POINT = 25.4 / 72;
/** What pdf.js calls the drawing of a picture: paintImageXObject and its kin. */
const PICTURE_OPERATORS = [85, 86, 88];

/** Reads a PDF as other programs do. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: PdfPage[] = [];
  const fonts = new Map<string, boolean>();
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    pages.push(await readPage(page, fonts));
  }
  await task.destroy();
  return {
    pages,
    text: pages.map(({ text }) => text).join(''),
    fonts: [...fonts].map(([name, isEmbedded]) => ({ name, isEmbedded })),
  };
}

async function readPage(page: PDFPageProxy, fonts: Map<string, boolean>): Promise<PdfPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const operators = await page.getOperatorList();
  const content = await page.getTextContent();
  const items = content.items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
  for (const { fontName } of items) {
    const font = page.commonObjs.get(fontName) as { isType3Font?: boolean; missingFile?: boolean };
    fonts.set(fontName, font.isType3Font === true || font.missingFile === false);
  }
  return {
    width: width * MM_PER_POINT,
    height: height * MM_PER_POINT,
    pictures: operators.fnArray.filter((operator) => PICTURE_OPERATORS.includes(operator)).length,
    items: items.map(({ str, transform, width: wide }) => ({
      text: str,
      x: Number(transform[4]) * MM_PER_POINT,
      y: Number(transform[5]) * MM_PER_POINT,
      width: wide * MM_PER_POINT,
    })),
    text: items
      .map(({ str }) => str)
      .join('')
      .replaceAll(/\s/g, ''),
  };
}
