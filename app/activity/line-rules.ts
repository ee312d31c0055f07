import type { RuleInput } from './rules.ts'

/**
 * Programs that ask or wait on a line: shells, REPLs, installers, and any tool without rules of its own. All of them
 * look at the line of the cursor: once it has gone on, the question is answered.
 */
export const lineRules: readonly RuleInput[] = [
  {
    id: 'asks-password',
    priority: 30,
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`(?:[Pp]ass(?:word|phrase)|PIN|[Vv]erification code|OTP)\b[^\n]{0,80}:\s*$` },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks-login',
    priority: 40,
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`^(?:[\w.-]{1,40} )?(?:[Ll]ogin|[Uu]sername(?: for '[^']{1,200}')?):\s*$` },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-yes-no',
    priority: 20,
    region: { kind: 'cursorLine' },
    when: {
      regex: String.raw`[[(](?:[Yy]/[Nn]|[Yy]es/[Nn]o|[Yy]/[Nn]/[\w/?]{1,20}|yes/no/\[fingerprint\])[^\])]{0,20}[\])]\s*[:?>]?\s*\S{0,12}\s*$`,
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks-to-go-on',
    priority: 20,
    region: { kind: 'cursorLine' },
    when: {
      regex: String.raw`(?:[Pp]ress|[Hh]it) (?:any key|[Ee]nter|ENTER|RETURN|[Rr]eturn|\[Enter\])\b.{0,60}$|(?:[Oo]verwrite|[Cc]ontinue|[Pp]roceed|[Aa]re you sure)[^?]{0,60}\?\s*$|^--More--|^\(END\)|^Terminal password`,
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'repl-prompt',
    priority: 10,
    region: { kind: 'cursorLine' },
    when: {
      regex: String.raw`^(?:>>>|\.\.\.|In \[\d+\]:|> |\([Pp]db\)|\(gdb\)|irb\(|\w{1,40}[=*(][#>] |mysql>|sqlite>|ghci>|iex\(\d+\)>|julia>|scala>|php >)(?:\s|$|.*)`,
    },
    claim: { kind: 'idle' },
  },
]
