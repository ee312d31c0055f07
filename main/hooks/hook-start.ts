import type { HookGap } from '../../app/hooks/hook-gap.ts'
import type { HookAgent } from '../../app/hooks/read-hook-event.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { Environment } from '../environment/child-environment.ts'

/** A start that hooks are to be added to: a `PreparedStart` of a session in its folder. */
export type HookableStart = {
  readonly session: SessionId
  /** Absolute. */
  readonly program: string
  readonly args: readonly string[]
  readonly environment: Environment
  /** Absolute. */
  readonly workdir: string
}

/** What the machine is like. `dataFolder` holds the hooks' files; `homeFolder` is the user's. Both absolute. */
export type HookPlace = {
  readonly dataFolder: string
  readonly homeFolder: string
  readonly platform: NodeJS.Platform
}

/** Where the events of a run come from. */
export type HookSource = {
  readonly agent: HookAgent
  /** Absolute. */
  readonly eventsFile: string
  /** Where Codex keeps its conversations, absolute; null for other tools. */
  readonly codexHome: string | null
}

/** A start as it is to be made. Where `gap` says why there are no hooks, it is the start that came in. */
export type HookedStart = {
  readonly args: readonly string[]
  readonly environment: Environment
  readonly source: HookSource | null
  readonly gap: HookGap | null
}

/** What a tool's adapter is given: the start, and a folder to write files into. */
export type HookRequest = HookableStart & HookPlace & { readonly folder: string; readonly eventsFile: string }

/** What an adapter changes, or why it does not. */
export type HookChange =
  | { readonly args?: readonly string[]; readonly environment?: Environment; readonly gap?: undefined }
  | { readonly gap: HookGap }
