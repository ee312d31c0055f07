import type { Result } from '../../app/base/result.ts'
import type { ToolView } from '../../app/ipc/read-model.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { cleanEnvironment, type Environment } from '../environment/child-environment.ts'
import { prepareStart, type PreparedStart } from './start-command.ts'
import { readLoginEnvironment } from '../environment/login-environment.ts'
import { findTools } from '../environment/find-program.ts'
import { runToolHelp } from './tool-help.ts'
import type { Random } from '../base/random.ts'
import type { ToolBook } from './tool-book.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/** A help that writes nothing for this long waits for a key. */
const helpIdleSec = 3

type ToolboxDeps = {
  readonly tools: Pick<ToolBook, 'all' | 'named' | 'onChange'>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly random: Random
  readonly t: Translate
}

/** The tools there are, and the user's environment in which they are found and started. */
export class InstalledTools {
  readonly #deps: ToolboxDeps
  readonly #onChange: () => void
  #environment: Promise<Environment>
  #views: readonly ToolView[] = []

  constructor(deps: ToolboxDeps, onChange: () => void) {
    this.#deps = deps
    this.#onChange = onChange
    this.#environment = Promise.resolve(cleanEnvironment(deps.environment))
  }

  /** The user's own, as far as it is read. */
  get environment(): Promise<Environment> {
    return this.#environment
  }

  get views(): readonly ToolView[] {
    return this.#views
  }

  /** Looks on the app's own PATH at once; the user's start files may take seconds, and add to it when they are read. */
  async open(): Promise<void> {
    this.#deps.tools.onChange(() => void this.refresh())
    await this.refresh()
    this.#environment = readLoginEnvironment(this.#deps.environment, this.#deps.platform)
    void this.refresh()
  }

  async refresh(): Promise<void> {
    const views = await findTools(this.#deps.tools.all(), await this.#environment, this.#deps.platform)
    if (JSON.stringify(views) === JSON.stringify(this.#views)) return
    this.#views = views
    this.#onChange()
  }

  named(name: string): ToolConfig | null {
    return this.#deps.tools.named(name)
  }

  /** As `runToolHelp`, in the user's environment. */
  async help(tool: ToolConfig, workdir: string): Promise<string> {
    const { platform, t } = this.#deps
    return runToolHelp(tool, workdir, helpIdleSec, { environment: await this.#environment, platform, t })
  }

  /** As `prepareStart`, once the user's environment is known. */
  async prepare(tool: ToolConfig, resumeToken: string | null): Promise<Result<PreparedStart>> {
    const { platform, random } = this.#deps
    return prepareStart(tool, resumeToken, { environment: await this.#environment, platform, random })
  }
}
