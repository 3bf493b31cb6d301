// The trainer's console: in step with the room, by touch, mouse or keys. On a phone the same page is a remote.
const root = document.querySelector('[data-role=console]')
const words = root.dataset
const { enter, steer, bars, fill, clock } = await import(words.room)
const { cloud } = await import(words.cloud)
const { language } = words
const order = JSON.parse(words.order)
const part = name => document.querySelector(`[data-part=${name}]`)
const told = part('story')
const { onConsole } = await import(told.dataset.script)
const who = part('leaders')
const { leading } = await import(who.dataset.script)
const placed = [...root.querySelectorAll('[data-of]')]
const room = enter({ code: words.code, as: 'console', language, draw, line, refuse })
const { at, go, on, back, black, rank, choice, first, last, putAway } = steer(room, order)
const story = onConsole(told, { language, room, fill, set })
const led = leading(who, { part, room, fill, sure })
let since = Date.parse(words.since)
let began = words.began ? Date.parse(words.began) : 0
let slide = null
let said = 0
let was = new Map() // what was asked so far, by question: the last time

document.documentElement.classList.add('scripted')
const opened = JSON.parse(words.first)
slide = opened.lesson + ' ' + opened.page
place(opened)

function place (view) {
  placed.forEach(one => {
    const here = one.dataset.of === view.lesson && (!one.dataset.page || one.dataset.page === String(view.page))
    one.classList.toggle('now', here)
  })
  const now = at(view)
  document.querySelectorAll('[data-go]').forEach(one => {
    if (Number(one.dataset.go) === now) one.setAttribute('aria-current', 'true')
    else one.removeAttribute('aria-current')
  })
}

function draw (view) {
  if (view.lesson && !order.some(one => one.lesson === view.lesson) && !room.busy()) return location.reload()
  const showing = view.lesson + ' ' + view.page
  if (showing !== slide) {
    slide = showing
    since = room.now()
  }
  if (view.live && !began) began = room.now()
  place(view)
  part('joined').textContent = fill(words.joined, { n: view.joined ?? 0 })
  part('door').hidden = view.live !== false
  part('state').textContent = view.over ? words.over : words.black
  part('state').hidden = !view.black && !view.over
  part('after').hidden = !view.over
  root.classList.toggle('ended', Boolean(view.over))
  pressed('black', view.black)
  pressed('rank', view.leaderboard)
  drawPoll(view)
  drawPeople(view)
  drawAsked(view.asked || [])
  led.draw(view)
  story.offer(view)
  const seen = (view.polls || []).filter(poll => poll.voted || poll.kind !== 'path')
  was = new Map(seen.map(poll => [poll.question, poll]))
  root.querySelectorAll('[data-do=result]').forEach(one => { one.hidden = !was.has(one.dataset.question) })
  document.querySelectorAll('[data-was][class=was]').forEach(one => {
    const poll = was.get(one.dataset.was)
    one.hidden = !poll
    if (poll) one.textContent = fill(words.was, { n: poll.voted })
  })
  tick()
}

function pressed (deed, on) {
  root.querySelector(`.steer [data-do=${deed}]`).setAttribute('aria-pressed', String(Boolean(on)))
}

function drawPoll ({ poll, joined }) {
  part('poll').hidden = !poll
  part('story').hidden = !poll?.story
  if (!poll) return
  part('phase').textContent = poll.how?.[language] ?? words[poll.phase]
  part('voted').textContent = fill(words.voted, { n: poll.voted, of: joined })
  set(part('stem'), poll.stem[language])
  set(part('told'), poll.told?.[language] || '')
  set(part('why'), poll.explanation?.[language] || '')
  part('bars').hidden = Boolean(poll.cloud)
  cloud(part('cloud'), poll.cloud, [language])
  bars(part('bars'), poll, { languages: [language], open: true, most: 12, share: (share, count) => fill(words.share, { share, count }) })
  const wanted = { close: ['collecting'], reveal: ['collecting', 'shown'], reopen: ['shown'] }
  document.querySelectorAll('[data-poll]').forEach(one => { one.hidden = !wanted[one.dataset.poll].includes(poll.phase) })
  root.querySelector('[data-poll=reveal]').classList.toggle('quiet', poll.phase === 'collecting')
  if (poll.story) story.draw(poll)
}

function set (element, html) {
  if (element.was !== html) element.innerHTML = element.was = html
}

// Rows keep their element, so that nothing jumps or loses focus while people come and go.
function rows (list, template, items, draw) {
  const known = new Map([...list.children].map(row => [row.dataset.id, row]))
  const made = items.map(item => {
    const row = known.get(String(item.id)) || part(template).content.firstElementChild.cloneNode(true)
    row.dataset.id = item.id
    draw(row, item)
    return row
  })
  if (made.length !== list.children.length || made.some((row, n) => row !== list.children[n])) list.replaceChildren(...made)
}

