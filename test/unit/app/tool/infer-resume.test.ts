import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inferResume } from '../../../../app/tool/infer-resume.ts'
import { findResumeToken } from '../../../../app/tool/resume.ts'
import { dangerOf } from '../../../../main/tools/pattern-check.ts'

const uuid = '3c6e8cce-633e-4aa5-a7a8-def80e9c71a7'
const tool = { command: ['/opt/bin/mine', '--fast'], resume: undefined }

/** The id that the inferred pattern finds in the text it was inferred from; null where nothing was inferred. */
function idIn(text: string, ended = false): string | null {
  const found = inferResume(text, tool, { ended })
  return found === null ? null : findResumeToken(text, { resume: { ...found } }, { ended })
}

const lines: readonly (readonly [line: string, args: readonly string[], id: string])[] = [
  [`mine resume ${uuid}`, ['resume', '{resume}'], uuid],
  [`To go on: mine --no-daemon resume ${uuid}`, ['resume', '{resume}'], uuid],
  [`mine --resume ${uuid}`, ['--resume', '{resume}'], uuid],
  [`mine --resume=${uuid}`, ['--resume={resume}'], uuid],
  ['mine -r abc123', ['-r', '{resume}'], 'abc123'],
  ['mine -s ses_aBcDeF', ['-s', '{resume}'], 'ses_aBcDeF'],
  ['mine --session ses_5a1B2c', ['--session', '{resume}'], 'ses_5a1B2c'],
  ['mine --continue 20261125-a', ['--continue', '{resume}'], '20261125-a'],
  [`mine --mode manual --yes -x=1 --resume ${uuid}`, ['--resume', '{resume}'], uuid],
  [`Run "mine --resume '${uuid}'" to resume.`, ['--resume', '{resume}'], uuid],
  [`Run \`mine --resume "${uuid}"\`.`, ['--resume', '{resume}'], uuid],
  [`│  mine -r ${uuid}  │`, ['-r', '{resume}'], uuid],
  [`/usr/local/bin/mine -r ${uuid}│`, ['-r', '{resume}'], uuid],
  ['Resume with mine resume T-99ab12.', ['resume', '{resume}'], 'T-99ab12'],
]

describe('how a tool is resumed', () => {
  test.each(lines)('is read off %j', (line, args, id) => {
    const text = `bye\n${line}\n`
    expect(inferResume(text, tool)?.resumeArgs).toEqual(args)
    expect(idIn(text)).toBe(id)
  })

  test.each(lines)('is never read off a part of %j: the id is whole, or there is none', (line, _, id) => {
    const text = `bye\n${line}\n`
    for (let end = 0; end <= text.length; end += 1) expect([null, id]).toContain(idIn(text.slice(0, end)))
  })

  test.each(lines)('is read by a pattern from %j that finds the next conversation too', (line, _, id) => {
    const found = inferResume(`${line}\n`, tool)
    const next = id.replaceAll(/\d/gu, '7')
    const other = `${line.replace(id, next)}\n`
    expect(findResumeToken(other, { resume: { resumeArgs: [], ...found } })).toBe(next)
    for (let end = 0; end <= other.length; end += 1)
      expect([null, next]).toContain(
        findResumeToken(other.slice(0, end), { resume: { resumeArgs: [], ...found } }),
      )
  })

  test.each(lines)('is read by a pattern from %j that takes no time', async (line) => {
    expect(await dangerOf(inferResume(`${line}\n`, tool)?.pattern ?? '(')).toBeNull()
  })

  test.each(lines)('is read by a pattern from %j that takes no ordinary words', (line) => {
    const pattern = inferResume(`${line}\n`, tool)?.pattern ?? ''
    const words = [
      'mine resume your work',
      'mine resume session',
      'mine --resume latest',
      'mine --resume <id>',
      'mine --session name',
      'mine -s file.txt',
      'determine -s ses_5a1B2c',
    ]
    for (const text of words)
      expect(
        findResumeToken(`${text}\n`, { resume: { resumeArgs: [], pattern } }, { ended: true }),
      ).toBeNull()
  })

  test('may end with the text once the tool has ended', () => {
    expect(idIn(`mine --resume ${uuid}`)).toBeNull()
    expect(idIn(`mine --resume ${uuid}`, true)).toBe(uuid)
  })

  test('is what was said last', () => {
    expect(idIn(`mine -r first1\nmine --resume second2\n`)).toBe('second2')
  })

  test.each([
    'mine resume your work',
    'mine --resume latest',
    'mine resume 12',
    'mine --session=<id>',
    'mine --resume --fast1234',
    'mine can be resumed with --resume abc123',
    `theirs --resume ${uuid}`,
    `notmine --resume ${uuid}`,
    `my-mine --resume ${uuid}`,
    `mine-2 --resume ${uuid}`,
    'mine -r=abc123',
    'mine resume=abc123',
    'mine --resume abc123.json',
    'mine --resume abc123/4',
    'mine --resume "abc123',
  ])('is not read off %j', (line) => {
    expect(inferResume(`${line}\n`, tool, { ended: true })).toBeNull()
  })

  test('is never read off a shell, which prints the lines of others', () => {
    const shell = { command: ['{shell}'], resume: undefined }
    expect(inferResume(`{shell} --resume ${uuid}\nsh --resume ${uuid}\n`, shell)).toBeNull()
  })

  test('is told by the base name of the program, on Windows too', () => {
    const windows = { command: [String.raw`C:\Tools\mine.cmd`], resume: undefined }
    expect(inferResume(`mine.exe --resume ${uuid}\n`, windows)?.resumeArgs).toEqual(['--resume', '{resume}'])
    const dotted = { command: ['my.tool+'], resume: undefined }
    expect(inferResume(`my.tool+ -r ${uuid}\n`, dotted)).not.toBeNull()
    expect(inferResume(`myxtool -r ${uuid}\n`, dotted)).toBeNull()
  })

  test('respects the form that the tool gives its ids', () => {
    const strict = { command: ['mine'], resume: { resumeArgs: [], tokenPattern: 'ses_\\w+' } }
    expect(inferResume(`mine -r abc123\n`, strict)).toBeNull()
    expect(inferResume(`mine -r ses_abc123\n`, strict)).not.toBeNull()
  })

  test('is never a cut id, whatever stands around it and wherever the text is cut', () => {
    const alphabet = [...'abcXYZ0189-_']
    const body = fc.array(fc.constantFrom(...alphabet), { minLength: 5, maxLength: 40 })
    const id = body.map((signs) => `a1${signs.join('')}z`)
    const flag = fc.constantFrom(
      'resume ',
      '--resume ',
      '--resume=',
      '-r ',
      '-s ',
      '--session "',
      "--continue '",
    )
    const noise = fc.string({ unit: 'grapheme', maxLength: 20 })
    fc.assert(
      fc.property(noise, flag, id, noise, fc.nat(), (before, how, whole, after, seed) => {
        const quote = /["']$/u.exec(how)?.[0] ?? ''
        const text = `${before}\nmine ${how}${whole}${quote}\n${after}`
        const cut = text.slice(0, seed % (text.length + 1))
        expect([null, whole]).toContain(idIn(cut))
        expect(idIn(`mine ${how}${whole}${quote}\n`)).toBe(whole)
      }),
    )
  })
})
