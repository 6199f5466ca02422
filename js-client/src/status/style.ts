/** How `<valence-status>` looks where the page says nothing else. */
export const STYLE = `
:host {
  position: fixed;
  inset: auto 0 1rem;
  z-index: 2147483647;
  display: flex;
  justify-content: center;
  pointer-events: none;
}
[part=bar] {
  display: flex;
  align-items: center;
  gap: 0.75em;
  max-width: calc(100vw - 2rem);
  box-sizing: border-box;
  font: var(--valence-status-font, 500 0.875rem/1.4 system-ui, sans-serif);
  color: var(--valence-status-color, #fff);
}
:host(:not([status=well])) [part=bar] {
  padding: 0.6em 1em;
  border-radius: var(--valence-status-radius, 0.5rem);
  background: var(--valence-status-background, #323844);
  box-shadow: 0 4px 20px rgb(0 0 0 / 30%);
  pointer-events: auto;
}
:host([status=resumed]) [part=bar] {
  background: var(--valence-status-good, #17703a);
}
:host([status=session-lost]) [part=bar] {
  background: var(--valence-status-bad, #a82626);
}
:host([status=disconnected]) [part=text]::before {
  content: '';
  display: inline-block;
  width: 0.6em;
  height: 0.6em;
  margin-inline-end: 0.7em;
  border-radius: 50%;
  background: currentColor;
  animation: breathe 1.6s ease-in-out infinite;
}
@keyframes breathe {
  50% { opacity: 0.25; }
}
@media (prefers-reduced-motion: reduce) {
  [part=text]::before { animation: none !important; }
}
[part=reload] {
  font: inherit;
  padding: 0.25em 0.9em;
  border: 1px solid currentColor;
  border-radius: 0.35em;
  background: transparent;
  color: inherit;
  cursor: pointer;
}
[part=reload]:hover { background: rgb(255 255 255 / 18%); }
[part=reload]:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
[part=reload][hidden] { display: none; }
`
