import { tmpdir, userInfo } from 'node:os'
import { resolve } from 'node:path'
import { app } from 'electron'
import { cliError } from '../../app/cli/cli-error.ts'
import { exitCodes } from '../../app/cli/exit-codes.ts'
import { maxRequestBytes, type CliError } from '../../app/cli/protocol.ts'
import { pickLocale } from '../../app/i18n/translate.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { askApp, askingAs } from './ask-app.ts'
import { commandLine } from './command-line.ts'
import { paintStatus } from './paint.ts'
import { runCommand } from './run-command.ts'

/** Ctrl+C, as a shell counts it. */
const interruptedExitCode = 130

// Somebody who reads only the first lines of what is printed is done with us.
process.stdout.on('error', () => process.exit(exitCodes.done))
process.on('SIGINT', () => process.exit(interruptedExitCode))

const { env } = process
const facts = {
  platform: process.platform,
  dataFolder: dataFolder(),
  userId: process.getuid?.() ?? null,
  userName: process.platform === 'win32' ? userInfo().username : '',
  runtimeFolder: env['XDG_RUNTIME_DIR'] ?? '',
  temporaryFolder: tmpdir(),
  asking: askingAs(env),
}
const usesColor = process.stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'

// Awaited here, at the top: Electron does not go on to its window system before an entry has run to its end, so
// nothing of it is started, and no display is needed.
const outcome = await runCommand(commandLine(process.argv) ?? [], {
  locale: pickLocale([env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((name) => name) ?? ''),
  appVersion: app.getVersion(),
  cwd: () => process.cwd(),
  readInput,
  ask: (request, deadlineMs) => askApp(facts, request, deadlineMs),
  paint: usesColor ? paintStatus : (cell) => cell,
})
await write(process.stdout, outcome.stdout)
await write(process.stderr, outcome.stderr)
process.exit(outcome.exitCode)

/** Sessions have `ROOST_DATA` from the app that runs them, so that they reach that one. */
function dataFolder(): string {
  const given = env['ROOST_DATA'] ?? ''
  return given === '' ? app.getPath('userData') : resolve(given)
}

async function readInput(): Promise<Result<string, CliError>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > maxRequestBytes) return { ok: false, error: cliError('cli-too-large') }
    chunks.push(bytes)
  }
  return succeed(Buffer.concat(chunks).toString('utf8'))
}

/** Resolves when the text has left the process: an exit would cut off what a slow pipe has not taken. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done) => {
    if (text === '') done()
    else stream.write(text, () => done())
  })
}
