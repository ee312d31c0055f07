import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { sessionsVersion } from '../../app/store/schema.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

/** Makes the folder a disk of its own. @returns why that is not possible here, null where it is */
function mountSmallDisk(folder: string): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder], { stdio: 'pipe' })
    return null
  } catch (error) {
    return `no tmpfs can be mounted here (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`
  }
}

/** Writes until nothing more fits, down to the last block. */
function fill(file: string): void {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size))
    } catch {
      // No room for this many bytes; half of them may fit.
    }
  }
}

describe('on a full disk', () => {
  it('changes stay in memory, the file stays whole, and both meet again when there is room', async ({
    home,
    launch,
    skip,
  }) => {
    const whyNot = mountSmallDisk(home.data)
    if (whyNot !== null) return skip(whyNot)
    const filler = join(home.data, 'filler')
    const kept = () => readFileSync(join(home.data, 'sessions.json'), 'utf8')
    try {
      const roost = await launch()
      await roost.newSession('Shell', home.folder('apple'))
      await roost.waitForText('apple $')
      await pollFor(() => kept().includes('apple'), { what: 'the session to be written' })
      fill(filler)

      await roost.page.keyboard.press('Control+Shift+R')
      await roost.page
        .getByRole('textbox', { name: /rename|title|name/i })
        .fill('named on a full disk'.repeat(8))
      await roost.page.keyboard.press('Enter')
      await roost.page.getByText('The disk is full. Changes are kept in memory only.').waitFor()
      await roost.tab(/named on a full disk/).waitFor()
      expect(JSON.parse(kept())).toMatchObject({ version: sessionsVersion })
      expect(kept()).not.toContain('named on a full disk')

      rmSync(filler)
      await pollFor(() => kept().includes('named on a full disk'), {
        timeoutMs: 60_000,
        what: 'the change to be written after all',
      })
      await roost.page
        .getByText('The disk is full. Changes are kept in memory only.')
        .waitFor({ state: 'hidden' })
    } finally {
      // Lazily: the app that writes there is ended after the test.
      execFileSync('umount', ['-l', home.data])
    }
  })
})
