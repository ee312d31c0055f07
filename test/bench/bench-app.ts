import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { RequestArgument } from '../../app/ipc/contract.ts'
import type { RequestChannel } from '../../app/ipc/channels.ts'
import { SessionIdSchema, type SessionId } from '../../app/session/session.ts'
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
 * Asks main by the page's own bridge, as the window does.
 *
 * @returns the value of its answer
 * @throws Error with the answer where main refuses
 */
export async function ask<C extends RequestChannel>(
  roost: RoostApp,
  channel: C,
  argument: RequestArgument<C>,
): Promise<unknown> {
  const answer: unknown = await roost.page.evaluate(
    `window.roost.request('${channel}', ${JSON.stringify(argument)})`,
  )
  if (typeof answer !== 'object' || answer === null || !('value' in answer))
    throw new Error(`${channel}: ${JSON.stringify(answer)}`)
  return answer.value
}

/**
 * Opens a session without the dialog, and shows it.
 *
 * @returns its id
 */
export async function openSession(roost: RoostApp, toolName: string, folder: string): Promise<SessionId> {
  const created = await ask(roost, 'session:create', { toolName, folder, cols: 120, rows: 40 })
  const id = v.parse(SessionIdSchema, created)
  await ask(roost, 'session:activate', { id })
  return id
}

/**
 * Opens a shell session without the dialog, and waits until its terminal is on show.
 *
 * @returns its id
 */
export async function openShell(roost: RoostApp, folder: string): Promise<string> {
  const id = await openSession(roost, 'shell', folder)
  await pollFor(() => roost.page.evaluate(`window.roostTest.session() === ${JSON.stringify(id)}`), {
    what: 'the session on show',
  })
  return id
}

/** A bash that is at its prompt at once and has this in its screen. */
export function writeQuickShell(home: TestHome, startup: string): void {
  writeFileSync(join(home.home, '.bashrc'), `PS1='\\W $ '\nHISTFILE=\n${startup}\n`)
}

/** The other sessions of a busy measurement, and how often each redraws its screen. */
const busySessions = 20
const redrawsPerSecond = 10

/** A shell that redraws forever if it is opened in a folder named `redraw`. */
export function shellThatMayRedraw(home: TestHome): void {
  const redraw = `exec '${process.execPath}' '${probeProgram}' redraw ${redrawsPerSecond}`
  writeQuickShell(home, `case $PWD in */redraw) ${redraw};; esac`)
}

/** Opens sessions that redraw beside what is measured; the home's shell has to be one that may. */
export async function openBusyShells(roost: RoostApp, home: TestHome): Promise<void> {
  for (let at = 0; at < busySessions; at++) await openShell(roost, home.folder('redraw'))
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
