import './zod-without-eval.ts';
import '@fontsource-variable/noto-sans-sc/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './ui/theme.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { CheckInDetail } from '../shared/check-in.ts';
import { sayer } from '../shared/i18n/say.ts';
import { App } from './App.tsx';
import { type BoardConnection, keepConnected } from './board/board-connection.ts';
import { BoardContext } from './board/board-context.ts';
import { createBoardStore } from './board/board-store.ts';
import { createMoves } from './board/moves.ts';
import { createStepTeller, StepTellerContext } from './board/step-teller.ts';
import { createDeskDrafts } from './check-in/desk-drafts.ts';
import { openCheckIn } from './check-in/open-check-in.ts';
import { checkInKey } from './check-in/use-check-in.ts';
import { getDesktop } from './desktop/desktop.ts';
import { startBrowserRing } from './ring/browser-ring.ts';
import { createDesktopClient, createStationClient } from './station-client.ts';
import { ACCESS_KEY } from './ui/access.ts';
import { startI18n } from './ui/i18n.ts';
import { theme } from './ui/theme.ts';
import { VEHICLES } from './vehicle/use-vehicle.ts';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no root');
  const desktop = getDesktop();
  let connection: BoardConnection | null = null;
  const client =
    desktop === null
      ? createStationClient(window.location.origin)
      : createDesktopClient(desktop, () => connection?.retry());
  const store = createBoardStore();
  connection = keepConnected(client, store);
  const queries = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', refetchOnWindowFocus: false } },
  });
  store.onEvent((event) => {
    if (event.type === 'card') void queries.invalidateQueries({ queryKey: checkInKey(event.card.id) });
    // At its first arrival a vehicle has no page yet; a plan or a report may come to it at any visit.
    if (
      event.type === 'snapshot' ||
      (event.type === 'card' && (event.card.memory !== null || event.cause === 'updated'))
    )
      void queries.invalidateQueries({ queryKey: [VEHICLES] });
    if (event.type === 'snapshot') void queries.invalidateQueries({ queryKey: ACCESS_KEY });
    if (event.type === 'snapshot' || event.type === 'settings')
      void queries.invalidateQueries({ queryKey: ['check-in'] });
  });
  await startI18n();
  const say = sayer(i18next.t);
  const teller = createStepTeller(client);
  const ring = desktop === null ? startBrowserRing(store, say, openCheckIn, (ids) => teller.tell('rung', ids)) : null;
  const drafts = createDeskDrafts(client, (card) => {
    // What was just stored stands in the panel before its event has come.
    const { deskNote, keyTag, promisedAt } = card;
    queries.setQueryData<CheckInDetail>(
      checkInKey(card.id),
      (detail) => detail && { ...detail, deskNote, keyTag, promisedAt },
    );
  });
  const parts = { client, store, moves: createMoves(client, store), drafts, connection, ring };
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <Notifications position="bottom-center" limit={4} zIndex={400} />
        <QueryClientProvider client={queries}>
          <BoardContext value={parts}>
            <StepTellerContext value={teller}>
              <App />
            </StepTellerContext>
          </BoardContext>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void start();
