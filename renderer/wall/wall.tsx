import '../zod-without-eval.ts';
import '@fontsource-variable/noto-sans-sc/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../ui/theme.css';
import './wall.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WallDesktop } from '../../shared/desktop.ts';
import { keepWatching, type LiveConnection } from '../board/keep-watching.ts';
import { createStepTeller, StepTellerContext } from '../board/step-teller.ts';
import { createDesktopClient, createStationClient } from '../station-client.ts';
import { followLanguage, startI18n } from '../ui/i18n.ts';
import { WallBoundary } from './WallBoundary.tsx';
import { WallPage } from './WallPage.tsx';
import { reloadForVersion, reloadLater } from './wall-reload.ts';
import { lacksWallCards } from './wall-state.ts';
import { createWallStore, WallContext } from './wall-store.ts';
import { readWishes, startScheme } from './wall-wishes.ts';
import { watchOver } from './watchdog.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root');
  const wishes = readWishes(window.location.search);
  startScheme(wishes.scheme);
  if (wishes.language === null) followLanguage();
  await startI18n(wishes.language);

  // In the desktop app the page may do one thing: ask for its port.
  const { desktop = null } = window as unknown as { desktop?: WallDesktop };
  let connection: LiveConnection | null = null;
  const client =
    desktop === null
      ? createStationClient(window.location.origin)
      : createDesktopClient(desktop, () => connection?.retry());
  const store = createWallStore();
  connection = keepWatching({
    watch: (options) => client.wall.watch(undefined, options),
    take(event) {
      store.dispatch({ type: 'event', event });
      if (event.type === 'snapshot' && desktop === null) reloadForVersion(event.status.version);
    },
    connection: () => store.getState().connection,
    show: (shown) => store.dispatch({ type: 'connection', connection: shown }),
    isKnown: () => store.getState().status !== null,
    lacks: () => lacksWallCards(store.getState()),
  });
  watchOver(connection.lastSign, reloadLater);

  createRoot(root).render(
    <StrictMode>
      <WallBoundary>
        <WallContext value={store}>
          <StepTellerContext value={createStepTeller(client)}>
            <WallPage isDesktop={desktop !== null} />
          </StepTellerContext>
        </WallContext>
      </WallBoundary>
    </StrictMode>,
  );
}

start().catch(reloadLater);
