import { Terminal as HeadlessTerminal } from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { swallowQueries } from '../../../../renderer/terminal/query-guard.ts'

/** Query -> whether @xterm/headless answers it by itself. The others must stay silent after an upgrade too. */
const queries: readonly (readonly [name: string, query: string, answeredUnguarded: boolean])[] = [
  ['DA1', '\u001B[c', true],
  ['DA1 with 0', '\u001B[0c', true],
  ['DA2', '\u001B[>c', true],
  ['DA3', '\u001B[=c', false],
  ['DECID', '\u001BZ', false],
  ['DSR status', '\u001B[5n', true],
  ['DSR cursor position', '\u001B[6n', true],
  ['DECXCPR', '\u001B[?6n', true],
  ['DSR printer', '\u001B[?15n', false],
  ['DSR keyboard', '\u001B[?26n', false],
  ['colour scheme', '\u001B[?996n', false],
  ['DECRQM ANSI', '\u001B[4$p', true],
  ['DECRQM private', '\u001B[?2026$p', true],
  ['DECRQSS SGR', '\u001BP$qm\u001B\\', true],
  ['DECRQSS unknown', '\u001BP$qhello\u001B\\', true],
  ['XTGETTCAP', '\u001BP+q544e\u001B\\', false],
  ['XTVERSION', '\u001B[>0q', true],
  ['kitty flags', '\u001B[?u', true],
  ['window size in pixels', '\u001B[14t', false],
  ['cell size', '\u001B[16t', false],
  ['size in characters', '\u001B[18t', false],
  ['icon label', '\u001B[20t', false],
  ['window title', '\u001B[21t', false],
  ['DECREQTPARM', '\u001B[x', false],
  ['XTQMODKEYS', '\u001B[?4m', false],
  ['XTSMGRAPHICS', '\u001B[?2;1S', false],
  ['DECRQCRA', '\u001B[1;1;1;1;1;1*y', false],
  ['DECRQPSR', '\u001B[1$w', false],
  ['ENQ', '\u0005', false],
  ['palette', '\u001B]4;1;?\u0007', false],
  ['palette, set and asked', '\u001B]4;1;?;2;#112233;3;?\u0007', false],
  ['foreground', '\u001B]10;?\u001B\\', false],
  ['foreground and background', '\u001B]10;?;?\u001B\\', false],
  ['background', '\u001B]11;?\u001B\\', false],
  ['cursor colour', '\u001B]12;?\u001B\\', false],
  ['clipboard', '\u001B]52;c;?\u0007', false],
  ['program status', '\u001B]7501;?\u001B\\', false],
  ['kitty graphics', '\u001B_Gi=1,a=q;AAAA\u001B\\', false],
]

describe('swallowQueries', () => {
  it.each(queries)('%s: nothing is emitted', async (_name, query, answeredUnguarded) => {
    expect(await emitted(query, false)).toHaveLength(answeredUnguarded ? 1 : 0)
    expect(await emitted(query, true)).toEqual([])
  })

  it('swallows a query that comes in two pieces', async () => {
    const { terminal, data } = open(true)
    await write(terminal, '\u001B[')
    await write(terminal, '6n')
    expect(data).toEqual([])
  })

  it('leaves everything else to the terminal', async () => {
    const { terminal } = open(true)
    await write(terminal, '\u001B[?1049h\u001B[?2004h\u001B[?1003h\u001B[2;3Hhello\u001B[>1u')
    expect(terminal.buffer.active.type).toBe('alternate')
    expect(terminal.modes.bracketedPasteMode).toBe(true)
    expect(terminal.modes.mouseTrackingMode).toBe('any')
    expect(terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('  hello')
  })

  it('lets what a user types pass, also right after a query', async () => {
    const { terminal, data } = open(true)
    await write(terminal, '\u001B[c\u001B]4;1;?;2;#112233\u0007')
    terminal.input('x')
    expect(data).toEqual(['x'])
  })
})

async function emitted(query: string, guarded: boolean): Promise<readonly string[]> {
  const { terminal, data } = open(guarded)
  await write(terminal, query)
  return data
}

function open(guarded: boolean): { readonly terminal: HeadlessTerminal; readonly data: string[] } {
  const terminal = new HeadlessTerminal({
    allowProposedApi: true,
    vtExtensions: { kittyKeyboard: true, colorSchemeQuery: false },
  })
  const guard = guarded ? swallowQueries(terminal.parser) : null
  const data: string[] = []
  terminal.onData((text) => {
    if (guard?.isAnswering() !== true) data.push(text)
  })
  return { terminal, data }
}

function write(terminal: HeadlessTerminal, text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve))
}
