import { config, type DialogAnswer } from './config.ts';
import { offer } from './offer.ts';

const DIALOG = [
  'showMessageBox',
  'showMessageBoxSync',
  'showErrorBox',
  'showOpenDialog',
  'showSaveDialog',
] as const satisfies (keyof Electron.Dialog)[];

/** What the user will do with the coming dialogs. */
export const answers: DialogAnswer[] = [...(config.dialogAnswers ?? [])];

function answerFor(method: NonNullable<DialogAnswer['method']>): DialogAnswer {
  const at = answers.findIndex((answer) => answer.method === undefined || answer.method === method);
  return (at === -1 ? undefined : answers.splice(at, 1)[0]) ?? {};
}

/** Electron takes the options alone or after a window. */
function optionsOf<Options>(first: object, second: Options | undefined): Options {
  return second ?? (first as Options);
}

/** Who is not told otherwise leaves a dialog by its way out. */
function response(options: { cancelId?: number }, answer: DialogAnswer): number {
  return answer.response ?? options.cancelId ?? 0;
}

/** See https://www.electronjs.org/docs/latest/api/dialog */
export const dialog = offer<Electron.Dialog, (typeof DIALOG)[number]>(
  'dialog',
  {
    async showMessageBox(first: object, second?: Electron.MessageBoxOptions) {
      const answer = answerFor('showMessageBox');
      return {
        response: response(optionsOf<Electron.MessageBoxOptions>(first, second), answer),
        checkboxChecked: answer.checkboxChecked ?? false,
      };
    },
    showMessageBoxSync(first: object, second?: Electron.MessageBoxSyncOptions) {
      return response(optionsOf<Electron.MessageBoxSyncOptions>(first, second), answerFor('showMessageBoxSync'));
    },
    showErrorBox: () => {},
    async showOpenDialog() {
      const filePaths = answerFor('showOpenDialog').filePaths ?? [];
      return { canceled: filePaths.length === 0, filePaths };
    },
    async showSaveDialog() {
      const [filePath = ''] = answerFor('showSaveDialog').filePaths ?? [];
      return { canceled: filePath === '', filePath };
    },
  },
  DIALOG,
);
