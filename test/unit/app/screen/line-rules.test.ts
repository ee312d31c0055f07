import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../../app/screen/frame.ts'
import { lineRules } from '../../../../app/screen/line-rules.ts'
import { compileRules, readFrame } from '../../../../app/screen/read-frame.ts'
import { RuleSchema } from '../../../../app/screen/rules.ts'

const rules = compileRules(lineRules.map((rule) => v.parse(RuleSchema, rule)))

/** What is said of a line that the cursor stands at the end of. */
function said(line: string, isFullScreen = false): string | null {
  const reading = readFrame(rules, {
    ...emptyFrame,
    isFullScreen,
    lines: ['before', line],
    cursor: { x: line.length, y: 1 },
  })
  if (reading === null) return null
  return 'reason' in reading.claim ? reading.claim.reason : reading.claim.kind
}

describe('a program that draws a full screen', () => {
  test.each(['Is this an editor?', 'Proceed? [Y/n] ', 'Password: ', 'login: ', 'Name [none]: '])(
    'asks nothing by what is written in it: %s',
    (line) => {
      expect(said(line, false)).toMatch(/question|login/u)
      expect(said(line, true)).toBeNull()
    },
  )

  test('is at rest where it is a pager', () => {
    expect(said(':', true)).toBe('idle')
    expect(said('(END)', true)).toBe('idle')
  })
})

describe('a program that asks on a line', () => {
  test.each([
    '[sudo] password for ada: ',
    'Enter passphrase for key /home/ada/.ssh/id_ed25519: ',
    'Verification code: ',
    'Proceed? [Y/n] ',
    'Overwrite b.txt? (yes/no) ',
    'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
    'Press any key to continue . . .',
    'Do you want to continue?',
  ])('waits: %s', (line) => {
    expect(said(line)).toBe('question')
  })

  test.each(['login: ', 'build01 login: ', "Username for 'https://example.org': "])(
    'waits for a login: %s',
    (line) => {
      expect(said(line)).toBe('login')
    },
  )

  test.each(['>>> ', 'In [12]: ', '(gdb) ', 'mysql> ', '> ', 'postgres=# ', '(Pdb) '])(
    'is ready where it shows the prompt of a REPL: %s',
    (line) => {
      expect(said(line)).toBe('idle')
    },
  )

  test.each([
    '~/code $ ',
    'me@host:~/code$ ',
    '$ git status',
    'bash-5.2$ ',
    '[ada@box code]$ ',
    '[ec2-user@ip-10-0-0-1 ~]$ ls',
    '[root@pod-0 /]# ',
    '(venv) ada@box:~/code$ ',
    '(base) [ada@box code]$ ',
    '(venv) $ ',
    '/app # ',
    'PS C:\\Users\\ada> ',
    'PS /home/ada> ',
  ])('is ready where a shell shows its prompt: %s', (line) => {
    expect(said(line)).toBe('idle')
  })

  test.each(['(see above) costs 5 $ a day', '[ada@box wrote] no # here', 'PS: it costs > 5'])(
    'is not ready where a line only has the signs of a prompt: %s',
    (line) => {
      expect(said(line)).not.toBe('idle')
    },
  )

  test.each(['--More--', '(END)', ':'])('is ready where a pager waits for the next page: %s', (line) => {
    expect(said(line)).toBe('idle')
  })

  test.each([
    'Reset your password: see the mail we sent to you',
    'The options are [y/n] and they mean yes and no, as everybody knows',
    'login successful',
    'compiling 12 of 30',
    '',
  ])('is not told by a line that only speaks of it: %s', (line) => {
    expect(said(line)).toBeNull()
  })
})

test('a question that the cursor has left is answered', () => {
  const lines = ['[sudo] password for ada: ', 'Reading package lists...']
  expect(readFrame(rules, { ...emptyFrame, lines, cursor: { x: 0, y: 1 } })).toBeNull()
})
