import { describe, expect, it } from 'vitest'
import { insertionsFor, type DroppedPath } from '../../../../app/tool/insertion.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { presetNamed, toolFrom } from '../../../support/tools.ts'

const image = (path: string): DroppedPath => ({ kind: 'image', path })
const other = (path: string): DroppedPath => ({ kind: 'other', path })
const writes = (
  dropped: readonly DroppedPath[],
  tool: ToolConfig,
  shell: 'posix' | 'powershell' = 'posix',
) => {
  const result = insertionsFor(dropped, tool, shell)
  return result.ok ? result.value.writes : result.error.code
}

describe('insertionsFor', () => {
  it.each(['claude', 'codex', 'gemini', 'opencode', 'qwen', 'copilot', 'amp', 'cline', 'droid', 'kilo'])(
    'gives %s each image alone in a paste, without a space after it',
    (name) => {
      expect(writes([image('/d/1-a.png'), image('/d/2-b.png')], presetNamed(name))).toEqual([
        { how: 'paste', text: '/d/1-a.png', takesImage: true },
        { how: 'paste', text: '/d/2-b.png', takesImage: true },
      ])
    },
  )

  it('gives a shell all paths in one paste, quoted for it, ready for the next word', () => {
    expect(writes([image('/d/1-a.png'), other('/my files/a b'), other('/c')], presetNamed('shell'))).toEqual([
      { how: 'paste', text: "/d/1-a.png '/my files/a b' /c ", takesImage: false },
    ])
    expect(writes([other("C:\\it's")], presetNamed('shell'), 'powershell')).toEqual([
      { how: 'paste', text: "'C:\\it''s' ", takesImage: false },
    ])
  })

  it('types the path for a tool that takes images on its command line only', () => {
    const pi = { ...presetNamed('claude'), imageForm: { kind: 'argument', args: ['@{image}'] } } as const
    expect(writes([image('/d/1-a.png')], pi)).toEqual([
      { how: 'type', text: '/d/1-a.png ', takesImage: false },
    ])
  })

  it('gives an agent other files as they are, or quoted where that is needed', () => {
    expect(
      writes([other('/src/main.ts'), other('/my files/a b')], presetNamed('claude'), 'powershell'),
    ).toEqual([{ how: 'paste', text: "/src/main.ts '/my files/a b' ", takesImage: false }])
  })

  it('keeps an image apart from the words around it', () => {
    expect(writes([other('/a'), image('/d/1.png'), other('/b')], presetNamed('codex'))).toEqual([
      { how: 'paste', text: '/a ', takesImage: false },
      { how: 'paste', text: '/d/1.png', takesImage: true },
      { how: 'paste', text: '/b ', takesImage: false },
    ])
  })

  it('gives images together to a tool that takes several at once', () => {
    const form = {
      kind: 'paste',
      quoting: 'shell',
      trailingSpace: false,
      oneAtATime: false,
      markTimeoutMs: 0,
    }
    const tool = toolFrom({ name: 'mine', command: ['mine'], imageForm: form })
    expect(writes([image('/a b.png'), image('/c.png')], tool)).toEqual([
      { how: 'paste', text: "'/a b.png' /c.png", takesImage: false },
    ])
  })

  it('gives images to a tool with a command for them by a line each, and all else behind them', () => {
    const dropped = [other('/a b'), image('/d/1.png'), image("/it's $& mine/2.png")]
    expect(insertionsFor(dropped, presetNamed('aider'), 'posix')).toEqual({
      ok: true,
      value: {
        lines: ['/add /d/1.png', `/add "/it's $& mine/2.png"`],
        writes: [{ how: 'paste', text: "'/a b' ", takesImage: false }],
      },
    })
  })

  it('gives an image to Auggie by its command, in which it pastes no path', () => {
    expect(insertionsFor([image('/d/1.png')], presetNamed('auggie'), 'posix')).toEqual({
      ok: true,
      value: { lines: ['/image /d/1.png'], writes: [] },
    })
  })

  it('gives an image to Continue as a path, which is all that it can be told', () => {
    expect(writes([image('/d/1.png')], presetNamed('continue'))).toEqual([
      { how: 'paste', text: '/d/1.png ', takesImage: false },
    ])
  })

  it('refuses an image that such a tool cannot be told', () => {
    expect(writes([image('/a "b"/1.png')], presetNamed('aider'))).toBe('path-quote')
  })

  it('gives nothing of a drop in which one name must not be typed', () => {
    expect(writes([other('/fine'), other('/bad\u0003name')], presetNamed('shell'))).toBe('path-control')
    expect(writes([image('/d/1.png'), other('/b\nrm -rf ~')], presetNamed('claude'))).toBe('path-control')
  })

  it('never holds an Enter', () => {
    for (const tool of presets) {
      const result = insertionsFor([image('/d/1.png'), other('/a b')], tool, 'posix')
      expect(JSON.stringify(result)).not.toMatch(/\\r|\\n/)
    }
  })
})
