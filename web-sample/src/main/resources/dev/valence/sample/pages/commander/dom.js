/** Short ways to say what the page is made of. */

export const $ = id => document.getElementById(id)

/** An element with properties, attributes where they have a `-` or are `role`, and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') made.setAttribute(name, value)
    else made[name] = value
  }
  made.append(...children)
  return made
}

export function icon(name, extra = '') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', `icon ${name} ${extra}`)
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(svg.namespaceURI, 'use')
  use.setAttribute('href', `#icon-${name}`)
  svg.append(use)
  return svg
}

/** What an error says to a person. Of one that Java threw, that is the cause: the rest tells which call it was. */
export const words = error => (error.cause ?? error).message

/** Says what went wrong until the next thing goes wrong, or for long enough to read it. */
export function notify(error) {
  const notice = $('notice')
  notice.textContent = words(error)
  notice.hidden = false
  clearTimeout(notify.timer)
  notify.timer = setTimeout(() => (notice.hidden = true), 8000)
}

/** Does `deed`; an error is shown instead of thrown. */
export function attempt(deed) {
  try {
    return deed()
  } catch (error) {
    notify(error)
  }
}
