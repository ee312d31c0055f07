import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** What decides where the socket is; the app and its command line have to find the same. */
export type PlaceFacts = {
  readonly platform: NodeJS.Platform
  /** Absolute. */
  readonly dataFolder: string
  /** Null on Windows. */
  readonly userId: number | null
  /** `$XDG_RUNTIME_DIR`, empty where it is not set. */
  readonly runtimeFolder: string
  readonly temporaryFolder: string
}

/** A socket file in a folder that has to be its owner's alone. */
export type SocketPlace = {
  readonly path: string
  readonly folder: string
  /** Its parent belongs to others too, so it may be somebody else's, or a link. */
  readonly isShared: boolean
}

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, with the NUL at its end. */
const maxPathBytes = 99

/**
 * Where the socket may be on a Unix, the best first: in the data folder, or where that path is too long, in a folder
 * of its own. The app takes the first that is possible; the command line may run without `XDG_RUNTIME_DIR`, or with
 * another `TMPDIR`, and looks at all of them.
 */
export function socketPlaces(facts: PlaceFacts): readonly SocketPlace[] {
  const inData = join(facts.dataFolder, 'roost.sock')
  if (fits(inData)) return [{ path: inData, folder: facts.dataFolder, isShared: false }]
  const hash = hashOf(facts.dataFolder)
  const ofUser = facts.userId === null ? '' : `${facts.userId}-`
  const runtimeFolders = [
    facts.runtimeFolder,
    facts.platform === 'linux' && facts.userId !== null ? `/run/user/${facts.userId}` : '',
  ]
  const folders = [
    ...runtimeFolders
      .filter((parent) => parent.startsWith('/'))
      .map((parent) => join(parent, `roost-${hash}`)),
    ...[facts.temporaryFolder, '/tmp'].map((parent) => join(parent, `roost-${ofUser}${hash}`)),
  ]
  return [...new Set(folders)]
    .map((folder) => ({ path: join(folder, 'roost.sock'), folder, isShared: true }))
    .filter(({ path }) => fits(path))
}

/**
 * The named pipe on Windows. Its name holds a hash of the secret too, so that nobody who has not read the secret can
 * make a pipe of that name first and receive the prompts.
 */
export function pipeName(dataFolder: string, userName: string, secret: string): string {
  return `\\\\.\\pipe\\roost-${hashOf(`${userName}\0${dataFolder.toLowerCase()}\0${secret}`)}`
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= maxPathBytes
}

/** 64 bits: enough to keep the data folders of one user apart. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
