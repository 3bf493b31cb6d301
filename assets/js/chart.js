// Draws a Plotly figure and redraws it in place. The library is fetched once, by the first chart.
//
// A figure with `live` follows the sliders it names by itself: it asks the server for the figure of the values they
// show, while Streamlit's own rerun, which brings the words, is still under way. What is asked for twice is remembered
// by the browser.
let loading

function plotly(library) {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement('script')
    script.src = library
    script.onload = () => done(globalThis.Plotly)
    script.onerror = () => { loading = undefined; fail(new Error(library)) }
    document.head.append(script)
  })
  return loading
}

export async function draw({ data, parentElement }, library) {
  let box = parentElement.querySelector('.ws-chart')
  if (!box) {
    box = document.createElement('div')
    box.className = 'ws-chart'
    box.setAttribute('role', 'img')
    parentElement.append(box)
  }
  box.style.height = `${data.height}px`
  box.given = data
  follow(box)
  if (data.live && box.ahead && moved(box)) return // the sliders have gone on; their own figure is on its way
  box.ahead = false
  await show(box, data.figure, data.alt, library)
}

async function show(box, figure, alt, library) {
  box.library = library ?? box.library
  box.wanted = figure
  box.setAttribute('aria-label', alt)
  let Plotly
  try {
    Plotly = globalThis.Plotly ?? await plotly(box.library)
  } catch {
    box.textContent = alt // the library did not come: the figure in words, until the next redraw tries again
    return
  }
  if (box.wanted !== figure || box.drawn === figure) return
  if (!box.drawn) box.textContent = ''
  box.drawn = figure
  const { data, layout } = JSON.parse(figure)
  const house = { ...layout, height: box.given.height, autosize: true }
  Plotly.react(box, data, house, { displayModeBar: false, responsive: true })
}

// The values that the sliders show now, by the name of the control.
function shown(box) {
  const values = {}
  for (const [name, place] of Object.entries(box.given.live.sliders)) {
    const slider = document.querySelector(`.${CSS.escape(place)} input[type=range]`)
    if (slider) values[name] = slider.value
  }
  return values
}

function moved(box) {
  const { values } = box.given.live
  return Object.entries(shown(box)).some(([name, value]) => Number(value) !== Number(values[name]))
}

function follow(box) {
  const desk = box.given.live && document.querySelector(`.${CSS.escape(box.given.live.desk)}`)
  if (!desk || box.desk === desk) return
  box.watch?.disconnect()
  box.desk = desk
  box.watch = new MutationObserver(() => { if (moved(box)) ask(box, {}) })
  box.watch.observe(desk, { subtree: true, attributes: true, attributeFilter: ['value'] })
  desk.addEventListener('keydown', event => pressed(box, event), true)
}

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

// An arrow key says where its slider will be: the question is on its way while the slider is still being redrawn.
function pressed(box, event) {
  const slider = event.target
  const by = STEPS[event.key]
  const found = Object.entries(box.given.live?.sliders ?? {}).find(([, place]) => slider.closest(`.${CSS.escape(place)}`))
  if (!by || !found || slider.type !== 'range') return
  const value = Number((Number(slider.value) + by * Number(slider.step)).toFixed(6))
  if (value >= Number(slider.min) && value <= Number(slider.max)) ask(box, { [found[0]]: value })
}

async function ask(box, coming) {
  if (box.asking) return
  box.asking = box.ahead = true
  const { live, height } = box.given
  const values = { ...live.values, ...shown(box), ...coming }
  try {
    const answer = await fetch(`${live.address}&${new URLSearchParams(values)}`)
    if (!answer.ok) throw new Error(answer.statusText)
    const { figure, alt } = await answer.json()
    box.asking = false
    if (Object.entries(shown(box)).some(([name, value]) => Number(value) !== Number(values[name]))) ask(box, {})
    else if (height === box.given.height) await show(box, figure, alt)
  } catch {
    box.asking = box.ahead = false // Streamlit's rerun brings the figure
  }
}

const FRAME = 900 // milliseconds

// A thumbnail: the first frame stands; pointed at, focused, or (where nothing points) scrolled into view, it plays
// through its frames once and comes back to the first.
export async function play({ data, parentElement }, library) {
  let box = parentElement.querySelector('.ws-thumb')
  if (!box) {
    box = document.createElement('div')
    box.className = 'ws-thumb'
    box.setAttribute('aria-hidden', 'true')
    box.style.height = `${data.height}px`
    parentElement.append(box)
  }
  if (box.address === data.address) return
  box.address = data.address
  try {
    const [Plotly, answer] = await Promise.all([plotly(library), fetch(data.address)])
    const frames = (await answer.json()).frames.map(JSON.parse)
    if (box.address !== data.address || !frames.length) return
    box.frames = frames
    box.show = n => {
      const { data: traces, layout } = frames[n % frames.length]
      return Plotly.react(box, traces, { ...layout, autosize: true }, { staticPlot: true, responsive: true })
    }
    await box.show(0)
  } catch {
    return // a picture less
  }
  if (box.ready || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  box.ready = true
  const row = box.closest('[class*="st-key-sim-card-"]') ?? box
  row.addEventListener('pointerenter', () => run(box))
  row.addEventListener('focusin', () => run(box))
  if (matchMedia('(hover: none)').matches) {
    new IntersectionObserver(seen => { if (seen.some(one => one.isIntersecting)) run(box) }, { threshold: 1 }).observe(box)
  }
}

function run(box) {
  if (box.running) return
  let n = 0
  box.running = setInterval(() => {
    n += 1
    box.show(n)
    if (n >= box.frames.length) {
      clearInterval(box.running)
      box.running = undefined
    }
  }, FRAME)
}
