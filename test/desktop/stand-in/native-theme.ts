import { EventEmitter } from 'node:events';
import { config } from './config.ts';
import { offer } from './offer.ts';

class StandInTheme extends EventEmitter implements Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'themeSource'> {
  #source: Electron.NativeTheme['themeSource'] = 'system';
  dark = config.darkColors ?? false;

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.dark : this.#source === 'dark';
  }

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#source = source;
    this.emit('updated');
  }
}

/** The colours of this run. */
export const theme = new StandInTheme();

/** See https://www.electronjs.org/docs/latest/api/native-theme */
export const nativeTheme = offer<Electron.NativeTheme, 'shouldUseDarkColors' | 'themeSource'>('nativeTheme', theme, [
  'shouldUseDarkColors',
  'themeSource',
]);
