import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { checkoutIsReadable, launchUnprivileged } from '../support/unprivileged.ts'

/** The seccomp mode of each page process of a user: 2 where Chromium filters its system calls. */
function pageSeccompModes(userId: number): string[] {
  const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return processes.flatMap((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return []
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const isTheirs = new RegExp(`^Uid:\\s+${userId}\\b`, 'm').test(status)
      return isTheirs ? [/^Seccomp:\s+(\d)/m.exec(status)?.[1] ?? ''] : []
    } catch {
      // It ended while we looked.
      return []
    }
  })
}

describe.skipIf(process.platform !== 'linux' || !checkoutIsReadable())('as a user without rights', () => {
  it('the app runs with its sandbox on and opens a session', async ({ home }) => {
    const app = await launchUnprivileged(home)
    try {
      await app.window.newSession('Shell')
      await app.window.run('id -u; echo here')
      expect(await app.window.waitForText(/^here/m)).toMatch(new RegExp(`^${app.userId}$`, 'm'))
      expect(readFileSync(`/proc/${app.pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
      const closed = home.folder('closed')
      chmodSync(closed, 0o000)
      const dialog = await app.window.openNewSessionDialog()
      await dialog.getByRole('textbox', { name: 'Folder' }).fill(closed)
      await dialog.getByRole('button', { name: 'Start' }).click()
      await dialog.getByText('You do not have access to this folder.').waitFor()
      expect(pageSeccompModes(app.userId)).toEqual(['2'])
    } finally {
      await app.dispose()
    }
  })
})
