import { describe, expect, test } from 'vitest'
import { succeed } from '../../../../../app/base/result.ts'
import { parseResumeToken, type ResumeToken } from '../../../../../app/tool/command.ts'
import { keepConversation, noteConversation } from '../../../../../main/session/observers/conversation.ts'
import type { RunEnd } from '../../../../../main/session/observers/goodbye.ts'
import { newSession } from '../../../../eval/replay.ts'
import { presetNamed } from '../../../../support/tools.ts'

test('a tool that tells another conversation with each line has nothing saved at once', () => {
  const session = newSession(presetNamed('claude'))
  const saves: string[] = []
  const registry = {
    change: (_: unknown, change: (one: typeof session) => void) => change(session),
    save: (when: 'now' | 'soon') => {
      saves.push(when)
      return false
    },
  }
  for (let at = 0; at < 500; at++) {
    keepConversation(
      registry,
      session,
      tokenOf('claude', `0b0f5a5e-7c1d-4c0a-9a53-${String(at).padStart(12, '0')}`),
    )
  }
  expect(session.record.resumeToken).toMatch(/499$/u)
  expect(saves).toHaveLength(500)
  expect(saves).not.toContain('now')
})

describe('the conversation of a tool that has ended', () => {
  const own = '0b0f5a5e-7c1d-4c0a-9a53-000000000001'
  const other = '0b0f5a5e-7c1d-4c0a-9a53-000000000002'
  const codexLine = (id: string) => `To continue this session, run codex resume ${id}\r\n`
  const ended = { exitCode: 0, signal: null }

  test('is the one of its last line', () => {
    expect(idAfter('codex', { ...ended, tail: `› hello\r\n\r\n${codexLine(own)}` })).toBe(own)
    expect(idAfter('codex', { exitCode: 130, signal: null, tail: codexLine(own) })).toBe(own)
  })

  test('is not one that a log or an answer above its last lines speaks of', () => {
    const log = `${codexLine(other)}${'and so on\r\n'.repeat(6)}`
    expect(idAfter('codex', { ...ended, tail: log })).toBeNull()
    expect(idAfter('codex', { ...ended, tail: `${log}${codexLine(own)}` })).toBe(own)
  })

  test('is not one that stood on the full screen that it left', () => {
    const tail = `\u001b[?1049h\u001b[H${codexLine(other)}\u001b[?1049l`
    expect(idAfter('codex', { ...ended, tail })).toBeNull()
    expect(idAfter('codex', { ...ended, tail: `${tail}${codexLine(own)}` })).toBe(own)
  })

  test('is not read off what a killed tool was showing', () => {
    for (const end of [
      { exitCode: 0, signal: 9 },
      { exitCode: 0, signal: 15 },
      { exitCode: 137, signal: null },
      { exitCode: 1, signal: null },
    ])
      expect(idAfter('codex', { ...end, tail: codexLine(other) })).toBeNull()
  })

  test('is the one that Roost chose, whatever the tool says', () => {
    const tail = `claude --resume ${other}\r\n`
    expect(idAfter('claude', { ...ended, tail }, { known: own })).toBe(own)
  })

  test('is the one that a hook of this run named, whatever the tool says', () => {
    expect(idAfter('codex', { ...ended, tail: codexLine(other) }, { known: own, hears: true })).toBe(own)
    // A hook that has named none yet leaves it to the last line.
    expect(idAfter('codex', { ...ended, tail: codexLine(own) }, { hears: true })).toBe(own)
  })

  test('may be another than the one that was picked up, where nothing but its last line names it', () => {
    expect(idAfter('codex', { ...ended, tail: codexLine(own) }, { known: other })).toBe(own)
  })

  test('teaches how a tool is resumed by the same lines alone', () => {
    const learned: string[] = []
    const tools = {
      learn: (name: string) => {
        learned.push(name)
        return succeed(null)
      },
    }
    const { resume: _, ...codex } = presetNamed('codex')
    const mine = { ...codex, command: ['mine'] }
    const hooks = { hears: () => false }
    noteConversation(
      newSession(mine),
      { exitCode: 137, signal: null, tail: `mine --resume ${own}\n` },
      { tools, hooks },
    )
    expect(learned).toEqual([])
    noteConversation(newSession(mine), { ...ended, tail: `mine --resume ${own}\n` }, { tools, hooks })
    expect(learned).toEqual(['codex'])
  })

  function idAfter(
    toolName: string,
    end: RunEnd,
    { known = null, hears = false }: { readonly known?: string | null; readonly hears?: boolean } = {},
  ): string | null {
    const session = newSession(presetNamed(toolName))
    session.begin(0, 'new', toolName)
    if (known !== null) session.change({ resumeToken: tokenOf(toolName, known) })
    const hooks = { hears: () => hears }
    noteConversation(session, end, { tools: { learn: () => succeed(null) }, hooks })
    return session.record.resumeToken
  }
})

function tokenOf(toolName: string, id: string): ResumeToken {
  const token = parseResumeToken(presetNamed(toolName), id)
  if (!token.ok) throw new Error(token.error.message)
  return token.value
}
