/**
 * The extension that Pi runs (its docs/extensions.md): it tells when the agent begins and ends, one line each, and never
 * fails. Pi tries again by itself after an error, three times with 2, 4 and 8 s between: an end with an error is reported
 * only when nothing has begun after it for longer than that.
 *
 * @param eventsFile absolute
 */
export function piExtension(eventsFile: string): string {
  return `import { appendFileSync, existsSync } from 'node:fs'

const file = ${JSON.stringify(eventsFile)}
let untold

const cut = (text) => (typeof text === 'string' ? text.slice(0, 2000) : undefined)

function tell(name, facts) {
  try {
    if (existsSync(file)) appendFileSync(file, name + ' ' + JSON.stringify(facts) + '\\n')
  } catch {}
}

function facts(ctx, last) {
  let session
  try {
    session = ctx.sessionManager.getSessionId()
  } catch {}
  return { session: cut(session), stopReason: cut(last?.stopReason), text: cut(last?.errorMessage) }
}

export default function (pi) {
  for (const name of ['agent_start', 'session_before_compact', 'session_compact', 'session_shutdown']) {
    pi.on(name, (event, ctx) => {
      clearTimeout(untold)
      tell(name, facts(ctx))
    })
  }
  pi.on('agent_end', (event, ctx) => {
    clearTimeout(untold)
    const last = facts(ctx, event.messages?.at(-1))
    if (last.stopReason !== 'error') return tell('agent_end', last)
    untold = setTimeout(() => tell('agent_end', last), ${retryMs})
    untold.unref?.()
  })
}
`
}

const retryMs = 10_000
