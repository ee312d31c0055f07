import { resolve } from 'node:path'
import * as v from 'valibot'
import { afterEach, describe, test } from 'vitest'
import { emptyFrame } from '../../../app/screen/frame.ts'
import {
  holdsText,
  PromptBoxRuleSchema,
  readPromptBox,
  type PromptBoxReading,
} from '../../../app/screen/prompt-box.ts'
import { HostRig } from '../../support/hosted.ts'
import { pollFor } from '../../support/poll.ts'
import { presetNamed } from '../../support/tools.ts'

const program = resolve(import.meta.dirname, '../../agents/fake-agent.mjs')
const image = resolve(import.meta.dirname, '../../fixtures/images/plain.png')
/** What an image looks like beside the text; Pi takes none, and the path stays. */
const marks: Record<string, string> = {
  claude: '[Image #1]',
  codex: '[Image #1]',
  copilot: '[📷 plain.png]',
  gemini: '[Image plain.png]',
  opencode: '[Image 1]',
  pi: image,
  qwen: '',
}
const ctrlU = '\x15'

const rigs: HostRig[] = []
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

describe.each(Object.keys(marks))('the box of the fake %s', (tool) => {
  const box = presetNamed(tool).promptBox

  test('is read by the rule for the real tool', async () => {
    const agent = start(tool, v.parse(PromptBoxRuleSchema, box))
    await agent.reads('an empty box', ({ kind }) => kind === 'empty')

    agent.type('half a line')
    await agent.reads('a draft', (reading) => holds(reading, 'half a line'))
    agent.type(ctrlU)
    await agent.reads('an empty box', ({ kind }) => kind === 'empty')

    const lines = ['first of three', '', 'third, and it is longer than the box is wide: '.repeat(3)].join(
      '\n',
    )
    agent.paste(lines)
    await agent.reads('three lines', (reading) => holds(reading, lines))
    agent.type(ctrlU)

    const long = Array.from({ length: 40 }, (_, at) => `line ${at} of forty`).join('\n')
    await agent.reads('an empty box', ({ kind }) => kind === 'empty')
    agent.paste(long)
    await agent.reads('the end of many lines', (reading) => holds(reading, long))
    agent.type(ctrlU)

    await agent.reads('an empty box', ({ kind }) => kind === 'empty')
    agent.paste(image)
    await agent.reads(
      'an image mark',
      (reading) => reading.kind === 'draft' && reading.text.trim() === marks[tool],
    )
    agent.type(' what is it?')
    const prompt = tool === 'pi' ? `${image} what is it?` : 'what is it?'
    await agent.reads('a mark and text', (reading) => holds(reading, prompt))
    agent.type('\r')
    await agent.reads('an empty box after Enter', ({ kind }) => kind === 'empty')

    agent.type('work 60\r')
    await agent.shows('esc to interrupt')
    agent.type('while it works')
    await agent.reads('a draft beside work', (reading) => holds(reading, 'while it works'))
    agent.type(ctrlU)
    await agent.reads('an empty box', ({ kind }) => kind === 'empty')
    agent.type('\x1b')
    await agent.shows('? for shortcuts')
    agent.type('approve\r')
    await agent.shows('Do you want to proceed?')
    await agent.reads('a dialog', ({ kind }) => (tool === 'pi' ? kind !== 'draft' : kind === 'none'))
  })
})

function holds(reading: PromptBoxReading, prompt: string): boolean {
  return reading.kind === 'draft' && holdsText(reading.text, prompt)
}

function start(tool: string, box: v.InferOutput<typeof PromptBoxRuleSchema>) {
  const rig = new HostRig()
  rigs.push(rig)
  const session = rig.open(rig.newId(), 100, 30)
  rig.send({
    type: 'spawn',
    session,
    request: {
      file: process.execPath,
      args: [program, '--as', tool],
      cwd: rig.folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: rig.folder, LANG: 'C.UTF-8', TERM: 'xterm-256color' },
    },
    separator: null,
  })
  const input = (data: string) => rig.send({ type: 'input', session, data })
  let asked = 0
  const frame = async () => {
    asked += 1
    const id = asked
    rig.send({ type: 'readFrame', id, session, mark: false })
    return (await rig.event('frame', (event) => event.id === id)).frame
  }
  return {
    type: input,
    paste: (text: string) => input(`\x1b[200~${text.replaceAll('\n', '\r')}\x1b[201~`),
    shows: (text: string) =>
      pollFor(async () => (await frame())?.lines.some((line) => line.includes(text)), { what: text }),
    reads: (what: string, matches: (reading: PromptBoxReading) => boolean) =>
      pollFor(
        async () => {
          const shown = await frame()
          return shown !== null && matches(readPromptBox({ ...emptyFrame, ...shown }, box))
        },
        { what },
      ),
  }
}
