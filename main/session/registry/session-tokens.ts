import { createHash, timingSafeEqual } from 'node:crypto'
import type { SessionId } from '../../../app/session/session.ts'
import type { Random } from '../../base/random.ts'

/** 165 bits. */
const tokenLength = 32

/**
 * By which token the processes of a session show that they are its own: each start of its tool gets a new one in its
 * environment, and that of the start before is worth nothing from then on. On no disk, and on no command line.
 */
export class SessionTokens {
  readonly #digests = new Map<SessionId, Buffer>()

  /** A token for a start that begins now. */
  issue(id: SessionId, random: Random): string {
    const token = random.tail(tokenLength)
    this.#digests.set(id, digestOf(token))
    return token
  }

  /** The session is closed. */
  revoke(id: SessionId): void {
    this.#digests.delete(id)
  }

  /** The session that a token is of; null where it is of none. Takes a time that tells nothing of the tokens. */
  sessionOf(token: string): SessionId | null {
    const given = digestOf(token)
    const [found] = [...this.#digests].filter(([, digest]) => timingSafeEqual(digest, given))
    return found?.[0] ?? null
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
