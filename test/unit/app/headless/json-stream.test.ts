import fc from 'fast-check'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { headlessFormats, type HeadlessFormat } from '../../../../app/headless/format.ts'
import { finish, renderChunk, startRendering, type Rendered } from '../../../../app/headless/json-stream.ts'

const folder = join(import.meta.dirname, '../../../fixtures/headless')
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))

function formatOf(name: string): HeadlessFormat {
  const format = headlessFormats.find((one) => name.startsWith(`${one}-`))
  if (format === undefined) throw new Error(`No format for ${name}`)
  return format
}

const read = (name: string): string => readFileSync(join(folder, `${name}.jsonl`), 'utf8')

/** The whole text of an output that comes in these chunks, and what it came to. */
function render(format: HeadlessFormat, chunks: readonly string[]): Rendered {
  let state = startRendering(format)
  let text = ''
  for (const chunk of chunks) {
    const step = renderChunk(state, chunk)
    ;({ state } = step)
    text += step.text
  }
  const rendered = finish(state)
  return { ...rendered, text: text + rendered.text }
}

const lines = (...events: readonly unknown[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('')

const uuid = '00000000-0000-4000-8000-000000000001'
const tokens: Readonly<Record<string, string | RegExp>> = {
  opencode: /^ses_/u,
  copilot: /^0{8}-/u,
  kimi: /^session_0{8}-/u,
}

describe('the real output of', () => {
  const tools = headlessFormats.filter((format) => format !== 'text')
  // Auggie prints one object at the end of a turn that went well, and else words; Kimi Code says nothing of failures.
  const told = tools.filter((format) => format !== 'auggie' && format !== 'kimi')

  test.each(tools)('%s: an answer is shown as it is, with the id of the conversation', (tool) => {
    for (const [name, answer] of [
      ['plain', /^MOCK_OK quick reply \(images=0\)\.$/u],
      ['resumed', /^MOCK_OK quick reply \(images=[0-3]\)\.$/u],
    ] as const) {
      const rendered = render(tool, [read(`${tool}-${name}`)])
      expect(rendered.answer).toMatch(answer)
      expect(rendered.text.endsWith(`${rendered.answer}\n`)).toBe(true)
      expect(rendered.isError).toBe(false)
      expect(rendered.token).toMatch(tokens[tool] ?? uuid)
    }
  })

  test.each(told)('%s: a call of a tool is one line, its result one below', (tool) => {
    const rendered = render(tool, [read(`${tool}-tool`)])
    const shown = rendered.text.replace(/^! .*\n/u, '').split('\n')
    expect(shown).toEqual([
      'I will run a command.',
      expect.stringMatching(/^● [\w]+: echo lab-ok > lab-out\.txt && cat lab-out\.txt$/u),
      '  └ lab-ok',
      'MOCK_DONE tool finished (images=0).',
      '',
    ])
    expect(rendered.answer).toBe('MOCK_DONE tool finished (images=0).')
  })

  test('claude: what it notes for its makers when it is interrupted is not shown', () => {
    const errors = [
      '[ede_diagnostic] result_type=user last_content_type=n/a stop_reason=null',
      'It was stopped.',
    ]
    const event = { type: 'result', subtype: 'error_during_execution', is_error: true, errors }
    const rendered = render('claude', [lines(event)])
    expect(rendered.isError).toBe(true)
    expect(rendered.text).not.toContain('ede_diagnostic')
    expect(rendered.text).toContain('It was stopped.')
    expect(render('claude', [lines({ ...event, errors: errors.slice(0, 1) })]).text).toContain(
      'error_during_execution',
    )
  })

  test.each(told)('%s: a turn that failed says so, with its words once', (tool) => {
    const rendered = render(tool, [read(`${tool}-fail`)])
    expect(rendered.isError).toBe(true)
    const words = /mock failure [45]00|experiencing high demand/gu
    expect(rendered.text.match(words)).toHaveLength(1)
  })

  test('kimi: a turn that failed is only told of by what it tried again, and its end by the exit code', () => {
    const rendered = render('kimi', [read('kimi-fail')])
    expect(rendered.text).toBe('! 500 mock failure 500\n')
    expect(rendered).toMatchObject({ answer: '', token: null })
  })

  test.each([
    ['claude', 'needs approval'],
    ['opencode', 'rejected permission'],
    ['copilot', 'Permission denied'],
  ] as const)('%s: what was not allowed is no failure of the turn', (tool, words) => {
    const rendered = render(tool, [read(`${tool}-denied`)])
    expect(rendered.text).toMatch(new RegExp(`\n  ✗ .*${words}`, 'u'))
    expect(rendered.isError).toBe(false)
  })

  test('auggie: a failure that is told as an object is one, and words are shown as they are', () => {
    const event = {
      type: 'result',
      subtype: 'error',
      is_error: true,
      result: 'mock failure',
      session_id: uuid,
    }
    expect(render('auggie', [lines(event)])).toMatchObject({ isError: true, text: '✗ mock failure\n' })
    const words = 'The words of another error.\n'
    expect(render('auggie', [words])).toMatchObject({ isError: false, text: words, token: null })
  })

  test('claude: a conversation that is lost is a failure with its words', () => {
    const rendered = render('claude', [read('claude-lost')])
    expect(rendered.text).toBe(`✗ No conversation found with session ID: ${uuid}\n`)
    expect(rendered.isError).toBe(true)
  })
})

describe('however the output is cut into chunks', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 30 })
  const cutAt = (text: string, at: readonly number[]): string[] => {
    const places = at.map((place) => place % (text.length + 1)).sort((a, b) => a - b)
    return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length))
  }

  test.each(fixtures)('%s comes to the same', (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const whole = render(formatOf(name), [text])
    expect(
      render(
        formatOf(name),
        [...text].map((character) => character),
      ),
    ).toEqual(whole)
    fc.assert(
      fc.property(cuts, (at) => {
        expect(render(formatOf(name), cutAt(text, at))).toEqual(whole)
      }),
      {
        numRuns: 30,
      },
    )
  })

  test('mixed and broken lines come to the same', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{', '{"type":', '{}', '[1]', 'null', '\r', '', '\u001B[1mhi', '"x"'),
      fc.constantFrom(...fixtures.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))),
    )
    const output = fc.tuple(
      fc.constantFrom(...headlessFormats),
      fc.array(line, { maxLength: 12 }).map((parts) => parts.join('\n')),
      cuts,
    )
    fc.assert(
      fc.property(output, ([format, text, at]) => {
        expect(render(format, cutAt(text, at))).toEqual(render(format, [text]))
      }),
    )
  })

  test('a state can be gone on with twice', () => {
    const { state } = renderChunk(startRendering('codex'), '{"type":"thread.started",')
    const ends = ['"thread_id":"a"}\n', '"thread_id":"b"}\n'].map(
      (end) => finish(renderChunk(state, end).state).token,
    )
    expect(ends).toEqual(['a', 'b'])
  })
})

