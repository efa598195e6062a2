import { sessionOf } from '../session.ts';
import type { StandInWindow } from '../window/browser-window.ts';

type Asked = Parameters<NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>>[1];
type Checked = Parameters<NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>>[1];

/** What the app says to a page that asks; null where it has no handler, and Electron would say yes. */
export type PermissionAnswer = { request: boolean | null; check: boolean | null; device: boolean | null };

/** Asks the app's own handlers, as Electron does for a page of that window. */
export async function askPermission(window: StandInWindow, permission: string, url: string): Promise<PermissionAnswer> {
  const { webContents } = window;
  const session = sessionOf(webContents.session, undefined);
  const { permissionRequest, permissionCheck, devicePermission } = session;
  const origin = new URL(url).origin;
  const request = permissionRequest;
  const details = { requestingUrl: url, isMainFrame: true };
  return {
    request:
      request === null
        ? null
        : await new Promise<boolean>((resolve) => {
            request(webContents, permission as Asked, resolve, details as Electron.PermissionRequest);
          }),
    check: permissionCheck?.(webContents, permission as Checked, origin, details) ?? null,
    device: devicePermission?.({ deviceType: 'usb', origin, device: { deviceId: 'x' } as Electron.USBDevice }) ?? null,
  };
}
