import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../../app/screen/frame.ts'
import { lineRules } from '../../../../app/screen/line-rules.ts'
import { compileRules, readFrame } from '../../../../app/screen/read-frame.ts'
import { ruleSet } from '../../../../app/screen/rule-set.ts'
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
    '#? ',
    '?# 2',
    'What now> ',
    'Enter PEM pass phrase:',
    'Enter Pass Phrase: ',
    `Enter pass phrase for /home/ada/${'keys/'.repeat(20)}k.pem:`,
    "Enter passphrase for key '/home/ada/.ssh/id_ed25519': ",
    'enter AES-256-CBC encryption password:',
    'Enter MFA code for arn:aws:iam::123456789012:mfa/ada: ',
    'AWS Access Key ID [None]: ',
    "Please type 'yes', 'no' or the fingerprint: ",
    'Change (N)ame, (C)omment, (E)mail or (O)kay/(Q)uit? ',
    'replace a.txt? [y]es, [n]o, [A]ll, [N]one, [r]ename: ',
    "rm: remove regular empty file 'a'? ",
    '(1/1) Stage this hunk [y,n,q,a,d,e,?]? ',
    '        Full Name []: ',
    '  [Unknown]:  ',
    '  Enter a value: ',
    '[no] >>> ',
    '? Project name › page',
    'heroku: Press any key to open up the browser to login or q to exit: ',
    'Please, press ENTER to continue',
    '- Press Enter to open github.com in your browser... ',
    'Press [ENTER] to continue or Ctrl-c to cancel.',
    '--More--(42%)',
    '--Mehr--(42%)',
    '--More--',
  ])('waits: %s', (line) => {
    expect(said(line)).toBe('question')
  })

  test.each([
    'Möchten Sie fortfahren? [J/n] ',
    'reguläre leere Datei entfernen (ja/nein) ',
    'Souhaitez-vous continuer ? [O/n] ',
    'Confirmer (oui/non) : ',
    '¿Desea continuar? [S/n] ',
    'Continuar (sí/no) ',
    'Хотите продолжить? [Д/н] ',
    'Вы уверены (да/нет)? ',
    '続行しますか? [Y/n] ',
    '上書きしますか (はい/いいえ) ',
    '您希望继续执行吗？ [Y/n] ',
    '确定要继续吗？',
    '是否覆盖（是/否）：',
    '[sudo] Passwort für ada: ',
    '[sudo] Mot de passe de ada : ',
    '[sudo] contraseña para ada: ',
    '[sudo] пароль для ada: ',
    '[sudo] ada のパスワード: ',
    '[sudo] ada 的密码：',
    'Drücken Sie eine beliebige Taste, um fortzufahren . . . ',
    'Appuyez sur une touche pour continuer...',
    'Presione cualquier tecla para continuar . . .',
    'Для продолжения нажмите любую клавишу . . . ',
    '続行するには何かキーを押してください . . . ',
    '请按任意键继续. . . ',
    'Ваше имя: ',
    'お名前：',
  ])('waits in other languages: %s', (line) => {
    expect(said(line)).toBe('question')
  })

  test.each([
    'login: ',
    'build01 login: ',
    "Username for 'https://example.org': ",
    'Username (ada): ',
    'Enter Auth Username: ',
    'Benutzername: ',
    'Имя пользователя: ',
    'ユーザー名: ',
  ])('waits for a login: %s', (line) => {
    expect(said(line)).toBe('login')
  })

  test.each([
    '>>> ',
    'In [12]: ',
    '(gdb) ',
    '(lldb) ',
    'mysql> ',
    'MariaDB [(none)]> ',
    '127.0.0.1:6379> ',
    'cqlsh:page> ',
    'spark-sql (default)> ',
    '> ',
    '>> ',
    'postgres=# ',
    "postgres'# ",
    '(Pdb) ',
    '?- ',
  ])('is ready where it shows the prompt of a REPL: %s', (line) => {
    expect(said(line)).toBe('idle')
  })

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

  test.each(['(END)', ':', 'lines 1-40'])('is ready where a pager waits for the next page: %s', (line) => {
    expect(said(line)).toBe('idle')
  })

  test.each([
    'Reset your password: see the mail we sent to you',
    'The options are [y/n] and they mean yes and no, as everybody knows',
    'login successful',
    'compiling 12 of 30',
    'Running on http://127.0.0.1:5000 (Press CTRL+C to quit)',
    'press h + enter to show help',
    'Загрузка: 45%',
    '-- a note --',
    '',
  ])('is not told by a line that only speaks of it: %s', (line) => {
    expect(said(line)).toBeNull()
  })
})

test('a question that the cursor has left is answered', () => {
  const lines = ['[sudo] password for ada: ', 'Reading package lists...']
  expect(readFrame(rules, { ...emptyFrame, lines, cursor: { x: 0, y: 1 } })).toBeNull()
})

test('a passphrase whose path is longer than the line is asked for below the line that says so', () => {
  const lines = [`Enter pass phrase for /home/ada/${'long'.repeat(20)}`, `${'long'.repeat(12)}/k.pem:`]
  const reading = readFrame(rules, { ...emptyFrame, lines, cursor: { x: 55, y: 1 } })
  expect(reading).toMatchObject({ claim: { kind: 'waiting', reason: 'question' } })
  expect(reading?.words).toContain('Enter pass phrase for')
})

describe('a list in which the arrows choose', () => {
  const list = ['? Where do you use it?  [Use arrows to move, type to filter]', '> Here', '  There']
  const frame = { ...emptyFrame, cursor: { x: 0, y: 3 } }

  test('asks, wherever its cursor is hidden', () => {
    expect(readFrame(rules, { ...frame, lines: [...list, ''] })).toMatchObject({
      claim: { kind: 'waiting', reason: 'question' },
      words: 'Where do you use it?',
    })
    const drawn = ['◆  Which kind?', '│  ● One', '│  ○ Two', '└']
    expect(readFrame(rules, { ...frame, cursor: { x: 0, y: 4 }, lines: [...drawn, ''] })).toMatchObject({
      claim: { kind: 'waiting' },
    })
  })

  test('is none where it is answered, above a prompt of a shell, or in an editor', () => {
    const answered = ['? Where do you use it? Here', 'Done.', '', '']
    expect(readFrame(rules, { ...frame, lines: answered })).toBeNull()
    expect(readFrame(rules, { ...frame, cursor: { x: 2, y: 3 }, lines: [...list, '$ '] })).toMatchObject({
      claim: { kind: 'idle' },
    })
    expect(readFrame(rules, { ...frame, isFullScreen: true, lines: [...list, ''] })).toBeNull()
  })
})

test('line tools are read at the line of the cursor: no start is waited for a screen that they do not draw', () => {
  expect(ruleSet(lineRules.map((rule) => v.parse(RuleSchema, rule))).readsScreen).toBe(false)
})

test.each([
  'Progress: [ 0%] [# ]',
  'Progress: [ 45%] [##########          ] ',
  'building [========>      ] ',
  'fetching ( 12.5%) ',
  'copying [----          ] ',
])('a progress bar is no question: %j', (line) => {
  expect(said(line)).toBeNull()
})

test.each(['Directory [.]: ', 'Name []: ', 'Port [8080]: ', 'Choose [-]: ', 'Discount (5) '])(
  'a default in brackets is one: %j',
  (line) => {
    expect(said(line)).toBe('question')
  },
)
