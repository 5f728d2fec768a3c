import { useState, type ReactNode } from 'react'

import { useMessages, useReading } from '../../../shared/i18n.tsx'
import { instant } from '../../../shared/moments.ts'
import { Button } from '../../../shared/ui/Button.tsx'
import { words } from './messages.ts'
import type { ReviewInFullFragment } from './reviews.gql.ts'

type Photo = ReviewInFullFragment['photos'][number]

const STEP = 1.5
const LARGEST = 6

interface Props {
  readonly purpose: Photo['purpose']
  readonly photos: readonly Photo[]
  readonly sourceOf: (photoId: string) => string | undefined
}

/** The photos of one document: one at a time, larger and turned by buttons, moved by the arrow keys or dragging the bars. */
export function PhotoPane({ purpose, photos, sourceOf }: Props): ReactNode {
  const t = useMessages(words)
  const { language } = useReading()
  const [at, setAt] = useState(0)
  const [{ zoom, turned }, setView] = useState({ zoom: 1, turned: 0 })
  const name = t.purposes[purpose]
  const photo = photos[Math.min(at, photos.length - 1)]
  const act = (label: string, glyph: string, onClick: () => void, disabled = false): ReactNode => (
    <Button aria-label={t.ofPhoto(label, name)} disabled={disabled} onClick={onClick}><span aria-hidden="true">{glyph} </span>{label}</Button>
  )
  return (
    <figure className="photo-pane">
      <figcaption><strong>{name}</strong>{photo && <span className="hint"> {t.sentAt(instant(photo.receivedAt, language))}</span>}</figcaption>
      {photo === undefined ? <p className="photo-none">{t.noPhoto}</p> : (
        <>
          {photos.length > 1 && (
            <div className="pane-tools" role="group" aria-label={name}>
              {photos.map((one, place) => (
                <Button
                  key={one.id}
                  aria-pressed={one.id === photo.id}
                  aria-label={t.photoOf(name, place + 1, photos.length)}
                  onClick={() => {
                    setAt(place)
                    setView({ zoom: 1, turned: 0 })
                  }}
                >
                  {t.photoAt(place + 1)}
                </Button>
              ))}
            </div>
          )}
          <div className="pane-tools">
            {act(t.larger, '＋', () => setView({ zoom: Math.min(LARGEST, zoom * STEP), turned }), zoom >= LARGEST)}
            {act(t.smaller, '－', () => setView({ zoom: Math.max(1, zoom / STEP), turned }), zoom <= 1)}
            {act(t.left, '↺', () => setView({ zoom, turned: turned - 90 }))}
            {act(t.right, '↻', () => setView({ zoom, turned: turned + 90 }))}
            {act(t.reset, '□', () => setView({ zoom: 1, turned: 0 }))}
          </div>
          <Frame photo={photo} source={sourceOf(photo.id)} label={t.frame(name)} alt={t.photoOf(name, photos.indexOf(photo) + 1, photos.length)} zoom={zoom} turned={turned} />
        </>
      )}
    </figure>
  )
}

interface FrameProps {
  readonly photo: Photo
  readonly source: string | undefined
  readonly label: string
  readonly alt: string
  readonly zoom: number
  readonly turned: number
}

/** The photo in a frame that scrolls; a photo on its side is measured by what it looks like. */
function Frame({ photo: { width, height }, source, label, alt, zoom, turned }: FrameProps): ReactNode {
  const sideways = turned % 180 !== 0
  const ratio = sideways ? height / width : width / height
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus, or keys cannot scroll it
    <div className="photo-frame" role="group" aria-label={label} tabIndex={0}>
      <div className="photo-sheet" style={{ width: `${zoom * 100}%`, aspectRatio: String(ratio) }}>
        {source !== undefined && (
          <img src={source} alt={alt} style={{ width: `${sideways ? 100 / ratio : 100}%`, transform: `translate(-50%, -50%) rotate(${turned}deg)` }} />
        )}
      </div>
    </div>
  )
}
