import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type NgrokLibrary, ngrokTunnel } from '../../../../electron/station/reach/ngrok.ts';

const LOCAL = { host: '127.0.0.1', port: 1 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** ngrok's library as it is when its service takes a connection and says nothing: each call waits for ever, or until it is let go. */
class SilentService {
  readonly connecting = Promise.withResolvers<void>();
  readonly listening = Promise.withResolvers<void>();
  readonly closing = Promise.withResolvers<void>();
  closed = 0;

  readonly load = async (): Promise<NgrokLibrary> => {
    const listener = { url: () => 'https://shop.example.com/' };
    const session = {
      httpEndpoint: () => ({ listenAndForward: () => this.listening.promise.then(() => listener) }),
      close: () => {
        this.closed += 1;
        return this.closing.promise;
      },
    };
    const connect = () => this.connecting.promise.then(() => session);
    class SessionBuilder {
      readonly authtoken = () => this;
      readonly clientInfo = () => this;
      readonly heartbeatInterval = () => this;
      readonly heartbeatTolerance = () => this;
      readonly handleHeartbeat = () => this;
      readonly handleDisconnection = () => this;
      readonly connect = connect;
    }
    return { SessionBuilder } as unknown as NgrokLibrary;
  };

  /** A run by it that is told to end after a while; says what came of it. */
  async run() {
    const ending = new AbortController();
    const up = vi.fn();
    const events = { up, down: () => {}, certificate: () => {} };
    const over = ngrokTunnel('a-token', '', this.load)(LOCAL, events, ending.signal);
    await vi.advanceTimersByTimeAsync(60_000);
    ending.abort();
    return { over, up };
  }
}

describe("a tunnel of ngrok's ends when it is told to", () => {
  test('while its service takes the connection and never answers; a session that comes of it later is closed', async () => {
    const service = new SilentService();
    const { over, up } = await service.run();
    expect(await over).toBe('tunnel-lost');
    service.connecting.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect([service.closed, up.mock.calls]).toEqual([1, []]);
  });

  test('while its service never says which address it has', async () => {
    const service = new SilentService();
    service.connecting.resolve();
    service.closing.resolve();
    const { over, up } = await service.run();
    expect(await over).toBe('tunnel-lost');
    expect([service.closed, up.mock.calls]).toEqual([1, []]);
  });

  test('within three seconds where its session never closes', async () => {
    const service = new SilentService();
    service.connecting.resolve();
    service.listening.resolve();
    const { over, up } = await service.run();
    expect(up.mock.calls).toEqual([['https://shop.example.com']]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await over).toBe('tunnel-lost');
    expect(vi.getTimerCount()).toBe(0);
  });
});
