import { useEffect, useRef, useState } from 'preact/hooks'
import type { AbsolutePath, SessionId } from '../../app/session/session.ts'
import { sniffImage } from '../../app/terminal/image.ts'
import { useApp } from '../model/app-context.ts'

type ThumbnailProps = {
  readonly id: SessionId
  readonly path: AbsolutePath
  readonly label: string
  /** Read when it comes into sight: of a hundred waiting prompts a few are. */
  readonly lazy?: boolean
}

/** An image of a prompt, small. One that cannot be read any more is an empty frame with its name. */
export function Thumbnail({ id, path, label, lazy = false }: ThumbnailProps) {
  const { bridge } = useApp()
  const frame = useRef<HTMLSpanElement>(null)
  const [seen, setSeen] = useState(!lazy)
  const [url, setUrl] = useState<string | null>(null)

  useEffect(() => {
    if (seen || frame.current === null) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [seen])

  useEffect(() => {
    if (!seen) return
    let outdated = false
    let made: string | null = null
    void bridge.request('image:read', { id, path }).then((read) => {
      if (outdated || !read.ok) return
      const extension = sniffImage(read.value)
      if (extension === null) return
      made = URL.createObjectURL(new Blob([read.value], { type: mimeTypes[extension] }))
      setUrl(made)
    })
    return () => {
      outdated = true
      setUrl(null)
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [seen, id, path])

  return (
    <span ref={frame} class="thumbnail" role="img" aria-label={label} title={label}>
      {url !== null && <img src={url} alt="" draggable={false} />}
    </span>
  )
}

type ThumbnailsProps = {
  readonly id: SessionId
  readonly images: readonly AbsolutePath[]
  /** Those beyond are left out. */
  readonly most?: number
}

/** The images of a prompt in a list, each read when it comes into sight and named by its place among all of them. */
export function Thumbnails({ id, images, most = images.length }: ThumbnailsProps) {
  const { t } = useApp().state
  return (
    <>
      {images.slice(0, most).map((path, index) => (
        <Thumbnail
          key={path}
          id={id}
          path={path}
          label={t('composer.image', { place: index + 1, total: images.length })}
          lazy
        />
      ))}
    </>
  )
}

const mimeTypes = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const
