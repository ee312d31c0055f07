import { randomBytes } from 'node:crypto'
import { rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Server } from 'node:net'
import type { Log } from '../desktop/log.ts'
import type { CliTarget } from './cli-target.ts'
import { createCliServer } from './cli-server.ts'
import { claimFolder } from './private-folder.ts'
import { listen, listenOnFile } from './socket-file.ts'
import { pipeName, socketPlaces } from './socket-place.ts'

/** The file that holds the secret of the pipe on Windows, in the data folder. */
export const secretFileName = 'roost.secret'

/**
 * Lets `roost`, the command line, reach the sessions from now on. The app goes on without it where the socket cannot
 * be had; why is in the log.
 *
 * @param userData absolute
 * @returns `dispose` drops every client and removes the socket
 */
export async function openCli({
  userData,
  target,
  platform,
  log,
  environment = process.env,
}: {
  readonly userData: string
  readonly target: CliTarget
  readonly platform: NodeJS.Platform
  readonly log: Pick<Log, 'info' | 'error'>
  readonly environment?: Readonly<Record<string, string | undefined>>
}): Promise<{ dispose(): Promise<void> }> {
  const secret = platform === 'win32' ? randomBytes(32).toString('hex') : null
  const { server, end } = createCliServer({ target, secret, log })
  try {
    const forget =
      secret === null
        ? await listenInFirstPlace(server, { userData, platform, environment })
        : await listenOnPipe(server, userData, secret)
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
  const file = join(userData, secretFileName)
  // The folder of a user's data is theirs alone on Windows, and so is a file that is made in it.
  await writeFile(file, secret, { mode: 0o600 })
  await listen(server, pipeName(userData, userInfo().username, secret))
  return () => rm(file, { force: true })
}

async function listenInFirstPlace(
  server: Server,
  facts: {
    readonly userData: string
    readonly platform: NodeJS.Platform
    readonly environment: Readonly<Record<string, string | undefined>>
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
      return async () => {
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
