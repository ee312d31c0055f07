import { join, resolve } from 'node:path'
import { parse, stringify } from 'smol-toml'
import * as v from 'valibot'
import type { Environment } from '../environment/child-environment.ts'
import { notifyArgv } from './hook-command.ts'
import type { HookChange, HookRequest } from './hook-start.ts'
import { findOptions, putOption } from './options.ts'
import { readIfThere } from './own-settings.ts'

/**
 * Gives Codex our notifier for ended turns by `-c notify=…`, which tells the conversation's id too; Codex takes one, so
 * ours calls the user's own after it. Measured with 0.169: `-c` is stronger than a profile's file, and that stronger
 * than the user's; the `notify` of a project's file is passed over.
 *
 * Codex's hooks would tell more, but they run only with `--dangerously-bypass-hook-trust`, which trusts the hooks of
 * every repository as well that the user has never looked at: that flag is never given. What a turn is doing, Codex
 * says by OSC 7501.
 */
export async function hookCodex(request: HookRequest): Promise<HookChange> {
  const { args, eventsFile } = request
  const given = findOptions(args, ['-c', '--config'])
    .filter(({ value }) => notifyKey.test(value))
    .at(-1)
  const own = given === undefined ? await notifyOfFiles(request) : notifyIn(given.value)
  if (own === 'unreadable') return { gap: 'codex-notify' }
  const notify = stringify({ notify: notifyArgv(eventsFile, own ?? []) }).trimEnd()
  return { args: putOption(args, given, ['-c', notify]) }
}

/** Where Codex keeps its settings and its conversations. */
export function codexHome(environment: Environment, workdir: string, homeFolder: string): string {
  const given = environment['CODEX_HOME'] ?? ''
  return given === '' ? join(environment['HOME'] ?? homeFolder, '.codex') : resolve(workdir, given)
}

/** A notifier's argv; null where none is named. */
type Notify = readonly string[] | null | 'unreadable'

/** The notifier that Codex would call without us: of the profile, else of the user, else of the system. */
async function notifyOfFiles(request: HookRequest): Promise<Notify> {
  const { args, environment, workdir, homeFolder } = request
  const home = codexHome(environment, workdir, homeFolder)
  const profile = findOptions(args, ['-p', '--profile']).at(-1)?.value
  const files = [
    ...(profile === undefined ? [] : [join(home, `${profile}.config.toml`)]),
    join(home, 'config.toml'),
    '/etc/codex/config.toml',
  ]
  for (const file of files) {
    const text = await readIfThere(file)
    const own = text === null ? 'unreadable' : notifyIn(text)
    if (own !== null) return own
  }
  return null
}

function notifyIn(toml: string): Notify {
  try {
    const parsed = v.safeParse(NotifySchema, parse(toml, { integersAsBigInt: 'asNeeded' }))
    return parsed.success ? (parsed.output.notify ?? null) : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** `-c notify=…` on a command line. */
const notifyKey = /^\s*notify\s*=/u
const NotifySchema = v.looseObject({ notify: v.optional(v.array(v.string())) })
