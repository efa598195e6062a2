import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Say } from '../../shared/i18n/say.ts';

/** Says what quitting means, and asks whether it is wanted. */
export async function askToQuit(window: BrowserWindow, say: Say): Promise<boolean> {
  const question: MessageBoxOptions = {
    type: 'warning',
    message: say('shell.quit-title'),
    detail: say('shell.quit-what'),
    buttons: [say('shell.quit-keep'), say('shell.quit-do')],
    defaultId: 0,
    cancelId: 0,
  };
  // A question that hangs on a window which is put away would be seen by nobody.
  const { response } = await (window.isVisible()
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  return response === 1;
}

/** Asks where the PDF of a sheet is to be saved; null when nowhere. */
export async function askWhereToSave(window: BrowserWindow, path: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: path,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Says once that the app goes on when its window is closed. */
export async function explainTray(say: Say): Promise<void> {
  await dialog.showMessageBox({
    type: 'info',
    message: say('shell.tray-title'),
    detail: say('shell.tray-what'),
    buttons: [say('shell.tray-ok')],
  });
}
