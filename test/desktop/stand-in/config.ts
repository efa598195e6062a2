/** A screen as a test describes it; what is left out is that of an ordinary one. */
export type DisplayConfig = {
  id: number;
  bounds: Electron.Rectangle;
  workArea?: Electron.Rectangle;
  scaleFactor?: number;
  label?: string;
};

/** What the user does with a dialog: the button of a message box, or the chosen files; `method` answers only that one. */
export type DialogAnswer = {
  method?: 'showMessageBox' | 'showMessageBoxSync' | 'showOpenDialog' | 'showSaveDialog';
  response?: number;
  checkboxChecked?: boolean;
  filePaths?: string[];
};

/** What becomes of what the app prints: it is printed, it fails for this reason, or nobody ever answers. */
export type PrintAnswer = 'printed' | 'never' | { failure: string };

/** The platform that the stand-in plays. Tests give it as JSON in `FORECOURT_STAND_IN`. */
export type StandInConfig = {
  /** What `safeStorage` says that it keeps its key in. */
  storageBackend?: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
  encryptionAvailable?: boolean;
  notificationsSupported?: boolean;
  /** Every notification fails with this error instead of showing. */
  notificationsFail?: string | null;
  displays?: DisplayConfig[];
  locale?: string;
  systemLanguages?: string[];
  darkColors?: boolean;
  wasOpenedAtLogin?: boolean;
  onBattery?: boolean;
  /** The names of the printers that are there. */
  printers?: string[];
  /** What becomes of what is printed, until a test says otherwise. */
  printAnswer?: PrintAnswer;
  /** Answers for the coming dialogs, each used once, in order. */
  dialogAnswers?: DialogAnswer[];
};

/** What this run was told, by the test that started it or by a user's environment. */
export const config: StandInConfig = JSON.parse(process.env.FORECOURT_STAND_IN ?? '{}');
