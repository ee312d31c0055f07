import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { hasProcess, type Status } from '../../../../app/session/status.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { createDrops } from '../../../../main/drop/drops.ts'
import type { ScreenFrame } from '../../../../main/pty-host/protocol/protocol.ts'
import { createSessionLock } from '../../../../main/base/session-lock.ts'
import { fakeTerminal, screenFrame } from '../../../support/fake-terminal.ts'
import { makePng, writePng } from '../../../support/images.ts'
import { steppedClock } from '../../../support/stepped-clock.ts'
import { toolFrom } from '../../../support/tools.ts'

const root = mkdtempSync(join(tmpdir(), 'roost-drops-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})
const session = makeSessionId(1, 'abcd')
const evidence = { source: 'process', rule: 'test', text: '', at: 0 } as const
const idle: Status = { kind: 'idle', certainty: 'sure', since: 0, evidence }
const dormant: Status = { kind: 'dormant', last: null, since: 0, evidence }

const unmarked = toolFrom({ name: 'unmarked', command: ['unmarked'] })

/** A tool behind a session: it notes what it gets, and shows what `screenAfter` says it shows then. */
function behind(given: {
  tool: string
  program?: string
  statuses?: readonly Status[]
  screenAfter?: (got: readonly string[], looksSince: number) => string
}) {
  const tool = [...presets, unmarked].find((one) => one.name === given.tool)
  if (tool === undefined) throw new Error(`there is no preset ${given.tool}`)
  const got: string[] = []
  const looks: number[] = []
  const statuses = [...(given.statuses ?? [])]
  const note = (how: string) => (text: string) => {
    got.push(`${how} ${text}`)
  }
  const drops = createDrops({
    folder: join(root, 'drops'),
    typingLock: createSessionLock(),
    terminal: () =>
      fakeTerminal({
        tool,
        clock: steppedClock(),
        program: given.program ?? null,
        isUp: () => hasProcess(statuses.length > 1 ? (statuses.shift() ?? idle) : (statuses[0] ?? idle)),
        paste: note('paste'),
        type: note('type'),
        frame: () => {
          looks.push(got.length)
          const since = looks.filter((count) => count === got.length).length
          return frameOf(given.screenAfter?.(got, since) ?? '')
        },
      }),
  })
  return { drops, got, looks }
}

function frameOf(screen: string): ScreenFrame {
  return screenFrame(screen.split('\n'), { cursor: { x: 0, y: 0 }, isAlternate: true })
}

const images = (count: number) =>
  Array.from({ length: count }, (_, at) => writePng(root, `shot ${at}.png`, makePng(8 + at)))
const someFile = join(root, "it's here.txt")
writeFileSync(someFile, 'text')

describe('drops', () => {
  it('gives an agent its images one after the other, each when the one before is on its screen', async () => {
    const marks = (got: readonly string[]) => got.map((_, at) => `[Image #${at + 1}]`).join(' ')
    const { drops, got, looks } = behind({ tool: 'claude', screenAfter: marks })
    expect(await drops.paths(session, images(3))).toEqual({ ok: true, value: null })
    expect(got).toHaveLength(3)
    for (const paste of got) expect(paste).toMatch(/^paste \S+[\\/]\d-[0-9a-f]+\.png$/)
    // Looked at before and after each: what is typed behind the last belongs behind it.
    expect(looks).toEqual([0, 1, 1, 2, 2, 3])
  })

  it('gives the next image of a tool without a mark when the screen has changed and come to rest', async () => {
    const { drops, got, looks } = behind({
      tool: 'unmarked',
      // It draws what it was given in three steps.
      screenAfter: (pasted, looksSince) => `${pasted.length} ${Math.min(looksSince, 3)}`,
    })
    expect(await drops.paths(session, images(2))).toEqual({ ok: true, value: null })
    expect(got).toHaveLength(2)
    // Three steps, the rest, and the look before the second.
    expect(looks.filter((count) => count === 1)).toHaveLength(5)
  })

  it('goes on when a tool shows no mark', async () => {
    const { drops, got } = behind({ tool: 'claude', screenAfter: () => 'a screen without a mark' })
    expect(await drops.paths(session, images(2))).toEqual({ ok: true, value: null })
    expect(got).toHaveLength(2)
  })

  it('gives a shell quoted words for its own kind, without an Enter', async () => {
    const fish = behind({ tool: 'shell', program: '/usr/bin/fish' })
    await fish.drops.paths(session, [someFile])
    const bash = behind({ tool: 'shell', program: '/bin/bash' })
    await bash.drops.paths(session, [someFile])
    expect(fish.got).toEqual([`paste '${someFile.replace("'", "\\'")}' `])
    expect(bash.got).toEqual([`paste '${someFile.replace("'", "'\\''")}' `])
  })

  it('types nothing at all when one of several is refused', async () => {
    const { drops, got } = behind({ tool: 'shell' })
    const broken = writePng(root, 'broken.png', makePng(64).subarray(0, 40))
    expect(await drops.paths(session, [someFile, broken])).toMatchObject({ error: { code: 'image-broken' } })
    expect(await drops.paths(session, [someFile, join(root, 'gone')])).toMatchObject({
      error: { code: 'drop-gone' },
    })
    expect(got).toEqual([])
  })

  it('types nothing into a session without a process, also when it ended during the copy', async () => {
    const asleep = behind({ tool: 'claude', statuses: [dormant] })
    const ended = behind({ tool: 'claude', statuses: [idle, dormant] })
    for (const { drops, got } of [asleep, ended]) {
      expect(await drops.image(session, new Uint8Array(makePng()))).toMatchObject({
        error: { code: 'session-not-running' },
      })
      expect(got).toEqual([])
    }
  })

  it('gives two drops on one session one after the other', async () => {
    const { drops, got } = behind({ tool: 'shell' })
    const first = drops.paths(session, [...images(1), someFile])
    const second = drops.image(session, new Uint8Array(makePng(20)))
    const refused = drops.paths(session, [join(root, 'gone')])
    const third = drops.paths(session, [root])
    expect((await Promise.all([first, second, refused, third])).map((result) => result.ok)).toEqual([
      true,
      true,
      false,
      true,
    ])
    expect(got).toHaveLength(3)
    expect(got[0]).toContain('here.txt')
    expect(got[2]).toBe(`paste ${root} `)
  })
})
