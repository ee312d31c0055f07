import { learnedPromptRule } from './line-prompt.ts'
import type { RuleInput } from './rules.ts'

/** What a user has typed behind a question so far: a word, not a sentence. */
const answer = String.raw`\s*[\w.@/~:+-]{0,60}$`

/**
 * The prompts of shells as they come, or as most people set them: a folder or `user@host` before the sign, in brackets on Red Hat's
 * systems, or the sign alone. The name of an active environment may stand before it in parentheses.
 */
export const shellPrompt = String.raw`^(?:\([\w.:/~ -]{1,60}\) )?(?:(?:[~/][\w./~ -]{0,120}|[\w.-]{1,40}@[\w.-]{1,60}[: ].{0,120}|\[[\w.-]{1,40}@[\w.-]{1,60}[: ][^\]]{0,120}\]|(?:ba|z|da|k|fi)?sh-?[\d.]{0,8}|PS (?:[A-Z]:)?[\\/~].{0,120}) ?[$#%❯>]|[$#%❯➜λ])(?:\s|$)`

/** Whether a reading is a prompt by no more than the look of the cursor's line, which any program may draw. */
export function isPromptByLine(rule: string): boolean {
  return rule === 'shell-prompt' || rule === 'repl-prompt' || rule === learnedPromptRule
}

/** In an editor the cursor's line is what the user writes. */
const askingLine = { kind: 'cursorLine', screen: 'normal' } as const
/** Where a list with its question stands. */
const aboveCursor = { kind: 'bottom', lines: 24 } as const

/** What follows in brackets is no progress bar, and no share of one: `[###   ]`, `( 45%)`. */
const noBar = String.raw`(?! *(?:[#=>*█▉▊▋▌▍▎▏▓▒░━╸╺]|--)[#=>*.\-█▉▊▋▌▍▎▏▓▒░━╸╺─ ]*[\])]| {0,3}\d{1,3}(?:\.\d{1,2})? ?%)`

/** A line that asks may be set in a little: a tab of an installer. */
const indent = ' {0,8}'

/** What is not shown while it is typed, in the languages of the system's own programs; short patterns are quick to try. */
const secrets = [
  String.raw`[Pp]ass(?:word|wort| ?phrase)|Pass Phrase|PASS(?:WORD|PHRASE)|PIN|OTP`,
  String.raw`(?:[Vv]erification|[Aa]uthentication|[Ss]ecurity|MFA) code|[Oo]ne-time (?:code|password)`,
  '[Kk]ennwort|[Mm]ot de passe|[Cc]ontraseña|[Ss]enha',
  'парол[ьея]|Пароль|парольн(?:ую|ая) фраз',
  'パスワード|パスフレーズ',
  '密码|密碼|口令|비밀번호',
] as const

const userNames = [
  String.raw`[Bb]enutzername|[Nn]om d['’]utilisateur|[Nn]ombre de usuario|[Uu]suario`,
  '[Ии]мя пользователя|ユーザー名|用户名',
] as const

/** Yes and no, in those of their messages. */
const yesNo = [
  String.raw`\p{L}[/|]\p{L}|[yn](?:[,/][\w?]){1,12}`,
  '[Yy]es[/|][Nn]o|[Jj]a[/|][Nn]ein|[Oo]ui[/|][Nn]on|[Ss][iíì][/|][Nn]o|[Ss]im[/|][Nn]ão',
  '[Дд]а[/|][Нн]ет',
  'はい[/|]いいえ|是[/|]否',
] as const

/** To press a key, in the same languages. */
const anyKey = [
  'beliebige Taste|Eingabetaste|une touche|touche Entrée',
  'cualquier tecla|una tecla|tecla Enter|qualquer tecla',
  'любую клавишу|клавишу (?:Enter|ввод)',
  '何かキー|任意のキー|Enter ?キー',
  '任意键|任意鍵|回车键',
] as const

/** How a program that asks by a list says that the arrows choose: it goes with the answer. */
const arrows = String.raw`\[Use arrows\b|\([Uu]se (?:the )?arrow keys\b|\(Press <`

/**
 * Programs that ask or wait on a line: shells, REPLs, installers, pagers, and any tool without rules of its own. Most of
 * them look at the line of the cursor: output ends in a new line, so a line that the cursor stays behind asks for
 * something, and once it has gone on, that is answered.
 */
