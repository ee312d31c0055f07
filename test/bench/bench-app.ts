import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchRoost, type LaunchOptions, type RoostApp } from '../support/app.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { createTestHome, type TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'

/** The in-terminal probe. */
export const probeProgram = join(repositoryRoot, 'test/bench/probe.mjs')

/** Runs a measurement in an app and a home of its own, whatever becomes of it. */
export async function withApp<T>(
  options: LaunchOptions,
  measure: (roost: RoostApp, home: TestHome) => Promise<T>,
  prepare: (home: TestHome) => void = () => {},
): Promise<T> {
  const home = createTestHome()
  prepare(home)
  const roost = await launchRoost(home, options)
  try {
    return await measure(roost, home)
  } finally {
    await roost.dispose()
    home.dispose()
  }
}

/**
 * Opens a shell session by the page's own bridge, without the dialog, and waits until its terminal is on show.
 *
 * @returns its id
 */
export async function openShell(roost: RoostApp, folder: string): Promise<string> {
  const created: unknown = await roost.page.evaluate(
    `window.roost.request('session:create', ${JSON.stringify({ toolName: 'shell', folder, cols: 120, rows: 40 })})`,
  )
  if (typeof created !== 'object' || created === null || !('value' in created))
    throw new Error(`no session: ${JSON.stringify(created)}`)
  const id = String(created.value)
  await roost.page.evaluate(`window.roost.request('session:activate', ${JSON.stringify({ id })})`)
  await pollFor(() => roost.page.evaluate(`window.roostTest.session() === ${JSON.stringify(id)}`), {
    what: 'the session on show',
  })
  return id
}

/** A bash that is at its prompt at once and has this in its screen. */
export function writeQuickShell(home: TestHome, startup: string): void {
  writeFileSync(join(home.home, '.bashrc'), `PS1='\\W $ '\nHISTFILE=\n${startup}\n`)
}

/** The size of the terminal on show. */
export async function screenSize(roost: RoostApp): Promise<{ columns: number; rows: number }> {
  const size: unknown = await roost.page.evaluate('window.roostTest.size()')
  if (typeof size !== 'object' || size === null || !('cols' in size) || !('rows' in size))
    throw new Error('no size')
  return { columns: Number(size.cols), rows: Number(size.rows) }
}

/** Makes the terminal's renderer the wanted one and says which it became. */
export async function useRenderer(roost: RoostApp, renderer: 'webgl' | 'dom'): Promise<string> {
  await roost.page.evaluate(`window.roost.request('settings:change', { renderer: '${renderer}' })`)
  await pollFor(() => roost.page.evaluate(`window.roostTest.rendererKind() === '${renderer}'`), {
    timeoutMs: 5000,
    what: renderer,
  }).catch(() => undefined)
  return String(await roost.page.evaluate('window.roostTest.rendererKind()'))
}
