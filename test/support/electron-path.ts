import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

/** An Electron that starts this checkout's app. */
export type TestElectron = { readonly executable: string; readonly args: readonly string[] }

/** The checkout's root. */
export const repositoryRoot = resolve(import.meta.dirname, '../..')

/**
 * The Electron that `npm test` found (ROOST_TEST_ELECTRON, ROOST_TEST_ELECTRON_ARGS as JSON), or one found the way
 * the start script does.
 */
export function testElectron(): TestElectron {
  const given = process.env['ROOST_TEST_ELECTRON']
  if (given !== undefined && given !== '')
    return { executable: given, args: readArgs(process.env['ROOST_TEST_ELECTRON_ARGS'] ?? '[]') }
  const printed = execFileSync(process.execPath, ['scripts/electron-runtime.mjs', '--print'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  })
  const last: unknown = JSON.parse(printed.trim().split('\n').at(-1) ?? '{}')
  if (typeof last !== 'object' || last === null || !('executable' in last) || !('args' in last))
    throw new Error(`electron-runtime.mjs printed something else: ${printed}`)
  return { executable: String(last.executable), args: readArgs(JSON.stringify(last.args)) }
}

function readArgs(json: string): string[] {
  const parsed: unknown = JSON.parse(json)
  if (!Array.isArray(parsed)) throw new Error(`not a list of arguments: ${json}`)
  return parsed.map(String)
}
