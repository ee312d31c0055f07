import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { presets } from '../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { parseAsciicast, type Asciicast, type CastEvent } from '../eval/asciicast.ts'
import { castTool } from '../eval/cast-tool.ts'
import { replay, type TimelineEntry } from '../eval/replay.ts'
import { score, sum, truthOf } from '../eval/score.ts'
import { VirtualClock } from '../eval/virtual-clock.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { toolFrom } from '../support/tools.ts'

const recordings = join(repositoryRoot, 'test/fixtures/recordings')
const names = readdirSync(recordings).filter((name) => name.endsWith('.cast'))

const header = JSON.stringify({ version: 2, width: 40, height: 10, command: 'agent --fast' })
const castText = (...events: readonly unknown[]): string =>
  [header, ...events.map((event) => JSON.stringify(event))].join('\n')
const castOf = (...events: readonly unknown[]): Asciicast => parseAsciicast(castText(...events))

/** A tool that says on its last line what it does. */
function agent(more: object = {}): ToolConfig {
  const last = { kind: 'bottom', lines: 1 }
  return toolFrom({
    name: 'agent',
    command: ['agent'],
    statusRules: [
      {
        id: 'asks',
        priority: 2,
        region: last,
        when: { contains: 'allow' },
        claim: { kind: 'waiting', reason: 'approval' },
      },
      { id: 'works', priority: 1, region: last, when: { contains: 'busy' }, claim: { kind: 'working' } },
      { id: 'prompt', region: last, when: { contains: 'ready' }, claim: { kind: 'idle' } },
    ],
    ...more,
  })
}

/** The screen is drawn again with this line on it. */
const drawn = (seconds: number, line: string): unknown => [seconds, 'o', `\u001b[2J\u001b[H${line}`]

const turn = [
  [0, 'm', 'starting'],
  drawn(0.1, 'ready'),
  [0.1, 'm', 'idle'],
  [1, 'i', '\r'],
  drawn(2, 'busy'),
  [2, 'm', 'working'],
  drawn(4, 'allow rm?'),
  [4, 'm', 'waiting:approval'],
  drawn(6, 'busy'),
  [6, 'm', 'working'],
  drawn(9, 'ready'),
  [9, 'm', 'idle'],
  [12, 'm', 'exited'],
] as const

const kindsOf = (timeline: readonly TimelineEntry[]): readonly string[] =>
  timeline.map(({ status }) => status)

describe('a recording', () => {
  test('is read with its size, its command and its events, in order of time', () => {
    expect(
      castOf(
        [2, 'o', 'b'],
        [1, 'i', 'a'],
        [3, 'm', 'idle'],
        [1, 'o', 'c'],
        [4, 'r', '80x24'],
        [5, 'f', 'claude'],
        [6, 'f', ''],
      ),
    ).toEqual({
      width: 40,
      height: 10,
      command: 'agent --fast',
      events: [
        { seconds: 1, kind: 'input', data: 'a' },
        { seconds: 1, kind: 'output', data: 'c' },
        { seconds: 2, kind: 'output', data: 'b' },
        { seconds: 3, kind: 'marker', data: 'idle' },
        { seconds: 4, kind: 'resize', cols: 80, rows: 24 },
        { seconds: 5, kind: 'foreground', data: 'claude' },
        { seconds: 6, kind: 'foreground', data: '' },
      ],
    })
  })

  test('may hold events of kinds that are not known, and empty lines', () => {
    expect(parseAsciicast(`${castText([1, 'x', '80x24'])}\n\n`).events).toEqual([])
  })

  test('that is none names the line that is wrong', () => {
    expect(() => parseAsciicast('')).toThrow(/line 1/u)
    expect(() => parseAsciicast('{"version":3,"width":80,"height":24}')).toThrow(/line 1 .*version 2/u)
    expect(() => parseAsciicast(`${header}\n[1,"o","a"]\n[1,"o"]`)).toThrow(/line 3/u)
    expect(() => parseAsciicast(`${header}\n[-1,"o","a"]`)).toThrow(/line 2/u)
    expect(() => parseAsciicast(`${header}\n[1,"o",`)).toThrow(/line 2 is not JSON/u)
    for (const size of ['80', '80x', 'x24', '80x24x1', '0x24', '80x9999', 'wide'])
      expect(() => castOf([1, 'r', size])).toThrow(`line 2 is no resize: "${size}" is no COLSxROWS`)
  })
})