describe('text', () => {
  test('is shown as it comes, and is the answer', () => {
    const rendered = render('text', ['half ', 'a line\n{"type":"error"}\n\u001B[1mend'])
    expect(rendered.text).toBe('half a line\n{"type":"error"}\n\u001B[1mend')
    expect(rendered.answer).toBe('half a line\n{"type":"error"}\n\u001B[1mend')
    expect(rendered).toMatchObject({ token: null, isError: false })
  })

  test('of any length is kept to its end', () => {
    const rendered = render('text', [...Array.from({ length: 12 }, () => 'x'.repeat(1_000_000)), 'end'])
    expect(rendered.answer).toHaveLength(4_000_000)
    expect(rendered.answer.endsWith('xend')).toBe(true)
  })
})

describe('a line that is no event', () => {
  test('is shown as it is, before it has an end', () => {
    const first = renderChunk(startRendering('claude'), 'Password: ')
    expect(first.text).toBe('Password: ')
    expect(renderChunk(first.state, 'again\n').text).toBe('again\n')
  })

  test('that was cut off is shown at the end', () => {
    expect(render('codex', ['{"type":"item.comp']).text).toBe('{"type":"item.comp\n')
  })

  test('does not go on in the middle of the answer', () => {
    const words = { type: 'message', role: 'assistant', content: 'ans', delta: true }
    expect(render('gemini', [lines(words), 'warning\n', lines({ ...words, content: 'wer' })]).text).toBe(
      'ans\nwarning\nwer\n',
    )
  })

  test('is left out where it is longer than any event, and the next one is read', () => {
    const huge = `{"type":"x","data":"${'x'.repeat(33_000_000)}"}\n`
    const rendered = render('codex', [huge, lines({ type: 'thread.started', thread_id: 'a' })])
    expect(rendered.text).toBe('! {…}\n')
    expect(rendered.token).toBe('a')
  })
})

