import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect, type Server } from 'node:net'
import { isCode } from './private-folder.ts'

/**
 * Listens on a socket file that is its owner's alone. A file that a dead app left is replaced; one that answers is
 * another app's, and stays.
 *
 * @throws Error that says what is in the way
 */
export async function listenOnFile(server: Server, path: string): Promise<void> {
  await removeStale(path)
  await listen(server, path)
  // Its folder is private, so nobody came in between.
  await chmod(path, 0o600)
}

/** Resolves once the server listens on a path or a pipe. */
export function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function removeStale(path: string): Promise<void> {
  const facts = await lstat(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null
    throw error
  })
  if (facts === null) return
  if (!facts.isSocket()) throw new Error(`${path} is there and is no socket`)
  if (await answers(path)) throw new Error(`${path} belongs to an app that runs`)
  await unlink(path)
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error) => {
      if (isCode(error, 'ECONNREFUSED') || isCode(error, 'ENOENT')) resolve(false)
      else reject(error)
    })
  })
}
