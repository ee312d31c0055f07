import { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { seeingVisibleLines, withVisibleLines } from '../../../../renderer/terminal/visible-lines.ts'
import { openTerminal, write } from './page-terminal.ts'

const decorations = {
  matchBackground: '#4a4320',
  matchOverviewRuler: '#8a6a12',
  activeMatchColorOverviewRuler: '#8a6a12',
}

let terminal: Terminal

beforeEach(async () => {
  terminal = openTerminal({ cols: 40 })
  await write(terminal, '\u001B[?1049h\u001B[H123456789 needle 123 needle 1 needle')
  terminal.resize(20, 6)
})

afterEach(() => {
  terminal.dispose()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the alternate screen, made narrower', () => {
  it('has matches only where something is shown, and each of them can be marked', () => {
    const search = new SearchAddon()
    terminal.loadAddon(seeingVisibleLines(search))
    let count = 0
    search.onDidChangeResults(({ resultCount }) => (count = resultCount))
    expect(search.findPrevious('needle', { decorations })).toBe(true)
    expect(count).toBe(1)
    expect(terminal.getSelectionPosition()).toEqual({ start: { x: 10, y: 0 }, end: { x: 16, y: 0 } })
    expect(search.findNext('needle', { decorations })).toBe(true)
    expect(search.findNext('123 needle', { decorations })).toBe(false)
  })

  it('is read up to its edge', () => {
    const line = withVisibleLines(terminal).buffer.active.getLine(0)
    expect(line?.length).toBe(20)
    expect(line?.translateToString(true)).toBe('123456789 needle 123')
    expect(line?.translateToString(true, 0, 17)).toBe('123456789 needle')
    expect(line?.getCell(20)).toBeUndefined()
    expect(line?.getCell(19)?.getChars()).toBe('3')
  })

  it('is as long as it was once there is room again', () => {
    const seen = withVisibleLines(terminal)
    terminal.resize(40, 6)
    expect(seen.buffer.active.getLine(0)?.translateToString(true)).toMatch(/1 needle$/u)
  })
})
