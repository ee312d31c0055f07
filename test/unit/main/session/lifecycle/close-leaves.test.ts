import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { isUp } from '../../../../support/headless-rig.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** Runs a program in the background of an idle shell. @returns the session and the program's process */
async function background(start: string): Promise<{ id: SessionId; pid: number }> {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  const file = join(rig.home, 'pid')
  rig.app.type(id, `${start} sh -c 'echo $$ > ${file}; exec sleep 1000' > /dev/null 2>&1 &\r`)
  const pid = await pollFor(() => existsSync(file) && Number(readFileSync(file, 'utf8')), {
    what: 'the program',
  })
  await rig.app.until(id, 'idle')
  await pollFor(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('sleep'))
  return { id, pid }
}

describe.skipIf(process.platform !== 'linux')('the close of an idle session', () => {
  test.each(['nohup', 'setsid'])(
    'asks where the user has something in the background by %s',
    async (start) => {
      const { id, pid } = await background(start)
      const { manager } = rig.app
      expect(await manager.close(id, { confirmed: false })).toEqual({ ok: true, value: 'asks' })
      expect(await manager.backgroundOf(id)).toEqual(['sleep'])
      expect(await manager.background()).toEqual([{ title: manager.view(id)?.title, names: ['sleep'] }])
      expect(await manager.close(id, { confirmed: true })).toEqual({ ok: true, value: 'closed' })
      await pollFor(() => !isUp(pid), { what: 'the end of the program' })
    },
  )

  test.each(['nohup', 'setsid'])(
    'leaves it, and ends the rest, where the user wants that: %s',
    async (start) => {
      const { id, pid } = await background(start)
      const { manager } = rig.app
      expect(await manager.close(id, { confirmed: true, leave: true })).toEqual({ ok: true, value: 'closed' })
      await manager.reopenLast()
      expect(isUp(pid)).toBe(true)
      // It is nobody's: a start is not in its way, nor does the end of the app end it.
      expect(await manager.start(id)).toMatchObject({ ok: true })
      await rig.app.until(id, 'idle')
      expect(await manager.backgroundOf(id)).toEqual([])
      await manager.shutdown()
      expect(isUp(pid)).toBe(true)
      process.kill(pid, 'SIGKILL')
    },
  )

  test('does not ask for a job that ends with its terminal', async () => {
    const { id, pid } = await background('')
    expect(await rig.app.manager.close(id, { confirmed: false })).toEqual({ ok: true, value: 'closed' })
    await pollFor(() => !isUp(pid), { what: 'the end of the job' })
  })
})
