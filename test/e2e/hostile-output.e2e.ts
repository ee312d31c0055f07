import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'

const huge = '2147483647'

describe('output that asks for too much', () => {
  it('leaves host and page answering', async ({ home, launch }) => {
    const roost = await launch()
    await roost.newSession('Shell')
    await roost.waitForText('$')
    const file = join(home.root, 'hostile')
    const counts = ['S', 'L', 'M', 'T', 'I', 'Z', 'b', '^', '@', 'P', 'X', ' @', ' A', "'}", "'~"]
    const marks = `e${'\u0301'.repeat(1000)}`
    const text = [
      ...counts.map((final) => `x\u001b[${huge}${final}`),
      marks,
      `\u001b]8;;https://example.org/${'x'.repeat(9000)}\u0007link\u001b]8;;\u0007`,
      `\u001b]0;${'t'.repeat(200_000)}\u0007`,
      '\u001bc'.repeat(2000),
    ].join('')
    writeFileSync(file, `${text}\r\nstill here\r\n`)
    await roost.run(`cat '${file}'`)
    await roost.waitForText('still here')
    await roost.run('echo and $((40 + 2))')
    await roost.waitForText('and 42')
    await roost.newSession('Shell')
    await roost.waitForText('$')
    expect(await roost.page.locator('[role="tab"]').count()).toBe(2)
  })
})
