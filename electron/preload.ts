import { contextBridge, ipcRenderer } from 'electron';
import {
  CHANNELS,
  type Desktop,
  type RingDesktop,
  type SheetDesktop,
  STATION_PORT_MESSAGE,
  type WallDesktop,
} from '../shared/desktop.ts';

// Everything that a page can see of Electron: named functions. The page gets neither ipcRenderer nor an event of it.

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const hear = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, hear);
  return () => void ipcRenderer.off(channel, hear);
}

const desktop: Desktop = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  state: () => ipcRenderer.invoke(CHANNELS.state),
  onState: (listener) => listen(CHANNELS.stateChanged, listener),
  onOpenCheckIn: (listener) => listen(CHANNELS.openCheckIn, listener),
  onOpenSettings: (listener) => listen(CHANNELS.openSettings, () => listener()),
  retryStation: () => ipcRenderer.invoke(CHANNELS.retryStation),
  openDataFolder: () => ipcRenderer.invoke(CHANNELS.openDataFolder),
  openLog: () => ipcRenderer.invoke(CHANNELS.openLog),
  openHelp: (link) => ipcRenderer.invoke(CHANNELS.openHelp, link),
  openOutside: (address) => ipcRenderer.invoke(CHANNELS.openOutside, address),
  openNotificationSettings: () => ipcRenderer.invoke(CHANNELS.openNotificationSettings),
  changeSettings: (settings) => ipcRenderer.invoke(CHANNELS.changeSettings, settings),
  setStartAtLogin: (isOn) => ipcRenderer.invoke(CHANNELS.setStartAtLogin, isOn),
  mute: (minutes) => ipcRenderer.invoke(CHANNELS.mute, minutes),
  testRing: () => ipcRenderer.invoke(CHANNELS.testRing),
  testNotification: () => ipcRenderer.invoke(CHANNELS.testNotification),
  checkForUpdates: () => ipcRenderer.invoke(CHANNELS.checkForUpdates),
  installUpdate: () => ipcRenderer.invoke(CHANNELS.installUpdate),
  printers: () => ipcRenderer.invoke(CHANNELS.printers),
  printSheet: (checkInId) => ipcRenderer.invoke(CHANNELS.printSheet, checkInId),
  saveSheet: (checkInId) => ipcRenderer.invoke(CHANNELS.saveSheet, checkInId),
  printTestPage: () => ipcRenderer.invoke(CHANNELS.printTestPage),
  printNowhere: () => ipcRenderer.invoke(CHANNELS.printNowhere),
  openKeptSheet: () => ipcRenderer.invoke(CHANNELS.openKeptSheet),
  forgetPrintTrouble: () => ipcRenderer.invoke(CHANNELS.forgetPrintTrouble),
};

const ring: RingDesktop = {
  onRing: (listener) => listen(CHANNELS.ring, listener),
  rang: (problem) => ipcRenderer.send(CHANNELS.rang, problem),
};

const wall: WallDesktop = { connect: desktop.connect };

const sheet: SheetDesktop = {
  connect: desktop.connect,
  sheetReady: (problem) => ipcRenderer.send(CHANNELS.sheetReady, problem),
};

function ofThisPage(): Desktop | WallDesktop | RingDesktop | SheetDesktop {
  switch (window.location.pathname) {
    case '/ring.html':
      return ring;
    case '/wall.html':
      return wall;
    case '/sheet.html':
      return sheet;
    default:
      return desktop;
  }
}

contextBridge.exposeInMainWorld('desktop', ofThisPage());

// A port cannot pass the bridge: it is handed on as a message of the page's own window.
ipcRenderer.on(CHANNELS.port, ({ ports }) => window.postMessage(STATION_PORT_MESSAGE, window.location.origin, ports));
