import type { PortMessage } from './port-hub.ts';

/** What a utility process says to main, beside its own messages. */
export type FromUtility =
  | { kind: 'message'; data: unknown }
  | { kind: 'port-start' | 'port-close'; id: string }
  | ({ kind: 'port-post'; id: string } & PortMessage);

/** What main says to a utility process. */
export type ToUtility =
  | ({ kind: 'message' } & PortMessage)
  | ({ kind: 'port-message'; id: string } & PortMessage)
  | { kind: 'port-closed'; id: string };
