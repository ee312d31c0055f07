import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { violations } from '../support/axe.ts'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

/** What the stand-in draws once it has other words (`FAKE_AGENT_LOOK=renamed`). */
const rules = {
  roostRules: 1,
  tools: {
    claude: {
      measured: '2.1.340',
      statusRules: [
        {
          id: 'works',
          priority: 50,
          region: { kind: 'bottom', lines: 3 },
          when: { contains: 'hold esc to stop' },
          claim: { kind: 'working' },
        },
        {
          id: 'prompt',
          priority: 10,
          region: { kind: 'bottom', lines: 3 },
          when: { regex: '^»' },
          claim: { kind: 'idle' },
        },
      ],
    },
  },
}

/** From now on the native dialogs are not shown: this file is chosen, to be read or written. */
async function choose(roost: RoostApp, path: string): Promise<void> {
  await roost.main(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)
}

async function openRules(roost: RoostApp) {
  await roost.page.keyboard.press('Control+Shift+Y')
  await roost.dialog('Why this status?').getByRole('button', { name: 'Rules…' }).click()
  const dialog = roost.dialog('Status rules')
  await dialog.waitFor()
  return dialog
}

describe('rules of a file', () => {
  it('are shown before they are used, followed by the badge of an agent with other words, and undone', async ({
    roost,
  }) => {
    roost.home.setAgents({
      FAKE_AGENT_SIGNALS: 'none',
      FAKE_AGENT_LOOK: 'renamed',
      FAKE_AGENT_VERSION: '2.1.340',
    })
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    const path = join(roost.home.root, 'claude-2.1.340.json')
    writeFileSync(path, JSON.stringify(rules))
    await choose(roost, path)

    // By keys alone.
    const dialog = await openRules(roost)
    const source = dialog.getByRole('region', { name: 'Where the rules come from' })
    expect(await source.innerText()).toContain('Built-in rules, measured with Claude Code 2.1.332.')
    await source.getByRole('button', { name: 'Update rules from a file…' }).focus()
    await roost.page.keyboard.press('Enter')
    const diff = roost.dialog('Rules of claude-2.1.340.json')
    const changes = diff.getByRole('region', { name: /Claude Code: measured with 2\.1\.332, now 2\.1\.340/ })
    await changes.getByText('Changed: works', { exact: true }).waitFor()
    await changes.getByText('Removed: asks-trust', { exact: true }).waitFor()
    const [before, after] = ['In use now', 'In the file'].map((side) =>
      changes.getByRole('group', { name: `Changed: prompt. ${side}` }),
    )
    expect(await before?.innerText()).toContain('"kind": "promptBox"')
    expect(await after?.innerText()).toContain('"regex": "^»"')
    expect(await violations(roost)).toEqual([])
    await roost.page.keyboard.press('Escape')
    await diff.waitFor({ state: 'hidden' })
    expect(await source.innerText()).toContain('Built-in rules')

    await source.getByRole('button', { name: 'Update rules from a file…' }).click()
    await diff.getByRole('button', { name: 'Use these rules' }).click()
    await dialog.getByRole('status').getByText('The rules of claude-2.1.340.json are now in use.').waitFor()
    await pollFor(async () =>
      /From the file claude-2\.1\.340\.json, chosen .*; measured with Claude Code 2\.1\.340\./.test(
        await source.innerText(),
      ),
    )
    await dialog.getByRole('button', { name: 'Close' }).click()
    await roost.tab(/, idle/).waitFor()
    await roost.type('work 60\n')
    await roost.tab(/, working/).waitFor()

    const again = await openRules(roost)
    await again.getByRole('button', { name: 'Back to the built-in rules' }).click()
    await again.getByRole('status').getByText('The built-in rules are in use again.').waitFor()
    await again.getByRole('button', { name: 'Close' }).click()
    await roost.tab(/, seems busy/).waitFor()
  })

  it('that are wrong are refused in words; those in force are saved as a file that can be used', async ({
    roost,
  }) => {
    await roost.newSession('Claude Code')
    await roost.tab(/, idle/).waitFor()
    const path = join(roost.home.root, 'saved.json')
    writeFileSync(path, '{\n  "roostRules": 1\n  "tools": {}\n}')
    await choose(roost, path)
    const dialog = await openRules(roost)
    await dialog.getByRole('button', { name: 'Update rules from a file…' }).click()
    await dialog.getByRole('alert').getByText('The file is not JSON (line 3, column 3).').waitFor()
    await dialog.getByRole('button', { name: 'Save rules as a file…' }).click()
    await dialog.getByRole('status').getByText(`Saved as ${path}.`).waitFor()
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      roostRules: 1,
      tools: { claude: { measured: '2.1.332' } },
    })
    await dialog.getByRole('button', { name: 'Update rules from a file…' }).click()
    await roost.dialog('Rules of saved.json').getByText('These rules are already in use.').waitFor()
  })
})
