import type { TunnelProblem } from '../../../shared/reach.ts';
import type { ReachSettings } from '../../../shared/reach-settings.ts';
import { cloudflaredTunnel } from './cloudflared.ts';
import { firstProgram, placesOfCloudflared } from './find-program.ts';
import { ownHttps } from './https.ts';
import { loadNgrok, type NgrokLibrary, ngrokTunnel } from './ngrok.ts';
import { ownAddress } from './own-address.ts';
import type { Tunnel } from './tunnel.ts';
import type { TunnelTokens } from './tunnel-tokens.ts';

/** What the ways need of this PC. */
export type WayParts = {
  tokens: TunnelTokens;
  now: () => number;
  /** Called for each connection to this PC's own HTTPS that is ended to let another one in. */
  crowded: () => void;
  loadNgrok?: () => Promise<NgrokLibrary>;
};

/** The way that is set; one that lacks something says so when it runs. */
export function wayOf(settings: ReachSettings, parts: WayParts): Tunnel {
  const { tokens, now, crowded, loadNgrok: load = loadNgrok } = parts;
  const { way, address, ngrokDomain, program, certificate, key, port } = settings;
  if (way === 'none') return cannot('no-address');
  if (way === 'ngrok') {
    const token = tokens.get('ngrok');
    return token === null ? cannot('no-token') : ngrokTunnel(token, ngrokDomain, load);
  }
  if (address === null) return cannot('no-address');
  switch (way) {
    case 'cloudflared': {
      const token = tokens.get('cloudflared');
      const places = placesOfCloudflared(program, { platform: process.platform, env: process.env });
      return token === null ? cannot('no-token') : cloudflaredTunnel({ address, token, program: firstProgram(places) });
    }
    case 'own-address':
      return ownAddress(address);
    case 'https':
      return ownHttps({ address, port, certificate, key }, { now, crowded });
  }
}

function cannot(problem: TunnelProblem): Tunnel {
  return async () => problem;
}
