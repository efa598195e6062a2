import { registerHooks } from 'node:module';
import { api, names } from './main-api.ts';

const ESM = 'forecourt-stand-in:electron.mjs';
const CJS = 'forecourt-stand-in:electron.cjs';
const KEY = 'forecourt.stand-in.electron';

/** From now on `electron` is the stand-in, for `import` and for `require`. */
export function serveElectron(): void {
  Reflect.set(globalThis, Symbol.for(KEY), api);
  const whole = `globalThis[Symbol.for('${KEY}')]`;
  const sources = new Map([
    [ESM, ['export default electron;', ...names.map((name) => `export const ${name} = electron.${name};`)].join('\n')],
    [CJS, 'module.exports = electron;'],
  ]);
  registerHooks({
    resolve(specifier, context, next) {
      if (!/^electron(\/main|\/common)?$/.test(specifier)) return next(specifier, context);
      const isImport = context.conditions.includes('import');
      return { url: isImport ? ESM : CJS, format: isImport ? 'module' : 'commonjs', shortCircuit: true };
    },
    load(url, context, next) {
      const source = sources.get(url);
      if (source === undefined) return next(url, context);
      const format = url === ESM ? 'module' : 'commonjs';
      return { format, source: `const electron = ${whole};\n${source}`, shortCircuit: true };
    },
  });
}
