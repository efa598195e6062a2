/** A photo that is not there by then, in ms, is not waited for: the sheet says so instead. */
const PHOTOS_WITHIN_MS = 8_000;

/** Settles when all that a sheet shows is there: its fonts, and each picture decoded or given up. */
export async function whenReady(sheet: HTMLElement, text: string): Promise<void> {
  await Promise.all([fontsFor(sheet, text), picturesOf(sheet)]);
}

/** The fonts come in many small files, each asked for with the first of its characters; also those at the foot of a page. */
async function fontsFor(sheet: HTMLElement, text: string): Promise<void> {
  const family = getComputedStyle(sheet).fontFamily;
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 16px ${family}`, text)));
  await document.fonts.ready;
}

async function picturesOf(sheet: HTMLElement): Promise<void> {
  const decoded = Promise.all([...sheet.querySelectorAll('img')].map((image) => image.decode().catch(() => {})));
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PHOTOS_WITHIN_MS);
  await Promise.race([decoded, late]);
  clearTimeout(timer);
}
