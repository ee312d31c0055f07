import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { bundleProgram } from '../support/bundle.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

/** All that is kept of the sessions' output, as it came. */
function keptText(data: string): string {
  const screens = join(data, 'screens')
  const logs = readdirSync(screens, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /log-\d+$/u.test(name),
  )
  return logs.map((name) => readFileSync(join(screens, name), 'latin1')).join('')
}

describe('a page that never comes back', () => {
  it('is loaded again with its session and what was being written; the second time without the session', async ({
    launch,
  }) => {
    const roost = await launch()
    await roost.newSession('Shell')
    await roost.waitForText('$')
    await roost.run('echo before')
    await roost.waitForText(/^before/m)
    const draft = () => roost.page.getByRole('textbox', { name: /^Prompt for/ })
    await draft().fill('half a thought')
    const kept = () =>
      roost.page.evaluate(`roost.request('model:read', {}).then(({ value }) =>
      roost.request('prompt:readDraft', { id: value.model.activeId }).then(({ value }) => value?.text))`)
    await pollFor(async () => (await kept()) === 'half a thought')
    await roost.hurryPings()

    await roost.hangPage()
    await roost.page.getByRole('alert').filter({ hasText: 'stopped responding' }).waitFor()
    await pollFor(async () => (await draft().inputValue()) === 'half a thought')
    await roost.waitForText(/^before/m)
    await roost.run('echo after')
    await roost.waitForText(/^after/m)

    await roost.hangPage()
    await roost.page.getByRole('alert').filter({ hasText: 'stopped responding twice' }).waitFor()
    expect(await draft().count()).toBe(0)
    await roost.tab(/, idle/).click()
    await roost.waitForText(/^after/m)
    expect(await roost.seenMessageBoxes()).toEqual([])
  })
})

describe('a pty host whose parser never comes back', () => {
  it('is started again without the text of the session that hung it, which is named', async ({
    home,
    launch,
  }) => {
    const roost = await launch()
    const faulty = await bundleProgram('faulty-host')
    await roost.main(({ utilityProcess }, entry) => {
      const fork = utilityProcess.fork.bind(utilityProcess)
      utilityProcess.fork = (_, args, options) => fork(entry, args, options)
    }, faulty)
    await roost.killHost()
    await roost.newSession('Shell', home.folder('good'))
    await roost.waitForText('$')
    await roost.run('echo text of the good one')
    await roost.waitForText(/^text of the good one/m)
    await roost.newSession('Shell', home.folder('bad'))
    await roost.waitForText('$')
    await roost.run('echo text of the bad one')
    await pollFor(() => keptText(home.data).includes('text of the bad one'))
    await roost.hurryPings()
    await roost.run(`printf 'SP''INS'`)
    const notice = roost.page.getByRole('alert').filter({ hasText: 'brought down' })
    await notice.waitFor()
    expect(await notice.innerText()).toMatch(/The output of Shell[^]*set-aside-\d+/u)
    await roost.tabOf('good').click()
    await roost.waitForText(/^text of the good one/m)
    await roost.tabOf('bad').click()
    await pollFor(async () => !(await roost.terminalText()).includes('text of the'))
    await roost.page.getByRole('alert').getByRole('button', { name: 'Start again' }).click()
    await roost.waitForText('$')
    await roost.run('echo and on')
    await roost.waitForText(/^and on/m)
  })
})
