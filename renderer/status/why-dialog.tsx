import './why.css'
import { useComputed } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { WhyAnswer } from '../../app/activity/why.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import type { VersionFacts } from '../../app/tool/version.ts'
import { useApp } from '../model/app-context.ts'
import { Badge } from '../badges/badge.tsx'
import { AnswerNote } from '../notices/answer-note.tsx'
import { Sheet } from '../dialogs/sheet.tsx'
import { sessionDetails } from '../badges/status-lines.ts'
import type { StatusView } from '../model/open-status-view.ts'
import { TransitionRows } from './transition-rows.tsx'
import { useAnswer } from '../model/use-answer.ts'
import { useLiveSession } from '../model/use-live-session.ts'
import { WhySource } from './why-source.tsx'
import { WhyTick } from './why-tick.tsx'

/** Clocks, counters and what lost change while the status stays. */
const refreshMs = 2_000

type WhyDialogProps = {
  readonly id: SessionId
  readonly onView: (view: StatusView) => void
  readonly onClose: () => void
}

/** Why a session has the status it has. It follows the session, and goes with it. */
export function WhyDialog({ id, onView, onClose }: WhyDialogProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const session = useLiveSession(id, onClose)
  const status = useComputed(() => state.session(id).value?.status ?? null)
  const answer = useAnswer(
    () => bridge.request('status:why', { id }),
    // By content: a patch of the title brings a new object of the same status.
    [id, JSON.stringify(status.value)],
    refreshMs,
  )
  if (session === null) return null

  return (
    <Sheet
      class="why-sheet"
      title={t('why.title')}
      onDismiss={onClose}
      actions={
        <>
          <button type="button" class="button button-quiet" onClick={() => onView({ kind: 'wrong', id })}>
            {t('why.wrong')}
          </button>
          <button type="button" class="button button-quiet" onClick={() => onView({ kind: 'timeline', id })}>
            {t('why.timeline')}
          </button>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => onView({ kind: 'rules', toolName: session.toolName })}
          >
            {t('why.rules')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {t('action.close')}
          </button>
        </>
      }
    >
      <div class="why-now">
        <Badge status={status} />
        <div>
          <p class="why-session">
            <bdi>{session.title}</bdi>
          </p>
          <p class="why-words">{statusWords(session.status, state.locale.value)}</p>
          {sessionDetails(session, state).map((line) => (
            <p key={line}>
              <bdi>{line}</bdi>
            </p>
          ))}
        </div>
      </div>
      <AnswerNote answer={answer} />
      {answer.value !== null && <WhyText why={answer.value} tool={session.toolDisplayName} />}
    </Sheet>
  )
}

function WhyText({ why, tool }: { readonly why: WhyAnswer; readonly tool: string }) {
  const { t } = useApp().state
  const id = useId()
  const decided = why.sources.filter(({ lost }) => lost === null)
  const others = why.sources.filter(({ lost }) => lost !== null)
  const versions = versionWords(why.versions, tool, t)
  return (
    <>
      <section aria-labelledby={`${id}-decided`}>
        <h3 id={`${id}-decided`}>{t('why.decided')}</h3>
        {decided.length === 0 && <p>{t('why.nothingDecided')}</p>}
        {decided.map((source) => (
          <WhySource key={`${source.source} ${source.rule}`} source={source} />
        ))}
      </section>
      <section aria-labelledby={`${id}-seen`}>
        <h3 id={`${id}-seen`}>{t('why.alsoSeen')}</h3>
        {others.length === 0 && <p>{t('why.nothingElse')}</p>}
        {others.map((source) => (
          <WhySource key={`${source.source} ${source.rule}`} source={source} />
        ))}
      </section>
      {versions !== null && <p>{versions}</p>}
      {why.heardBy !== undefined && (
        <p class="why-by-hand">
          {t('why.byHand', { sources: why.heardBy.map((source) => t(`why.heard.${source}`)).join(', ') })}
        </p>
      )}
      {why.tick !== null && <WhyTick tick={why.tick} />}
      {why.background > 0 && <p>{t('status.background', { count: why.background })}</p>}
      <section aria-labelledby={`${id}-changes`}>
        <h3 id={`${id}-changes`}>{t('why.changes')}</h3>
        <TransitionRows transitions={why.transitions} />
      </section>
    </>
  )
}

function versionWords({ installed, measured }: VersionFacts, tool: string, t: Translate): string | null {
  if (measured === null) return null
  return installed === null
    ? t('why.measured', { tool, measured })
    : t('why.installed', { tool, measured, version: installed })
}
