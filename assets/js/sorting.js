// Sorting by hand: what ordering.js and categorising.js share. Mounted by courseware/questions/sorting/view.py.
//
// A learner's own move is shown at once and sent until the server has heard of it; what the server says about earlier
// moves is passed over meanwhile, so that two quick moves cannot undo each other and a broken line loses none.

const AGAIN = 5000 // milliseconds until a move that nobody heard of is sent again
const LIFTED = 5 // pixels before a press becomes a drag
const EDGE = 110 // pixels from the upper and lower edge of the window where a drag scrolls the page
const STEP = 120 // milliseconds of a row stepping aside

// `build(box, tools)` makes the rows of a kind and sets box.draw(), which shows box.given, and box.form(given).
export function mount({ data, parentElement, setTriggerValue }, build, tools) {
  const box = parentElement.querySelector('.ws-sort') ?? parentElement.appendChild(element('div', 'ws-sort'))
  box.send = () => setTriggerValue('sorted', { move: box.move, given: box.form(box.given) })
  box.data = data
  if (!box.move || box.move === data.heard) {
    clearTimeout(box.again)
    box.move = undefined
    box.given = data.given
  }
  if (!box.draw) {
    box.rows = new Map()
    box.said = element('p', 'ws-sort-said')
    box.said.setAttribute('aria-live', 'polite')
    build(box, tools)
    box.append(box.said)
  }
  if (!box.carrying) box.draw()
  return () => {
    clearTimeout(box.again)
    box.letGo?.()
  }
}

export function save(box, given) {
  box.given = given
  box.move = Math.max(Date.now(), (box.last ?? 0) + 1)
  box.last = box.move
  const send = () => {
    box.send()
    box.again = setTimeout(send, AGAIN)
  }
  clearTimeout(box.again)
  send()
}

// Let pointers carry the rows of `area`: the mouse anywhere, finger and pen by the grip, so that a page still scrolls
// under a thumb. `over(row, event)` while it goes, `drop(row)` where it ends, `stop()` however it ends.
export function carry(box, area, { over, drop, stop }) {
  area.addEventListener('pointerdown', down => {
    const row = down.target.closest('li')
    const free = down.pointerType === 'mouse' && !down.target.closest('.ws-sort-step, .ws-sort-to')
    if (!row || down.button || box.data.closed || box.letGo) return
    if (!free && !down.target.closest('.ws-sort-grip')) return
    const listening = new AbortController()
    const listen = (type, deed) => window.addEventListener(type, deed, { signal: listening.signal, capture: true })
    const scroller = scrolling(box)
    let ghost
    let at = down

    function move(event) {
      if (event.pointerId !== down.pointerId) return
      at = event
      const [x, y] = [at.clientX - down.clientX, at.clientY - down.clientY]
      if (!ghost) {
        if (Math.hypot(x, y) < LIFTED) return
        ghost = lifted(row)
        box.carrying = true
        area.setPointerCapture(down.pointerId)
        requestAnimationFrame(roll)
      }
      ghost.style.translate = `${x}px ${y}px`
      over(row, at)
    }

    function roll() {
      if (!ghost?.isConnected) return
      const by = Math.min(0, at.clientY - EDGE) || Math.max(0, at.clientY - innerHeight + EDGE)
      if (by && Math.sign(by) === Math.sign(at.clientY - down.clientY)) {
        scroller.scrollBy(0, by / 10)
        over(row, at)
      }
      requestAnimationFrame(roll)
    }

    box.letGo = dropped => {
      listening.abort()
      box.letGo = undefined
      if (!ghost) return
      ghost.remove()
      row.classList.remove('ws-sort-away')
      box.carrying = false
      if (dropped) drop(row)
      stop()
    }
    listen('pointermove', move)
    listen('pointercancel', event => { if (event.pointerId === down.pointerId) box.letGo() })
    listen('keydown', event => { if (event.key === 'Escape') box.letGo() })
    listen('pointerup', event => {
      if (event.pointerId !== down.pointerId) return
      if (ghost) swallowClick()
      box.letGo(true)
    })
  })
}

function lifted(row) {
  const { left, top, width } = row.getBoundingClientRect()
  const ghost = row.cloneNode(true)
  ghost.classList.add('ws-sort-ghost')
  ghost.inert = true
  Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` })
  const page = row.closest('.stApp') ?? document.body
  page.append(ghost)
  row.classList.add('ws-sort-away')
  return ghost
}

function scrolling(box) {
  for (let one = box; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one
  }
  return document.scrollingElement
}

// Letting go of a row is no click on what lies under it.
function swallowClick() {
  const listening = new AbortController()
  const swallow = event => { event.stopPropagation(); event.preventDefault() }
  window.addEventListener('click', swallow, { signal: listening.signal, capture: true })
  setTimeout(() => listening.abort(), 50)
}

export function element(name, kind) {
  const made = document.createElement(name)
  made.className = kind
  if (name === 'button') made.type = 'button'
  return made
}

// The row of that id, made once: a grip, and what `make` adds, `row.text` among it.
export function rowOf(box, id, make) {
  let row = box.rows.get(id)
  if (!row) {
    row = element('li', 'ws-sort-item')
    row.dataset.id = id
    row.grip = row.appendChild(element('span', 'ws-sort-grip'))
    row.grip.setAttribute('aria-hidden', 'true')
    make(row)
    box.rows.set(id, row)
  }
  row.told = box.data.rows.find(one => one.id === id).text
  tell(row.text, row.told)
  row.classList.toggle('ws-sort-closed', box.data.closed)
  return row
}

// Put the rows into the list in this order; whatever had the focus keeps it.
export function arrange(list, rows) {
  const held = document.activeElement
  for (const [n, row] of rows.entries()) {
    if (list.children[n] !== row) list.insertBefore(row, list.children[n] ?? null)
  }
  if (held !== document.activeElement && list.contains(held)) held.focus({ preventScroll: true })
}

// Let a node that stood at `top` come to its new place.
export function slide(node, top) {
  const by = top - node.getBoundingClientRect().top
  if (!by || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  node.animate([{ translate: `0 ${by}px` }, { translate: '0' }], { duration: STEP, easing: 'ease-out' })
}

export function say(box, told) {
  box.said.textContent = told
}

export function fill(told, values) {
  return told.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

export function plain(told) {
  return told.replaceAll('**', '')
}

// Authors' words: text, and between double asterisks bold text.
export function tell(node, told) {
  if (node.told === told) return
  node.told = told
  const parts = told.split('**').map((part, n) => {
    if (n % 2 === 0) return part
    const bold = document.createElement('strong')
    bold.textContent = part
    return bold
  })
  node.replaceChildren(...parts)
}
