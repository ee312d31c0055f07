import type { Result } from '../../app/base/result.ts'
import type { ToolView } from '../../app/ipc/read-model.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Environment } from '../environment/child-environment.ts'
import { prepareStart, type PreparedStart } from './start-command.ts'
import { findTools, type FindProgram } from '../environment/find-program.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import { loginNotice, loginNoticeId } from './login-notice.ts'
import { UserEnvironment } from './user-environment.ts'
import { runToolHelp } from './tool-help.ts'
import type { Clock } from '../base/clock.ts'
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
  readonly clock: Pick<Clock, 'setTimer'>
  readonly findProgram: FindProgram
  readonly notices: Pick<NoticeBoard, 'post' | 'dismiss'>
  readonly t: Translate
}

/** The tools there are, and the user's environment in which they are found and started. */
export class InstalledTools {
  readonly #deps: ToolboxDeps
  readonly #onChange: () => void
  readonly #user: UserEnvironment
  #views: readonly ToolView[] = []
  #looks = 0

  constructor(deps: ToolboxDeps, onChange: () => void) {
    this.#deps = deps
    this.#onChange = onChange
    const { environment, platform, clock, notices, t } = deps
    this.#user = new UserEnvironment({
      own: environment,
      platform,
      clock,
      onProblem: (problem) => {
        if (problem === null) return notices.dismiss(loginNoticeId)
        notices.post(loginNotice(problem, t, () => this.lookAgain()))
      },
      onChange: () => void this.refresh(),
    })
  }

  /** The user's own, as far as it is read. Does not reject. */
  get environment(): Promise<Environment> {
    return this.#user.current
  }

  get findProgram(): FindProgram {
    return this.#deps.findProgram
  }

  get views(): readonly ToolView[] {
    return this.#views
  }

  /** Looks on the app's own PATH at once; the user's start files may take seconds, and add to it when they are read. */
  async open(): Promise<void> {
    this.#deps.tools.onChange(() => void this.refresh())
    await this.refresh()
    this.#user.open()
    void this.refresh()
  }

  /** Asks the user's start files again, and looks where they say. */
  async lookAgain(): Promise<void> {
    await this.#user.readAgain()
    await this.refresh()
  }

  async refresh(): Promise<void> {
    const { tools, platform, findProgram } = this.#deps
    this.#looks += 1
    const look = this.#looks
    const views = await findTools(tools.all(), await this.environment, platform, findProgram)
    // One that was asked for later knows better.
    if (look !== this.#looks || JSON.stringify(views) === JSON.stringify(this.#views)) return
    this.#views = views
    this.#onChange()
  }

  /** Nothing is looked for any more. */
  dispose(): void {
    this.#user.dispose()
  }

  named(name: string): ToolConfig | null {
    return this.#deps.tools.named(name)
  }

  /** As `runToolHelp`, in the user's environment. */
  async help(tool: ToolConfig, workdir: string): Promise<string> {
    const { platform, findProgram, t } = this.#deps
    const environment = await this.environment
    return runToolHelp(tool, workdir, helpIdleSec, { environment, platform, findProgram, t })
  }

  /** As `prepareStart`, once the user's environment is known. */
  async prepare(tool: ToolConfig, resumeToken: string | null): Promise<Result<PreparedStart>> {
    const { platform, random, findProgram } = this.#deps
    const environment = await this.environment
    return prepareStart(tool, resumeToken, { environment, platform, random, findProgram })
  }
}