export const lineRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 50,
    region: askingLine,
    when: {
      any: [
        {
          regex: String.raw`^(?:[\w.-]{1,40} ){0,3}(?:[Ll]ogin|[Uu]sername(?: for '[^']{1,200}'| \([^)]{1,60}\))?):\s*\S{0,60}$`,
        },
        ...userNames.map((words) => ({
          regex: String.raw`^(?:${words})(?: \S{1,20} '[^']{1,200}')?\s?[:：]\s*\S{0,60}$`,
        })),
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-password',
    priority: 40,
    region: askingLine,
    when: { any: secrets.map((words) => ({ regex: String.raw`(?:${words})(?!\w).{0,160}[:：]\s*$` })) },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    // The path of a key may be longer than the line: its end is alone with the cursor, below what asks.
    id: 'asks-password-wrapped',
    priority: 40,
    region: askingLine,
    when: {
      all: [
        { regex: String.raw`^\S{1,400}:\s?$` },
        { not: { regex: String.raw`^\S{0,40}:\s?$` } },
        { region: { kind: 'bottom', lines: 2 }, regex: '[Pp]ass(?:word| ?phrase) for ' },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ region: { kind: 'bottom', lines: 2 }, regex: '(?<text>.*[Pp]ass(?:word| ?phrase) for .*)' }],
  },
  {
    id: 'asks-yes-no',
    priority: 30,
    region: askingLine,
    when: {
      any: [
        ...yesNo.map((words) => ({
          regex: String.raw`[[(（](?:${words})[^\])）]{0,20}[\])）]\s*[:：?？>]?\s*\S{0,12}$`,
        })),
        // One letter of each answer in brackets: `[y]es, [n]o`.
        {
          regex: String.raw`[[(]\p{L}[\])]\p{L}{1,12}(?:, | or |\/| )[[(]\p{L}[\])]\p{L}{1,12}\s?[:?]\s*\S{0,12}$`,
        },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks',
    priority: 20,
    region: askingLine,
    when: {
      any: [
        { regex: String.raw`^${indent}\S.{1,160}[?？؟]${answer}` },
        // What `select` of a shell asks with, and a menu of git.
        { regex: String.raw`^(?:#\?|\?#|What now>|Patch update>>|Update>>)\s\S{0,12}$` },
        // The mark of the libraries that ask in lists and fields.
        { regex: String.raw`^[?◆] {1,2}\S.{1,200}$` },
        {
          regex: String.raw`^(?:\S.{0,80} )?(?:[Pp]ress|PRESS|[Hh]it|[Tt]ype) (?:any (?:other )?key|\W?(?:[Ee]nter|ENTER|RETURN|[Rr]eturn)\b)(?!['’]).{0,80}$`,
        },
        ...anyKey.map((words) => ({ regex: `^.{0,80}(?:${words}).{0,80}$` })),
        // A default in brackets or parentheses, as installers offer it.
        {
          regex: String.raw`^${indent}\S.{0,120}(?:\[${noBar}[^\]]{0,60}\]|\(${noBar}[^)]{0,100}\))[:：]?\s${answer}`,
        },
        { regex: String.raw`^${indent}\S.{0,120}\[${noBar}[^\]]{0,60}\]:${answer}` },
        { regex: String.raw`^ {1,8}\[${noBar}[^\]]{0,60}\]:${answer}` },
        {
          regex: String.raw`^${indent}\p{L}[\p{L}\p{M}\p{N} _'’"«»/(),-]{0,80}\s?(?::\s|：)(?:\([^)]{0,100}\)\s)?${answer}`,
        },
        { regex: String.raw`^\[[\w/|]{1,20}\] >>> ${answer}` },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    // The cursor is hidden somewhere below the list.
    id: 'asks-in-a-list',
    priority: 10,
    region: askingLine,
    when: {
      all: [
        { regex: '^' },
        {
          region: aboveCursor,
          any: [
            { regex: String.raw`^\? \S.{0,160}(?:${arrows})` },
            { all: [{ regex: String.raw`^◆ {2}\S` }, { region: { kind: 'bottom', lines: 1 }, regex: '^└' }] },
          ],
        },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ region: aboveCursor, regex: String.raw`^[?◆] {1,2}(?<text>\S[^[(]{0,160})` }],
  },
  {
    id: 'more',
    priority: 61,
    region: askingLine,
    when: { regex: String.raw`^ ?-- ?\p{Lu}\p{Ll}{2,11} ?--(?:\(.{1,40}\))?\s*$` },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'pager',
    priority: 60,
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`^(?::|\(END\)|.{1,100} \(END\)|lines \d+-\d+.*)\s*$` },
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
      regex: String.raw`^(?:>{1,3}|\.\.\.|In \[\d+\]:|\([Pp]db\)|\((?:gdb|lldb|rr)\)|irb\([^)]{0,60}\).{0,20}>|[\w.@:-]{1,60}(?: \([^)]{1,40}\)| \[[^\]]{1,60}\])?[=*(^!'"-]?[#>]|iex\(\d+\)>|php >|[?|]-| {1,12}(?:\.\.\.|[-'"(*])>)(?:\s|$)`,
    },
    claim: { kind: 'idle' },
  },
]
