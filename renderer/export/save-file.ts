/** How long a browser may take to begin saving, in ms; until then it reads from the address. */
const KEEP_MS = 60_000;

/** Has the browser, or the desktop app, save a file that this page has made. */
export function saveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
