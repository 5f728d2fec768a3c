import './photos.css'

import { useId, useRef, useState, type ChangeEvent, type ReactNode } from 'react'

import { useMessages } from '../i18n.tsx'
import { Button } from '../ui/Button.tsx'
import { fieldId } from '../ui/Field.tsx'
import { words } from './messages.ts'
import type { Picture, Tray } from './tray.ts'
import { usePictures } from './usePhotos.ts'

interface Props {
  readonly tray: Tray
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** How many photos there may be. */
  readonly most: number
  /** The path in the input; the summary of errors leads here by it. */
  readonly path?: string
  readonly error?: string | undefined
  /** Whether it offers the camera; a desk has none to hold. */
  readonly camera?: boolean
}

// A phone that has a choice gives a photo as JPEG where it is asked for one (an iPhone keeps HEIC to itself then).
const PHOTOS = 'image/jpeg,image/png,image/webp'

/** Photos from the camera or the album: each with its progress, and what is wrong with it said beside it at once. */
export function PhotoPicker({ tray, label, hint, most, path, error, camera = true }: Props): ReactNode {
  const t = useMessages(words)
  const made = useId()
  const id = path === undefined ? made : fieldId(path)
  const pictures = usePictures(tray)
  const box = useRef<HTMLFieldSetElement>(null)
  const [said, setSaid] = useState('')
  const left = Math.max(0, most - pictures.length)
  const add = (event: ChangeEvent<HTMLInputElement>): void => {
    const over = tray.add([...(event.target.files ?? [])], most)
    setSaid(over > 0 ? t.noRoom(over, most) : '')
    event.target.value = '' // so that the same file can be chosen again
  }
  const remove = ({ key }: Picture, at: number): void => {
    tray.remove(key)
    setSaid(t.removed(at))
    box.current?.focus()
  }
  const described = [`${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset id={id} ref={box} tabIndex={-1} className={error === undefined ? 'photo-picker' : 'photo-picker wrong'} aria-describedby={described}>
      <legend>{label}</legend>
      <div className="hint" id={`${id}-hint`}>
        {hint !== undefined && <p>{hint}</p>}
        <p>{t.room(left, most)}</p>
      </div>
      {error !== undefined && <p className="error" id={`${id}-error`}><span aria-hidden="true">✕ </span>{error}</p>}
      {pictures.length > 0 && (
        <ol className="photo-list">
          {pictures.map((picture, at) => (
            <li key={picture.key}>
              <Chosen picture={picture} at={at + 1} onRetry={() => tray.retry(picture.key)} onRemove={() => remove(picture, at + 1)} />
            </li>
          ))}
        </ol>
      )}
      {left > 0 && (
        <div className="photo-ways">
          {camera && <label className="button"><span aria-hidden="true">◉ </span>{t.camera}<input type="file" accept="image/*" capture="environment" onChange={add} /></label>}
          <label className="button"><span aria-hidden="true">▦ </span>{camera ? t.album : t.choose}<input type="file" accept={PHOTOS} multiple={most > 1} onChange={add} /></label>
        </div>
      )}
      <p role="status" className="photo-said">{said}</p>
    </fieldset>
  )
}

interface ChosenProps {
  readonly picture: Picture
  readonly at: number
  readonly onRetry: () => void
  readonly onRemove: () => void
}

function Chosen({ picture, at, onRetry, onRemove }: ChosenProps): ReactNode {
  const t = useMessages(words)
  const { state, wrong, preview } = picture
  const name = t.photo(at)
  return (
    <div className="photo-chosen">
      {preview === null ? <span className="photo-thumb" aria-hidden="true">{wrong === null ? '…' : '✕'}</span> : <img className="photo-thumb" src={preview} alt={name} />}
      <div className="photo-words">
        <p>{name}{wrong !== null && <span className="photo-name">{picture.name}</span>}</p>
        {state === 'sending' && <progress aria-label={name} value={picture.part} max={1} />}
        <p role="status" className={state === 'sent' ? 'photo-sent' : 'hint'}>
          {state === 'shrinking' && t.shrinking}
          {state === 'sending' && t.sending(Math.floor(picture.part * 100))}
          {state === 'sent' && <><span aria-hidden="true">✓ </span>{t.sent}</>}
        </p>
        {wrong !== null && (
          <p className="error" role="alert"><span aria-hidden="true">✕ </span>{'fault' in wrong ? t.faults[wrong.fault] : (wrong.sentence ?? t.stuck)}</p>
        )}
        <div className="photo-acts">
          {state === 'stuck' && <Button aria-label={`${t.retry} · ${name}`} onClick={onRetry}>{t.retry}</Button>}
          <Button aria-label={`${t.remove} · ${name}`} onClick={onRemove}>{t.remove}</Button>
        </div>
      </div>
    </div>
  )
}
