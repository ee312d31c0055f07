import { describe, expect, test } from 'vitest'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'

const esc = '\u001b'

/** A screen whose owner throws at each signal, answer and row that goes. */
function brokenScreen(faults: string[]): Screen {
  const fail = (value: unknown) => {
    throw new Error(`cannot take ${typeof value}`)
  }
  return new Screen({
    cols: 20,
    rows: 4,
    appVersion: '1',
    theme: darkTheme,
    onReply: fail,
    onSignal: fail,
    onScrollOff: fail,
    onFault: (name) => faults.push(name),
  })
}

describe('a handler that throws', () => {
  test.each([
    ['OSC 52', `${esc}]52;c;UUJD\u0007`],
    ['OSC 9', `${esc}]9;4;1;50\u0007`],
    ['OSC 777', `${esc}]777;notify;a;b\u0007`],
    ['OSC 99', `${esc}]99;;text\u0007`],
    ['OSC 133', `${esc}]133;A\u0007`],
    ['OSC 7501', `${esc}]7501;state=working\u0007`],
    ['OSC 4', `${esc}]4;1;?\u0007`],
    ['OSC 11', `${esc}]11;?\u0007`],
    ['CSI >q', `${esc}[>q`],
    ['CSI t', `${esc}[14t`],
    ['DCS $q', `${esc}P$qm${esc}\\`],
    ['ESC c', `${esc}c`],
    ['title', `${esc}]0;t\u0007`],
    ['bell', '\u0007'],
    ['answer', `${esc}[c`],
  ])('loses its sequence and nothing else: %s', (name, sequence) => {
    const faults: string[] = []
    const screen = brokenScreen(faults)
    screen.parse(Buffer.from(`${sequence}after`))
    expect(screen.text('screen')).toContain('after')
    expect(faults).toContain(name)
    screen.dispose()
  })

  test('also where rows leave the scrollback', () => {
    const faults: string[] = []
    const screen = brokenScreen(faults)
    screen.parse(Buffer.from('line\r\n'.repeat(1100)))
    expect(new Set(faults)).toEqual(new Set(['scroll']))
    screen.dispose()
  })

  test('throws out of the parser where nobody is told', () => {
    const onSignal = (): never => {
      throw new Error('cannot')
    }
    const options = { cols: 20, rows: 4, appVersion: '1', theme: darkTheme }
    const screen = new Screen({ ...options, onReply: () => undefined, onSignal })
    expect(() => screen.parse(Buffer.from('\u0007'))).toThrow('cannot')
    screen.dispose()
  })
})
