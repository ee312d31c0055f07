import { describe, expect, test } from 'vitest'
import { goodbyeInShell } from '../../../../../main/session/observers/goodbye.ts'

const [on, off] = ['\u001b[?2004h', '\u001b[?2004l']
const [full, left] = ['\u001b[?1049h', '\u001b[?1049l']
const line = (id: string) => `To continue this session, run codex resume ${id}\r\n`
/** What bash writes before and after the command that is typed. */
const typed = `${on}~ $ codex\r\n${off}\r`
const prompt = `${on}~ $ `

describe('the last words of an agent that was started in a shell', () => {
  test('stand between its end and the next prompt', () => {
    const tail = `${typed}${on}› hello\r\n${off}${line('own')}${prompt}`
    expect(goodbyeInShell(tail)).toContain('resume own')
    expect(goodbyeInShell(tail)).not.toMatch(/hello|\$/u)
    // A prompt that takes its time is not there yet.
    expect(goodbyeInShell(tail.slice(0, -prompt.length))).toContain('resume own')
    const marked = `\u001b]133;A\u001b\\~ $ ${on}`
    expect(goodbyeInShell(`${typed}${on}› hello\r\n${off}${line('own')}${marked}`)).not.toContain('$')
  })

  test('are below the full screen that it left', () => {
    const screen = `${typed}${on}${full}${line('other')}`
    expect(goodbyeInShell(`${screen}${off}${left}${line('own')}${prompt}`)).toMatch(/^[^]*own\s*$/u)
    expect(goodbyeInShell(`${screen}${off}${left}${line('own')}${prompt}`)).not.toContain('other')
    expect(goodbyeInShell(`${screen}${left}${off}${line('own')}${prompt}`)).not.toContain('other')
  })

  test('are its last lines alone', () => {
    const log = `${line('other')}${'and so on\r\n'.repeat(6)}`
    expect(goodbyeInShell(`${typed}${on}${off}${log}${prompt}`)).not.toContain('other')
  })

  test('are none of one that was killed, whatever it was showing', () => {
    for (const end of [prompt, `Killed\r\n${prompt}`, `Killed\r\n\u001b]133;A\u001b\\${prompt}`, '']) {
      expect(goodbyeInShell(`${typed}${on}${line('other')}${end}`)).not.toContain('other')
      // The end is all that is left of a long output.
      expect(goodbyeInShell(`${line('other')}${end}`)).not.toContain('other')
    }
  })

  test('are not those of the agent before it', () => {
    const before = `${typed}${on}${off}${line('other')}`
    expect(goodbyeInShell(`${before}${typed}${on}› hello`)).not.toContain('other')
    expect(goodbyeInShell(`${before}${typed}${on}› hello\r\n${off}${prompt}`)).not.toContain('other')
  })

  test('are not what the user has printed since', () => {
    const since = `${on}~ $ cat log\r\n${off}\r${line('other')}`
    const tail = `${typed}${on}${off}${since}${prompt}`
    // It is looked for as soon as the agent has ended; later only the agent's own end could tell.
    expect(goodbyeInShell(`${typed}${on}${off}${prompt}cat log`)).not.toContain('other')
    expect(tail).toContain('other')
  })
})
