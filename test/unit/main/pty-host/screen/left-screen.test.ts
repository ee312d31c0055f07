import { afterEach, expect, test } from 'vitest'
import { HostRig } from '../../../../support/hosted.ts'

const rigs: HostRig[] = []
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

/** What is kept of a session after a program that printed this has ended. */
async function textAfter(printed: string, keepsLeftScreen: boolean): Promise<string> {
  const rig = new HostRig()
  rigs.push(rig)
  const session = rig.open()
  const request = { file: '/usr/bin/printf', args: [printed], cwd: '/', env: {}, keepsLeftScreen }
  rig.send({ type: 'spawn', session, request, separator: null })
  await rig.exit(session)
  return rig.text(session)
}

const conversation = String.raw`before\n\033[?1049h\033[Hyou asked\r\nit answered\033[?1049l`

test('the full screen that an agent leaves as it ends comes back below its last words', async () => {
  const text = await textAfter(`${conversation}resume with 42\\n`, true)
  expect(text).toMatch(/before\s+resume with 42\s+─+\s+you asked\s+it answered/)
})

test('it comes back once, and not where the program goes on without it', async () => {
  const text = await textAfter(`${conversation}\\033[?1049h\\033[Hagain\\033[?1049lbye\\n`, true)
  expect(text).toContain('again')
  expect(text).not.toContain('it answered')
  const longAfter = await textAfter(`${conversation}${'more text\\n'.repeat(500)}`, true)
  expect(longAfter).not.toContain('it answered')
})

test('a shell does not show again what ran full-screen in it', async () => {
  expect(await textAfter(conversation, false)).not.toContain('it answered')
})
