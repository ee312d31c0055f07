import type { GitView, SessionView } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { BranchIcon, ResumeIcon } from '../styles/icons.tsx'
import { ConflictChip } from './conflict-chip.tsx'

/** What is known of a session beside its status: its repository, its process, its conversation. */
export function SessionFacts({ session }: { readonly session: SessionView }) {
  const { t } = useApp().state
  const { git, process, resumes } = session
  return (
    <>
      {git !== null && <Branch git={git} />}
      {git !== null && git.conflicts.length > 0 && <ConflictChip id={session.id} git={git} />}
      {process !== null && (
        <span class="fact fact-process" title={t('facts.process', process)}>
          <span class="visually-hidden">{t('facts.process', process)}</span>
          <span aria-hidden="true">
            <bdi>{process.name}</bdi> {process.pid}
          </span>
        </span>
      )}
      {resumes && (
        <span class="fact fact-resumes" title={t('facts.resumesHint')}>
          <ResumeIcon />
          <span class="fact-text">{t('facts.resumes')}</span>
        </span>
      )}
    </>
  )
}

function Branch({ git }: { readonly git: GitView }) {
  const { t } = useApp().state
  const words = gitWords(git, t)
  return (
    <span class="fact fact-branch" title={words}>
      <span class="visually-hidden">{words}</span>
      <BranchIcon />
      <span class="fact-text" aria-hidden="true">
        <bdi>{git.branch ?? `(${git.head ?? '?'})`}</bdi>
      </span>
      {git.dirty > 0 && (
        <span class="fact-dirty" aria-hidden="true">
          ±{git.dirty}
        </span>
      )}
    </span>
  )
}

function gitWords({ branch, head, dirty }: GitView, t: Translate): string {
  const place = branch === null ? t('git.detached', { head: head ?? '?' }) : t('git.branch', { branch })
  return dirty > 0 ? `${place}, ${t('git.dirty', { count: dirty })}` : place
}
