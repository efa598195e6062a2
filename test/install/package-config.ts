import { join } from 'node:path';
import { type Configuration, Packager } from 'electron-builder';

/** `electron-builder.yml` as electron-builder reads it. Throws where its schema does not allow something. */
export async function readConfig(): Promise<Configuration> {
  const packager = new Packager({ projectDir: join(import.meta.dirname, '../..') });
  await packager.validateConfig();
  return packager.config;
}
