import { compareVersions, readVersion } from '../../app/tool/version.ts'
import type { Environment } from '../environment/child-environment.ts'
import { runForOutput } from '../process/run-for-output.ts'

/**
 * The events of Claude Code that Roost asks for, each since the version that knows it. Before 2.1.101 a name that it
 * does not know voids the whole settings file, and with it what the user has in theirs: 2.0.30 says nothing, 2.1.20
 * stops with a dialog whose first choice is to leave (both measured). 2.1.330 runs the rest after a dialog of warning.
 * So no version is given a name that it may not know (its CHANGELOG; 2.0.30 and 2.1.20 by what they take).
 */
export function claudeEvents(version: string | null): readonly string[] {
  const known = since.filter(([first]) => compareVersions(version ?? oldest, first) >= 0)
  return known.flatMap(([, events]) => events)
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
  return isTold ? readVersion(stdout.toString('utf8')) : null
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
