import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'

describe('with a data folder that can only be read', () => {
  it('the app starts, shows what is kept there, says that it keeps nothing, and sessions work', async ({
    home,
    launch,
    skip,
  }) => {
    const first = await launch()
    await first.newSession('Shell', home.folder('apple'))
    await first.run('echo "kept $((1000 + 1))"')
    await first.waitForText('kept 1001')
    await first.answerMessageBoxes('Quit')
    expect(await first.quit()).toBe(0)
    const kept = readFileSync(join(home.data, 'sessions.json'), 'utf8')
    try {
      execFileSync('mount', ['--bind', home.data, home.data], { stdio: 'pipe' })
    } catch {
      return skip('nothing can be mounted here')
    }
    try {
      execFileSync('mount', ['-o', 'remount,ro,bind', home.data])
      const temporary = home.folder('temporary')
      const second = await launch({ env: { TMPDIR: temporary } })
      await second.page.getByText(/data folder cannot be written \(EROFS\)/).waitFor()
      await second.waitForText('kept 1001')
      await second.newSession('Shell', home.folder('pear'))
      await second.run('echo "works $((1000 + 2))"')
      await second.waitForText('works 1002')
      expect(await second.tabNames()).toHaveLength(2)
      await second.answerMessageBoxes('Quit')
      expect(await second.quit()).toBe(0)
      // What Chromium still writes at the end is for the system to clear.
      expect(
        readdirSync(temporary, { recursive: true }).filter((name) => /roost/u.test(basename(String(name)))),
      ).toEqual([expect.stringMatching(/^roost-run-[^/]*$/u)])
      expect(second.output).not.toMatch(/running already|\bat .*\.js:/)
      expect(readFileSync(join(home.data, 'sessions.json'), 'utf8')).toBe(kept)
    } finally {
      execFileSync('umount', ['-l', home.data])
    }
  })
})