describe('the tool of a recording', () => {
  test.each([
    ['claude --permission-mode manual', 'claude', 'agent'],
    ['/usr/bin/codex resume', 'codex', 'agent'],
    ['bash', 'shell', 'shell'],
    ['fish --no-config -i', 'shell', 'shell'],
    ['bash build.sh', 'bash', 'command'],
    ["bash --norc -c 'git merge topic'", 'bash', 'command'],
    ['bash -lc make', 'bash', 'command'],
    ['Make_It', 'make-it', 'command'],
    ['', 'command', 'command'],
  ])('that was started by "%s" is %s', (command, name, kind) => {
    expect(castTool(command)).toMatchObject({ name, kind })
  })
})

describe('time that is told to pass', () => {
  test('runs what is due on the way, in order, each at its own time', () => {
    const clock = new VirtualClock(100)
    const ran: unknown[] = []
    clock.setTimer(() => ran.push(['late', clock.now()]), 30)
    clock.setTimer(() => {
      ran.push(['early', clock.now()])
      clock.setTimer(() => ran.push(['after', clock.now()]), 5)
    }, 10)
    const cancel = clock.setTimer(() => ran.push(['never', clock.now()]), 10)
    clock.setTimer(() => ran.push(['beyond', clock.now()]), 51)
    cancel()
    clock.passTo(150)
    expect(ran).toEqual([
      ['early', 110],
      ['after', 115],
      ['late', 130],
    ])
    expect(clock.now()).toBe(150)
  })
})

describe('a recording that is replayed', () => {
  test('is shown as the app would show it, each status by its rule', async () => {
    const timeline = await replay(castOf(...turn), agent())
    expect(timeline.map(({ status, by }) => [status, by])).toEqual([
      ['starting', 'process:spawned'],
      ['idle', 'screen:prompt'],
      ['working', 'screen:works'],
      ['waiting', 'screen:asks'],
      ['working', 'screen:works'],
      ['idle', 'screen:prompt'],
      ['exited', 'process:exit'],
    ])
    expect(timeline.find(({ status }) => status === 'waiting')).toMatchObject({
      reason: 'approval',
      question: 'allow rm?',
    })
    const metrics = score(truthOf(castOf(...turn)), timeline)
    expect(metrics).toMatchObject({
      waits: 1,
      missedWaits: 0,
      falseWaits: 0,
      wrongReasons: 0,
      flicker: 0,
      missed: {},
    })
    expect(metrics.strict).toBeGreaterThan(0.9)
  })

  test('does not see its markers, but for the exit', async () => {
    const timeline = await replay(castOf(...turn), agent())
    const events = castOf(...turn).events
    for (const others of markersChanged(events))
      expect(await replay({ ...castOf(...turn), events: others }, agent())).toEqual(timeline)
  })

  test('without the exit ends with what it last was', async () => {
    const timeline = await replay(castOf(...turn.slice(0, -1)), agent())
    expect(kindsOf(timeline)).not.toContain('exited')
  })

  test('does without a source that is turned off', async () => {
    const timeline = await replay(castOf(...turn), agent(), (source) => source !== 'screen')
    expect(timeline.filter(({ by }) => by.startsWith('screen:'))).toEqual([])
    expect(kindsOf(timeline)).not.toContain('waiting')
  })

  test('hears the signals of its program', async () => {
    const timeline = await replay(
      castOf(drawn(0.1, 'busy'), [1, 'o', '\u001b]7501;state=blocked:kind=auth\u0007'], [3, 'o', 'x']),
      agent(),
    )
    expect(timeline.at(-1)).toMatchObject({ status: 'waiting', reason: 'login', by: 'osc7501:waiting' })
  })
})

