/** What a page's isolated world says to main. `data`, `args` and `value` are encoded by the codec. */
export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown }
  | { kind: 'send'; channel: string; args: unknown; ports: string[] }
  | { kind: 'port-post'; id: string; data: unknown; ports: string[] }
  | { kind: 'port-close'; id: string }
  | { kind: 'preload-error'; message: string }
  /** The document asks for one that needs no request, as at `blob:`. */
  | { kind: 'asks-for'; url: string };

/** What main says to a page's isolated world. */
export type ToPage =
  | { kind: 'answer'; id: number; ok: boolean; value: unknown }
  | { kind: 'send'; channel: string; args: unknown; ports: string[] }
  | { kind: 'port-message'; id: string; data: unknown; ports: string[] }
  | { kind: 'port-closed'; id: string };

/** What a page's worlds are told when they begin. */
export type WorldOptions = {
  /** Names the events between the two worlds of a page; nobody else knows it. */
  secret: string;
  argv: string[];
  platform: string;
  versions: Record<string, string>;
};
