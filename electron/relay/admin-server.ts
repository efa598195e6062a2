import { createServer, type Server } from 'node:http';

const MOST_CONNECTIONS = 50;

/** What the admin port tells. */
export type AdminParts = {
  /** Whether each brand's messages are being acknowledged. */
  health: () => Readonly<Record<string, boolean>>;
  metrics: () => Promise<{ type: string; body: string }>;
};

/**
 * The listener for load balancers and monitoring: `/health` and `/metrics`, and nothing that is secret. A relay is healthy while
 * it takes messages of any brand: what ails one, as a full stream does, ails it at all relays, and the others' need this one.
 * `/health?brand=NAME` tells of one.
 */
export function createAdminServer({ health, metrics }: AdminParts): Server {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, async (request, response) => {
    const reply = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type }).end(request.method === 'HEAD' ? undefined : body);
    };
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const [path, query] = isRead ? (request.url ?? '').split('?', 2) : [];
    request.resume();
    try {
      if (path === '/health') {
        const [status, answer] = healthAnswer(health(), new URLSearchParams(query).get('brand'));
        reply(status, 'application/json', JSON.stringify(answer));
      } else if (path === '/metrics') {
        const { type, body } = await metrics();
        reply(200, type, body);
      } else {
        reply(404, 'text/plain', '');
      }
    } catch {
      reply(500, 'text/plain', '');
    }
  });
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

function healthAnswer(brands: Readonly<Record<string, boolean>>, brand: string | null): [number, unknown] {
  const asked = Object.entries(brands).filter(([name]) => brand === null || name === brand);
  if (asked.length === 0) return [404, { isTaking: false, brands: {} }];
  const isTaking = asked.some(([, takes]) => takes);
  return [isTaking ? 200 : 503, { isTaking, brands: Object.fromEntries(asked) }];
}