describe('a size that changes on the way', () => {
  // Without wraparound a line ends at the last column, where the last character stands over those before it.
  const beyond = '\u001b[?7l\u001b[2J\u001b[1;60Hbusy'

  test('is the size of the screen from then on', async () => {
    const narrow = await replay(castOf([1, 'o', beyond], [5, 'o', '']), agent())
    const wide = await replay(castOf([0.5, 'r', '80x12'], [1, 'o', beyond], [5, 'o', '']), agent())
    expect(narrow.map(({ by }) => by)).not.toContain('screen:works')
    expect(wide.map(({ by }) => by)).toContain('screen:works')
  })
})

describe('a shell that is replayed', () => {
  const shell = (): ToolConfig => agent({ kind: 'shell', statusRules: [] })
  const run = [
    drawn(0.1, '$ '),
    [2, 'i', 'x\r'],
    [2.1, 'o', 'x\r\n'],
    [9, 'o', '$ '],
    [12, 'o', ' '],
  ] as const

  test('works while another program is in front, and is idle when it is in front itself', async () => {
    const events = [[0.05, 'f', ''], ...run, [2.2, 'f', 'x'], [8.9, 'f', '']] as const
    const timeline = await replay(castOf(...events), shell())
    const told = timeline.filter(({ by }) => by === 'process:foreground')
    expect(told.map(({ status, t }) => [status, t])).toEqual([
      ['idle', 0.2],
      ['working', 2.3],
      ['idle', 9],
    ])
  })

  test('is idle also where a shell that was started in it is in front', async () => {
    const events = [[0.05, 'f', ''], ...run, [2.2, 'f', 'bash'], [8.9, 'f', 'bash > x']] as const
    const timeline = await replay(castOf(...events), shell())
    expect(kindsOf(timeline.filter(({ by }) => by === 'process:foreground'))).toEqual(['idle', 'working'])
  })

  test('is seen as before where nothing says who is in front', async () => {
    const timeline = await replay(castOf(...run), shell())
    expect(timeline.filter(({ by }) => by === 'process:foreground')).toEqual([])
  })

  test('is read by the rules of the agent that was started in it, until that has gone', async () => {
    const asks = [
      ' Bash command',
      '',
      '   rm -rf build',
      '',
      ' Do you want to proceed?',
      ' ❯ 1. Yes',
      '   2. No',
      '',
      ' Esc to cancel · Tab to amend',
    ].join('\r\n')
    const timelineOf = (front: string) =>
      replay(
        castOf(
          [0.05, 'f', ''],
          drawn(0.1, '$ '),
          [2, 'f', front],
          drawn(3, asks),
          [6, 'f', ''],
          drawn(6.1, '$ '),
          [9, 'o', ' '],
        ),
        shell(),
      )
    const shown = (await timelineOf('npm > claude')).filter(({ t }) => t > 2)
    expect(kindsOf(shown).slice(-2)).toEqual(['waiting', 'idle'])
    expect(shown.at(-2)).toMatchObject({ reason: 'approval', by: expect.stringMatching(/^screen:/u) })
    expect(kindsOf(await timelineOf('npm > other'))).not.toContain('waiting')
  })

  test('has its screen again once a program has gone that left it full', async () => {
    const events = [
      [0.05, 'f', ''],
      drawn(0.1, '$ '),
      [2, 'i', 'x\r'],
      [2.1, 'o', '\u001b[?1049h\u001b[Hall of it'],
      [2.1, 'f', 'x'],
      [6, 'o', '$ '],
      [6.001, 'f', ''],
      [8, 'i', 'sleep 9\r'],
      [8.1, 'o', '\r\n'],
      [8.101, 'f', 'sleep'],
      [14, 'o', ' '],
    ] as const
    const timeline = await replay(castOf(...events), shell())
    // What draws a full screen is not taken for work because it is in front.
    expect(kindsOf(timeline.filter(({ t }) => t > 2 && t < 8))).not.toContain('working')
    expect(timeline.at(-1)).toMatchObject({ status: 'working', by: 'process:foreground' })
  })

  test('is no agent: who is in front of another tool says nothing', async () => {
    const events = [...run, [0.05, 'f', ''], [2.2, 'f', 'x']] as const
    expect(await replay(castOf(...events), agent())).toEqual(await replay(castOf(...run), agent()))
  })
})

