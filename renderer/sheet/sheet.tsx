import '../zod-without-eval.ts';
import '@fontsource-variable/noto-sans-sc/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../ui/theme.css';
import './sheet.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { SheetDesktop } from '../../shared/desktop.ts';
import { createDesktopClient, createStationClient } from '../station-client.ts';
import { followLanguage, startI18n } from '../ui/i18n.ts';
import { readWishes, startScheme } from '../wall/wall-wishes.ts';
import { SheetPage } from './SheetPage.tsx';
import { loadSheet, type SheetProblem } from './sheet-data.ts';
import { readSheetWishes } from './sheet-wishes.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root');
  const { desktop = null } = window as unknown as { desktop?: SheetDesktop };
  startScheme(readWishes('').scheme);
  followLanguage();
  await startI18n();

  const client =
    desktop === null ? createStationClient(window.location.origin) : createDesktopClient(desktop, () => {});
  const wishes = readSheetWishes(window.location.search);
  const load = () => loadSheet(client, wishes.subject, desktop === null ? window.location.origin : null);
  const onReady = (problem: SheetProblem | null): void => {
    document.documentElement.dataset.sheet = problem === null ? 'ready' : 'failed';
    desktop?.sheetReady(problem);
  };
  createRoot(root).render(
    <StrictMode>
      <SheetPage ledger={client} wishes={wishes} load={load} isDesktop={desktop !== null} onReady={onReady} />
    </StrictMode>,
  );
}

void start();
