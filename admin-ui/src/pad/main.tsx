import '../shared/tokens.css'
import '../shared/base.css'
import '../shared/ui/ui.css'
import '../shared/ballot/ballot.css'
import './pad.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { ReadingProvider } from '../shared/i18n.tsx'
import { SessionProvider } from '../shared/session.tsx'
import { App } from './App.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <ReadingProvider>
      <SessionProvider>
        <App />
      </SessionProvider>
    </ReadingProvider>
  </StrictMode>,
)
