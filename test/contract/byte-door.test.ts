import { cpuUsage } from 'node:process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteDoor } from '../../app/terminal/byte-door.ts'
import { isMark } from '../../app/terminal/door-marks.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import { coreOf } from '../../main/pty-host/screen/xterm-core.ts'
import { anyStream } from '../support/hostile-streams.ts'
import { newTerminal } from '../support/hosted.ts'
import { screenState } from '../support/screen-state.ts'

/**
 * What xterm.js can be made to do through the byte door, with the parser of the host: an upgrade that brings a loop, a
 * list or a string without a limit is caught here.
 */
const cells = { cols: 120, rows: 40 }
const esc = '\u001b'

const finals = Array.from({ length: 0x7f - 0x40 }, (_, at) => String.fromCharCode(0x40 + at))
const prefixes = ['', '?', '>', '=', '<']
const intermediates = ['', ...' !"#$%&\'()*+,-./', '$$', ' $']
const huge = '2147483647'
const parameters = [huge, `1;1;${Array.from({ length: 30 }, () => huge).join(';')}`]

/** A sequence that fills the screen takes a millisecond; one of 2147483647 steps takes minutes. */
const maxMsEach = 150
/** 8 KB of the costliest that are left: a full reset takes 0.1 ms, in two bytes. */
const maxMsPerPiece = 5000
const pieceBytes = 8 * 1024
/** `ROOST_FUZZ_SECONDS=600` for the long run, with as many streams as come; 200 otherwise, which take 3 s. */
const fuzzSeconds = process.env['ROOST_FUZZ_SECONDS']
const fuzzMs = fuzzSeconds === undefined ? null : Number(fuzzSeconds) * 1000
const fuzzRuns = 200
const maxGrowthBytes = 400 * 1024 * 1024

function newScreen(): Screen {
  const nothing = () => undefined
  return new Screen({
    ...cells,
    appVersion: '1',
    theme: darkTheme,
    onReply: nothing,
    onSignal: nothing,
    onScrollOff: nothing,
  })
}

const cpuMs = () => {
  const { user, system } = cpuUsage()
  return (user + system) / 1000
}

/** The processor time of `run`; the least of three where it is long, since others use the processor as well. */
function costOf(run: () => void): number {
  let least = Infinity
  for (let count = 0; count < 3 && least > maxMsEach / 2; count++) {
    const before = cpuMs()
    run()
    least = Math.min(least, cpuMs() - before)
  }
  return least
}

describe('no control sequence costs more than a few screens', () => {
  const filled = Buffer.from(`${'text 日本 '.repeat(400)}\r\n`.repeat(3))

  test.each(finals)('with the final byte %s', (final) => {
    const screen = newScreen()
    const door = new ByteDoor(cells)
    screen.parse(door.pass(filled))
    for (const prefix of prefixes)
      for (const intermediate of intermediates)
        for (const parameter of parameters) {
          const sequence = `${esc}[${prefix}${parameter}${intermediate}${final}`
          const passed = door.pass(Buffer.from(`x${sequence}`))
          if (final !== 'm' || prefix !== '' || intermediate !== '')
            for (const digits of Buffer.from(passed).toString().match(/\d+/gu) ?? [])
              expect(Number(digits), sequence).toBeLessThanOrEqual(32_767)
          expect(
            costOf(() => screen.parse(passed)),
            sequence,
          ).toBeLessThan(maxMsEach)
        }
    screen.dispose()
  })

  test('and none of those that count has another effect on the screen than the same with a larger count', () => {
    const small = { cols: 20, rows: 6 }
    // More than twenty columns, six rows and their cells can use, and few enough for the parser without a door.
    for (const sequence of ['L', 'M', 'S', 'T', '^', '@', 'P', 'X', 'I', 'Z', ' @', ' A', "'}", "'~"]) {
      const after = (bytes: Uint8Array) => {
        const terminal = newTerminal(small.cols, small.rows)
        const { _inputHandler } = coreOf(terminal)
        _inputHandler.parse(`${'abc def '.repeat(12)}\r\n${'一二三'.repeat(9)}${esc}[3;4H`)
        _inputHandler.parse(bytes)
        const state = screenState(terminal)
        terminal.dispose()
        return state
      }
      const bytes = Buffer.from(`${esc}[500${sequence}`)
      const passed = new ByteDoor(small).pass(bytes)
      expect(passed.length, sequence).toBeLessThan(bytes.length)
      expect(after(passed), sequence).toEqual(after(bytes))
    }
  })
})

