import { RPCHandler } from '@orpc/server/message-port';
import type { Access } from '../../../shared/access.ts';
import type { StationRouter } from './router.ts';

/** The part of Electron's MessagePortMain that carries the procedures of a page. */
export type PagePort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
};

/**
 * Serves pages of the desktop app: the same router as for browsers, over a port that main hands out after it has checked
 * the page, and which says what the page may do. The port ends with the page.
 */
export function createPageServer(
  router: StationRouter,
  failed: (error: unknown) => void,
): (port: PagePort, access: Access) => void {
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          failed(error);
          throw error;
        }
      },
    ],
  });
  return (port, access) => {
    handler.upgrade(port as Parameters<typeof handler.upgrade>[0], { context: { access } });
    port.start();
  };
}
