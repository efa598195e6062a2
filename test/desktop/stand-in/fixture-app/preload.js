const { contextBridge, ipcRenderer } = require('electron');

const refused = [];
for (const name of ['fs', 'node:fs', 'child_process', './other.js']) {
  try {
    require(name);
  } catch (error) {
    refused.push(`${name}: ${error.message}`);
  }
}

ipcRenderer.on('port', (event) => window.postMessage('port', location.origin, event.ports));

contextBridge.exposeInMainWorld('fixture', {
  refused,
  who: (value) => ipcRenderer.invoke('who', value),
  fail: () => ipcRenderer.invoke('fail'),
  do: (...args) => ipcRenderer.invoke('do', ...args),
  join: (to) => ipcRenderer.send('join', to),
  twice: (text, callback) => callback(`${text}${text}`),
});
