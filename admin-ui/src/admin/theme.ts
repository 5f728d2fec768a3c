import type { ThemeConfig } from 'antd'

import type { Size } from '../shared/i18n.tsx'

const SIZES: Record<Size, { text: number; target: number }> = {
  normal: { text: 17, target: 40 },
  large: { text: 22, target: 52 },
  largest: { text: 30, target: 66 },
}

/** Ant Design in our colours, which pass for contrast on white, and in the size that the reader chose. */
export function themeFor(size: Size): ThemeConfig {
  const { text, target } = SIZES[size]
  return {
    cssVar: { key: 'gongjue' },
    token: {
      fontSize: text,
      controlHeight: target,
      colorPrimary: '#0b5cad',
      colorInfo: '#0b5cad',
      colorLink: '#0b5cad',
      colorSuccess: '#237804',
      colorWarning: '#874d00',
      colorError: '#a8071a',
      colorTextDescription: 'rgba(0,0,0,.68)',
      colorTextTertiary: 'rgba(0,0,0,.68)',
      colorTextPlaceholder: 'rgba(0,0,0,.6)',
      colorBorder: '#8791a0',
      fontFamily: 'var(--font)',
    },
  }
}
