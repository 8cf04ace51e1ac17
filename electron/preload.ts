/** Runs before the page, in a sandbox of its own: hands the page a port to the host, and nothing else of Electron. */
import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE, CONNECT_CHANNEL, PORT_MESSAGE, type Bridge } from './channels';

const bridge: Bridge = {
  connect: () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(CONNECT_CHANNEL, null, [port2]);
    window.postMessage(PORT_MESSAGE, window.location.origin, [port1]);
  },
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
