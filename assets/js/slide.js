// One slide: what is still hidden on it, and how it fits the screen. Shared by slides.js and projector.js.

// Both languages of one part have the same step, and appear together.
export function steps (section) {
  return [...new Set([...section.querySelectorAll('.ws-reveal[data-step]')].map(part => part.dataset.step))]
}

export function hiddenSteps (section) {
  return [...new Set([...section.querySelectorAll('.ws-reveal[hidden]')].map(part => part.dataset.step))]
}

export function reveal (section, step) {
  section.querySelectorAll('.ws-reveal').forEach(part => { if (part.dataset.step === step) part.hidden = false })
  fit(section)
}

// The first so many parts are shown, the others hidden.
export function uncover (section, count) {
  const shown = new Set(steps(section).slice(0, count))
  section.querySelectorAll('.ws-reveal').forEach(part => { part.hidden = !shown.has(part.dataset.step) })
}

// A page that is longer than the screen is shown smaller, never cut off.
export function fit (section) {
  section.style.setProperty('--fit', 1)
  const style = getComputedStyle(section)
  const room = section.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)
  const need = Math.max(...[...section.querySelectorAll('.telling')].map(part => part.scrollHeight))
  if (need > room) section.style.setProperty('--fit', Math.max(0.6, room / need))
}
