/** With this the app starts without a window: at login nobody has asked for one. */
export const HIDDEN_FLAG = '--hidden';

/**
 * What the system's login item is set to and asked with: Windows finds it only by the same arguments. `args` are those that
 * the app runs with now, so that it comes back on the same data folder and ports.
 */
export function loginItem(isOn: boolean, args: readonly string[]): { openAtLogin: boolean; args: string[] } {
  return { openAtLogin: isOn, args: [...args, HIDDEN_FLAG] };
}

/** A value ends with its line, so what breaks one is written as the Desktop Entry Specification says ("Possible value types"). */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A word of a command in a desktop entry, quoted as the same specification says ("The Exec key"). */
function quoted(word: string): string {
  const escaped = word.replace(/(["`$\\])/g, '\\$1').replaceAll('%', '%%');
  return `"${escaped.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign)}"`;
}

/** The entry that starts the app at login on Linux desktops (XDG Autostart Specification). */
export function autostartEntry(program: string, args: readonly string[]): string {
  const command = [program, ...args, HIDDEN_FLAG].map(quoted).join(' ');
  return `[Desktop Entry]\nType=Application\nName=Forecourt\nExec=${command}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`;
}
