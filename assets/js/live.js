// The audience's page: shows the scene the server sends, sends votes until they are saved, says when it is offline.
const live = document.getElementById('live')
const say = live.dataset
const scene = document.getElementById('scene')
const offline = document.getElementById('offline')
const clock = document.getElementById('clock')
const home = '/live/' + say.code
const KEPT = 'vote-' + say.code
const SILENT = 40000 // ms without a sign of life, which comes every 15 s: the line is dead

// ---- what is kept in this tab: a vote that is not saved yet

const store = {
  get: name => { try { return JSON.parse(sessionStorage.getItem(name)) } catch { return null } },
  set: (name, value) => { try { value === null ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, JSON.stringify(value)) } catch { /* private mode: then only this page knows */ } }
}
let vote = store.get(KEPT)

// ---- the line to the server

let source, heard = Date.now(), tries = 0, doubt
function connect () {
  source?.close()
  source = new EventSource(home + '/events?lang=' + say.language)
  source.onopen = alive
  source.onmessage = event => { alive(); told(JSON.parse(event.data)) }
  source.addEventListener('beat', alive)
  source.onerror = () => {
    if (!doubt) doubt = setTimeout(() => { offline.hidden = false }, 1500)
    if (source.readyState === EventSource.CLOSED) later(connect)
  }
}

function alive () {
  heard = Date.now()
  tries = 0
  clearTimeout(doubt)
  doubt = null
  offline.hidden = true
  if (vote && !sending) send()
}

function later (deed) {
  setTimeout(deed, Math.min(5000, 500 * 2 ** tries++) * (0.5 + Math.random()))
}

function again () {
  if (Date.now() - heard > SILENT) { heard = Date.now(); connect() }
}

setInterval(again, 5000)
addEventListener('offline', () => { offline.hidden = false })
addEventListener('online', () => { connect(); send() })
addEventListener('pageshow', event => { if (event.persisted) connect() })
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && Date.now() - heard > 16000) { heard = Date.now(); connect() }
})

// ---- what the server says

let asked, since = performance.now()
function told (news) {
  if (news.go) return reload(0)
  until(news.until, news.now)
  if (news.scene.key !== scene.dataset.key && news.scene.html !== undefined) {
    // One's own results, and what is below the scene, come with the whole page.
    if (news.scene.key === 'over' || scene.dataset.key === 'over') return reload(2000)
    scene.dataset.key = news.scene.key
    show(news.scene.html)
  }
  if (asked !== undefined && asked !== news.asked && panel?.open) setTimeout(list, Math.random() * 1000)
  asked = news.asked
}

function show (html) {
  scene.innerHTML = html
  since = performance.now()
  document.getElementById('said').textContent = (scene.querySelector('h1, legend') || scene).textContent.trim()
  scrollTo({ top: 0 })
  restore()
}

// Everybody is told at once: not everybody comes back in the same moment.
function reload (within) {
  const last = store.get('reloaded') || 0
  const wait = Math.random() * within + Math.max(0, last + 3000 - Date.now())
  source.close()
  setTimeout(() => { store.set('reloaded', Date.now()); location.replace(home) }, wait)
}

// ---- a countdown, by the server's clock

let end = 0
function until (iso, now) {
  end = iso ? Date.now() + Date.parse(iso) - Date.parse(now) : 0
  tick()
}
function tick () {
  const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
  clock.hidden = !end
  clock.classList.toggle('soon', left <= 5)
  clock.textContent = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0')
}
setInterval(tick, 250)
if (clock.dataset.until) until(clock.dataset.until, clock.dataset.now)

// ---- voting

const form = () => scene.querySelector('form[data-poll]')
let sending, timer

function fate (kind, sentence) {
  const line = scene.querySelector('[data-fate]')
  if (line) { line.className = 'fate ' + kind; line.textContent = sentence || say[kind] }
}

const filled = data => [...data].some(([name, value]) => name !== 'poll' && value)

