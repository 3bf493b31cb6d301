// The projector of a room: the slide, poll, lobby or leaderboard that the room's state names. Every key is a deed.
const root = document.querySelector('[data-role=projector]')
const words = root.dataset
const { fit, uncover } = await import(words.slide)
const { enter, steer, bars, fill, clock } = await import(words.room)
const { cloud } = await import(words.cloud)
const languages = words.languages.split(' ')
const order = JSON.parse(words.order)
const quiz = JSON.parse(words.quiz)
const screens = [...root.querySelectorAll('.slide')]
const slides = new Map(screens.filter(one => one.dataset.page).map(one => [one.dataset.of + ' ' + one.dataset.page, one]))
const part = name => document.querySelector(`[data-part=${name}]`)
const jump = part('jump')
const zoom = part('zoom')
let votes = 0 // the poll whose votes are shown while it collects
let last = ''
let said = 0
let ranked = 0

const told = document.getElementById('poll-path')
const story = (await import(told.dataset.script)).onProjector(told, { words, languages, bars, fill, set, fit })

document.documentElement.classList.add('scripted', 'slides')

const room = enter({ code: words.code, as: 'projector', language: document.documentElement.lang.slice(0, 2), draw, line, refuse })
const { at, go, on, back, black, rank, choice, first, last: end } = steer(room, order)
const first_ = JSON.parse(words.first)
if (!first_.poll) draw(first_)

function draw (view) {
  const screen = chosen(view)
  if (!screen) {
    if (!room.busy()) location.reload() // a slide that this page was loaded without
    return
  }
  document.documentElement.classList.toggle('black', Boolean(view.black))
  if (screen.dataset.page) uncover(screen, view.part)
  if (view.poll) (screen === told ? story.draw : drawPoll)(screen, view, votes === view.poll.id)
  const marked = [screen.id, view.part, view.poll?.phase].join()
  if (!screen.classList.contains('now')) {
    screens.forEach(one => one.classList.toggle('now', one === screen))
    if (zoom.open) zoom.close()
  }
  document.querySelectorAll('[data-joined]').forEach(one => {
    one.textContent = fill(one.dataset.joined, { n: view.joined ?? 0 })
  })
  part('door').hidden = view.live !== false || view.over
  document.documentElement.classList.toggle('lobbied', screen.id === 'lobby' || screen.id === 'over')
  if (view.leaderboard) drawRanking(view.version)
  if (marked !== last || view.poll || screen.id === 'ranking') fit(screen)
  last = marked
  tick()
}

function chosen (view) {
  const name = view.over ? 'over' : view.leaderboard ? 'ranking' : view.poll ? (view.poll.story ? 'poll-path' : 'poll') : view.lesson ? '' : 'lobby'
  return name ? document.getElementById(name) : slides.get(view.lesson + ' ' + view.page)
}

function drawPoll (screen, { poll, joined }) {
  const collecting = poll.phase === 'collecting'
  const open = !collecting || votes === poll.id
  const fixed = ['single', 'multiple', 'true_false', 'guess'].includes(poll.form ?? 'single')
  const html = name => languages.filter((one, n) => !n || poll[name][one] !== poll[name][languages[0]])
    .map(one => `<p lang="${one === 'zh' ? 'zh-CN' : one}">${poll[name][one]}</p>`).join('')
  screen.dataset.phase = poll.phase
  const said = words[poll.phase + (poll.cloud ? 'Cloud' : '')]
  set(part('how'), poll.how ? languages.map((one, n) => n ? `<span class="twin" lang="en">${poll.how[one]}</span>` : poll.how[one]).join('') : said)
  set(part('stem'), html('stem'))
  set(part('voted'), fill(words.voted, { n: `<b>${poll.voted}</b>`, of: joined }))
  set(part('why'), poll.phase === 'revealed' ? html('explanation') : '')
  part('why').hidden = !part('why').innerHTML
  set(part('figure'), poll.figure?.[languages[0]] ?? '')
  set(part('told'), poll.told ? html('told') : '')
  for (const name of ['figure', 'told']) part(name).hidden = !part(name).innerHTML
  screen.classList.toggle('drawn', Boolean(part('told').innerHTML))
  part('bars').hidden = !open && !fixed
  cloud(part('cloud'), poll.cloud, languages)
  bars(part('bars'), poll, { languages, open, share: (share, count) => fill(words.share, { share, count }) })
}