describe('what is shown', () => {
  test('of a result are its first lines and how many more there are', () => {
    const text = Array.from({ length: 50 }, (_, index) => `line ${index}\n\n`).join('')
    const result = { type: 'tool_result', status: 'success', output: text }
    expect(render('gemini', [lines(result)]).text).toBe('  └ line 0\n    line 1\n    … +48\n')
  })

  test('of a call is one line without anything that acts, cut at 160', () => {
    const parameters = { command: `a\nb\u001B[2Jc ${'x'.repeat(500)}` }
    const shown = render('gemini', [lines({ type: 'tool_use', tool_name: 'sh', parameters })]).text
    expect(shown).toMatch(/^● sh: a b\[2Jc x+\n$/u)
    expect(shown.length).toBeLessThan(170)
  })

  test('of words that come before their whole message is told once', () => {
    const delta = (deltaContent: string): unknown => ({
      type: 'assistant.message_delta',
      data: { deltaContent },
    })
    const whole = { type: 'assistant.message', data: { content: 'one two' } }
    expect(render('copilot', [lines(delta('one'), delta(' two'), whole)])).toMatchObject({
      text: 'one two\n',
      answer: 'one two',
    })
    expect(render('copilot', [lines(whole)]).text).toBe('one two\n')
  })

  test('of a sub-agent are its calls alone', () => {
    const content = [
      { type: 'text', text: 'not the answer' },
      { type: 'tool_use', name: 'Read', input: { path: 'a' } },
    ]
    const event = { type: 'assistant', parent_tool_use_id: 'toolu_1', message: { content } }
    expect(render('claude', [lines(event)])).toMatchObject({ text: '● Read: a\n', answer: '' })
  })

  test('of a failure that the tool got over is no failure of the turn', () => {
    const failed = {
      type: 'message_end',
      message: { role: 'assistant', content: [], stopReason: 'error', errorMessage: 'no' },
    }
    const good = {
      type: 'message_end',
      message: { role: 'assistant', content: [{ type: 'text', text: 'yes' }] },
    }
    expect(render('pi', [lines(failed, failed, good)])).toEqual({
      text: '✗ no\nyes\n',
      answer: 'yes',
      lost: 'end',
      token: null,
      isError: false,
    })
  })

  test('never depends on events being what they are expected to be', () => {
    const event = fc.oneof(
      fc.jsonValue(),
      fc.record({
        type: fc.constantFrom(
          'assistant',
          'user',
          'result',
          'item.started',
          'item.completed',
          'tool_use',
          'message_end',
        ),
        message: fc.jsonValue(),
        item: fc.jsonValue(),
        part: fc.jsonValue(),
        data: fc.jsonValue(),
        error: fc.jsonValue(),
        is_error: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...headlessFormats),
        fc.array(event, { maxLength: 5 }),
        (format, events) => {
          expect(typeof render(format, [lines(...events)]).text).toBe('string')
        },
      ),
    )
  })
})

test('time is in proportion to the output: one long line in small chunks, and many words', () => {
  const long = `{"type":"item.completed","item":{"type":"agent_message","text":"${'x'.repeat(4_000_000)}"}}\n`
  const chunks = Array.from({ length: Math.ceil(long.length / 64) }, (_, index) =>
    long.slice(index * 64, index * 64 + 64),
  )
  const word = lines({ type: 'message', role: 'assistant', content: 'word ', delta: true })
  const began = performance.now()
  expect(render('codex', chunks).answer).toHaveLength(4_000_000)
  expect(
    render(
      'gemini',
      Array.from({ length: 100_000 }, () => word),
    ).answer,
  ).toHaveLength(499_999)
  // Quadratic work would take minutes; on a busy machine this takes two seconds.
  expect(performance.now() - began).toBeLessThan(15_000)
})

describe('an answer', () => {
  test.each(fixtures)(
    'of %s is whole, and lacks its end where the output stops before the mark of the end',
    (name) => {
      const format = formatOf(name)
      const output = readFileSync(join(folder, name), 'utf8')
      // It was refused a command and stopped there: opencode says no more.
      // Kimi Code tells of a failure on standard error.
      const isStopped = name === 'opencode-denied.jsonl' || name === 'kimi-fail.jsonl'
      expect(render(format, [output]).lost).toBe(isStopped ? 'end' : null)
      const events = output.trimEnd().split('\n')
      for (let kept = 1; kept < events.length; kept += 1)
        expect(render(format, [`${events.slice(0, kept).join('\n')}\n`]).lost).toBe('end')
    },
  )

  test('that is longer than what is kept says so, of words and of a whole', () => {
    const long = 'x'.repeat(4_000_001)
    const result = { type: 'result', result: long }
    expect(render('claude', [lines(result)])).toMatchObject({ lost: 'beginning' })
    expect(render('text', [long])).toMatchObject({ lost: 'beginning' })
    expect(render('text', [long, long, long])).toMatchObject({ lost: 'beginning' })
    expect(render('text', [long.slice(1)])).toMatchObject({ lost: null })
    expect(render('claude', [lines(result, { type: 'result', result: 'short' })])).toMatchObject({
      lost: null,
      answer: 'short',
    })
  })

  test('of a tool that prints no stream, though it could, is plain text', () => {
    expect(render('claude', ['Hello\n'])).toMatchObject({ lost: null })
  })

  test('lacks its end where the line of the mark is too long to be read', () => {
    const first = lines({ type: 'system', session_id: uuid })
    const long = `{"type":"result","result":"${'x'.repeat(1_000_000)}`
    const chunks = [first, long, ...Array.from({ length: 40 }, () => 'x'.repeat(1_000_000)), '"}\n']
    expect(render('claude', chunks)).toMatchObject({ lost: 'end', answer: '' })
    expect(render('claude', [...chunks, lines({ type: 'result', result: 'Done' })])).toMatchObject({
      lost: null,
      answer: 'Done',
    })
  })
})
