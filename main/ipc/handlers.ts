import { failWith } from '../../app/i18n/failure.ts'
import { plainResult, succeed, type Result } from '../../app/base/result.ts'
import type { AbsolutePath } from '../../app/session/session.ts'
import type { ClipboardContent } from '../desktop/clipboard-content.ts'
import type { Drops } from '../drop/drops.ts'
import type { PromptImages } from '../images/prompt-images.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { ReadModelPublisher } from './read-model-publisher.ts'
import type { ToolBook } from '../tools/tool-book.ts'
import type { RuleBook } from '../tools/rule-book.ts'
import type { RuleUpdates } from '../tools/rule-updates.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { StatusReview } from '../cases/status-review.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { RequestHandlers } from './requests.ts'

/** Who does what the page asks for. */
export type HandlerDeps = {
  readonly manager: SessionManager
  readonly model: Pick<ReadModelPublisher, 'snapshot'>
  /** Resolves once the kept sessions are there: a page that asks before would show an empty house. */
  readonly restored: Promise<unknown>
  readonly settings: Pick<SettingsStore, 'change'>
  readonly notices: Pick<NoticeBoard, 'act' | 'dismiss'>
  readonly drops: Drops
  readonly review: StatusReview
  readonly rules: Pick<RuleBook, 'read' | 'save'>
  readonly updates: RuleUpdates
  readonly tools: Pick<ToolBook, 'read' | 'save' | 'reset'>
  readonly clipboard: { read(): Promise<ClipboardContent>; write(text: string): Promise<void> }
  /** Gives the page and the pty host a new stream between them. */
  readonly connectStream: () => Result<null>
  readonly images: PromptImages
  readonly pickImages: () => Promise<readonly string[]>
  readonly pickFolder: (startAt: string | null) => Promise<string | null>
  readonly openLink: (url: string) => Promise<Result<null>>
  readonly onPageAlive: () => void
  readonly onPageError: (message: string) => void
}

/** What answers the page: each request led to the one who knows. */
export function createHandlers(deps: HandlerDeps): RequestHandlers {
  const { manager, notices, drops, clipboard, review, rules, updates, tools, images } = deps
  return {
    'model:read': async () => {
      await deps.restored
      return succeed(deps.model.snapshot())
    },
    'stream:connect': () => deps.connectStream(),

    'session:create': async ({ toolName, folder, cols, rows }) => {
      const created = await manager.create(toolName, folder, { cols, rows })
      return created.ok ? succeed(created.value.id) : created
    },
    'session:start': ({ id, fresh }) => manager.start(id, fresh),
    'session:resumeByHand': async ({ id }) =>
      plainResult((await manager.get(id)?.resumeByHand()) ?? failWith('no-session')),
    'session:dismissResume': ({ id }) => {
      manager.get(id)?.dismissResume()
      return succeed(null)
    },
    'session:mode': ({ id, mode }) => manager.setMode(id, mode),
    'session:interrupt': async ({ id }) =>
      plainResult((await manager.get(id)?.interrupt()) ?? failWith('no-session')),
    'prompt:send': async ({ ids, prompt, toIndex }) =>
      succeed(await manager.prompts.send(ids, prompt, toIndex)),
    'prompt:readDraft': ({ id }) => manager.prompts.readDraft(id),
    'prompt:saveDraft': ({ id, draft }) => manager.prompts.saveDraft(id, draft),
    'prompt:history': ({ id }) => manager.prompts.history(id),
    'queue:read': ({ id, item }) => manager.prompts.read(id, item),
    'queue:change': (change) => manager.prompts.change(change),
    'image:keepPaths': ({ id, paths }) => images.keepPaths(id, paths),
    'image:keepBytes': ({ id, bytes }) => images.keepBytes(id, bytes),
    'image:keepClipboard': async ({ id }) => {
      const content = await clipboard.read()
      if (content.kind === 'unusable') return failWith(`clipboard-${content.why}`)
      return content.kind === 'image' ? images.keepBytes(id, content.bytes) : succeed(null)
    },
    'image:pick': async ({ id }) => {
      const picked = await deps.pickImages()
      return picked.length === 0 ? succeed([]) : images.keepPaths(id, picked)
    },
    'image:read': ({ id, path }) => images.read(id, path),

    'tools:read': ({ toolName }) => tools.read(toolName),
    'tools:save': ({ toolName, text }) => tools.save(toolName, text),
    'tools:reset': ({ toolName }) => tools.reset(toolName),
    'tools:help': ({ toolName }) => manager.toolHelp(toolName),
    'session:close': ({ id, confirmed, leave }) => manager.close(id, { confirmed, leave }),
    'session:background': async ({ id }) => succeed(await manager.backgroundOf(id)),
    'session:reopenLast': () => manager.reopenLast(),
    'session:rename': ({ id, title }) => manager.rename(id, title),
    'session:move': ({ id, toIndex }) => manager.move(id, toIndex),
    'session:activate': ({ id }) => manager.setActive(id),

    'status:why': ({ id }) => review.why(id),
    'status:timeline': ({ id }) => review.timeline(id),
    'status:moment': ({ id, at }) => review.moment(id, at),
    'case:draft': ({ id }) => review.draft(id),
    'case:save': (frame) => review.save(frame),
    'case:reveal': ({ path }) => review.reveal(path),
    'rules:read': ({ toolName }) => {
      const read = rules.read(toolName)
      return read.ok ? succeed({ ...read.value, origin: updates.origin(toolName) }) : read
    },
    'rules:save': ({ toolName, text }) => rules.save(toolName, text),
    'rules:pickFile': () => updates.pick(),
    'rules:useFile': ({ preview }) => updates.use(preview),
    'rules:dropFile': () => updates.undo(),
    'rules:saveFile': ({ toolName }) => updates.save(toolName),

    'folder:pick': async ({ startAt }): Promise<Result<AbsolutePath | null>> => {
      const picked = await deps.pickFolder(startAt)
      return picked === null ? succeed(null) : manager.checkFolder(picked)
    },
    'folder:check': ({ folder }) => manager.checkFolder(folder),

    'drop:paths': ({ id, paths }) => drops.paths(id, paths),
    'drop:bytes': ({ id, bytes }) => drops.image(id, bytes),
    'clipboard:paste': async ({ id }) => {
      const content = await clipboard.read()
      if (content.kind === 'unusable') return failWith(`clipboard-${content.why}`)
      if (content.kind === 'text') return succeed(content)
      const dropped = await drops.image(id, content.bytes)
      return dropped.ok ? succeed({ kind: 'image' }) : dropped
    },
    'clipboard:copy': async ({ text }) => {
      await clipboard.write(text)
      return succeed(null)
    },
    'link:open': ({ url }) => deps.openLink(url),

    'settings:change': (part) => {
      deps.settings.change(part)
      return succeed(null)
    },
    'notice:act': ({ noticeId, actionId }) => notices.act(noticeId, actionId),
    'notice:dismiss': ({ noticeId }) => {
      notices.dismiss(noticeId)
      return succeed(null)
    },
    'page:alive': () => {
      deps.onPageAlive()
      return succeed(null)
    },
    'page:error': ({ message }) => {
      deps.onPageError(message)
      return succeed(null)
    },
  }
}
