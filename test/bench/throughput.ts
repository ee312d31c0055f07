import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { createHeadlessParser } from './headless-rate.ts'
import { openShell, probeProgram, screenSize, useRenderer, withApp, writeQuickShell } from './bench-app.ts'
import { makePayload, payloadKinds, type PayloadKind } from './payloads.ts'
import { geometricMean, median } from './statistics.ts'

export type ThroughputResult = {
  readonly renderer: string
  readonly columns: number
  readonly rows: number
  readonly rates: Record<PayloadKind, Rates>
  /** Page rate over headless rate, geometric mean of all kinds but `dense`. */
  readonly meanShare: number
}

/** MB/s, medians. `answered`: until the cursor query is answered; `page`: until the page has parsed it all, too. */
type Rates = { readonly headless: number; readonly answered: number; readonly page: number }

const NoteSchema = v.object({
  payload: v.string(),
  bytes: v.number(),
  warm: v.boolean(),
  started: v.number(),
  answered: v.number(),
  mark: v.number(),
})

/** Measures all payloads through pty, host and page, and through the headless parser alone at the same size. */
export async function measureThroughput(
  renderer: 'webgl' | 'dom',
  bytes: number,
  runs: number,
): Promise<ThroughputResult> {
  return withApp(
    { webgl: renderer === 'webgl' },
    async (roost, home) => {
      await openShell(roost, home.work)
      const kind = await useRenderer(roost, renderer)
      await roost.waitForText('$')
      const screen = await screenSize(roost)
      const payloads = payloadKinds.map((payload) => makePayload(payload, bytes, screen))
      const files = payloadKinds.map((payload, at) => {
        const file = join(home.root, `${payload}.bin`)
        writeFileSync(file, payloads[at] ?? '')
        return file
      })
      const log = join(home.root, 'throughput.log')
      const quoted = files.map((file) => `'${file}'`).join(' ')
      await roost.run(`'${process.execPath}' '${probeProgram}' throughput '${log}' ${runs} ${quoted}`)
      const parser = createHeadlessParser(screen)
      const parsedAt = new Map<number, number>()
      const alone: number[][] = []
      for (let mark = 1; mark <= files.length * (runs + 1); mark++) {
        parsedAt.set(mark, Number(await roost.page.evaluate(waitForMark(mark))))
        // The parser alone runs between two runs of the app, so that both see the same load of the machine.
        const kind = Math.floor((mark - 1) / (runs + 1))
        const rate = await parser.rateOf(payloads[kind] ?? Buffer.alloc(0))
        const isWarmUp = (mark - 1) % (runs + 1) === 0
        if (!isWarmUp) alone[kind] = [...(alone[kind] ?? []), rate]
        await roost.page.keyboard.press('g')
      }
      parser.dispose()
      const notes = readFileSync(log, 'utf8')
        .split('\n')
        .slice(1, -1)
        .map((row) => v.parse(NoteSchema, JSON.parse(row)))
        .filter((note) => !note.warm)
      const rates: Partial<Record<PayloadKind, Rates>> = {}
      for (const [at, payload] of payloadKinds.entries()) {
        const own = notes.filter((note) => note.payload === payload)
        const rate = (end: (note: v.InferOutput<typeof NoteSchema>) => number) =>
          median(own.map((note) => note.bytes / 1000 / (end(note) - note.started)))
        rates[payload] = {
          headless: median(alone[at] ?? []),
          answered: rate((note) => note.answered),
          page: rate((note) => Math.max(note.answered, parsedAt.get(note.mark) ?? Number.NaN)),
        }
      }
      return { renderer: kind, ...screen, ...complete(rates) }
    },
    (home) => writeQuickShell(home, ''),
  )
}

function complete(rates: Partial<Record<PayloadKind, Rates>>): Pick<ThroughputResult, 'rates' | 'meanShare'> {
  const of = (payload: PayloadKind) =>
    rates[payload] ?? { headless: Number.NaN, answered: Number.NaN, page: Number.NaN }
  const all = {
    ascii: of('ascii'),
    sgr: of('sgr'),
    dense: of('dense'),
    unicode: of('unicode'),
    agent: of('agent'),
    inline: of('inline'),
    scroll: of('scroll'),
  }
  const shares = payloadKinds
    .filter((kind) => kind !== 'dense')
    .map((kind) => all[kind].page / all[kind].headless)
  return { rates: all, meanShare: geometricMean(shares) }
}

/** Resolves in the page, with the time since 1970, as soon as the top line of its terminal is the mark. */
function waitForMark(mark: number): string {
  return `new Promise((resolve) => {
    const seen = () => window.roostTest.topLine().startsWith('MARK ${mark}.')
    const now = () => performance.timeOrigin + performance.now()
    if (seen()) return resolve(now())
    const stop = window.roostTest.onParsed(() => {
      if (!seen()) return
      stop()
      resolve(now())
    })
  })`
}
