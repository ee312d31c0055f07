import type { Environment } from '../environment/child-environment.ts'
import { runForOutput } from '../process/run-for-output.ts'

/**
 * The events of Claude Code that Roost asks for, each since the version that knows it. Before 2.1.101 a name that it
 * does not know voids the whole settings file, and with it what the user has in theirs: 2.0.30 says nothing, 2.1.20
 * stops with a dialog whose first choice is to leave (both measured). 2.1.330 runs the rest after a dialog of warning.
 * So no version is given a name that it may not know (its CHANGELOG; 2.0.30 and 2.1.20 by what they take).
 */
export function claudeEvents(version: string | null): readonly string[] {
  return since.filter(([first]) => isAtLeast(version ?? oldest, first)).flatMap(([, events]) => events)
}

/** The version that a `claude` names itself, `2.1.330`; null where it does not within `versionMs`. */
export async function claudeVersion(
  program: string,
  environment: Environment,
  folder: string,
): Promise<string | null> {
  const { stdout, end } = await runForOutput(
    { program, args: ['--version'], env: environment, cwd: folder, platform: process.platform },
    { timeoutMs: versionMs, maxBytes: 4096 },
  )
  const isTold = end.kind === 'exit' && end.code === 0
  return isTold ? (/\d{1,6}\.\d{1,6}\.\d{1,6}/u.exec(stdout.toString('utf8'))?.[0] ?? null) : null
}

const oldest = '2.0.30'
const since: readonly (readonly [string, readonly string[]])[] = [
  [
    oldest,
    [
      'SessionStart',
      'UserPromptSubmit',
      'PreToolUse',
      'PostToolUse',
      'PreCompact',
      'SubagentStop',
      'Stop',
      'SessionEnd',
    ],
  ],
  ['2.1.20', ['PermissionRequest', 'PostToolUseFailure', 'SubagentStart']],
  ['2.1.76', ['Elicitation', 'ElicitationResult', 'PostCompact']],
  ['2.1.78', ['StopFailure']],
  ['2.1.89', ['PermissionDenied']],
]

/** 10 ms for a native program, up to 2 s for those before 2.1.113, which Node ran. */
const versionMs = 3000

function isAtLeast(version: string, first: string): boolean {
  const [ours, theirs] = [version, first].map((text) => text.split('.').map(Number))
  for (const [at, part] of (theirs ?? []).entries()) {
    const own = ours?.[at] ?? 0
    if (own !== part) return own > part
  }
  return true
}
