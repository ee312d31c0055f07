import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

/** Opens a shell in a folder of that name for each of the names. */
async function openShells(roost: RoostApp, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await roost.newSession('Shell', roost.home.folder(name))
    await roost.waitForText(`${name} $`)
  }
}

/** Which of the names each tab carries, in tab order. */
async function order(roost: RoostApp, names: readonly string[]): Promise<(string | undefined)[]> {
  return (await roost.tabNames()).map((tab) => names.find((name) => tab.includes(name)))
}

const selected = (roost: RoostApp) => roost.tabList().getByRole('tab', { selected: true })

describe('the tabs', () => {
  const names = ['apple', 'birch', 'cedar']

  it('show one session each, in the order in which they were opened, and switch by click and keys', async ({
    roost,
  }) => {
    await openShells(roost, names)
    expect(await order(roost, names)).toEqual(names)
    await roost.tabOf('apple').click()
    await roost.waitForText('apple $')
    await roost.page.keyboard.press('Control+Tab')
    await roost.waitForText('birch $')
    await roost.page.keyboard.press('Control+Shift+Tab')
    await roost.waitForText('apple $')
    await roost.page.keyboard.press('Alt+3')
    await roost.waitForText('cedar $')
    await roost.page.keyboard.press('Control+Shift+L')
    await roost.page.keyboard.press('ArrowUp')
    await pollFor(async () => (await selected(roost).innerText()).includes('birch'))
  })

  it('take what is typed right after a switch, each its own', async ({ home, launch }) => {
    const roost = await launch()
    await openShells(roost, names)
    const typed = new Map(names.map((name) => [name, '']))
    for (const name of names) {
      await roost.tabOf(name).click()
      await roost.waitForText(`${name} $`)
      await roost.run(`cat > ../${name}.txt`)
    }
    // A main process that has other things to do: the page may not wait for it.
    await roost.main(({ ipcMain }) => {
      const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers')
      if (!(handlers instanceof Map)) throw new Error('this Electron keeps its handlers elsewhere')
      const handle: unknown = handlers.get('session:activate')
      if (typeof handle !== 'function') throw new Error('nobody answers session:activate')
      handlers.set('session:activate', async (...given: unknown[]) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        return handle(...given)
      })
    })
    for (let turn = 0; turn < 12; turn += 1) {
      const at = (turn * 2) % names.length
      const name = names[at] ?? ''
      const word = `${name}${turn}`
      if (turn % 2 === 0) await roost.tabOf(name).click()
      else await roost.page.keyboard.press(`Alt+${at + 1}`)
      await roost.page.keyboard.type(word)
      await roost.page.keyboard.press('Enter')
      typed.set(name, `${typed.get(name) ?? ''}${word}\n`)
    }
    for (const name of names) {
      const path = join(home.root, `${name}.txt`)
      await pollFor(() => readFileSync(path, 'utf8') === typed.get(name), {
        what: `what was typed for ${name}`,
      })
    }
  })

  it('can be renamed, and the name wins over the title of the tool', async ({ roost }) => {
    await openShells(roost, ['apple'])
    await roost.page.keyboard.press('Control+Shift+R')
    await roost.page.getByRole('textbox', { name: /^New name for/ }).fill('my work')
    await roost.page.keyboard.press('Enter')
    await roost.tab(/my work/).waitFor()
    await roost.run(String.raw`printf '\e]0;other title\a'; echo titled`)
    await roost.waitForText('titled')
    await roost.tab(/my work/).waitFor()
  })

  it('take the title of the tool', async ({ roost }) => {
    await openShells(roost, ['apple'])
    await roost.run(String.raw`printf '\e]0;building the house\a'; sleep 60`)
    await roost.tab(/building the house/).waitFor()
  })

  it('move by keys and by drag', async ({ roost }) => {
    await openShells(roost, names)
    await roost.page.keyboard.press('Control+Shift+PageUp')
    await pollFor(async () => (await order(roost, names)).join() === 'apple,cedar,birch')
    await roost.tabOf('birch').dragTo(roost.tabOf('apple'), { targetPosition: { x: 40, y: 2 } })
    await pollFor(async () => (await order(roost, names)).join() === 'birch,apple,cedar', {
      what: 'the dragged tab at the top',
    }).catch(async (error: unknown) => {
      throw new Error(`${String(error)}; the order is ${(await order(roost, names)).join()}`)
    })
  })

  it('close without a question when the tool rests, and come back with their text', async ({ roost }) => {
    await openShells(roost, ['apple'])
    await roost.run('echo kept text')
    await roost.waitForText(/^kept text/m)
    await pollFor(async () => /, idle/.test((await roost.tabNames())[0] ?? ''), { what: 'the shell to rest' })
    await roost.page.keyboard.press('Control+Shift+W')
    await pollFor(async () => (await roost.tabNames()).length === 0)
    await roost.page.keyboard.press('Control+Shift+E')
    await roost.tabOf('apple').waitFor()
    await roost.waitForText(/^kept text/m)
  })

  it('ask before they close a tool at work', async ({ roost }) => {
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.type('work 600\n')
    await roost.tab(/working/).waitFor()
    await roost.page.keyboard.press('Control+Shift+W')
    const question = roost.dialog(/^Close “/)
    await question.waitFor()
    await roost.page.keyboard.press('Escape')
    await roost.tab(/working/).waitFor()
    await roost.page.keyboard.press('Control+Shift+W')
    await question.getByRole('button', { name: 'Close' }).click()
    await pollFor(async () => (await roost.tabNames()).length === 0)
  })
})
