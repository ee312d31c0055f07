/**
 * The plugin that opencode runs (https://opencode.ai/docs/plugins): it tells the few events of its bus that say what
 * the session is doing, one line each, and never fails. An error is followed by `idle`, which would hide it: that one is
 * left out. A user's Escape is an error to opencode and none to us.
 *
 * @param eventsFile absolute
 */
export function opencodePlugin(eventsFile: string): string {
  return `import { appendFileSync, existsSync } from 'node:fs'

const file = ${JSON.stringify(eventsFile)}
const children = new Set()
const failed = new Set()

const cut = (text) => (typeof text === 'string' ? text.slice(0, 2000) : undefined)

function tell(name, facts) {
  if (existsSync(file)) appendFileSync(file, name + ' ' + JSON.stringify(facts) + '\\n')
}

function status(session, type, text) {
  if (type === 'idle' && failed.has(session)) return
  failed.delete(session)
  tell('session.status', { session, isChild: children.has(session), status: type, text: cut(text) })
}

function report(type, facts) {
  const session = cut(facts.sessionID)
  switch (type) {
    case 'session.created':
    case 'session.updated':
      if (facts.info?.parentID) children.add(facts.info.id)
      return
    case 'session.status':
      return status(session, cut(facts.status?.type), facts.status?.message)
    case 'session.idle':
      return status(session, 'idle')
    case 'session.error': {
      const { name, data } = facts.error ?? {}
      if (name === 'MessageAbortedError') return
      failed.add(session)
      const isChild = children.has(session)
      const text = cut(data?.message)
      return tell(type, { session, isChild, error: cut(name), code: data?.statusCode, text })
    }
    case 'permission.asked': {
      const what = facts.metadata?.command ?? facts.metadata?.filepath ?? facts.patterns?.[0]
      return tell(type, { session, text: cut([facts.permission, what].filter(Boolean).join(': ')) })
    }
    case 'question.asked':
      return tell(type, { session, text: cut(facts.questions?.[0]?.question) })
    case 'permission.replied':
    case 'question.replied':
    case 'question.rejected':
      return tell(type, { session })
  }
}

export const RoostEvents = async () => ({
  event: async ({ event }) => {
    try {
      report(event.type, event.properties ?? {})
    } catch {}
  },
})
`
}
