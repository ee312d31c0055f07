import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quotePath, quotePaths, shellFlavor, type ShellFlavor } from '../../../../app/terminal/quote.ts'

/** Names with what shells act on, close together; control characters and the like are left to the tests of refusal. */
const hostileName = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '\\',
        '`',
        '$(touch x)',
        '!',
        '~',
        '#',
        '*',
        '{a,b}',
        '=',
        '-',
        ' ',
        ';',
        '&',
        '|',
        '%',
        '^',
        '‘',
        '’',
        '‚',
        '‛',
        '(',
        '<',
        '[a-z]',
        '%PATH%',
        '${IFS}',
        '!!',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const shells: readonly { program: string; args: readonly string[]; flavor: ShellFlavor }[] = [
  { program: 'sh', args: ['-c'], flavor: 'posix' },
  { program: 'bash', args: ['--norc', '-c'], flavor: 'posix' },
  { program: 'zsh', args: ['-f', '-c'], flavor: 'posix' },
  { program: 'zsh', args: ['-f', '-o', 'rcquotes', '-o', 'extendedglob', '-c'], flavor: 'posix' },
  { program: 'fish', args: ['--no-config', '-c'], flavor: 'fish' },
  { program: 'pwsh', args: ['-NoProfile', '-NonInteractive', '-Command'], flavor: 'powershell' },
]

describe.each(shells)('a quoted path in $program $args', ({ program, args, flavor }) => {
  const missing = spawnSync(program, ['-c', ':']).error
  test.skipIf(reportMissing(program, missing))('is one word, byte for byte the path', () => {
    fc.assert(
      fc.property(fc.array(hostileName, { minLength: 40, maxLength: 40 }), (names) => {
        const accepted = names.filter((name) => quotePath(name, flavor).ok)
        const expected = accepted.map((name) => (name.startsWith('-') ? `./${name}` : name))
        expect(wordsOf(program, args, flavor, accepted)).toEqual(expected)
        expect(accepted.length).toBeGreaterThan(0)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a quoted path', () => {
  test.each([
    ['/home/me/a.png', 'posix', '/home/me/a.png'],
    ['/home/me/my shot.png', 'posix', "'/home/me/my shot.png'"],
    ["it's", 'posix', String.raw`'it'\''s'`],
    ['~', 'posix', "'~'"],
    ['$&', 'posix', "'$&'"],
    ["it's \\", 'fish', String.raw`'it\'s \\'`],
    ['C:\\Users\\me\\it’s.png', 'powershell', "'C:\\Users\\me\\it’’s.png'"],
    ['C:\\a b\\c.png', 'cmd', '"C:\\a b\\c.png"'],
    ['C:\\a b\\', 'cmd', '"C:\\a b\\\\"'],
    ['-rf', 'posix', './-rf'],
    ['-r f', 'fish', "'./-r f'"],
    ['-rf', 'powershell', "'.\\-rf'"],
    ['-rf', 'cmd', '".\\-rf"'],
  ] as const)('%j for %s is %s', (path, shell, word) => {
    expect(quotePath(path, shell)).toEqual({ ok: true, value: word })
  })

  test.each([
    ['', 'path-empty'],
    ['a\nb', 'path-control'],
    ['a\u0003b', 'path-control'],
    ['a\tb', 'path-control'],
    ['a\u001B[201~\rb', 'path-control'],
    ['a\u007Fb', 'path-control'],
    ['a\u009B201~b', 'path-control'],
    ['a\u2028b', 'path-control'],
    ['a\u202Egnp.sh', 'path-bidi'],
    ['a\u2066b', 'path-bidi'],
    ['a\uFFFDb', 'path-encoding'],
    ['a\uD800b', 'path-encoding'],
  ])('is refused for %j in every shell: %s', (path, code) => {
    for (const shell of ['posix', 'fish', 'powershell', 'cmd'] as const) {
      expect(quotePath(path, shell)).toMatchObject({ ok: false, error: { code } })
    }
  })

  test.each([...'%!"^&|'])('is refused in cmd for %s, which acts inside quotes too', (character) => {
    expect(quotePath(`a${character}b`, 'cmd')).toMatchObject({ ok: false, error: { code: 'path-cmd' } })
    expect(quotePath(`a${character}b`, 'posix').ok).toBe(true)
  })

  test('never holds a control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('posix', 'fish', 'powershell', 'cmd'),
        (path, shell: ShellFlavor) => {
          const word = quotePath(path, shell)
          if (word.ok) expect(word.value).not.toMatch(/\p{Cc}/u)
        },
      ),
    )
  })
})

describe('several quoted paths', () => {
  test('are words with a space after each', () => {
    expect(quotePaths(['/a', '/b c'], 'posix')).toEqual({ ok: true, value: "/a '/b c' " })
  })

  test('are refused together when one is refused', () => {
    expect(quotePaths(['/a', '/b\n'], 'posix')).toMatchObject({ ok: false, error: { code: 'path-control' } })
  })
})

describe('the flavor of a shell', () => {
  test.each([
    ['/bin/bash', 'posix'],
    ['-zsh', 'posix'],
    ['/opt/homebrew/bin/fish', 'fish'],
    ['C:\\Windows\\System32\\cmd.exe', 'cmd'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.EXE', 'powershell'],
    ['/usr/bin/pwsh', 'powershell'],
    ['C:/Program Files/Git/bin/bash.exe', 'posix'],
    ['', 'posix'],
  ])('%s is %s', (path, flavor) => {
    expect(shellFlavor(path)).toBe(flavor)
  })
})

function reportMissing(program: string, missing: Error | undefined): boolean {
  if (missing !== undefined) console.log(`skipped: ${program} is not installed here (${missing.message})`)
  return missing !== undefined
}

/** The words that the shell makes of the quoted names, as a program sees them. */
function wordsOf(
  program: string,
  args: readonly string[],
  flavor: ShellFlavor,
  names: readonly string[],
): string[] {
  const words = quotePaths(names, flavor)
  if (!words.ok) throw new Error(words.error.message)
  const printEach = String.raw`printf '%s\0' ${words.value}`
  const command =
    flavor === 'powershell'
      ? `${words.value.trim().replaceAll("' '", "','")} | ForEach-Object { [Console]::Write($_ + [char]0) }`
      : printEach
  const output = execFileSync(program, [...args, command], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: '/nonexistent' },
  })
  return output.split('\0').slice(0, -1)
}
