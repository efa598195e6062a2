import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

const root = import.meta.dirname;
const at = (path: string): string => resolve(root, path);

/** A bundle for plain Node: everything inside but the native modules, so that it starts fast and ships small. */
function nodeBundle(
  entries: Record<string, string>,
  folder = 'electron',
  format: 'es' | 'cjs' = 'es',
): EnvironmentOptions {
  const [program] = Object.keys(entries);
  return {
    consumer: 'server',
    resolve: {
      noExternal: true,
      external: [
        'electron',
        'better-sqlite3',
        'sharp',
        '@ngrok/ngrok',
        'autocannon',
        'playwright-core',
        '@sparticuz/chromium',
      ],
      conditions: ['node'],
    },
    build: {
      ssr: true,
      target: 'node24',
      outDir: at(`dist/${folder}`),
      emptyOutDir: false,
      minify: false,
      copyPublicDir: false,
      license: { fileName: `${program}-licences.md` },
      rolldownOptions: {
        input: entries,
        // A chunk bears the name of its program: the package takes those of the desktop app by name.
        output: {
          format,
          entryFileNames: format === 'es' ? '[name].js' : '[name].cjs',
          chunkFileNames: `${program}-[name]-[hash].js`,
        },
      },
    },
  };
}

/** What a test's own clock stands in for. */
const FAKED = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'Date',
  'performance',
] as const;

export default defineConfig({
  root: at('renderer'),
  plugins: [react()],
  define: {
    'import.meta.env.APP_VERSION': JSON.stringify(packageJson.version),
    'import.meta.env.HOMEPAGE': JSON.stringify('homepage' in packageJson ? packageJson.homepage : null),
  },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome130',
        assetsInlineLimit: 0,
        license: { fileName: 'licences.md' },
        rolldownOptions: { input: ['index', 'wall', 'ring', 'sheet'].map((page) => at(`renderer/${page}.html`)) },
        chunkSizeWarningLimit: 1_000,
      },
    },
    headless: nodeBundle({ headless: at('electron/headless.ts') }),
    main: nodeBundle({ main: at('electron/main.ts') }),
    station: nodeBundle({ station: at('electron/station/process.ts') }),
    worker: nodeBundle({ 'data-worker': at('electron/station/data-worker.ts') }),
    // One CommonJS file: that is what a sandboxed page may load.
    preload: nodeBundle({ preload: at('electron/preload.ts') }, 'electron', 'cjs'),
    verify: nodeBundle({ verify: at('electron/verify.ts') }),
    relay: nodeBundle({ relay: at('electron/relay.ts') }),
    simulator: nodeBundle({ simulator: at('electron/simulator/cli.ts') }),
    bench: nodeBundle({ bench: at('test/bench/bench.ts'), target: at('test/bench/target.ts') }, 'bench'),
  },
  builder: {},
  test: {
    // Each core: one fewer, which is the default, leaves half of a machine with two unused.
    maxWorkers: '100%',
    // For a script that counts: the report as JSON beside the one for people.
    reporters: process.env.FORECOURT_TEST_REPORT
      ? ['default', ['json', { outputFile: process.env.FORECOURT_TEST_REPORT }]]
      : ['default'],
    // A folder for what the tests write, which `test/written` looks through in the end.
    globalSetup: [at('test/support/written/trace-folder.ts')],
    projects: ['unit', 'integration', 'browser', 'desktop', 'electron', 'install', 'written'].map((name) => ({
      extends: true as const,
      root,
      test: {
        name,
        include: [`test/${name}/**/*.test.{ts,tsx}`],
        environment: 'node' as const,
        // With a clock of its own Intl takes the moment 0 for none, for whoever asks through what a test has made.
        fakeTimers: { toFake: [...FAKED] },
        // Evaluating the same modules anew for each file took longer than the tests of many files.
        isolate: !['unit', 'integration'].includes(name),
        globalSetup: ['browser', 'desktop'].includes(name) ? [at('test/support/unpack-chromium.ts')] : [],
        setupFiles: [at('test/support/written/each-file.ts')],
        testTimeout: name === 'unit' ? 20_000 : 120_000,
        // On real clocks and processes a machine that stands still for a second fails a test. Once more then, and CI names it
        // (`.ci/count.mjs`). Not where a property has met an example against it: the next one draws others.
        retry: { count: 1, condition: /^(?!Property failed)/ },
        // What all others have written is looked through when all others are over.
        sequence: { groupOrder: name === 'written' ? 1 : 0 },
      },
    })),
  },
});