async function drawRanking (version) {
  if (ranked === version) return
  ranked = version
  try {
    const answer = await fetch(`/room/${words.code}/ranking?lang=${languages[0]}`)
    if (!answer.ok) return
    const places = await answer.json()
    part('unranked').hidden = places.length > 0
    part('raced').hidden = !places.length || !room.view().speed
    part('ranks').replaceChildren(...places.map(place => {
      const item = document.createElement('li')
      for (const name of ['rank', 'name', 'points']) item.appendChild(document.createElement('span')).textContent = place[name]
      return item
    }))
    if (room.view().leaderboard) fit(document.getElementById('ranking'))
  } catch {
    ranked = 0 // offline: the next event tries again
  }
}

function set (element, html) {
  if (element.was !== html) element.innerHTML = element.was = html
}

function tick () {
  const until = room.view().until
  const timer = part('timer')
  timer.hidden = !until
  if (!until) return
  const left = (Date.parse(until) - room.now()) / 1000
  timer.textContent = clock(Math.ceil(left))
  timer.classList.toggle('soon', left < 10)
}
setInterval(tick, 250)

function line (up) { part('line').hidden = up }

function refuse (sentence) {
  const note = part('refused')
  note.textContent = sentence
  note.hidden = false
  clearTimeout(said)
  said = setTimeout(() => { note.hidden = true }, 6000)
}

function ask () {
  const view = room.view()
  if (view.over) return
  const slide = slides.get(view.lesson + ' ' + view.page)
  const blocks = slide ? [...slide.querySelector('.telling').querySelectorAll('[data-asks]')] : []
  const block = blocks[view.part] || blocks[0]
  if (block) room.deed({ do: 'ask', lesson: view.lesson, page: view.page, block: Number(block.dataset.block) })
  else if (quiz.length) room.deed({ do: 'ask', question: quiz[(quiz.indexOf(view.poll?.question ?? asked) + 1) % quiz.length] })
}
let asked = ''

function full () {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.()
}

function shut () {
  if (room.view().leaderboard) rank()
  else if (room.view().poll) back()
}

const actions = {
  on, back, black, rank, full, ask,
  jump: () => { jump.showModal(); jump.querySelector('input').select() },
  lobby: () => go(0),
  votes: () => { votes = votes ? 0 : room.view().poll?.id ?? 0; draw(room.view()) },
  console: () => part('console').click(),
  open: () => room.deed({ do: 'open' })
}

const keys = {
  ArrowRight: on, PageDown: on, ArrowLeft: back, PageUp: back, Home: first, End: end, Escape: shut, '.': black,
  b: black, g: actions.jump, l: rank, f: full, n: actions.console, p: ask, v: actions.votes, c: actions.lobby
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return
  const inside = event.target.closest('input, select, textarea')
  if (inside && event.key !== 'Escape') return
  let deed = keys[event.key] || keys[event.key.toLowerCase()] || choice(event.key)
  if (event.key === ' ' && !event.target.closest('button, a, summary')) deed = on
  if (!deed) return
  event.preventDefault()
  asked = room.view().poll?.question ?? asked
  deed()
})

document.addEventListener('click', event => {
  const target = event.target.closest('[data-do]')
  if (target) {
    target.blur() // or the space bar would press it again
    return actions[target.dataset.do]?.()
  }
  if (event.target.closest('dialog.zoom')) return zoom.close()
  const drawing = event.target.closest('.slide .ws-ill')
  if (drawing) {
    zoom.replaceChildren(drawing.querySelector('svg').cloneNode(true))
    zoom.showModal()
  }
})

jump.addEventListener('submit', () => {
  const page = parseInt(jump.querySelector('input').value)
  if (page >= 1) go(page)
})
addEventListener('resize', () => { const now = root.querySelector('.slide.now'); if (now) fit(now) })
document.documentElement.dataset.at = at(first_)
