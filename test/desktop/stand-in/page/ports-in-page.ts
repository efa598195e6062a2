/**
 * Gives message ports what Electron's have and this Chromium's lack: a `close` event when the other end is gone. A last
 * message says so; it reaches nobody else. Runs in both worlds of a page by its source, before everything else there.
 */
export function portsThatClose(): (port: MessagePort) => void {
  const LAST = 'forecourt-stand-in-port-closed';
  const known = new WeakSet<MessagePort>();
  const prototype = MessagePort.prototype;
  const { close, postMessage } = prototype;
  const watch = (port: MessagePort): void => {
    if (known.has(port)) return;
    known.add(port);
    port.addEventListener('message', (event) => {
      if (event.data !== LAST) return;
      event.stopImmediatePropagation();
      port.dispatchEvent(new Event('close'));
      close.call(port);
    });
  };
  prototype.close = function closeAndSay(this: MessagePort) {
    if (known.has(this)) postMessage.call(this, LAST);
    close.call(this);
  };
  addEventListener('message', (event) => {
    for (const port of event.ports) watch(port);
  });
  return watch;
}
