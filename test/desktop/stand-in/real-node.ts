/** Node's own program: the app sees the stand-in's in `process.execPath`, as it sees Electron's in Electron. */
export const realNode: string = process.execPath;
