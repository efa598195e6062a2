import { join } from 'node:path';
import type { ServiceProgram } from './service.ts';

export const UNIT = 'forecourt.service';

/** What stays out of the unit, which everybody can read: the app secret, for whoever wants it from the environment. */
export function environmentFile(dataFolder: string): { path: string; text: string } {
  return {
    path: join(dataFolder, 'service.env'),
    text: '# Read by the service when it starts. Readable by its owner alone.\n#FORECOURT_APP_SECRET="..."\n',
  };
}

/**
 * The unit of the headless station: of the system with a user, else of the user's own systemd. A folder of backups, a
 * certificate or `cloudflared` may lie anywhere, so only the system's own folders are closed to it; a user's systemd has no
 * right to more. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html
 */
export function systemdUnit({ node, args, dataFolder }: ServiceProgram, ofSystem: { user: number } | null): string {
  const lines = [
    '[Unit]',
    'Description=Forecourt, receives check-ins of AutoX3',
    ...(ofSystem === null ? [] : ['Wants=network-online.target', 'After=network-online.target']),
    // It is never given up for good: nothing is received without it.
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    ...(ofSystem === null ? [] : [`User=${ofSystem.user}`]),
    `ExecStart=${[node, ...args].map(quoted).join(' ')}`,
    `EnvironmentFile=-${escaped(environmentFile(dataFolder).path)}`,
    // The ready line holds the link of the board; the log goes to standard error.
    'StandardOutput=null',
    'Restart=always',
    'RestartSec=2',
    'TimeoutStopSec=15',
    'UMask=0077',
    'NoNewPrivileges=yes',
    'LockPersonality=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'SystemCallArchitectures=native',
    ...(ofSystem === null
      ? []
      : [
          'ProtectSystem=full',
          'PrivateTmp=yes',
          'PrivateDevices=yes',
          'ProtectClock=yes',
          'ProtectControlGroups=yes',
          'ProtectHostname=yes',
          'ProtectKernelLogs=yes',
          'ProtectKernelModules=yes',
          'ProtectKernelTunables=yes',
          'RestrictNamespaces=yes',
          'CapabilityBoundingSet=',
        ]),
    '',
    '[Install]',
    `WantedBy=${ofSystem === null ? 'default' : 'multi-user'}.target`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Percent signs are specifiers everywhere in a unit. */
const escaped = (text: string): string => text.replaceAll('%', '%%');

/** One argument of a command line: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines */
function quoted(arg: string): string {
  return `"${escaped(arg).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '$$$$')}"`;
}
