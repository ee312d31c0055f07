import type { ComponentChildren } from 'preact'
import type { QueueRowView } from '../../app/ipc/queue-view.ts'
import type { SessionId } from '../../app/session/session.ts'
import { translateError } from '../../app/i18n/failure.ts'
import { useApp } from '../model/app-context.ts'
import { CloseIcon, DownIcon, EditIcon, HoldIcon, ReleaseIcon, SendIcon, UpIcon } from '../styles/icons.tsx'
import type { QueueActions } from './queue-actions.ts'
import { queueLine, queueStateWords } from './queue-words.ts'
import { Thumbnails } from './thumbnail.tsx'

type QueueRowProps = {
  readonly id: SessionId
  readonly item: QueueRowView
  readonly index: number
  readonly total: number
  readonly isNext: boolean
  /** Tab leads to the buttons of one row. */
  readonly focusable: boolean
  readonly actions: QueueActions
}

/** In a row; of the rest only the number is shown. */
const shownThumbnails = 3

/** A waiting prompt: its first line, its images, its state in words, and what can be done with it. */
export function QueueRow({ id, item, index, total, isNext, focusable, actions }: QueueRowProps) {
  const { t } = useApp().state
  const text = queueLine(item, t)
  const { kind } = item.state
  const onItsWay = kind === 'delivering'
  const isHeldForReason = item.state.kind === 'held' && item.state.reason !== undefined
  const asks = kind === 'unsure' || kind === 'failed' || isHeldForReason

  const button = (
    name: string,
    label: string,
    icon: ComponentChildren,
    run: () => void,
    disabled = false,
  ) => (
    <button
      type="button"
      class="icon-button"
      data-action={name}
      tabIndex={focusable ? 0 : -1}
      aria-label={t('queue.actionOn', { action: label, text })}
      title={label}
      disabled={disabled || onItsWay}
      onClick={run}
    >
      {icon}
    </button>
  )
  const change = (change: 'hold' | 'release' | 'send') => () => void actions.change(item.id, { kind: change })
  return (
    <>
      <span class="queue-place" aria-hidden="true">
        {index + 1}
      </span>
      <button
        type="button"
        class="queue-text"
        data-action="edit"
        tabIndex={focusable ? 0 : -1}
        aria-label={t('queue.editNamed', { place: index + 1, text })}
        title={item.text}
        disabled={onItsWay}
        onClick={() => void actions.beginEdit(item)}
      >
        <bdi>{text}</bdi>
      </button>
      <span class={asks ? 'queue-buttons is-shown' : 'queue-buttons'}>
        {button('pen', t('queue.edit'), <EditIcon />, () => void actions.beginEdit(item))}
        {button('up', t('queue.moveUp'), <UpIcon />, () => actions.move(item.id, index - 1), index === 0)}
        {button(
          'down',
          t('queue.moveDown'),
          <DownIcon />,
          () => actions.move(item.id, index + 1),
          index === total - 1,
        )}
        {kind === 'queued'
          ? button('hold', t('queue.hold'), <HoldIcon />, change('hold'))
          : button('hold', t('queue.release'), <ReleaseIcon />, change('release'), kind !== 'held')}
        {button('send', t('queue.sendNow'), <SendIcon />, change('send'))}
        {button('remove', t('queue.remove'), <CloseIcon />, () => void actions.remove(item))}
      </span>
      <QueueImages id={id} item={item} />
      <span class={`queue-state queue-state-${kind}${isNext && kind === 'queued' ? ' is-next' : ''}`}>
        {queueStateWords(item, isNext, t)}
      </span>
      <QueueProblem item={item} />
    </>
  )
}

function QueueImages({ id, item }: Pick<QueueRowProps, 'id' | 'item'>) {
  const { t } = useApp().state
  const total = item.images.length
  if (total === 0) return null
  return (
    <span class="queue-images" title={t('composer.images', { count: total })}>
      <Thumbnails id={id} images={item.images} most={shownThumbnails} />
      {total > shownThumbnails && <span>+{total - shownThumbnails}</span>}
    </span>
  )
}

/** What went wrong with it and what to do now. */
function QueueProblem({ item: { state } }: Pick<QueueRowProps, 'item'>) {
  const { t, locale } = useApp().state
  if (state.kind === 'unsure') return <p class="queue-problem">{t('queue.unsure.hint')}</p>
  if (state.kind === 'held' && state.reason === 'conversation')
    return <p class="queue-problem">{t('queue.heldConversation.hint')}</p>
  if (state.kind !== 'failed') return null
  const { message, hint } = translateError(locale.value, state.problem)
  return (
    <p class="queue-problem">
      <span class="queue-reason">{message}</span> {hint}
    </p>
  )
}
