import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { App } from './app/app.tsx'
import { applyTheme } from './app/theme.ts'
import { provideStylesOfPresses } from './design/press-styles.ts'
import { startTexts } from './texts/start-texts.ts'
import './design/tokens.css'
import './design/base.css'

applyTheme()
provideStylesOfPresses()
await startTexts()
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
