// Runs in each top document of a window that Valence launched, in a world of its own: the page neither sees it nor can call
// valenceReport. Chromium itself tells DevTools nothing of titles, focus or moves.
if (window === window.top) {
  const report = () => {
    valenceReport(JSON.stringify({
      title: document.title,
      focused: document.hasFocus(),
      bounds: {x: screenX, y: screenY, width: outerWidth, height: outerHeight},
      parsed: document.readyState !== 'loading',
    }))
    // A page that has not been laid out does not know its size, and gets it without an event.
    if (outerWidth === 0) requestAnimationFrame(report)
  }

  // Moves have no event of their own: they are noticed when the pointer comes back into the page.
  for (const event of ['focus', 'blur', 'resize', 'load', 'pageshow']) addEventListener(event, report)
  // The window's own size comes to the page apart from that of its content, before or after it, and has no event.
  addEventListener('resize', () => { for (const ms of [100, 1000]) setTimeout(report, ms) })
  document.addEventListener('visibilitychange', report)
  document.documentElement?.addEventListener('mouseenter', report)

  document.addEventListener('DOMContentLoaded', () => {
    // Every way to change the title changes what is in the head.
    const everything = {childList: true, characterData: true, subtree: true}
    if (document.head) new MutationObserver(reportTitle).observe(document.head, everything)
    document.documentElement?.addEventListener('mouseenter', report)
    report()
  })

  let lastTitle = ''
  const reportTitle = () => {
    if (document.title !== lastTitle) report()
    lastTitle = document.title
  }
}
