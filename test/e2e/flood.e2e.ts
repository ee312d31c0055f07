import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

const hook = async (roost: RoostApp, call: string) =>
  String(await roost.page.evaluate(`window.roostTest.${call}()`))

/** Some megabytes, most of them written over, of which 60 lines stay. */
function progressBar(): string {
  let text = ''
  for (let step = 1; step <= 100_000; step++)
    text += `\r\u001b[32mstep ${step}\u001b[0m of a hundred thousand${step % 2000 === 0 ? `\r\nline ${step / 2000}` : ''}`
  return `${text}\r\nflood over\r\n`
}

describe('a flood that the page does not keep up with', () => {
  it('runs on, and what the user reads and has selected does not move', async ({ roost }) => {
    await roost.newSession('Shell')
    await roost.waitForText('$')
    const [flood, go, done] = ['flood', 'go', 'done'].map((name) => join(roost.home.root, name))
    if (flood === undefined || go === undefined || done === undefined) throw new Error('no paths')
    writeFileSync(flood, progressBar())
    await roost.run(
      `clear; seq -f row%.0f 300; until [ -e '${go}' ]; do sleep 0.1; done; cat '${flood}'; touch '${done}'`,
    )
    await roost.waitForText(/^row300/m)
    const box = await roost.terminal().boundingBox()
    if (box === null) throw new Error('no terminal')
    await roost.page.mouse.move(box.x + 100, box.y + 100)
    await pollFor(
      async () => {
        await roost.page.mouse.wheel(0, -400)
        return /^row(\d\d?|1\d\d)$/.test(await hook(roost, 'viewLine'))
      },
      { what: 'a line that has scrolled away' },
    )
    await roost.page.mouse.dblclick(box.x + 30, box.y + 100)
    const selected = await pollFor(async () => /^row\d+$/.exec(await hook(roost, 'selectionText'))?.[0], {
      what: 'a selected word',
    })
    const read = await hook(roost, 'viewLine')

    const page = (await roost.processes()).find(({ type }) => type === 'Tab')
    if (page === undefined) throw new Error('no page')
    process.kill(page.pid, 'SIGSTOP')
    try {
      writeFileSync(go, '')
      // All of it, and the page has parsed nothing.
      await pollFor(() => existsSync(done), { what: 'the end of the flood' })
    } finally {
      process.kill(page.pid, 'SIGCONT')
    }
    const text = await roost.waitForText(/^flood over/m)
    expect([await hook(roost, 'viewLine'), await hook(roost, 'selectionText')]).toEqual([read, selected])
    const lines = text.split('\n')
    expect(lines.filter((line) => line.startsWith('row'))).toEqual(
      Array.from({ length: 300 }, (_, at) => `row${at + 1}`),
    )
    // Each line is written over by the next steps.
    expect(lines.slice(lines.indexOf('flood over') - 51, lines.indexOf('flood over'))).toEqual([
      'step 2000 of a hundred thousand',
      ...Array.from({ length: 49 }, (_, at) => `step ${2000 * (at + 2)} of a hundred thousand`),
      'line 50',
    ])
  })

  it('ends with the last screen of a file of megabytes', async ({ roost }) => {
    await roost.newSession('Shell')
    await roost.waitForText('$')
    const file = join(roost.home.root, 'lines')
    writeFileSync(file, Array.from({ length: 400_000 }, (_, at) => `line ${at + 1}\n`).join(''))
    await roost.run(`cat '${file}'; echo the end`)
    const text = await roost.waitForText(/^the end/m)
    const numbers = [...text.matchAll(/^line (\d+)$/gm)].map((match) => Number(match[1]))
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => 400_001 - numbers.length + at))
    expect(numbers.length).toBeGreaterThan(900)
    await roost.run('echo in hand')
    await roost.waitForText(/^in hand/m)
  })
})
