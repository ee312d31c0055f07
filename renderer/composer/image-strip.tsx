import type { AbsolutePath, SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { CloseIcon } from '../styles/icons.tsx'
import { Thumbnail } from './thumbnail.tsx'

type ImageStripProps = {
  readonly id: SessionId
  readonly images: readonly AbsolutePath[]
  readonly onRemove: (path: AbsolutePath) => void
}

/** The images of a prompt that is being written, in the order in which the tool gets them. */
export function ImageStrip({ id, images, onRemove }: ImageStripProps) {
  const { t } = useApp().state
  if (images.length === 0) return null
  return (
    <ul class="image-strip" aria-label={t('composer.images', { count: images.length })}>
      {images.map((path, index) => (
        <li key={path}>
          <Thumbnail
            id={id}
            path={path}
            label={t('composer.image', { place: index + 1, total: images.length })}
          />
          <button
            type="button"
            class="image-remove"
            aria-label={t('composer.removeImage', { place: index + 1 })}
            title={t('composer.removeImage', { place: index + 1 })}
            onClick={() => onRemove(path)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
