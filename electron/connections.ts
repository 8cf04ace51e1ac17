/** Windows that connect: each one message port to the host. */
import type { IpcMain, MessagePortMain } from 'electron';
import { z } from 'zod';
import type { ShellHost, Window } from '../engine/shell/host/shell-host';
import { CONNECT_CHANNEL } from './channels';
import { isOwnMainFrame } from './origin';

const nothing = z.null();

/** `host` answers what comes through; a port that brings anything but questions is closed. */
export function acceptConnections(ipcMain: Pick<IpcMain, 'on'>, host: Pick<ShellHost, 'join' | 'receive'>): void {
  ipcMain.on(CONNECT_CHANNEL, (event, payload: unknown) => {
    const [port, ...others] = event.ports;
    const isWelcome = isOwnMainFrame(event.senderFrame) && nothing.safeParse(payload).success && others.length === 0;
    if (port && isWelcome) connect(port, host);
    else for (const one of event.ports) one.close();
  });
}

function connect(port: MessagePortMain, host: Pick<ShellHost, 'join' | 'receive'>): void {
  const window: Window = (message) => port.postMessage(message);
  port.on('message', ({ data }) => {
    if (!host.receive(window, data)) port.close();
  });
  port.on('close', host.join(window));
  port.start();
}
