// A trainer's window of a room: hears its events, sends its deeds, and says where Next leads.
// What was done here is seen at once, and stays until the room's own state includes it; nothing is lost offline.

const QUIET = 40_000 // ms without a sign of life: the line is dead
const AGAIN = 1500

export function enter ({ code, as, language, draw, line, refuse }) {
  const queue = []
  let seen = null
  let mine = {}
  let due = 0
  let heard = Date.now()
  let offset = 0
  let source = null
  let waiting = 0

  const view = () => ({ ...seen, ...mine })

  function connect () {
    source?.close()
    source = new EventSource(`/room/${code}/events?as=${as}&lang=${language}`)
    source.onmessage = event => {
      const told = JSON.parse(event.data)
      if (told.go) return location.reload()
      alive()
      offset = Date.parse(told.now) - Date.now()
      seen = told
      settle()
      draw(view())
    }
    source.addEventListener('beat', alive)
    source.onerror = () => {
      line(false)
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, AGAIN)
    }
  }

  function alive () {
    heard = Date.now()
    line(!waiting)
  }

  // The state of the room includes what was done here: from now on it alone counts.
  function settle () {
    if (!queue.length && seen && seen.version >= due) mine = {}
  }

  function deed (body, change = {}) {
    const last = queue[queue.length - 1]
    if (body.do === 'go' && queue.length > 1 && last.do === 'go') queue.pop() // only where one ends up matters
    queue.push(body)
    mine = { ...mine, ...change }
    if (seen) draw(view())
    if (queue.length === 1) send()
  }

  async function send () {
    const body = queue[0]
    let answer, told
    try {
      answer = await fetch(`/room/${code}/do?lang=${language}`, {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Courseware': 'room' }, body: JSON.stringify(body)
      })
      told = await answer.json()
    } catch {
      answer = null
    }
    if (!answer || answer.status >= 500) {
      waiting++
      line(false)
      setTimeout(send, AGAIN)
      return
    }
    waiting = 0
    queue.shift()
    if (answer.ok) due = told.version
    else {
      mine = {}
      refuse(told.sentence)
    }
    settle()
    if (seen) draw(view())
    if (queue.length) send()
  }

  setInterval(() => {
    if (Date.now() - heard < QUIET) return
    heard = Date.now()
    line(false)
    connect()
  }, 5000)
  addEventListener('online', connect)
  addEventListener('offline', () => line(false))
  addEventListener('pagehide', () => source?.close())
  addEventListener('pageshow', event => { if (event.persisted) connect() })
  connect()

  return { deed, view, now: () => Date.now() + offset, busy: () => queue.length > 0 }
}

// Where the room is in the order of its slides, and the deeds that lead on from there.
// `order` is [{lesson, page, asks: [what its hidden parts ask]}], the lobby first, with lesson "".
export function steer (room, order) {
  const at = view => Math.max(0, order.findIndex(one => one.lesson === view.lesson && one.page === view.page))

  function go (place, part = 0) {
    const there = order[Math.min(order.length - 1, Math.max(0, place))]
    const moved = there.lesson !== room.view().lesson || there.page !== room.view().page
    const change = { lesson: there.lesson, page: there.page, part, black: false }
    if (moved) Object.assign(change, { poll: null, leaderboard: false })
    room.deed({ do: 'go', lesson: there.lesson, page: there.page, part }, change)
  }

  function putAway (view) {
    room.deed({ do: 'put_away' }, { poll: null })
    const part = order[at(view)].asks.indexOf(view.poll.question) + 1
    if (view.poll.phase === 'revealed' && part > view.part) go(at(view), part)
  }

  function on () {
    const view = room.view()
    if (view.black) return room.deed({ do: 'black', on: false }, { black: false })
    if (view.leaderboard) return room.deed({ do: 'rank', on: false }, { leaderboard: false })
    if (view.poll) {
      if (decided(view)) return room.deed({ do: 'take', poll: view.poll.id })
      const next = { collecting: 'close', shown: 'reveal' }[view.poll.phase]
      return next ? room.deed({ do: next, poll: view.poll.id }) : putAway(view)
    }
    const place = at(view)
    if (view.part < order[place].asks.length) go(place, view.part + 1)
    else if (place + 1 < order.length) go(place + 1)
  }

  function back () {
    const view = room.view()
    if (view.poll) putAway(view)
    else if (at(view) > 0) go(at(view) - 1)
  }

  // A story is at a moment that takes no more votes: what comes next is the room's choice, or the one of that number.
  const decided = ({ poll }) => poll?.story && !poll.story.over && poll.phase === 'shown'

  function choice (key) {
    const { poll, black } = room.view()
    const chosen = /^[1-5]$/.test(key) && !black && decided(room.view()) && poll.bars[key - 1]
    return chosen && (() => room.deed({ do: 'take', poll: poll.id, choice: chosen.name }))
  }

  const flip = { black: 'black', rank: 'leaderboard' }
  const toggle = name => {
    const on = !room.view()[flip[name]]
    room.deed({ do: name, on }, { [flip[name]]: on })
  }

  return {
    at, go, on, back, choice,
    black: () => toggle('black'),
    rank: () => toggle('rank'),
    first: () => go(Math.min(1, order.length - 1)),
    last: () => go(order.length - 1),
    putAway: () => room.view().poll && putAway(room.view())
  }
}

// Bars of a poll as list items that grow; the same names keep their element.
export function bars (list, poll, { languages, open, most = 8, share }) {
  const total = poll.voted || 0
  const right = new Set(poll.key || [])
  const shown = [...poll.bars]
  if (shown.length > most) {
    shown.sort((a, b) => right.has(b.name) - right.has(a.name) || (poll.tally[b.name] || 0) - (poll.tally[a.name] || 0))
    shown.length = most
  }
  const known = new Map([...list.children].map(item => [item.dataset.name, item]))
  const items = shown.map(bar => {
    const item = known.get(bar.name) || made(bar.name)
    const count = poll.tally[bar.name] || 0
    const label = languages.filter((one, n) => !n || bar[one] !== bar[languages[0]])
      .map(one => `<span lang="${one === 'zh' ? 'zh-CN' : one}">${bar[one]}</span>`).join('<br>')
    if (item.label.innerHTML !== label) item.label.innerHTML = label
    item.classList.toggle('open', open)
    item.classList.toggle('right', Boolean(poll.key) && right.has(bar.name))
    item.classList.toggle('rest', Boolean(poll.key) && right.size > 0 && !right.has(bar.name))
    const part = total ? count / total : 0
    item.fill.toggleAttribute('data-none', !count)
    item.fill.style.width = (open ? part * 100 : 0) + '%'
    item.number.textContent = open ? share(Math.round(part * 100), count) : ''
    return item
  })
  if (items.length !== list.children.length || items.some((item, n) => item !== list.children[n])) list.replaceChildren(...items)

  function made (name) {
    const item = document.createElement('li')
    item.dataset.name = name
    for (const part of ['label', 'number', 'track']) {
      item[part] = document.createElement('span')
      item[part].className = part
      item.append(item[part])
    }
    item.fill = item.track.appendChild(document.createElement('i'))
    return item
  }
}

export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place)

export function clock (seconds) {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const rest = [Math.floor(whole / 60) % 60, whole % 60].map(n => String(n).padStart(2, '0'))
  return hours ? [hours, ...rest].join(':') : `${Math.floor(whole / 60)}:${rest[1]}`
}
