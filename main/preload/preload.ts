import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import {
  eventChannels,
  requestChannels,
  streamPortChannel,
  streamPortMessage,
  underTestArgument,
} from '../../app/ipc/channels.ts'
import type { Bridge } from '../../app/ipc/bridge.ts'
import type { MainEvents } from '../../app/ipc/events.ts'

/**
 * The only code that stands between the page and Electron. The page gets named functions over the contract's
 * channels: no ipcRenderer, no event object, no channel that is not in the contract.
 */
const bridge: Bridge = {
  request: (channel, argument) => {
    if (!requestChannels.includes(channel)) return Promise.reject(new Error('There is no such request'))
    return ipcRenderer.invoke(channel, argument)
  },
  on: (channel, listener) => {
    if (!eventChannels.includes(channel)) throw new Error('There is no such event')
    const forward = (_event: IpcRendererEvent, payload: MainEvents[typeof channel]) => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.removeListener(channel, forward)
    }
  },
  pathOfFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
  underTest: process.argv.includes(underTestArgument),
}

contextBridge.exposeInMainWorld('roost', Object.freeze(bridge))

// A port cannot cross the bridge; the window's own message can carry it. The target is our origin and nobody else's.
ipcRenderer.on(streamPortChannel, (event) => {
  window.postMessage({ type: streamPortMessage }, window.location.origin, [...event.ports])
})
