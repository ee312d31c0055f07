import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '../support/electron-path.ts'
import { measureAnimation } from './animation.ts'
import { measureDoor } from './door-cost.ts'
import { measureEcho } from './echo.ts'
import { measureEngine } from './engine-cost.ts'
import { measureForeground } from './foreground-cost.ts'
import { measureMemory, memoryPerSession } from './memory.ts'
import { payloadKinds } from './payloads.ts'
import { brokenPromises, type PromptCounts } from './prompt-counts.ts'
import { measurePromptTime, pauseMs, type PromptKind } from './prompt-time.ts'
import { measureKills } from './queue-kills.ts'
import { measureQueues } from './queue-run.ts'
import { measureStart } from './start-time.ts'
import type { Spread } from './statistics.ts'
import { measureStore } from './store-cost.ts'
import { measureTabSwitch } from './tab-switch.ts'
import { measureThroughput } from './throughput.ts'

/** What `npm run bench -- --only NAME` takes; all of them without it. */
const parts = {
  throughput: async ({ bytes, runs }: Sizes) => {
    const results = []
    for (const renderer of ['webgl', 'dom'] as const) {
      const result = await measureThroughput(renderer, bytes, runs)
      results.push(result)
      say(`\nThroughput, ${result.renderer}, ${result.columns} x ${result.rows}, MB/s`)
      table(
        ['', ...payloadKinds],
        [
          ['headless parser alone', ...payloadKinds.map((kind) => rate(result.rates[kind].headless))],
          ['until the query is answered', ...payloadKinds.map((kind) => rate(result.rates[kind].answered))],
          ['until the page has parsed it', ...payloadKinds.map((kind) => rate(result.rates[kind].page))],
          [
            'share of headless',
            ...payloadKinds.map((kind) => (result.rates[kind].page / result.rates[kind].headless).toFixed(2)),
          ],
        ],
      )
      say(`Geometric mean of the shares without dense: ${result.meanShare.toFixed(2)} (aim: at least 0.4)`)
    }
    return results
  },

  echo: async ({ keys }: Sizes) => {
    const result = await measureEcho(keys)
    say('\nEcho, ms')
    table(
      ['', 'p50', 'p95', 'p99'],
      [
        ['key to parsed echo, idle', ...spread(result.key.idle)],
        ['key to parsed echo, 20 sessions redraw', ...spread(result.key.busy)],
        ['cursor query, idle', ...spread(result.query.idle)],
        ['cursor query, 20 sessions redraw', ...spread(result.query.busy)],
      ],
    )
    say(
      `At p95 busy is ${result.key.ratioP95.toFixed(2)} times idle for keys, ${result.query.ratioP95.toFixed(2)} for queries (aim: at most 1.5)`,
    )
    return result
  },

  start: async ({ runs }: Sizes) => {
    const result = await measureStart(runs)
    say(
      `\nStart, ms: window after ${result.windowMs.toFixed(0)}, first prompt after ${result.promptMs.toFixed(0)}`,
    )
    return result
  },

  store: async ({ keys, runs }: Sizes) => {
    const result = await measureStore(keys, runs)
    say('\nKeeping 50 sessions with 100 waiting prompts of 20 KB, ms of main (aim: under 5)')
    table(
      ['', 'p50', 'p95', 'p99'],
      Object.entries(result.operations).map(([name, times]) => [name, ...spread(times)]),
    )
    say('\nStart beside them, ms (aim: with their prompts at most 500 more than without)')
    table(
      ['', 'window', 'first prompt'],
      Object.entries({
        'no session': 'none',
        'no prompts': 'empty',
        'with their prompts': 'large',
      } as const).map(([name, which]) => {
        const { windowMs, promptMs } = result.start[which]
        return [name, windowMs.toFixed(0), promptMs.toFixed(0)]
      }),
    )
    return result
  },

  memory: async () => {
    const results = await measureMemory([1, 10, 50])
    const perSession = memoryPerSession(results)
    say('\nMemory, MB of proportional set size (of it private)')
    for (const { sessions, processes, totalMb, totalPrivateMb } of results) {
      say(
        `  ${sessions} session${sessions === 1 ? '' : 's'}: ${totalMb.toFixed(0)} (${totalPrivateMb.toFixed(0)})`,
      )
      for (const { name, pssMb, privateMb } of processes)
        say(`    ${name.padEnd(40)} ${pssMb.toFixed(0).padStart(6)} (${privateMb.toFixed(0)})`)
    }
    say(`A hidden session with a full scrollback takes ${perSession.toFixed(1)} MB (aim: at most 5)`)
    return { results, perSession }
  },

  engine: async ({ runs }: Sizes) => {
    const result = await measureEngine(60, runs)
    say('\nStatus engine, fifty agents at work, shares of one core')
    table(
      ['', 'KB/s each', 'parsing', 'engine'],
      result.tools.map(({ tool, kbPerSecond, parsing, engine }) => [
        tool,
        rate(kbPerSecond),
        percent(parsing),
        percent(engine),
      ]),
    )
    const foreground = await measureForeground(20, runs)
    if (foreground !== null)
      say(`To know what is in front of fifty shells at work takes ${percent(foreground)}`)
    const all = result.worst + (foreground ?? 0)
    say(`The engine takes at most ${percent(all)} beyond parsing (aim: under 5 %)`)
    return { ...result, foreground }
  },

  door: async ({ bytes }: Sizes) => {
    const results = measureDoor(bytes)
    say('\nByte door, processor time beside that of the screen of record')
    table(
      ['', ...payloadKinds],
      [
        ['screen of record, MB/s', ...results.map(({ parsing }) => rate(parsing))],
        ['door, MB/s', ...results.map(({ door }) => rate(door))],
        ['share, chunks of 64 KB', ...results.map(({ share }) => percent(share.large))],
        ['share, chunks of 4 KB', ...results.map(({ share }) => percent(share.small))],
      ],
    )
    say('(aim: under 5 % in chunks of 64 KB)')
    return results
  },

  switch: async ({ keys }: Sizes) => {
    const result = await measureTabSwitch(Math.min(keys, 40))
    say(`\nTab switch, ms: p50 ${result.p50.toFixed(0)}, p95 ${result.p95.toFixed(0)} (aim: under 100)`)
    return result
  },

  animation: async () => {
    const { sessions, still, moving, share } = await measureAnimation(50)
    say(`\nBadges that move, ${sessions} sessions at work without output, shares of one core`)
    table(
      ['', 'all processes'],
      [
        ['badges at rest', percent(still)],
        ['badges moving', percent(moving)],
      ],
    )
    say(`Moving them costs ${percent(share)} (aim: under 3 %)`)
    return { sessions, still, moving, share }
  },

  prompt: async ({ deliveries }: Sizes) => {
    const results = await measurePromptTime(deliveries)
    say(
      `\nPrompt delivery, ms from the send (each has the ${pauseMs} ms that the tool's preset waits before Enter)`,
    )
    table(
      ['', 'agent has it, p50', 'p95', 'Roost is sure, p50', 'p95', 'share of the pause', 'not sent'],
      results.map(({ kind, isBusy, received, confirmed, refusals }) => [
        `${promptNames[kind]}${isBusy ? ', 20 sessions redraw' : ''}`,
        ...[received.p50, received.p95, confirmed.p50, confirmed.p95].map((ms) => ms.toFixed(0)),
        percent(pauseMs / received.p50),
        [String(refusals.length), ...new Set(refusals)].join(' '),
      ]),
    )
    return results
  },

  queue: async ({ prompts }: Sizes) => {
    const result = await measureQueues(queueSessions, prompts)
    say(
      `\nQueues of ${queueSessions} sessions, ${result.seconds.toFixed(0)} s, ${rate(result.perSecond)} prompts/s`,
    )
    tellCounts('queue', result)
    return result
  },

  kills: async ({ prompts, kills, seed }: Sizes) => {
    const result = await measureKills({ sessions: queueSessions, prompts, kills, seed })
    say(`\nQueues of ${queueSessions} sessions, the app killed ${kills} times, seed ${seed}`)
    table(
      ['after so many', 'uncertain, held', 'of these received', 'most in one session', 'sent by itself'],
      result.kills.map((each) =>
        [each.received, each.unsure, each.unsureReceived, each.mostUnsure, each.sentByItself].map(String),
      ),
    )
    tellCounts('kills', result)
    for (const { mostUnsure, sentByItself } of result.kills) {
      if (mostUnsure > 1) breaches.push(`kills: ${mostUnsure} uncertain in one session (aim: at most 1)`)
      if (sentByItself > 0) breaches.push(`kills: ${sentByItself} sent while one was uncertain (aim: 0)`)
    }
    return result
  },
}

