import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAPER_MM, pageRule } from './page-rule.ts';
import styles from './Sheet.module.css';
import page from './SheetPage.module.css';
import type { SheetLook } from './sheet-wishes.ts';
import { useFit } from './use-fit.ts';
import { whenReady } from './when-ready.ts';

const MM_PER_PX = 25.4 / 96;

export interface PaperProps {
  look: SheetLook;
  /** At the foot of each page: whose it is. */
  foot: string;
  /** All that is drawn is there: it may be printed. */
  onReady: () => void;
  children: ReactNode;
}

/** What is printed, with the rule by which the browser makes pages of it. */
export function Paper({ look: { paper, language }, foot, onReady, children }: PaperProps) {
  const { t } = useTranslation();
  const inner = useRef<HTMLDivElement>(null);
  const [slipHeight, setSlipHeight] = useState(0);
  const fit = useFit(paper);
  const { width, top, side, bottom } = PAPER_MM[paper];
  const sayPage = (number: string, pages: string): string => t('sheet.page', { page: number, pages });
  const ready = useRef(onReady);
  ready.current = onReady;
  const ends = `${foot} ${sayPage('0123456789', '')}`;

  useLayoutEffect(() => {
    const { current } = inner;
    if (current === null) return undefined;
    // The height of what is printed, whatever the size at which it is looked at.
    const measure = (): void => setSlipHeight((current.getBoundingClientRect().height / fit) * MM_PER_PX);
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, [fit]);

  useEffect(() => {
    const { current } = inner;
    if (current === null) return undefined;
    let isGone = false;
    void whenReady(current, ends).then(() => {
      if (isGone) return;
      setSlipHeight((current.getBoundingClientRect().height / fit) * MM_PER_PX);
      ready.current();
    });
    return () => {
      isGone = true;
    };
  }, [ends, fit]);

  const drawn = {
    '--paper-width': `${width}mm`,
    '--paper-margins': `${top}mm ${side}mm ${bottom}mm`,
    '--paper-fit': fit,
  } as CSSProperties;
  return (
    <>
      <style>{pageRule({ paper, slipHeight, sayPage, foot })}</style>
      <article className={`${page.sheet} ${styles.paper}`} style={drawn} data-paper={paper} lang={language}>
        <div ref={inner}>{children}</div>
      </article>
    </>
  );
}
