import { randomBytes } from 'node:crypto'
import { rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Server } from 'node:net'
import type { Log } from '../desktop/log.ts'
import type { CliTarget } from './cli-target.ts'
import type { CliAccess } from './cli-access.ts'
import { createCliServer } from './cli-server.ts'
import { claimFolder } from './private-folder.ts'
import { listen, listenOnFile } from './socket-file.ts'
import { pipeName, socketPlaces } from './socket-place.ts'

/**
 * The file that holds the secret by which the user is known, in the data folder; the name of the pipe on Windows depends
 * on it too. New at each start, given to no child, and on no command line.
 */
export const secretFileName = 'roost.secret'

/**
 * Lets `roost`, the command line, reach the sessions from now on. The app goes on without it where the socket cannot
 * be had; why is in the log.
 *
 * @param userData absolute
 * @param secret by which the user is known; unguessable, and new at each start
 * @returns `dispose` drops every client and removes the socket
 */
export async function openCli({
  userData,
  target,
  access,
  secret,
  platform,
  log,
  environment = process.env,
}: {
  readonly userData: string
  readonly target: CliTarget
  readonly access: CliAccess
  readonly secret: string
  readonly platform: NodeJS.Platform
  readonly log: Pick<Log, 'info' | 'error'>
  readonly environment?: Readonly<Record<string, string | undefined>>
}): Promise<{ dispose(): Promise<void> }> {
  const { server, end } = createCliServer({ target, access, secret, log })
  try {
    const forget =
      platform === 'win32'
        ? await listenOnPipe(server, userData, secret)
        : await listenInFirstPlace(server, { userData, platform, environment, secret })
    server.on('error', (error) => log.error('the command line', error))
    return {
      async dispose() {
        await closed(server, end)
        await forget().catch((error: unknown) => log.error('removing the socket', error))
      },
    }
  } catch (error) {
    log.error('the command line cannot reach this app', error)
    return { dispose: () => Promise.resolve() }
  }
}

/** Removes what is left of a socket when its server is closed. */
type Forget = () => Promise<void>

async function listenOnPipe(server: Server, userData: string, secret: string): Promise<Forget> {
  // The folder of a user's data is theirs alone on Windows, and so is a file that is made in it.
  const forgetSecret = await writeSecret(userData, secret)
  await listen(server, pipeName(userData, userInfo().username, secret))
  return forgetSecret
}

/** A new file in place of what is there, so that it is nobody's link and nobody has it open. */
async function writeSecret(userData: string, secret: string): Promise<Forget> {
  const file = join(userData, secretFileName)
  const fresh = `${file}.${randomBytes(8).toString('hex')}`
  await writeFile(fresh, secret, { mode: 0o600, flag: 'wx' })
  await rename(fresh, file)
  return () => rm(file, { force: true })
}

async function listenInFirstPlace(
  server: Server,
  facts: {
    readonly userData: string
    readonly platform: NodeJS.Platform
    readonly environment: Readonly<Record<string, string | undefined>>
    readonly secret: string
  },
): Promise<Forget> {
  const userId = process.getuid?.() ?? null
  const problems: string[] = []
  const places = socketPlaces({
    platform: facts.platform,
    dataFolder: facts.userData,
    userId,
    runtimeFolder: facts.environment['XDG_RUNTIME_DIR'] ?? '',
    temporaryFolder: tmpdir(),
  })
  for (const place of places) {
    const problem = await claimFolder(place, userId ?? 0)
    if (problem === null) {
      await listenOnFile(server, place.path)
      // Only now: it would be another app's, whose clients could not show it any more.
      const forgetSecret = await writeSecret(facts.userData, facts.secret).catch(async (error: unknown) => {
        // Nobody could show it: a socket that answers everyone with a refusal helps nobody, and would stay.
        await closed(server, () => undefined)
        if (place.isShared) await rmdir(place.folder)
        throw error
      })
      return async () => {
        await forgetSecret()
        if (place.isShared) await rmdir(place.folder)
      }
    }
    problems.push(problem)
  }
  throw new Error(`no place for a socket: ${problems.join('; ')}`)
}

/** Node removes the socket's file with the server. */
function closed(server: Server, end: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    end()
  })
}