function drawPeople ({ members = [], here = 0 }) {
  part('people-count').textContent = members.length ? `${here} / ${members.length}` : ''
  part('nobody').hidden = members.length > 0
  rows(part('people-list'), 'person', members, (row, one) => {
    row.querySelector('.name').textContent = one.name
    row.querySelector('.number').textContent = one.number || ''
    row.querySelector('.here').textContent = one.here ? words.here : words.away
    row.classList.toggle('away', !one.here)
  })
}

function drawAsked (asked) {
  part('asked').hidden = !asked.length
  rows(part('asked-list'), 'query', asked, (row, one) => {
    row.querySelector('.body').textContent = one.body
    row.querySelector('.by').textContent = one.votes ? fill(words.wanted, { name: one.name, n: one.votes }) : one.name
    row.classList.toggle('answered', one.answered)
    row.querySelector('[data-do=settle]').hidden = one.answered
  })
}

function tick () {
  const view = room.view()
  const now = root.querySelector('.note.now')
  const spent = (room.now() - since) / 1000
  const pace = now?.querySelector('[data-clock]')
  if (pace && !view.over) {
    pace.textContent = clock(spent)
    pace.parentElement.classList.toggle('late', spent > Number(now.dataset.planned))
  }
  if (began && !view.over) part('whole').textContent = clock((room.now() - began) / 1000)
  part('timer').textContent = view.until ? clock(Math.ceil((Date.parse(view.until) - room.now()) / 1000)) : ''
}
setInterval(tick, 500)

function line (up) { part('line').hidden = up }

function refuse (sentence) {
  const note = part('refused')
  note.textContent = sentence
  note.hidden = false
  clearTimeout(said)
  said = setTimeout(() => { note.hidden = true }, 8000)
}

// Ask whether that is meant; resolves to what was typed, or true.
function sure (name, typed, values) {
  const dialog = part(name)
  const input = dialog.querySelector('input')
  const text = dialog.querySelector('[data-remove]')
  if (input) input.value = typed
  else text.textContent = fill(text.dataset[typed], values)
  dialog.returnValue = ''
  dialog.showModal()
  input?.select()
  return new Promise(resolve => dialog.addEventListener('close', () => {
    resolve(dialog.returnValue === 'yes' ? input?.value ?? true : false)
  }, { once: true }))
}

const actions = {
  ...led.actions,
  on, back, black, rank,
  put_away: putAway,
  open: () => room.deed({ do: 'open' }),
  end: async () => { if (await sure('sure-dialog', 'end', {})) room.deed({ do: 'end' }) },
  ask: ({ dataset: asked }) => room.deed(asked.question
    ? { do: 'ask', question: asked.question }
    : { do: 'ask', lesson: asked.lesson, page: Number(asked.number), block: Number(asked.block), ...(asked.kind && { kind: asked.kind }) }),
  result: ({ dataset: asked }) => room.deed({ do: 'reveal', poll: was.get(asked.question).id }),
  settle: (button, id) => room.deed({ do: 'settle', question: id }),
  hide: (button, id) => room.deed({ do: 'settle', question: id, hide: true }),
  rename: async (button, id, row) => {
    const name = await sure('rename-dialog', row.querySelector('.name').textContent)
    if (name) room.deed({ do: 'rename', member: id, name })
  },
  remove: async (button, id, row) => {
    const name = row.querySelector('.name').textContent
    if (await sure('sure-dialog', 'remove', { name })) room.deed({ do: 'remove', member: id })
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('button')
  if (!button) return
  const { do: deed, poll, go: where, seconds } = button.dataset
  const row = button.closest('li[data-id]')
  if (deed) actions[deed]?.(button, row && Number(row.dataset.id), row)
  else if (poll && room.view().poll) room.deed({ do: poll, poll: room.view().poll.id })
  else if (where) go(Number(where))
  else if (seconds) {
    room.deed({ do: 'countdown', seconds: Number(seconds) || null })
    part('menu').open = false
  }
})

const keys = { ArrowRight: on, PageDown: on, ArrowLeft: back, PageUp: back, Home: first, End: last, b: black, '.': black, l: rank }
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return
  if (event.target.closest('input, select, textarea')) return
  let deed = keys[event.key] || keys[event.key.toLowerCase()] || choice(event.key)
  if (event.key === ' ' && !event.target.closest('button, a, summary')) deed = on
  if (!deed) return
  event.preventDefault()
  deed()
})
