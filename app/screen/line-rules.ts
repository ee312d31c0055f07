import type { RuleInput } from './rules.ts'

/** What a user has typed behind a question so far: a word, not a sentence. */
const answer = String.raw`\s*[\w.@/~:+-]{0,60}$`

/**
 * The prompts of shells as they come, or as most people set them: a folder or `user@host` before the sign, in brackets on Red Hat's
 * systems, or the sign alone. The name of an active environment may stand before it in parentheses.
 */
export const shellPrompt = String.raw`^(?:\([\w.:/~ -]{1,60}\) )?(?:(?:[~/][\w./~ -]{0,120}|[\w.-]{1,40}@[\w.-]{1,60}[: ].{0,120}|\[[\w.-]{1,40}@[\w.-]{1,60}[: ][^\]]{0,120}\]|(?:ba|z|da|k|fi)?sh-?[\d.]{0,8}|PS (?:[A-Z]:)?[\\/~].{0,120}) ?[$#%❯>]|[$#%❯➜λ])(?:\s|$)`

/** In an editor the cursor's line is what the user writes. */
const askingLine = { kind: 'cursorLine', screen: 'normal' } as const

/**
 * Programs that ask or wait on a line: shells, REPLs, installers, pagers, and any tool without rules of its own. All of
 * them look at the line of the cursor: output ends in a new line, so a line that the cursor stays behind asks for
 * something, and once it has gone on, that is answered.
 */
export const lineRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 50,
    region: askingLine,
    when: {
      regex: String.raw`^(?:[\w.-]{1,40} )?(?:[Ll]ogin|[Uu]sername(?: for '[^']{1,200}')?):\s*\S{0,60}$`,
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-password',
    priority: 40,
    region: askingLine,
    when: { regex: String.raw`(?:[Pp]ass(?:word| ?phrase)|PIN|[Vv]erification code|OTP)\b.{0,80}:\s*$` },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks-yes-no',
    priority: 30,
    region: askingLine,
    when: {
      regex: String.raw`[[(](?:[Yy]/[Nn]|[Yy]es/[Nn]o|[yn](?:[,/][\w?]){1,12})[^\])]{0,20}[\])]\s*[:?>]?\s*\S{0,12}$`,
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks',
    priority: 20,
    region: askingLine,
    when: {
      any: [
        { regex: String.raw`^\S.{1,160}\?${answer}` },
        {
          regex: String.raw`^(?:[Pp]ress|[Hh]it) (?:any key|[Ee]nter|ENTER|RETURN|[Rr]eturn|\[Enter\])\b.{0,80}$`,
        },
        // A default in brackets or parentheses, as installers offer it.
        { regex: String.raw`^\S.{0,120}(?:\[[^\]]{0,60}\]|\([^)]{0,100}\)):?\s${answer}` },
        { regex: String.raw`^\S.{0,120}\[[^\]]{0,60}\]:${answer}` },
        { regex: String.raw`^[A-Za-z][\w '/()-]{0,60}:\s(?:\([^)]{0,100}\)\s)?${answer}` },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'pager',
    priority: 60,
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`^(?::|\(END\)|--More--.*|.{1,100} \(END\)|lines \d+-\d+.*)\s*$` },
    claim: { kind: 'idle' },
  },
  {
    id: 'shell-prompt',
    priority: 15,
    region: { kind: 'cursorLine' },
    when: { regex: shellPrompt },
    claim: { kind: 'idle' },
  },
  {
    id: 'repl-prompt',
    priority: 60,
    region: { kind: 'cursorLine' },
    when: {
      regex: String.raw`^(?:>>>|\.\.\.|In \[\d+\]:|>|\([Pp]db\)|\(gdb\)|irb\([^)]{0,60}\).{0,20}>|\w{1,40}[=*(-]?[#>]|iex\(\d+\)>|php >| {1,12}(?:\.\.\.|[-'"(*])>)(?:\s|$)`,
    },
    claim: { kind: 'idle' },
  },
]
