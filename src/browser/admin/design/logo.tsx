import './logo.css'

/** Axon's sign. It says nothing that is not written beside it. */
export const Logo = () => (
  <svg className="logo" width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M6 17h6l3-8 4 15 3-7h4" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
)
