import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { askForSession } from './api/session.ts'
import { App } from './app/app.tsx'
import { routeNow } from './app/route.ts'
import { screenOf } from './app/screens.tsx'
import { askForCode } from './app/shown-screen.tsx'
import { applyTheme } from './app/theme.ts'
import { provideStylesOfPresses } from './design/press-styles.ts'
import { startTexts } from './texts/start-texts.ts'
import './design/tokens.css'
import './design/base.css'

applyTheme()
provideStylesOfPresses()
// All that the first screen needs is asked for at once. What fails here is asked for again where it is shown.
void askForSession()
const screen = screenOf(routeNow())
if (screen) void askForCode(screen)
await startTexts()
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
