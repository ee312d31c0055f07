import type { SessionView } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { ResumeButton, ResumeCommand } from './resume-offer.tsx'
import { useTerminals } from './terminals-context.ts'

/** Under the text of a session without a process: what it was, and the ways to start it again. */
export function ReviveBar({ session }: { readonly session: SessionView }) {
  const { t, tools } = useApp().state
  const terminals = useTerminals()
  // A run of its own for each prompt: there is nothing to start before one is written.
  if (session.mode === 'headless') return <HeadlessLine />
  const isAgent = tools.value.find(({ name }) => name === session.toolName)?.kind === 'agent'
  const beginsAnew = isAgent && !session.resumes
  const offer = session.resumeOffer
  const start = (fresh: boolean) => () => {
    terminals.start(session.id, { fresh })
    terminals.pool.find(session.id)?.terminal.focus()
  }
  return (
    <div class="revive-bar" role="group" aria-label={t('revive.label')}>
      <p class="revive-text">
        <bdi>{whatItWas(session, t)}</bdi> {beginsAnew && t('revive.freshNote')}
        {offer !== null && <ResumeCommand command={offer.command} />}
      </p>
      <span class="revive-hint" aria-hidden="true">
        {t('revive.enter')}
      </span>
      {offer !== null && <ResumeButton session={session} agent={offer.agent} isPrimary={false} />}
      {isAgent && session.resumes && (
        <button type="button" class="button" onClick={start(true)}>
          {t('revive.fresh')}
        </button>
      )}
      <button type="button" class="button button-primary" onClick={start(beginsAnew)}>
        {startWords(session.resumes, beginsAnew, t)}
      </button>
    </div>
  )
}

/** Where prompts run without a terminal: what to do instead of typing into it. */
export function HeadlessLine() {
  const { t } = useApp().state
  return <p class="headless-line">{t('revive.headless')}</p>
}

function startWords(resumes: boolean, beginsAnew: boolean, t: Translate): string {
  if (beginsAnew) return t('revive.fresh')
  return resumes ? t('revive.resume') : t('revive.start')
}

function whatItWas({ status, toolDisplayName: tool }: SessionView, t: Translate): string {
  switch (status.kind) {
    case 'dormant': {
      const { last } = status
      const known = last !== null && last !== 'dormant'
      const text = t('revive.dormant', { tool })
      return known ? `${text} ${t('revive.last', { status: t(`status.${last}`) })}` : text
    }
    case 'exited':
      if (status.signal !== null) return t('revive.exitedSignal', { tool, signal: status.signal })
      if (status.exitCode !== 0) return t('revive.exitedCode', { tool, code: status.exitCode })
      return t('revive.exited', { tool })
    case 'failed':
      return status.message
    case 'starting':
    case 'working':
    case 'waiting':
    case 'idle':
      return ''
  }
}