describe('the recordings of this house', () => {
  test.each(names)(
    'are replayed the same whatever their markers say, and make up no wait: %s',
    async (name) => {
      const { cast, tool } = recordingOf(name)
      const timeline = await replay(cast, tool)
      expect(score(truthOf(cast), timeline).falseWaits).toBe(0)
      for (const events of markersChanged(cast.events))
        expect(await replay({ ...cast, events }, tool)).toEqual(timeline)
    },
  )

  test.each(names)('show every wait for its reason within a second: %s', async (name) => {
    const { cast, tool } = recordingOf(name)
    const metrics = score(truthOf(cast), await replay(cast, tool))
    expect(metrics).toMatchObject({ missedWaits: 0, wrongReasons: 0 })
    for (const delay of metrics.delays['waiting'] ?? []) expect(delay).toBeLessThan(1)
  })
})

function recordingOf(name: string): { readonly cast: Asciicast; readonly tool: ToolConfig } {
  const cast = parseAsciicast(readFileSync(join(recordings, name), 'utf8'))
  const tool = presets.find((one) => one.name === cast.command.split(' ')[0])
  if (tool === undefined) throw new Error(`${name} is of no tool that is known`)
  return { cast, tool }
}

type MarkerEvent = CastEvent & { readonly kind: 'marker' }

/** The same events with markers that are gone, that all say the same, and that say each other's. The end stays where it is. */
function markersChanged(events: readonly CastEvent[]): readonly (readonly CastEvent[])[] {
  const isTold = (event: CastEvent): event is MarkerEvent =>
    event.kind === 'marker' && event.data !== 'exited'
  const last = events.at(-1)
  const said = events.filter(isTold).map(({ data }) => data)
  let next = 0
  return [
    events.filter((event) => !isTold(event) || event === last),
    events.map((event) => (isTold(event) ? { ...event, data: 'failed:api' } : event)),
    events.map((event) => {
      if (!isTold(event)) return event
      next += 1
      return { ...event, data: said.at(-next) ?? '' }
    }),
  ]
}

describe('what is true of a recording', () => {
  test('is what its markers say, from each to the next, up to the exit', () => {
    expect(
      truthOf(castOf([0, 'm', 'starting'], [2, 'm', 'waiting:trust'], [5, 'm', 'exited'], [9, 'o', 'x'])),
    ).toEqual([
      { status: 'starting', reason: null, from: 0, to: 2 },
      { status: 'waiting', reason: 'trust', from: 2, to: 5 },
      { status: 'exited', reason: null, from: 5, to: 5 },
    ])
  })

  test('goes on to the last event where nothing says that it ended, and takes no flag for a status', () => {
    expect(truthOf(castOf([0, 'm', 'idle'], [2, 'm', 'conflict:on'], [5, 'o', 'x']))).toEqual([
      { status: 'idle', reason: null, from: 0, to: 5 },
    ])
  })

  test.each(['sleeping', 'waiting:aproval', 'idle:api', 'unsure:working', 'conflict:of', 'conflict', ''])(
    'is nothing of a marker that is no label: %j',
    (label) => {
      expect(() => truthOf(castOf([0, 'm', 'idle'], [1.5, 'm', label]))).toThrow(
        `"${label}" at 1.5 s is no label; there are starting, working, waiting:approval,`,
      )
    },
  )

  test('is unknown for a time that is marked so', () => {
    expect(truthOf(castOf([0, 'm', 'idle'], [2, 'm', 'unsure'], [5, 'm', 'exited']))).toEqual([
      { status: 'idle', reason: null, from: 0, to: 2 },
      { status: 'unsure', reason: null, from: 2, to: 5 },
      { status: 'exited', reason: null, from: 5, to: 5 },
    ])
  })
})

