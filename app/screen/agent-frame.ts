import { cutLine } from '../base/cut-lines.ts'
import { compilePattern } from '../base/pattern.ts'
import { linesOf, type Frame } from './frame.ts'
import { shellPrompt } from './line-rules.ts'
import { compileRules, readFrame, type CompiledRule } from './read-frame.ts'
import type { Condition } from './rules.ts'

/** How an agent is known by its screen, where its process cannot be seen: behind ssh, in tmux, in a container. */
export type AgentSignature = {
  /** The name of its tool. */
  readonly tool: string
  /** What only its screen looks like; one that is true is enough. */
  readonly conditions: readonly Condition[]
  /** Finds the line in which it says, as it ends, how its conversation is resumed. */
  readonly resumePattern?: string | undefined
}

/** A signature that is ready to be asked. */
export type CompiledSignature = {
  readonly tool: string
  readonly rule: CompiledRule
  readonly resumeLine: RegExp | null
}

/** The agent that a screen shows. */
export type AgentInFrame = {
  /** The name of its tool. */
  readonly tool: string
  /** Whether it was recognized in a full screen, its own or that of a multiplexer. */
  readonly isFullScreen: boolean
}

/** Compiles signatures. @throws SyntaxError for a pattern that no schema has checked */
export function compileSignatures(signatures: readonly AgentSignature[]): readonly CompiledSignature[] {
  return signatures.flatMap(({ tool, conditions, resumePattern }) => {
    const when = { any: conditions }
    return compileRules([
      { id: tool, priority: 0, region: { kind: 'screen' }, when, claim: { kind: 'keep' } },
    ]).map((rule) => ({
      tool,
      rule,
      resumeLine: resumePattern === undefined ? null : compilePattern(resumePattern),
    }))
  })
}

/**
 * The agent that a settled screen shows. One that was recognized before stays until another one is, or its end is seen: a
 * shell's prompt waits below everything, the full screen in which it was recognized is left, or its resume line is among the last
 * lines. Its dialogs and menus need no signature of their own.
 *
 * @param before what was recognized at the last look
 * @param spent as in `readFrame`
 */
export function recognizeAgent(
  frame: Frame,
  signatures: readonly CompiledSignature[],
  before: AgentInFrame | null,
  spent?: (rule: CompiledRule) => void,
): AgentInFrame | null {
  const isLastLine = isBelowAll(frame)
  if (isLastLine && isShellPrompt(frame)) return null
  const isFullScreen = frame.isFullScreen === true
  const frames = [frame, ...withoutStatusRow(frame)]
  const known = signatures.filter(({ tool }) => tool === before?.tool)
  const others = signatures.filter(({ tool }) => tool !== before?.tool)
  for (const group of frames.some(isOfEditor) || (isLastLine && isFreshLine(frame)) ? [] : [known, others]) {
    const rules = group.map(({ rule }) => rule)
    for (const one of frames) {
      const reading = readFrame(rules, one, spent)
      if (reading !== null) return { tool: reading.rule, isFullScreen }
    }
  }
  const [signature] = known
  if (before === null || signature === undefined) return null
  const hasLeft = before.isFullScreen && !isFullScreen
  return hasLeft || frames.some((one) => hasResumeLine(one, signature)) ? null : before
}

/** Nothing stands below the cursor but a multiplexer's status line. */
export function isBelowAll({ cursor, lines, isFullScreen }: Frame): boolean {
  if (cursor === null) return false
  return lines.slice(cursor.y + 1, isFullScreen === true ? -1 : undefined).every((row) => row === '')
}

function isShellPrompt(frame: Frame): boolean {
  return linesOf(frame, { kind: 'cursorLine' }).some((line) => prompt.test(cutLine(line)))
}

/** Lines were printed, and the next one will stand here: a screen that is printed, and not drawn. */
function isFreshLine({ cursor, lines }: Frame): boolean {
  return cursor?.x === 0 && (lines[cursor.y] ?? '') === '' && (lines[cursor.y - 1] ?? '') !== ''
}

const prompt = compilePattern(shellPrompt)

/** How many of the last lines an agent needs for its farewell. */
const farewellLines = 6

function hasResumeLine(frame: Frame, { resumeLine }: CompiledSignature): boolean {
  if (resumeLine === null) return false
  return linesOf(frame, { kind: 'bottom', lines: farewellLines }).some((line) =>
    resumeLine.test(cutLine(line)),
  )
}

/** The screen as it is without the status line of a multiplexer: that stands in its last row, or in its first. */
function withoutStatusRow(frame: Frame): readonly Frame[] {
  const { lines, cursor, isFullScreen } = frame
  if (isFullScreen !== true || cursor === null) return []
  const withoutLast = { ...frame, lines: lines.slice(0, -1) }
  const withoutFirst = { ...frame, lines: lines.slice(1), cursor: { ...cursor, y: cursor.y - 1 } }
  return [...(cursor.y < lines.length - 1 ? [withoutLast] : []), ...(cursor.y > 0 ? [withoutFirst] : [])]
}

/** A pager or an editor, in which a screen that was saved may be on show, cursor and all. */
function isOfEditor({ lines, isFullScreen }: Frame): boolean {
  return isFullScreen === true && lines.slice(-2).some((line) => rowOfEditor.test(cutLine(line)))
}

/** The last rows of less, vim, nano and Emacs. */
const rowOfEditor =
  /^(?::|~$|"[^"]{1,200}" |-- [A-Z ]+ --|\^G Help|-[U\\-]{1,2}[:-])|\(END\)$|^lines \d|\s\d+,\d+(?:-\d+)? +(?:All|Top|Bot|\d+%)$/u
