import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { SourceSwitch } from '../../app/activity/evidence.ts'
import type { EvidenceSource } from '../../app/session/status.ts'
import { parseAsciicast, type Asciicast } from './asciicast.ts'
import { castTool } from './cast-tool.ts'
import { replay, type TimelineEntry } from './replay.ts'
import { printReport, printTimeline } from './report.ts'
import { score, sum, truthOf, type Metrics } from './score.ts'

const usage = `npm run eval -- <folder or .cast file> … [--json] [--timeline] [--tool name] [--without sources]

Replays asciicast v2 recordings through Roost's host and status engine on a virtual clock, and says how right it was.
Markers ("m" events) give the true status; they are not shown to the engine, but for "exited". What is marked "unsure" is
left out of the score.

--without   a list of osc7501, hooks, title, screen, ticks: those count for nothing
--tool      the tool of all recordings; without it, the first word of the header's command, or the shell if that is one
--timeline  each recording's transitions, true and shown
--json      one object for machines`

const sourceNames: Readonly<Record<string, EvidenceSource>> = {
  osc7501: 'osc7501',
  hooks: 'hook',
  title: 'title',
  screen: 'screen',
  ticks: 'tick',
}

type Replayed = {
  readonly name: string
  readonly tool: string
  readonly cast: Asciicast
  readonly timeline: readonly TimelineEntry[]
  readonly metrics: Metrics
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      timeline: { type: 'boolean', default: false },
      tool: { type: 'string' },
      without: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || positionals.length === 0) {
    console.log(usage)
    return values.help ? 0 : 2
  }
  const isOn = sourceSwitch(values.without)
  const all: Replayed[] = []
  for (const file of positionals.flatMap(recordingsIn)) all.push(await evaluate(file, values.tool, isOn))
  if (all.length === 0) throw new Error('There is no .cast file there.')
  if (values.json) console.log(JSON.stringify(asJson(all)))
  else {
    if (values.timeline)
      for (const { name, cast, timeline } of all) printTimeline(name, truthOf(cast), timeline)
    printReport(byTool(all), sum(all.map(({ metrics }) => metrics)))
  }
  return 0
}

function sourceSwitch(list: string): SourceSwitch {
  const off = list
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const source = sourceNames[name.trim()]
      if (source === undefined)
        throw new Error(`"${name}" is no source; there are ${Object.keys(sourceNames).join(', ')}.`)
      return source
    })
  return (source) => !off.includes(source)
}

function recordingsIn(path: string): readonly string[] {
  const full = resolve(process.env['INIT_CWD'] ?? '.', path)
  if (!statSync(full).isDirectory()) return [full]
  const names = readdirSync(full).filter((name) => name.endsWith('.cast'))
  return names.sort().map((name) => join(full, name))
}

async function evaluate(file: string, toolName: string | undefined, isOn: SourceSwitch): Promise<Replayed> {
  try {
    const cast = parseAsciicast(readFileSync(file, 'utf8'))
    const tool = castTool(toolName ?? cast.command)
    const truth = truthOf(cast)
    const timeline = await replay(cast, tool, isOn)
    return { name: basename(file), tool: tool.name, cast, timeline, metrics: score(truth, timeline) }
  } catch (error) {
    throw new Error(`${basename(file)}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

function byTool(all: readonly Replayed[]): readonly (readonly [string, Metrics])[] {
  const tools = [...new Set(all.map(({ tool }) => tool))]
  return tools.map((tool) => [
    tool,
    sum(all.filter((one) => one.tool === tool).map(({ metrics }) => metrics)),
  ])
}

function asJson(all: readonly Replayed[]): object {
  const recordings = all.map(
    ({ name, tool, timeline, metrics }) => [name, { tool, timeline, metrics }] as const,
  )
  return {
    recordings: Object.fromEntries(recordings),
    tools: Object.fromEntries(byTool(all)),
    all: sum(all.map(({ metrics }) => metrics)),
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
