// Slides and the speaker's window of one browser, in step through a BroadcastChannel. No server is asked.
const root = document.querySelector('[data-lesson]')
const role = root.dataset.role
const { fit, hiddenSteps, reveal } = await import(root.dataset.slide)
const pages = [...root.querySelectorAll('[data-page]')]
const channel = new BroadcastChannel('courseware-slides-' + root.dataset.lesson)
let now = Math.min(pages.length, Math.max(1, parseInt(location.hash.slice(2)) || 1))
let since = Date.now()

document.documentElement.classList.add('scripted', role)

function show (page, tell) {
  const moved = page !== now
  now = page
  pages.forEach((section, n) => section.classList.toggle('now', n === now - 1))
  if (moved) since = Date.now()
  if (role === 'slides') {
    history.replaceState(null, '', '#p' + now)
    fit(pages[now - 1])
  }
  if (tell) channel.postMessage({ page: now, role })
}

function on () {
  if (role === 'notes') return channel.postMessage({ do: 'on' })
  const hidden = hiddenSteps(pages[now - 1])
  if (hidden.length) reveal(pages[now - 1], hidden[0])
  else if (now < pages.length) show(now + 1, true)
}

function back () {
  if (role === 'notes') return channel.postMessage({ do: 'back' })
  if (now > 1) show(now - 1, true)
}

function full () {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.()
}

// Printed, every slide fills a sheet with all its parts shown. What is fitted is what will be printed: before the browser
// lays out the sheets, the screen has their size.
function sheets () {
  document.documentElement.classList.add('printing')
  pages.forEach(fit)
}

function screen () {
  document.documentElement.classList.remove('printing')
  fit(pages[now - 1])
}

const actions = { on, back, full }

channel.onmessage = ({ data }) => {
  if (data.do && role === 'slides') actions[data.do]?.()
  else if (data.ask && role === 'slides') channel.postMessage({ page: now, role })
  else if (data.page && role === 'notes') show(data.page, false)
}

document.addEventListener('click', event => {
  const target = event.target.closest('[data-do]')
  if (target) actions[target.dataset.do]?.()
})

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (event.target.closest('input, select, textarea') && event.key.startsWith('Arrow')) return
  const pressed = event.key
  if (pressed === 'ArrowRight' || pressed === 'PageDown' || (pressed === ' ' && !event.target.closest('button, a'))) on()
  else if (pressed === 'ArrowLeft' || pressed === 'PageUp') back()
  else if (pressed === 'Home') show(1, true)
  else if (pressed === 'End') show(pages.length, true)
  else if (pressed === 'b' || pressed === 'B' || pressed === '.') document.documentElement.classList.toggle('black')
  else if (pressed === 'f' || pressed === 'F') full()
  else if ((pressed === 'n' || pressed === 'N') && role === 'slides') document.querySelector('.bar a[target^=notes]').click()
  else return
  event.preventDefault()
})

if (role === 'notes') {
  const clock = document.querySelector('[data-clock]')
  setInterval(() => {
    const seconds = Math.floor((Date.now() - since) / 1000)
    clock.textContent = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0')
  }, 1000)
  show(now, false)
  channel.postMessage({ ask: true })
} else {
  addEventListener('beforeprint', sheets)
  addEventListener('afterprint', screen)
  addEventListener('resize', () => {
    if (!document.documentElement.classList.contains('printing')) fit(pages[now - 1])
  })
  addEventListener('hashchange', () => {
    const page = parseInt(location.hash.slice(2))
    if (page >= 1 && page <= pages.length && page !== now) show(page, true)
  })
  show(now, true)
}
