import type { CliSession, CliValues } from '../../app/cli/protocol.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { findQueued } from '../../app/session/queue.ts'
import { readPrompt, type Prompt } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { hasProcess } from '../../app/session/status.ts'
import { runsInShell } from '../../app/tool/shell-prefix.ts'
import type { Clock } from '../base/clock.ts'
import { setAwakeTimer } from '../base/wait.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { CliTarget } from './cli-target.ts'

/** What the command line does, done by the sessions of this app. */
export function cliTarget(manager: SessionManager, clock: Clock): CliTarget {
  function promptOf(id: SessionId, text: string, images: readonly string[]): Result<Prompt> {
    const prompt = readPrompt(text, images)
    if (!prompt.ok) return prompt
    const session = manager.get(id)
    // Told at once where it is plain by now; it is looked at again when it is typed.
    const isForShell =
      session !== null && runsInShell(text, session.toolInFront, { mode: session.record.mode })
    return isForShell ? failWith('prompt-runs-shell') : prompt
  }

  return {
    list: () => manager.views().map((view) => listed(manager, view)),
    async create(toolName, folder, createdBy) {
      const created = await manager.create(toolName, folder, null, createdBy ?? undefined)
      return created.ok ? succeed(created.value.id) : created
    },
    async send(id, text, images) {
      const prompt = promptOf(id, text, images)
      if (!prompt.ok) return prompt
      const item = await manager.prompts.add(id, prompt.value, true)
      return item.ok ? untilSent(manager, id, item.value) : item
    },
    async run(id, text, images, timeoutMs, signal) {
      const prompt = promptOf(id, text, images)
      if (!prompt.ok) return prompt
      const options = { timeoutMs, isFromScript: true, signal }
      return (await manager.get(id)?.runPromptResult(text, images, options)) ?? failWith('no-session')
    },
    waitFor: (id, what, timeoutMs, signal) =>
      new Promise((resolve) => {
        const end = (result: Result<{ readonly status: string }>): void => {
          stop()
          cancel()
          signal.removeEventListener('abort', leave)
          resolve(result)
        }
        const look = (): void => {
          const status = manager.get(id)?.status
          if (status === undefined) return end(failWith('no-session'))
          const isIt = what === 'exit' ? !hasProcess(status) : status.kind === what
          // A tool that asks, or has ended, becomes nothing else without a user.
          const isStuck = status.kind === 'waiting' || !hasProcess(status)
          if (isIt || (isStuck && !(what === 'exit' && status.kind === 'waiting')))
            end(succeed({ status: status.kind }))
        }
        const leave = (): void => end(failWith('cli-timeout'))
        const stop = manager.onSessionChange(look)
        const cancel = timeoutMs === null ? () => undefined : setAwakeTimer(clock, leave, timeoutMs)
        signal.addEventListener('abort', leave)
        look()
      }),
    interrupt: async (id) => (await manager.get(id)?.interrupt()) ?? failWith('no-session'),
    close: (id, confirmed) => manager.close(id, { confirmed }),
  }
}

/** Resolves when a queued prompt was taken by its tool, failed, or waits for something. */
function untilSent(manager: SessionManager, id: SessionId, item: number): Promise<Result<CliValues['send']>> {
  return new Promise((resolve) => {
    const look = (): void => {
      const outcome = sendingOutcome(manager, id, item)
      if (outcome === null) return
      stop()
      resolve(outcome)
    }
    const stop = manager.onSessionChange(look)
    look()
  })
}

/** What became of a queued prompt; null while it is on its way. */
function sendingOutcome(
  manager: SessionManager,
  id: SessionId,
  item: number,
): Result<CliValues['send']> | null {
  const session = manager.get(id)
  if (session === null) return failWith('no-session')
  const waiting = findQueued(session.record.queue, item)
  if (waiting === null) return succeed({ state: 'sent' })
  switch (waiting.state.kind) {
    case 'delivering':
      return null
    case 'failed':
      return { ok: false, error: waiting.state.problem }
    case 'unsure':
      return failWith('prompt-unsure')
    case 'held':
      return succeed({ state: 'queued', waitsFor: 'decision' })
    case 'queued':
      return session.queueWait === null ? null : succeed({ state: 'queued', waitsFor: session.queueWait })
  }
}

function listed(manager: SessionManager, view: ReturnType<SessionManager['views']>[number]): CliSession {
  const { id, title, toolName, workdir, status, mode, queue, git } = view
  return {
    id,
    title,
    name: manager.get(id)?.record.userTitle ?? null,
    tool: toolName,
    folder: workdir,
    status: status.kind,
    ...(status.kind === 'idle' || status.kind === 'working' ? { certainty: status.certainty } : {}),
    question: status.kind === 'waiting' ? status.question : null,
    mode,
    queued: queue.length,
    branch: git?.branch ?? null,
    conflict: (git?.conflicts.length ?? 0) > 0,
    active: manager.activeSessionId === id,
  }
}
