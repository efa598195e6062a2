import { createServer, type Server } from 'node:http';

const MOST_CONNECTIONS = 50;

/** What the admin port tells. */
export type AdminParts = {
  /** Whether each brand's messages are being acknowledged. */
  health: () => Readonly<Record<string, boolean>>;
  metrics: () => Promise<{ type: string; body: string }>;
};

/** The listener for load balancers and monitoring: `/health` and `/metrics`, and nothing that is secret. */
export function createAdminServer({ health, metrics }: AdminParts): Server {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, async (request, response) => {
    const reply = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type }).end(request.method === 'HEAD' ? undefined : body);
    };
    const path = request.method === 'GET' || request.method === 'HEAD' ? request.url : undefined;
    request.resume();
    try {
      if (path === '/health') {
        const brands = health();
        const isTaking = Object.values(brands).every((one) => one);
        reply(isTaking ? 200 : 503, 'application/json', JSON.stringify({ isTaking, brands }));
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
