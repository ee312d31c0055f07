import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { RoostApp } from '../support/app.ts'
import type { TestHome } from '../support/home.ts'
import { openBusyShells, openShell, probeProgram, shellThatMayRedraw, withApp } from './bench-app.ts'
import { spreadOf, type Spread } from './statistics.ts'

export type EchoResult = {
  /** From a key's event in the page until its echo by the program is parsed in the page, ms. */
  readonly key: { readonly idle: Spread; readonly busy: Spread; readonly ratioP95: number }
  /** From a cursor query of the program to its answer, ms. */
  readonly query: { readonly idle: Spread; readonly busy: Spread; readonly ratioP95: number }
}

/** Measures both echoes in a session on show, alone and with others that redraw behind it. */
export async function measureEcho(count: number): Promise<EchoResult> {
  const quiet = await withApp({}, (roost, home) => measureBoth(roost, home, count), shellThatMayRedraw)
  const busy = await withApp(
    { env: {} },
    async (roost, home) => {
      await openBusyShells(roost, home)
      return measureBoth(roost, home, count)
    },
    shellThatMayRedraw,
  )
  const pair = (which: 'key' | 'query') => ({
    idle: quiet[which],
    busy: busy[which],
    ratioP95: busy[which].p95 / quiet[which].p95,
  })
  return { key: pair('key'), query: pair('query') }
}

async function measureBoth(
  roost: RoostApp,
  home: TestHome,
  count: number,
): Promise<{ key: Spread; query: Spread }> {
  await openShell(roost, home.work)
  await roost.waitForText('work $')
  const log = join(home.root, 'echo.log')
  await roost.run(`'${process.execPath}' '${probeProgram}' echo '${log}' ${count}`)
  await roost.waitForText('ECHO DONE', 120_000)
  const { echoMs } = v.parse(v.object({ echoMs: v.array(v.number()) }), JSON.parse(readFileSync(log, 'utf8')))
  await roost.run('clear; stty raw -echo; cat')
  await roost.page.waitForTimeout(1000)
  await roost.focusTerminal()
  await roost.page.evaluate(watchKeys)
  for (let at = 0; at < count; at++) {
    await roost.page.keyboard.press('x')
    await roost.page.evaluate('window.roostKeyEchoed()')
    await roost.page.waitForTimeout(10)
  }
  const times = v.parse(v.array(v.number()), await roost.page.evaluate('window.roostKeyTimes'))
  return { key: spreadOf(times.slice(10)), query: spreadOf(echoMs) }
}

/** Stamps each key as the page gets it and each echo as its terminal has parsed it. */
const watchKeys = `(() => {
  let pressedAt = null
  let echoed = () => {}
  window.roostKeyTimes = []
  window.addEventListener('keydown', (event) => { pressedAt = performance.now() }, true)
  window.roostTest.onParsed(() => {
    if (pressedAt === null) return
    window.roostKeyTimes.push(performance.now() - pressedAt)
    pressedAt = null
    echoed()
  })
  window.roostKeyEchoed = () => new Promise((resolve) => {
    if (pressedAt === null) resolve()
    else echoed = resolve
  })
})()`
