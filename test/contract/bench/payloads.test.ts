import { Terminal } from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { makePayload, payloadKinds } from '../../bench/payloads.ts'

const lineBytes = (kind: 'ascii' | 'sgr' | 'unicode') => {
  const text = makePayload(kind, 100_000)
  return text.length / text.toString().split('\r\n').length
}

describe('the payloads of the benchmark', () => {
  it.each(payloadKinds)(
    '%s is the same every time, as long as asked, and ends with plain colours',
    (kind) => {
      const payload = makePayload(kind, 200_000)
      expect(payload.equals(makePayload(kind, 200_000))).toBe(true)
      const wanted = kind === 'scroll' ? 20_000 : 200_000
      expect(payload.length).toBeGreaterThanOrEqual(wanted)
      expect(payload.length).toBeLessThan(wanted * 1.7)
      expect(payload.toString().endsWith('\x1b[0m')).toBe(true)
    },
  )

  it('has lines of the lengths that real logs have', () => {
    expect(lineBytes('ascii')).toBeGreaterThan(80)
    expect(lineBytes('ascii')).toBeLessThan(95)
    expect(lineBytes('sgr')).toBeGreaterThan(70)
    expect(lineBytes('sgr')).toBeLessThan(90)
    expect(lineBytes('unicode')).toBeGreaterThan(130)
    expect(lineBytes('unicode')).toBeLessThan(180)
  })

  it('fills exactly the screen with dense cells, whatever its size', async () => {
    const terminal = new Terminal({ cols: 50, rows: 10, allowProposedApi: true })
    const payload = makePayload('dense', 1, { columns: 50, rows: 10 })
    await new Promise<void>((resolve) => terminal.write(payload, resolve))
    const buffer = terminal.buffer.active
    expect(buffer.baseY).toBe(0)
    expect(buffer.getLine(9)?.translateToString(true)).toHaveLength(50)
  })

  it('redraws an inline frame in place', async () => {
    const terminal = new Terminal({ cols: 120, rows: 40, allowProposedApi: true })
    await new Promise<void>((resolve) => terminal.write(makePayload('inline', 50_000), resolve))
    const rows = Array.from(
      { length: 40 },
      (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true) ?? '',
    )
    expect(rows.filter((row) => row.includes('esc to interrupt'))).toHaveLength(1)
  })
})
