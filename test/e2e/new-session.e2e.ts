import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

describe('a new session', () => {
  it('is offered by a first start, by a button and by a shortcut', async ({ launch }) => {
    const roost = await launch()
    await roost.page.getByRole('button', { name: 'New session' }).first().waitFor()
    await roost.page.keyboard.press('Control+Shift+T')
    await roost.dialog('New session').waitFor()
    await roost.page.keyboard.press('Escape')
    await roost.dialog('New session').waitFor({ state: 'hidden' })
    expect(await roost.tabNames()).toEqual([])
  })

  it('offers the login shell and the agents that are installed, and no others', async ({ roost }) => {
    const dialog = await roost.openNewSessionDialog()
    for (const name of ['Shell', 'Claude Code', 'Codex'])
      expect(await dialog.getByRole('radio', { name }).isEnabled()).toBe(true)
    const gemini = dialog.getByRole('radio', { name: 'Gemini CLI' })
    expect((await gemini.count()) === 0 || (await gemini.isDisabled())).toBe(true)
  })

  it('says in words what is wrong with a folder, and starts nothing', async ({ roost }) => {
    const file = join(roost.home.root, 'a file')
    writeFileSync(file, '')
    const dialog = await roost.openNewSessionDialog()
    await dialog.getByRole('radio', { name: 'Shell' }).check({ force: true })
    const start = dialog.getByRole('button', { name: 'Start' })
    const folder = dialog.getByRole('textbox', { name: 'Folder' })
    for (const wrong of [join(roost.home.root, 'nowhere'), file]) {
      await folder.fill(wrong)
      await start.click()
      await dialog
        .getByRole('alert')
        .filter({ hasText: /folder/i })
        .waitFor()
      expect(await roost.tabNames()).toEqual([])
    }
    await folder.fill(roost.home.work)
    await start.click()
    await dialog.waitFor({ state: 'hidden' })
    await roost.tabOf('work').waitFor()
  })

  it('says that a tool is gone when it was removed after it was offered', async ({ home, launch }) => {
    const roost = await launch()
    const dialog = await roost.openNewSessionDialog()
    await dialog.getByRole('radio', { name: 'Codex' }).check({ force: true })
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(home.work)
    rmSync(join(home.bin, 'codex'))
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.getByRole('alert').waitFor()
    expect(await roost.tabNames()).toEqual([])
  })

  it('remembers the folders it was given', async ({ roost }) => {
    const project = roost.home.folder('a project')
    await roost.newSession('Shell', project)
    await roost.newSession('Shell', roost.home.work)
    const dialog = await roost.openNewSessionDialog()
    await dialog.getByRole('button', { name: project }).click()
    await dialog.getByRole('button', { name: 'Start' }).click()
    await roost.waitForText('a project $')
  })

  it('takes the folder that is picked in the native dialog', async ({ roost }) => {
    const picked = roost.home.folder('picked')
    await roost.main(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, picked)
    const dialog = await roost.openNewSessionDialog()
    await dialog.getByRole('radio', { name: 'Shell' }).check({ force: true })
    await dialog.getByRole('button', { name: 'Browse…' }).click()
    await pollFor(async () =>
      (await dialog.getByRole('textbox', { name: 'Folder' }).inputValue()).includes('picked'),
    )
    await dialog.getByRole('button', { name: 'Start' }).click()
    await roost.waitForText('picked $')
  })

  it('takes ~ for the home folder', async ({ roost }) => {
    await roost.newSession('Shell', '~')
    await roost.run('pwd -P')
    await roost.waitForText(roost.home.home)
  })

  it('whose program cannot be started says so on its tab', async ({ home, launch }) => {
    const broken = join(home.bin, 'claude')
    writeFileSync(broken, '#!/does/not/exist\n')
    chmodSync(broken, 0o755)
    const roost = await launch()
    await roost.newSession('Claude Code')
    await roost.tab(/failed|exited/).waitFor()
  })
})