test('every character that xterm.js adds to the cell before it is counted as a mark', () => {
  const terminal = newTerminal(80, 24)
  const { unicodeService } = Object(Reflect.get(terminal, '_core'))
  const missed: string[] = []
  for (let code = 0xa0; code < 0x110000; code++) {
    // A soft hyphen is passed over, whatever its width.
    if ((code >= 0xd800 && code < 0xe000) || code === 0xad) continue
    if (unicodeService.wcwidth(code) === 0 && !isMark(code)) missed.push(code.toString(16))
  }
  expect(missed).toEqual([])
  terminal.dispose()
})

test('no cell holds more than sixteen marks, and a letter repeated with them costs little', () => {
  const screen = newScreen()
  const door = new ByteDoor(cells)
  const text = `e${'\u0301'.repeat(1000)}${esc}[${huge}b`
  expect(costOf(() => screen.parse(door.pass(Buffer.from(text))))).toBeLessThan(maxMsEach)
  for (const line of screen.frame().lines) expect(line.length).toBeLessThanOrEqual(17 * cells.cols)
  screen.dispose()
})

describe('the costliest that is left, 8 KB of it', () => {
  test.each([
    ['full resets', `${esc}c`],
    ['test patterns', `${esc}#8`],
    ['clears', `${esc}[2J`],
    ['scrolling by the screen', `${esc}[${huge}S`],
    ['rows that are put in', `${esc}[${huge}L`],
    ['repeats of marks', `e${'\u0301'.repeat(16)}${esc}[${huge}b`],
    ['columns that are put in', `${esc}[${huge}'}`],
    ['screens that are left and come back', `${esc}[?1049h${esc}[?1049l`],
    ['links', `${esc}]8;;http://x/1${esc}\\x\n`],
    [
      'palettes that are asked for',
      `${esc}]4;${Array.from({ length: 250 }, (_, at) => `${at};?`).join(';')}\u0007`,
    ],
    ['notifications in parts', `${esc}]99;i=1:d=0;${'x'.repeat(3000)}\u0007`],
    ['controls inside of a sequence', `${esc}[\n\n\n\n\n\n\n`],
  ])('%s', (_, unit) => {
    const screen = newScreen()
    const piece = Buffer.from(unit.repeat(Math.ceil(pieceBytes / unit.length)))
    const before = cpuMs()
    screen.parse(new ByteDoor(cells).pass(piece))
    expect(cpuMs() - before).toBeLessThan(maxMsPerPiece)
    screen.dispose()
  })
})

test('streams of any kind are parsed in bounded time and memory', { timeout: (fuzzMs ?? 0) + 60_000 }, () => {
  const before = process.memoryUsage()
  let screen = newScreen()
  let door = new ByteDoor(cells)
  let worst = 0
  let count = 0
  const property = fc.property(anyStream, fc.nat(3000), (stream, cut) => {
    count += 1
    // Most of a session's life on one screen, so that what is left behind adds up.
    if (count % 500 === 0) {
      screen.dispose()
      screen = newScreen()
      door = new ByteDoor(cells)
    }
    const started = cpuMs()
    screen.parse(door.pass(stream.subarray(0, cut)))
    screen.parse(door.pass(stream.subarray(cut)))
    const took = cpuMs() - started
    worst = Math.max(worst, took)
    // A stream may begin with hundreds of screens to clear.
    expect(took).toBeLessThan(2000 + stream.length)
  })
  const long = { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: fuzzMs ?? 0 }
  fc.assert(property, fuzzMs === null ? { numRuns: fuzzRuns } : long)
  expect(count).toBeGreaterThanOrEqual(fuzzMs === null ? fuzzRuns : 1)
  expect(worst).toBeLessThan(maxMsPerPiece)
  screen.snapshot()
  screen.dispose()
  expect(process.memoryUsage().heapUsed - before.heapUsed).toBeLessThan(maxGrowthBytes)
})
