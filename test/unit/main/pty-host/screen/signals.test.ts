import { describe, expect, test } from 'vitest'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import type { Observation } from '../../../../../main/pty-host/protocol/protocol.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'

function newScreen(signals: Observation[]): Screen {
  return new Screen({
    cols: 80,
    rows: 24,
    appVersion: '1',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: (signal) => signals.push(signal),
  })
}

function signalsIn(output: string): Observation[] {
  const signals: Observation[] = []
  const screen = newScreen(signals)
  screen.parse(Buffer.from(output, 'utf8'))
  screen.dispose()
  return signals
}

const osc = (body: string) => `\u001b]${body}\u001b\\`

describe('a program tells by', () => {
  test.each<[string, string, Observation[]]>([
    [
      'OSC 0 and 2: its title',
      osc('0;one') + osc('2;two'),
      [
        { kind: 'title', title: 'one' },
        { kind: 'title', title: 'two' },
      ],
    ],
    [
      'OSC 7501: its status',
      osc('7501;state=working:app=x'),
      [{ kind: 'osc7501', body: 'state=working:app=x' }],
    ],
    ['OSC 7501, too long: nothing', osc(`7501;state=working:msg=${'A'.repeat(4100)}`), []],
    ['BEL: a bell', 'x\u0007', [{ kind: 'bell' }]],
    ['RIS: that all before is void', '\u001bc', [{ kind: 'reset' }]],
    ['OSC 52: text for the clipboard', osc('52;c;aGVsbG8='), [{ kind: 'clipboard', text: 'hello' }]],
    ['OSC 52: more than it may be', osc('52;c;!too-large'), [{ kind: 'clipboard', text: null }]],
    ['OSC 52, a read: nothing', osc('52;c;?'), []],
  ])('%s', (_, output, expected) => {
    expect(signalsIn(output)).toEqual(expected)
  })

  test.each([
    ['OSC 9;4', osc('9;4;1;42'), 'progress'],
    ['OSC 9', osc('9;build done'), 'notification'],
    ['OSC 777', osc('777;notify;Title;Body'), 'notification'],
    ['OSC 99', osc('99;i=1:d=0;Hel') + osc('99;i=1:d=1;lo'), 'notification'],
  ])('%s, once', (_, output, kind) => {
    expect(signalsIn(output).map((signal) => signal.kind)).toEqual([kind])
  })

  test('nothing of it twice when it comes again as kept text', () => {
    const signals: Observation[] = []
    const screen = newScreen(signals)
    screen.replay(() => screen.parse(Buffer.from(osc('2;old') + '\u0007' + osc('7501;state=done'))))
    expect(signals).toEqual([])
    screen.dispose()
  })
})
