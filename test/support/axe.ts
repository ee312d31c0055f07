import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RoostWindow } from './window.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the window as it is, in short. The colours inside the terminal are the program's. */
export async function violations({ page }: RoostWindow): Promise<unknown> {
  await page.evaluate(axe)
  return page.evaluate(`axe.run({ exclude: ['.xterm-screen'] }, { resultTypes: ['violations'] }).then((found) =>
    found.violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 120)).join(' | ')))`)
}
