import type { PlatformEnvironment, PlatformRegion } from '../../../shared/platform-settings.ts';

const PRODUCTS = { sandbox: 'openapi', production: 'opengateway' } as const satisfies Record<
  PlatformEnvironment,
  string
>;

/** Where the platform of a region is: these hosts and no other, over HTTPS alone. */
export function platformBase(region: PlatformRegion, environment: PlatformEnvironment): string {
  return `https://${region}${PRODUCTS[environment]}.autox3.com`;
}
