// Answers on every port that it is given.
process.parentPort.on('message', ({ data, ports }) => {
  const [port] = ports;
  if (port === undefined) return process.parentPort.postMessage({ heard: data, argv: process.argv.slice(2) });
  port.on('message', (event) => port.postMessage({ utility: event.data, pid: process.pid }));
  port.start();
});
process.parentPort.postMessage({ type: process.type, send: typeof process.send });