scene.addEventListener('submit', event => {
  event.preventDefault()
  const data = new FormData(event.target)
  if (event.submitter?.name) data.set(event.submitter.name, event.submitter.value)
  if (!filled(data)) return fate('empty')
  const body = new URLSearchParams(data)
  body.set('turn', Date.now())
  body.set('took', Math.round(performance.now() - since)) // by this phone's clock: the line does not count
  vote = { poll: event.target.dataset.poll, body: String(body) }
  store.set(KEPT, vote)
  sending?.abort()
  tries = 0
  send()
})
scene.addEventListener('change', () => {
  if (!form()) return
  fate('changed')
  if (form().querySelector('[data-at-once]')) form().requestSubmit()
})

async function send () {
  clearTimeout(timer)
  if (!vote) return
  const mine = vote
  const abort = sending = new AbortController()
  const limit = setTimeout(() => abort.abort(), 8000)
  if (form()?.dataset.poll === mine.poll) fate('saving')
  let answer, said
  try {
    answer = await fetch(home + '/vote', {
      method: 'POST', body: mine.body, signal: abort.signal,
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
    })
    said = await answer.json()
  } catch { /* no answer, or half of one: it is sent again */ }
  clearTimeout(limit)
  if (sending === abort) sending = null
  if (vote !== mine) return // a newer one is on its way
  if (said && (answer.ok || [403, 409, 413, 422].includes(answer.status))) {
    vote = null
    store.set(KEPT, null)
    if (answer.status === 403) return reload(0)
    if (said.html && form()?.dataset.poll === mine.poll) {
      show(said.html) // the next step of several
      scene.querySelector('[tabindex]')?.focus({ preventScroll: true })
    } else fate(answer.ok ? 'saved' : 'late', said.sentence)
    const own = answer.ok && said.own && scene.querySelector('[data-own]')
    if (own) own.textContent = said.own
  } else {
    fate('unsent', answer?.status === 429 ? say.often : '')
    timer = setTimeout(send, Math.min(5000, 400 * 2 ** tries++) * (0.5 + Math.random()))
  }
}

// A vote that was not saved before the page was loaded anew is shown as it was chosen.
function restore () {
  const shown = form()
  if (!vote || shown?.dataset.poll !== vote.poll) return
  const kept = new URLSearchParams(vote.body)
  for (const field of shown.elements) {
    if (!field.name || field.type === 'hidden') continue
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = kept.getAll(field.name).includes(field.value)
    else field.value = kept.get(field.name) ?? ''
  }
  fate('saving')
}

// ---- questions to the trainer

const panel = document.getElementById('ask')
const shown = document.getElementById('asked')

let lists = 0 // what was asked for earlier does not replace what came later

async function list () {
  const mine = ++lists
  try {
    const answer = await fetch(home + '/asked?lang=' + say.language)
    const html = await answer.text()
    if (answer.ok && mine === lists) shown.innerHTML = html
  } catch { /* the next change brings it */ }
}

panel?.addEventListener('toggle', () => { if (panel.open) list() })
panel?.addEventListener('submit', async event => {
  event.preventDefault()
  const { target } = event
  const pressed = event.submitter || document.activeElement
  const line = panel.querySelector('[data-told]')
  const body = new URLSearchParams(new FormData(target))
  if (pressed.name) body.set(pressed.name, pressed.value)
  pressed.disabled = true
  lists++
  try {
    const answer = await fetch(target.action + '?lang=' + say.language, {
      method: 'POST', body, headers: { Accept: 'application/json' }
    })
    const said = await answer.json()
    if (answer.ok) shown.innerHTML = said.html
    const own = target.querySelector('textarea')
    line.textContent = answer.ok ? (own ? say.asked : '') : said.sentence
    if (answer.ok && own) own.value = ''
  } catch {
    line.textContent = say.notSent
  }
  pressed.disabled = false
})

restore()
connect()