describe('the score', () => {
  type Spoken<Status = TimelineEntry['status']> = readonly [t: number, status: Status, reason?: string]

  /** Both lists say what it was from a second on; it ends at 10. */
  function scored(truth: readonly Spoken<Spoken[1] | 'unsure'>[], shown: readonly Spoken[]) {
    const marks = truth.map(([t, status, reason]) => [
      t,
      'm',
      reason === undefined ? status : `${status}:${reason}`,
    ])
    const timeline = shown.map(([t, status, reason]) => ({
      t,
      status,
      by: '',
      ...(reason === undefined ? {} : { reason }),
    }))
    return score(truthOf(castOf(...marks, [10, 'o', ''])), timeline)
  }

  test('is full where what was shown is what was true', () => {
    const truth: readonly Spoken[] = [
      [0, 'working'],
      [4, 'waiting', 'approval'],
      [6, 'idle'],
    ]
    expect(scored(truth, truth)).toEqual({
      seconds: 10,
      strict: 1,
      grace: 1,
      waits: 1,
      missedWaits: 0,
      falseWaits: 0,
      wrongReasons: 0,
      delays: { waiting: [0], idle: [0] },
      missed: {},
      flicker: 0,
      confusion: { working: { working: 4 }, waiting: { waiting: 2 }, idle: { idle: 4 } },
    })
  })

  test('counts each second that was wrong, and says what was taken for what', () => {
    const metrics = scored(
      [
        [0, 'working'],
        [5, 'idle'],
      ],
      [
        [0, 'working'],
        [9, 'idle'],
      ],
    )
    expect(metrics.strict).toBeCloseTo(0.6)
    expect(metrics.confusion).toEqual({ working: { working: 5 }, idle: { working: 4, idle: 1 } })
    expect(metrics.delays).toEqual({ idle: [4] })
  })

  test('forgives work that is shown for up to 2.5 s after its end, and nothing else', () => {
    expect(
      scored(
        [
          [0, 'working'],
          [5, 'idle'],
        ],
        [
          [0, 'working'],
          [7, 'idle'],
        ],
      ).grace,
    ).toBeCloseTo(1)
    expect(
      scored(
        [
          [0, 'working'],
          [5, 'idle'],
        ],
        [
          [0, 'working'],
          [9, 'idle'],
        ],
      ).grace,
    ).toBeCloseTo(0.85)
    expect(
      scored(
        [
          [0, 'idle'],
          [5, 'working'],
        ],
        [
          [0, 'idle'],
          [7, 'working'],
        ],
      ).grace,
    ).toBeCloseTo(0.8)
    expect(
      scored(
        [
          [0, 'waiting'],
          [5, 'idle'],
        ],
        [
          [0, 'working'],
          [7, 'idle'],
        ],
      ).grace,
    ).toBeCloseTo(0.3)
  })

  test('counts a wait that was never shown, and one that was made up', () => {
    const missed = scored(
      [
        [0, 'working'],
        [4, 'waiting', 'trust'],
        [6, 'idle'],
      ],
      [
        [0, 'working'],
        [6, 'idle'],
      ],
    )
    expect(missed).toMatchObject({ waits: 1, missedWaits: 1, falseWaits: 0, missed: { waiting: 1 } })
    const made = scored(
      [[0, 'working']],
      [
        [0, 'working'],
        [4, 'waiting'],
        [5, 'working'],
      ],
    )
    expect(made).toMatchObject({ waits: 0, missedWaits: 0, falseWaits: 1 })
  })

  test('counts a wait as missed that had ended before the true one began', () => {
    const metrics = scored(
      [
        [0, 'working'],
        [4, 'waiting', 'approval'],
        [6, 'idle'],
      ],
      [
        [0, 'working'],
        [3, 'waiting', 'approval'],
        [3.8, 'working'],
        [6, 'idle'],
      ],
    )
    expect(metrics).toMatchObject({ waits: 1, missedWaits: 1, falseWaits: 1, wrongReasons: 0 })
    expect([metrics.missed, metrics.delays]).toEqual([{ waiting: 1 }, { idle: [0] }])
  })

  test('takes a wait that goes on for a second too long for late, not for false', () => {
    const truth: readonly Spoken[] = [
      [0, 'waiting'],
      [4, 'working'],
    ]
    expect(
      scored(truth, [
        [0, 'idle'],
        [4.5, 'waiting'],
        [6, 'working'],
      ]).falseWaits,
    ).toBe(0)
    expect(
      scored(truth, [
        [0, 'idle'],
        [5.5, 'waiting'],
        [6, 'working'],
      ]).falseWaits,
    ).toBe(1)
  })

  test('counts a wait that was shown for another reason, once', () => {
    const truth: readonly Spoken[] = [
      [0, 'working'],
      [4, 'waiting', 'approval'],
    ]
    expect(
      scored(truth, [
        [0, 'working'],
        [4, 'waiting', 'question'],
      ]).wrongReasons,
    ).toBe(1)
    const mended = scored(truth, [
      [0, 'working'],
      [4, 'waiting', 'question'],
      [5, 'waiting', 'approval'],
    ])
    expect(mended.wrongReasons).toBe(0)
  })

  test('counts changes that were shown and were none', () => {
    const shown: readonly Spoken[] = [
      [0, 'working'],
      [2, 'idle'],
      [3, 'working'],
      [5, 'idle'],
      [6, 'working'],
    ]
    expect(scored([[0, 'working']], shown).flicker).toBe(4)
    expect(
      scored(
        [
          [0, 'working'],
          [5, 'idle'],
        ],
        [
          [0, 'working'],
          [6, 'idle'],
        ],
      ).flicker,
    ).toBe(0)
  })

  test('leaves out the time of which nobody can say what was true', () => {
    const metrics = scored(
      [
        [0, 'working'],
        [4, 'unsure'],
        [8, 'idle'],
      ],
      [
        [0, 'working'],
        [5, 'waiting', 'approval'],
        [6, 'failed'],
        [7, 'working'],
        [9, 'idle'],
      ],
    )
    expect(metrics).toMatchObject({ seconds: 6, waits: 0, falseWaits: 0, flicker: 0, missed: {}, delays: {} })
    expect(metrics.strict).toBeCloseTo(5 / 6)
    // When the work ended is not known, so nothing is forgiven.
    expect(metrics.grace).toBeCloseTo(5 / 6)
    expect(metrics.confusion).toEqual({ working: { working: 4 }, idle: { working: 1, idle: 1 } })
  })

  test('calls it no flicker where what was shown in such a time ends a moment after it', () => {
    const truth = [
      [0, 'idle'],
      [2, 'unsure'],
      [4, 'idle'],
    ] as const
    const until = (seconds: number): readonly Spoken[] => [
      [0, 'idle'],
      [3, 'working'],
      [seconds, 'idle'],
    ]
    expect(scored(truth, until(5)).flicker).toBe(0)
    expect(scored(truth, until(5.1)).flicker).toBe(2)
  })

  test('counts what is shown before and after such a time, and what was true there', () => {
    const truth = [
      [0, 'working'],
      [4, 'unsure'],
      [6, 'working'],
      [8, 'waiting', 'trust'],
    ] as const
    const late = [
      [0, 'working'],
      [5, 'waiting'],
      [6.5, 'working'],
    ] as const
    expect(scored(truth, late)).toMatchObject({
      waits: 1,
      missedWaits: 1,
      falseWaits: 0,
      missed: { waiting: 1 },
    })
    const false1 = [
      [0, 'working'],
      [5, 'waiting'],
      [7.5, 'working'],
      [8, 'waiting', 'trust'],
    ] as const
    expect(scored(truth, false1)).toMatchObject({ missedWaits: 0, falseWaits: 1, delays: { waiting: [0] } })
    const early = [
      [0, 'working'],
      [3, 'waiting'],
      [5, 'working'],
    ] as const
    expect(scored(truth, early)).toMatchObject({ missedWaits: 1, falseWaits: 1 })
  })

  test('of several recordings weighs each by its time, and adds up what is counted', () => {
    const good = scored(
      [
        [0, 'working'],
        [5, 'idle'],
      ],
      [
        [0, 'working'],
        [5, 'idle'],
      ],
    )
    const bad = scored(
      [
        [0, 'working'],
        [5, 'idle'],
      ],
      [[0, 'working']],
    )
    expect(sum([good, bad])).toMatchObject({
      seconds: 20,
      strict: 0.75,
      delays: { idle: [0] },
      missed: { idle: 1 },
      confusion: { working: { working: 10 }, idle: { idle: 5, working: 5 } },
    })
    expect(sum([])).toMatchObject({ seconds: 0, strict: 1, waits: 0 })
  })
})
