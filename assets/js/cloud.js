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
  const at = ([a, b]) => [frame.left + a / WHOLE * (frame.right - frame.left), frame.bottom - b / WHOLE * (frame.bottom - frame.top)]
  const beneath = points(box, told.points, at, em)
  for (const line of told.lines) {
    add(layer.model, 'polyline', { class: 'line', points: line.at.map(at).join(' ') })
    for (let n = 0; n < 80; n++) beneath.push([...at(between(line.at, n / 79)), em * 0.1])
  }
  if (told.middle) disc(layer.marks, 'middle', at(told.middle), em)
  if (told.case) disc(layer.marks, 'case', at(told.case), em)
  const label = labeller(layer.labels, frame, em, beneath)
  if (told.case) label([at(told.case)], lines(told.case[2], tongues), 'said strong')
  for (const line of told.lines) {
    label([0.85, 0.95, 0.7, 0.5, 0.3, 0.15].map(part => at(between(line.at, part))), lines(line.label, tongues), 'said')
  }
}

const disc = (group, name, [cx, cy], em) => add(group, 'circle', { class: name, r: em * 0.41, cx, cy })
const lines = (words, tongues) => tongues.map(one => words[one]).filter((one, n, all) => all.indexOf(one) === n)

// The point at that part of a line's way.
function between (at, part) {
  const place = part * (at.length - 1)
  const from = at[Math.floor(place)]
  const to = at[Math.ceil(place)]
  return [0, 1].map(n => from[n] + (to[n] - from[n]) * (place - Math.floor(place)))
}

// The axes with their names and numbers, and above them the middle in words; where between them points may stand.
function axes (group, { x, y, middle }, tongues, { width, height, em }) {
  const numbers = y.ticks.map(([, words]) => add(group, 'text', { 'text-anchor': 'end' }, words[tongues[0]]))
  const below = x.ticks.map(([, words]) => add(group, 'text', { 'text-anchor': 'middle' }, words[tongues[0]]))
  const long = element => element.getComputedTextLength()
  const up = add(group, 'text', { class: 'name', x: 0, y: em }, '↑ ' + lines(y.label, tongues).join(' · '))
  add(group, 'text', { class: 'name', x: width, y: height - em * 0.45, 'text-anchor': 'end' }, lines(x.label, tongues).join(' · ') + ' →')
  let head = em
  if (middle) {
    const told = add(group, 'text', { class: 'name strong', x: width, 'text-anchor': 'end' }, lines(middle[2], tongues).join(' · '))
    if (long(up) + long(told) + em * 3 > width) told.textContent = middle[2][tongues[0]]
    if (long(up) + long(told) + em * 3 > width) head += em * 1.4
    set(told, { y: head })
    disc(group, 'middle', [width - long(told) - em * 0.8, head - em * 0.35], em)
  }
  const inset = em * 0.7 // points at the ends stay off the axes
  const left = Math.max(...numbers.map(long), long(below[0]) / 2) + em * 0.5
  const right = width - Math.max(long(below[below.length - 1]) / 2, inset)
  const frame = { left: left + inset, right, top: head + em * 1.2, bottom: height - em * 3.1 - inset }
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
  return frame
}

function set (element, attributes) {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
}

// A point keeps its element while it stays where it is; as many votes, as large an area. Where they are: [[x, y, radius]].
function points (box, found, at, em) {
  const most = Math.max(1, ...found.map(([, , n]) => n))
  const unit = Math.min(em * 0.3, em * 1.8 / Math.sqrt(most))
  const gone = new Set(box.circles.keys())
  const drawn = found.map(([a, b, n]) => {
    const key = a + ' ' + b
    gone.delete(key)
    if (!box.circles.has(key)) box.circles.set(key, add(box.layer.points, 'circle', {}))
    const [cx, cy] = at([a, b])
    const radius = Math.max(unit * Math.sqrt(n), em * 0.12)
    const circle = box.circles.get(key)
    set(circle, { cx, cy })
    circle.style.r = radius + 'px'
    return [cx, cy, radius]
  })
  for (const key of gone) {
    box.circles.get(key).remove()
    box.circles.delete(key)
  }
  return drawn
}

// Writes beside one of the given spots: on no other label, and where it hides least of `beneath`, [[x, y, radius]].
function labeller (group, frame, em, beneath) {
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
    const cost = one => {
      const out = one.left < frame.left - em || one.right > frame.right + em || one.top < frame.top - em || one.bottom > frame.bottom + em * 0.4
      const over = taken.some(other => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
      const hidden = beneath.filter(([x, y, radius]) =>
        x + radius > one.left && x - radius < one.right && y + radius > one.top && y - radius < one.bottom).length
      return out * 1e6 + over * 1e5 + hidden
    }
    const costs = places.map(cost)
    const place = places[costs.indexOf(Math.min(...costs))]
    taken.push(place)
    ;[...text.children].forEach((one, n) => set(one, { x: place.left, y: place.top + em * (1.25 * n + 0.95) }))
  }
}
