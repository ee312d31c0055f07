import { existsSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

const rigs: HostRig[] = []
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

const shells = {
  bash: ['/bin/bash', '--norc', '--noprofile', '-i'],
  zsh: ['/usr/bin/zsh', '-f', '-i'],
  fish: ['/usr/bin/fish', '-i'],
} as const

/** Types a sign and a letter, goes to the line's begin and end, and types another. @returns the row then, without the prompt */
async function typed(shell: readonly string[], sign: string): Promise<string> {
  const rig = new HostRig()
  rigs.push(rig)
  const page = new PageRig(rig.host)
  const id = rig.open()
  page.attach(id)
  const [file = '', ...args] = shell
  rig.spawn(id, file, args, null, { isShell: true })
  await pollFor(() => /[#$%>]$/u.test(page.text()), { what: 'a prompt' })
  page.input(`: ${sign}x`)
  await pollFor(() => /: [^]*x$/u.test(page.text()), { what: `${sign} in ${page.text()}` })
  page.input('\u0001Z\u0005Q')
  const row = () => /Z: .*Q.*$/mu.exec(page.text())?.[0]
  return pollFor(row, { what: `the letters in ${page.text()}` })
}

const plain = ['é', '✓', '→', '日本', '한글', '👍', '🚀', '⚡']
/** Emoji of several characters, or new ones. bash takes their characters one by one (docs/terminal.md). */
const clusters = ['⚠️', '1️⃣', '👍🏽', '🇩🇪', '🫩', '❤️']

describe.each(Object.entries(shells))('a line typed in %s', (name, shell) => {
  test.skipIf(!existsSync(shell[0])).each(plain)('ends where it is seen to end with %s', async (sign) => {
    expect(await typed(shell, sign)).toBe(`Z: ${sign}xQ`)
  })

  test.skipIf(name === 'bash' || !existsSync(shell[0])).each(clusters)(
    'ends there with %s, or with its codes',
    async (sign) => {
      expect(await typed(shell, sign)).toMatch(/^Z: \S+xQ$/u)
    },
  )
})
