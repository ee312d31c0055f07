import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { catchBugs } from '../../../../main/desktop/bug-handler.ts'
import { openLog } from '../../../../main/desktop/log.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { EventEmitter } from 'node:events'
import { standIn } from '../../../support/stand-in.ts'

const root = mkdtempSync(join(tmpdir(), 'roost-log-'))
let count = 0
const freshFolder = () => join(root, String((count += 1)), 'logs')

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('openLog', () => {
  it('writes one line with its time for each message, readable by its owner only', () => {
    const folder = freshFolder()
    const log = openLog(folder, { ...systemClock, dateNow: () => Date.UTC(2026, 0, 2, 3, 4, 5) })
    log.info('started')
    log.error('first\nsecond\u001b[31m', new Error('why'))
    const lines = readFileSync(join(folder, 'roost.log'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toBe('2026-01-02T03:04:05.000Z info started')
    expect(lines[1]).toContain('error first | second [31m: Error: why')
    expect(statSync(join(folder, 'roost.log')).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('keeps one old file, and never more than the two', () => {
    const folder = freshFolder()
    const log = openLog(folder, systemClock, 500)
    for (let line = 0; line < 100; line += 1) log.info(`line ${line} ${'x'.repeat(50)}`)
    const [current, old] = ['roost.log', 'roost.old.log'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    )
    expect(current).toContain('line 99 ')
    expect((current ?? '').length + (old ?? '').length).toBeLessThan(1300)
    expect(old).not.toContain('line 0 ')
  })

  it('takes so many lines in ten seconds, and says how many were left out', () => {
    const folder = freshFolder()
    const clock = new VirtualClock()
    const log = openLog(folder, clock)
    const lines = () => readFileSync(join(folder, 'roost.log'), 'utf8').trimEnd().split('\n')
    for (let line = 1; line <= 5000; line += 1) log.error(`line ${line}`)
    expect(lines()).toHaveLength(200)
    clock.pass(10_000)
    expect(lines()).toHaveLength(201)
    expect(lines().at(-1)).toMatch(/ info 4800 more lines in these 10 seconds were left out$/u)
    log.info('after it')
    expect(lines().at(-1)).toMatch(/ info after it$/u)
    clock.pass(60_000)
    expect(lines()).toHaveLength(202)
  })

  it('does not fail where it cannot write', () => {
    const folder = freshFolder()
    openLog(folder, systemClock).info('makes the folder')
    writeFileSync(join(folder, 'file'), '')
    expect(() => openLog(join(folder, 'file', 'logs'), systemClock).info('lost')).not.toThrow()
  })
})

describe('catchBugs', () => {
  it('logs and saves every bug, and shows each kind once', () => {
    const folder = freshFolder()
    const process = new EventEmitter()
    const seen = { saves: 0, shown: new Array<string>() }
    const onBug = catchBugs(standIn<Pick<NodeJS.Process, 'on'>>(process), {
      log: openLog(folder, systemClock),
      save: () => {
        seen.saves += 1
      },
      show: (what) => seen.shown.push(what),
    })
    const bug = new Error('it broke')
    process.emit('uncaughtException', bug)
    process.emit('uncaughtException', bug)
    process.emit('unhandledRejection', 'a reason')
    onBug(new Error('in a request'), 'request model:read')
    expect(seen).toEqual({ saves: 4, shown: ['it broke', 'a reason', 'in a request'] })
    const log = readFileSync(join(folder, 'roost.log'), 'utf8')
    expect(log.match(/uncaught: Error: it broke/g)).toHaveLength(2)
    expect(log).toContain('request model:read: Error: in a request')
  })

  it('remembers so many kinds, however many there are, and shows an old one again', () => {
    const shown: string[] = []
    const onBug = catchBugs(standIn<Pick<NodeJS.Process, 'on'>>(new EventEmitter()), {
      log: { info: () => undefined, error: () => undefined, file: '' },
      save: () => undefined,
      show: (what) => shown.push(what),
    })
    for (let kind = 0; kind <= 100; kind += 1) onBug(`bug ${kind}`, 'a timer')
    onBug('bug 1', 'a timer')
    expect(shown).toHaveLength(101)
    onBug('bug 0', 'a timer')
    expect(shown.at(-1)).toBe('bug 0')
  })
})
