import type { Page } from 'playwright-core';

type Asked = Electron.PrintToPDFOptions;
type Given = NonNullable<Parameters<Page['pdf']>[0]>;

/** Electron's options for a PDF, whose lengths are inches, as Playwright's. */
export function pdfOptions(options: Asked): Given {
  const { pageSize, margins, landscape, printBackground, scale, pageRanges, preferCSSPageSize } = options;
  const inches = (length: number | undefined) => `${length ?? 0}in`;
  const { displayHeaderFooter, headerTemplate, footerTemplate, generateTaggedPDF } = options;
  return {
    ...(landscape === undefined ? {} : { landscape }),
    ...(printBackground === undefined ? {} : { printBackground }),
    ...(scale === undefined ? {} : { scale }),
    ...(pageRanges === undefined || pageRanges === '' ? {} : { pageRanges }),
    ...(preferCSSPageSize === undefined ? {} : { preferCSSPageSize }),
    ...(displayHeaderFooter === undefined ? {} : { displayHeaderFooter }),
    ...(headerTemplate === undefined ? {} : { headerTemplate }),
    ...(footerTemplate === undefined ? {} : { footerTemplate }),
    ...(generateTaggedPDF === undefined ? {} : { tagged: generateTaggedPDF }),
    ...(typeof pageSize === 'string' ? { format: pageSize } : {}),
    ...(typeof pageSize === 'object' ? { width: inches(pageSize.width), height: inches(pageSize.height) } : {}),
    ...(margins === undefined
      ? {}
      : {
          margin: {
            top: inches(margins.top),
            bottom: inches(margins.bottom),
            left: inches(margins.left),
            right: inches(margins.right),
          },
        }),
  };
}
