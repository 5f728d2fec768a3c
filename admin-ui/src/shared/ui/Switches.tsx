import type { ReactNode } from 'react'

import { SIZES, useMessages, useReading } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { ui } from './messages.ts'

/** Three text sizes; targets grow with them. */
export function SizeSwitch(): ReactNode {
  const { size, setSize } = useReading()
  const t = useMessages(ui)
  return (
    <div className="size-switch" role="group" aria-label={t.textSize}>
      {SIZES.map((one) => (
        <Button key={one} aria-pressed={one === size} onClick={() => setSize(one)}>{t.sizes[one]}</Button>
      ))}
    </div>
  )
}

/** To the other language, which is named in its own words. */
export function LanguageSwitch(): ReactNode {
  const { language, setLanguage } = useReading()
  const t = useMessages(ui)
  return (
    <Button look="link" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
      {t.otherLanguage}
    </Button>
  )
}
