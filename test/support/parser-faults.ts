import { Screen } from '../../main/pty-host/screen/screen.ts'

/*
 * Gives the parser of the host that is bundled with this file two faults: text with `SPINS` in it is never done, and text with
 * `DIES` ends the process. They are here and not in the host, so that no bytes can reach them in the app.
 */
const parse = Reflect.get(Screen.prototype, 'parse')

Screen.prototype.parse = function parseWithFaults(this: Screen, bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString('latin1')
  while (text.includes('SPINS'));
  if (text.includes('DIES')) process.kill(process.pid, 'SIGKILL')
  Reflect.apply(parse, this, [bytes])
}
