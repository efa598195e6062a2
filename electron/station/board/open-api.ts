import type { AnyContractProcedure } from '@orpc/contract';
import type { OpenAPI } from '@orpc/openapi';
import type { StationRouter } from './router.ts';

/** True for the procedures that belong to the REST API. Without this oRPC would also serve those that have no route. */
export function hasRoute({
  contract,
}: {
  contract: AnyContractProcedure | { '~orpc': { route?: { path?: string } } };
}): boolean {
  return contract['~orpc'].route?.path !== undefined;
}

/** The REST API as an OpenAPI 3.1 document. */
export async function openApiDocument(router: StationRouter, version: string): Promise<OpenAPI.Document> {
  // Loaded when first asked for: it costs the start of the station a tenth of a second, and few ask.
  const [{ OpenAPIGenerator }, { ZodToJsonSchemaConverter }] = await Promise.all([
    import('@orpc/openapi'),
    import('@orpc/zod/zod4'),
  ]);
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(router, {
    filter: hasRoute,
    info: { title: 'Forecourt', version, description: 'Check-ins and deliveries of this station.' },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
}
