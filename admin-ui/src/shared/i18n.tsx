import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

/** The two languages; Chinese is the source, and what is missing in English is a type error. */
export type Language = 'zh' | 'en'

type Translated<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends (...given: infer Given) => string
    ? (...given: Given) => string
    : Source[Key] extends string ? string : Translated<Source[Key]>
}

export interface Messages<Source> {
  readonly zh: Source
  readonly en: Translated<Source>
}

/** The sentences of one page or part: Chinese, and the same keys in English. A sentence with figures is a function. */
export function messages<Source extends object>(zh: Source, en: Translated<NoInfer<Source>>): Messages<Source> {
  return { zh, en }
}

/** What stands between the words of a sentence, as each language writes it. */
export const joints = messages(
  { list: (parts: readonly unknown[]) => parts.join('、'), colon: '：', comma: '，', stop: '。', aside: (words: unknown) => `（${String(words)}）` },
  { list: (parts) => parts.join(', '), colon: ': ', comma: ', ', stop: '. ', aside: (words) => ` (${String(words)})` },
)

export const SIZES = ['normal', 'large', 'largest'] as const
export type Size = (typeof SIZES)[number]

interface Reading {
  readonly language: Language
  readonly size: Size
  readonly setLanguage: (language: Language) => void
  readonly setSize: (size: Size) => void
}

const ReadingContext = createContext<Reading | null>(null)

/** How somebody reads here: language and text size, remembered in the browser, which learns nothing personal by it. */
export function ReadingProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(rememberedLanguage)
  const [size, setSize] = useState(rememberedSize)
  useEffect(() => {
    // Whoever changes it in one window has changed it in all.
    const follow = (): void => {
      setLanguage(rememberedLanguage())
      setSize(rememberedSize())
    }
    window.addEventListener('storage', follow)
    return () => window.removeEventListener('storage', follow)
  }, [])
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    remember('language', language)
  }, [language])
  useEffect(() => {
    document.documentElement.dataset['size'] = size
    remember('size', size)
  }, [size])
  const reading = useMemo(() => ({ language, size, setLanguage, setSize }), [language, size])
  return <ReadingContext value={reading}>{children}</ReadingContext>
}

export function useReading(): Reading {
  const reading = useContext(ReadingContext)
  if (reading === null) throw new Error('there is no ReadingProvider around this')
  return reading
}

/** The sentences in the reader's language. */
export function useMessages<Source>(of: Messages<Source>): Translated<Source> {
  const { language } = useReading()
  return language === 'zh' ? (of.zh as Translated<Source>) : of.en
}

/** The language outside of React: what a request asks for. */
export const languageInUse = (): Language => (document.documentElement.lang === 'en' ? 'en' : 'zh')

interface Title { text: string }

const titles: Title[] = []

function showTitle(): void {
  const last = titles.at(-1)
  if (last) document.title = last.text
}

/** Names the page in the window's title and nothing about whom it shows. What lies over a page names the window while it
 * does, and then the page does again. */
export function useTitle(title: string): void {
  const { language } = useReading()
  const own = useRef<Title>({ text: '' })
  useEffect(() => {
    own.current.text = `${title} · ${language === 'zh' ? '共决' : 'Gongjue'}`
    showTitle()
  }, [title, language])
  useEffect(() => {
    const one = own.current
    titles.push(one)
    showTitle()
    return () => {
      titles.splice(titles.indexOf(one), 1)
      showTitle()
    }
  }, [])
}

const rememberedLanguage = (): Language => (remembered('language') === 'en' ? 'en' : 'zh')
const isSize = (given: string | null | undefined): given is Size => SIZES.some((one) => one === given)

/** The size as it was chosen here, or the one that the face begins with: its page says so. */
const rememberedSize = (): Size => [remembered('size'), firstSize].find(isSize) ?? 'normal'
const firstSize = document.documentElement.dataset['size']

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`gongjue-${key}`)
  } catch {
    return null // a browser that stores nothing still shows everything
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`gongjue-${key}`, value)
  } catch {
    // as above
  }
}