type Sizes = {
  readonly bytes: number
  readonly runs: number
  readonly keys: number
  readonly deliveries: number
  readonly prompts: number
  readonly kills: number
  readonly seed: number
}

const queueSessions = 8
const promptNames: Readonly<Record<PromptKind, string>> = {
  text: 'text',
  image: 'text and an image',
  long: '10 KB of text',
}

/** Promises that were not kept. A time may differ from machine to machine; a count may not. */
const breaches: string[] = []

function tellCounts(
  part: string,
  { counts, stuck }: { readonly counts: PromptCounts; readonly stuck: readonly string[] },
): void {
  const { sent, received, waiting, lost, doubled, outOfOrder, mangled } = counts
  say(
    `${sent} sent, ${received} received: ${lost} lost, ${doubled} doubled, ${outOfOrder} out of order, ${mangled} mangled, ${waiting} stuck in a queue (aim: 0 of each)`,
  )
  const broken = [...brokenPromises(counts), ...stuck.map((one) => `stuck: ${one}`)]
  breaches.push(...broken.map((text) => `${part}: ${text}`))
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows]
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  for (const row of all)
    say(
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const rate = (value: number) => value.toFixed(1)
const spread = (value: Spread) => [value.p50, value.p95, value.p99].map((ms) => ms.toFixed(2))

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      mb: { type: 'string', default: '5' },
      runs: { type: 'string', default: '3' },
      keys: { type: 'string', default: '200' },
      deliveries: { type: 'string', default: '20' },
      prompts: { type: 'string', default: '200' },
      kills: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
    },
  })
  const sizes = {
    bytes: Number(values.mb) * 1e6,
    runs: Number(values.runs),
    keys: Number(values.keys),
    deliveries: Number(values.deliveries),
    prompts: Number(values.prompts),
    kills: Number(values.kills),
    seed: Number(values.seed),
  }
  say(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}`)
  const results: Record<string, unknown> = { date: new Date().toISOString(), load: loadavg(), sizes }
  for (const [name, run] of Object.entries(parts)) {
    if (values.only !== undefined && !values.only.includes(name)) continue
    results[name] = await run(sizes)
  }
  const out = join(repositoryRoot, 'out')
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'bench.json'), `${JSON.stringify(results, null, 2)}\n`)
  say('\nWritten to out/bench.json')
  if (breaches.length === 0) return
  say(`\nPROMISES BROKEN:\n${breaches.map((text) => `  ${text}`).join('\n')}`)
  process.exitCode = 1
}

await main()
