// Packs what is built: for this system and both processors, into dist/package.
// Usage: npm run dist; what it takes from the environment is in docs/install.md.
// For tests: --dir (no installer), --for win32 (another system), --electron FOLDER (instead of a download), --out FOLDER
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Arch, build, type Configuration, DIR_TARGET, Platform } from 'electron-builder';
import packageJson from '../package.json' with { type: 'json' };
import { getNativeBinaries } from './native-binaries.ts';

const root = join(import.meta.dirname, '..');
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|Response code \d+)\b/;

const { values: options } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    for: { type: 'string' },
    electron: { type: 'string' },
    out: { type: 'string' },
  },
});

/** The feed that installed copies ask for updates; without one they never ask. */
function feed(): Configuration {
  const url = process.env.FORECOURT_UPDATE_URL;
  if (url === undefined || url === '') return {};
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new Error('FORECOURT_UPDATE_URL must be an address that begins with https://');
  }
  return { publish: { provider: 'generic', url } };
}

/**
 * macOS on Apple's processors starts nothing that is not signed at all: without a certificate the app is signed ad hoc,
 * and then not hardened, because a hardened app loads no library of another signer.
 */
function signing(): Configuration {
  const { CSC_LINK, CSC_NAME } = process.env;
  if (options.electron !== undefined) return { mac: { identity: null } };
  return CSC_LINK || CSC_NAME ? {} : { mac: { identity: '-', hardenedRuntime: false } };
}

const platform = Platform.fromString(options.for ?? process.platform);

function targets(): Map<Platform, Map<Arch, string[]>> {
  return platform.createTarget(options.dir ? [DIR_TARGET] : [], Arch.x64, Arch.arm64);
}

try {
  for (const processor of ['x64', 'arm64']) getNativeBinaries(platform.nodeName, processor);
  const files = await build({
    projectDir: root,
    targets: targets(),
    publish: 'never',
    config: {
      ...feed(),
      ...signing(),
      ...(options.electron === undefined ? {} : { electronDist: options.electron }),
      ...(options.out === undefined ? {} : { directories: { output: options.out } }),
      // A deb must name a page; while there is none, `.invalid` says so.
      extraMetadata: { homepage: 'homepage' in packageJson ? packageJson.homepage : 'https://forecourt.invalid/' },
    },
  });
  console.log(files.join('\n'));
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  const lost = UNREACHABLE.exec(said);
  console.error(
    lost
      ? `Nothing was packed: Electron's files, or the tool of an installer, could not be downloaded (${lost[0]}).`
      : `Nothing was packed: ${said}`,
  );
  process.exit(1);
}
