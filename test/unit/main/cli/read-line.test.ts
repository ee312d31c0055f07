import { createServer, connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readFirstLine } from '../../../../main/cli/read-line.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'roost-line-'))
const server = createServer()
let socket: Socket

beforeEach(async () => {
  const path = join(folder, 'socket')
  server.listen(path)
  await once(server, 'listening')
  socket = connect(path)
  await once(server, 'connection')
})
afterEach(() => {
  socket.destroy()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('an answer is not late because the machine slept', async () => {
  const clock = new VirtualClock()
  const line = readFirstLine(socket, { maxBytes: 100, deadlineMs: 600_000 }, clock)
  clock.pass(300_000)
  clock.sleep(8 * 3_600_000)
  clock.pass(290_000)
  expect(await Promise.race([line, Promise.resolve('waits')])).toBe('waits')
  clock.pass(10_000)
  expect(await line).toEqual({ kind: 'too-slow' })
})
