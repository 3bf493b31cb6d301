// Draws a room's cloud of points (courseware/workshops/cloud.py) into a box, and again when either changes.
const NS = 'http://www.w3.org/2000/svg'
const WHOLE = 1000
const LAYERS = ['axes', 'points', 'model', 'marks', 'labels']

export function cloud (box, told, languages) {
  box.hidden = !told
  if (!told) return
  box.told = told
  box.tongues = languages
  box.setAttribute('aria-label', told.told[languages[0]])
  if (!box.svg) {
    box.svg = add(box, 'svg', { 'aria-hidden': 'true' })
    box.layer = Object.fromEntries(LAYERS.map(name => [name, add(box.svg, 'g', { class: name })]))
    box.circles = new Map()
    new ResizeObserver(() => paint(box)).observe(box)
  }
  paint(box)
}

function add (parent, name, attributes, text) {
  const made = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== undefined) made.textContent = text
  return parent.appendChild(made)
}

function paint (box) {
  const { told, tongues, layer } = box
  const { clientWidth: width, clientHeight: height } = box
  if (!width || !height) return
  const em = parseFloat(getComputedStyle(box).fontSize)
  for (const name of LAYERS) if (name !== 'points') layer[name].replaceChildren()
  const frame = axes(layer.axes, told, tongues, { width, height, em })
  const x = place => frame.left + place / WHOLE * (frame.right - frame.left)
  const y = place => frame.bottom - place / WHOLE * (frame.bottom - frame.top)
  points(box, told.points, x, y, em)
  for (const line of told.lines) {
    add(layer.model, 'polyline', { class: 'line', points: line.at.map(([a, b]) => `${x(a)},${y(b)}`).join(' ') })
  }
  const label = labeller(layer.labels, frame, em)
  if (told.middle) add(layer.marks, 'circle', { class: 'middle', r: em * 0.42, cx: x(told.middle[0]), cy: y(told.middle[1]) })
  if (told.case) add(layer.marks, 'circle', { class: 'case', r: em * 0.4, cx: x(told.case[0]), cy: y(told.case[1]) })
  if (told.middle) label([[x(told.middle[0]), y(told.middle[1])]], lines(told.middle[2], tongues), 'said strong')
  if (told.case) label([[x(told.case[0]), y(told.case[1])]], lines(told.case[2], tongues), 'said strong')
  for (const line of told.lines) {
    const along = [0.85, 0.95, 0.7, 0.5, 0.3, 0.15].map(part => between(line.at, part))
    label(along.map(([a, b]) => [x(a), y(b)]), lines(line.label, tongues), 'said')
  }
}

const lines = (words, tongues) => tongues.map(one => words[one]).filter((one, n, all) => all.indexOf(one) === n)

// The point at that part of a line's way.
function between (at, part) {
  const place = part * (at.length - 1)
  const from = at[Math.floor(place)]
  const to = at[Math.ceil(place)]
  return [0, 1].map(n => from[n] + (to[n] - from[n]) * (place - Math.floor(place)))
}

// The axes with their names and numbers; where between them points may stand.
function axes (group, { x, y }, tongues, { width, height, em }) {
  const numbers = y.ticks.map(([, words]) => add(group, 'text', { 'text-anchor': 'end' }, words[tongues[0]]))
  const below = x.ticks.map(([, words]) => add(group, 'text', { 'text-anchor': 'middle' }, words[tongues[0]]))
  const last = below[below.length - 1].getComputedTextLength() / 2
  const inset = em * 0.7 // points at the ends stay off the axes
  const left = Math.max(...numbers.map(one => one.getComputedTextLength()), below[0].getComputedTextLength() / 2) + em * 0.5
  const frame = { left: left + inset, right: width - Math.max(last, inset), top: em * 2.2, bottom: height - em * 3.1 - inset }
  const floor = frame.bottom + inset
  y.ticks.forEach(([place], n) => {
    const at = frame.bottom - place / WHOLE * (frame.bottom - frame.top)
    set(numbers[n], { x: left - em * 0.5, y: at + em * 0.35 })
    add(group, 'line', { class: place === y.zero ? 'ground' : 'grid', x1: left, x2: width, y1: at, y2: at })
  })
  x.ticks.forEach(([place], n) => {
    const at = frame.left + place / WHOLE * (frame.right - frame.left)
    set(below[n], { x: at, y: floor + em * 1.2 })
    add(group, 'line', { class: 'ground', x1: at, x2: at, y1: floor, y2: floor + em * 0.25 })
  })
  add(group, 'line', { class: y.zero === null ? 'ground' : 'grid', x1: left, x2: width, y1: floor, y2: floor })
  add(group, 'text', { class: 'name', x: 0, y: em }, '↑ ' + lines(y.label, tongues).join(' · '))
  add(group, 'text', { class: 'name', x: width, y: height - em * 0.45, 'text-anchor': 'end' }, lines(x.label, tongues).join(' · ') + ' →')
  return frame
}

function set (element, attributes) {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
}

// A point keeps its element while it stays where it is; as many votes, as large an area.
function points (box, found, x, y, em) {
  const most = Math.max(1, ...found.map(([, , n]) => n))
  const unit = Math.min(em * 0.3, em * 1.8 / Math.sqrt(most))
  const gone = new Set(box.circles.keys())
  for (const [a, b, n] of found) {
    const key = a + ' ' + b
    gone.delete(key)
    if (!box.circles.has(key)) box.circles.set(key, add(box.layer.points, 'circle', {}))
    const radius = Math.max(unit * Math.sqrt(n), em * 0.12)
    const circle = box.circles.get(key)
    set(circle, { cx: x(a), cy: y(b), r: radius })
    circle.style.r = radius + 'px'
  }
  for (const key of gone) {
    box.circles.get(key).remove()
    box.circles.delete(key)
  }
}

// Writes beside one of the given spots, where there is room and no other label.
function labeller (group, frame, em) {
  const taken = []
  const sides = [[1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1], [0, -1], [0, 1]]
  return (spots, words, look) => {
    const text = add(group, 'text', { class: look })
    words.forEach(word => add(text, 'tspan', {}, word))
    const wide = Math.max(...[...text.children].map(one => one.getComputedTextLength()))
    const high = em * 1.25 * words.length
    const places = spots.flatMap(([x, y]) => sides.map(([across, up]) => {
      const left = across > 0 ? x + em * 0.75 : across < 0 ? x - em * 0.75 - wide : x - wide / 2
      const middle = y + up * (high / 2 + em * (across ? 0.25 : 0.6))
      return { left, right: left + wide, top: middle - high / 2, bottom: middle + high / 2 }
    }))
    const inside = places.filter(one => one.left >= frame.left - em && one.right <= frame.right + em && one.top >= frame.top - em && one.bottom <= frame.bottom + em * 0.4)
    const free = inside.filter(one => !taken.some(other =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom))
    const place = free[0] ?? inside[0] ?? places[0]
    taken.push(place)
    ;[...text.children].forEach((one, n) => set(one, { x: place.left, y: place.top + em * (1.25 * n + 0.95) }))
  }
}
