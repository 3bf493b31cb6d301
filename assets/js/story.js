// A story that the room is led through: on the projector the moment, its choices and the simulator's figure, at the end
// the way judged; on the console the ways that may be taken, and the earlier moments.
const parts = section => {
  const found = {}
  section.querySelectorAll('[data-story]').forEach(one => { found[one.dataset.story] = one })
  return found
}

const marks = { helped: '✓', hurt: '✕', neither: '○' }

export function onProjector (section, { words, languages, bars, fill, set, fit }) {
  const part = parts(section)
  const own = section.dataset
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let drawn = ''
  let shown = 0

  const told = text => languages.filter((one, n) => text && (!n || text[one] !== text[languages[0]]))
    .map((one, n) => `<p lang="${one === 'zh' ? 'zh-CN' : one}"${n ? ' class="beside"' : ''}>${text[one]}</p>`).join('')
  const short = text => languages.map(one => text[one]).join(' · ')

  function draw (screen, { poll, joined }, open) {
    const { story } = poll
    const collecting = poll.phase === 'collecting' && !story.over
    if (shown !== poll.id) document.querySelector('[data-part=refused]').hidden = true // it was about another moment
    shown = poll.id
    const judged = Boolean(story.over && story.way)
    section.dataset.phase = story.over ? 'ended' : poll.phase
    set(part.title, story.title[languages[0]])
    set(part.phase, judged ? own.judged : story.over ? own.ending : `${fill(own.moment, { n: story.moment })} · ${words[poll.phase]}`)
    part.told.hidden = judged
    part.judged.hidden = !judged
    drawPast(story)
    set(part.stem, story.over ? told(story.ending.head) : (story.who ? `<p class="who">${short(story.who)}</p>` : '') + told(poll.stem))
    set(part.own, story.over ? told(story.ending.own) + told(story.ending.goal) : '')
    set(part.sentence, told(story.sentence))
    part.bars.hidden = story.over
    bars(part.bars, { ...poll, key: collecting ? [] : story.leading }, {
      languages, open: !collecting || open, share: (share, count) => fill(words.share, { share, count })
    })
    set(part.leads, story.over || collecting ? '' : told(story.leads))
    part.voted.hidden = story.over
    set(part.voted, fill(words.voted, { n: `<b>${poll.voted}</b>`, of: joined }))
    if (judged) drawWay(poll)
    else figure(poll)
    settle()
  }

  // Before the words grow smaller than can be read from ten metres, what is least needed makes room for them.
  function settle () {
    for (let tight = 0; tight <= 3; tight += 1) {
      for (const one of [1, 2, 3]) section.classList.toggle(`tight-${one}`, one <= tight)
      fit(section)
      if (section.style.getPropertyValue('--fit') >= 0.99) return
    }
  }

  // The last choice in full, the two before it in a line each.
  function drawPast ({ past, reply, how, about }) {
    const before = past.slice(0, -1)
    const first = Math.max(0, before.length - 2)
    set(part.past, before.slice(first).map((one, n) => `<li><b>${first + n + 1}</b>${one[languages[0]]}</li>`).join(''))
    const last = past[past.length - 1]
    set(part.last, last ? `<div class="chosen"><p class="how">${own[how || 'back']}</p>${told(last)}</div>${told(reply)}` : told(about))
  }

  function drawWay ({ story, explanation }) {
    set(part.way, story.way.map((one, n) => `<li class="${one.verdict}${story.parted?.at === n + 1 ? ' at' : ''}"><i aria-hidden="true">${marks[one.verdict]}</i><div>${told(one)}<p class="why"><b>${one.caption[languages[0]]}</b> ${one.why[languages[0]]}</p></div></li>`).join(''))
    part.way.classList.toggle('long', story.way.length > 8)
    set(part.parted, story.parted ? told(story.parted) + `<div class="end">${told(story.parted.end)}</div>` : `<p>${own.best}</p>`)
    set(part.why, explanation ? told(explanation) : '')
  }

  async function figure ({ id }) {
    const look = dark.matches ? 'dark-slide' : 'light-slide'
    const wanted = [id, look].join()
    if (drawn === wanted) return
    drawn = wanted
    try {
      const [{ draw: chart }, answer] = await Promise.all([
        import(own.chart), fetch(`/room/${words.code}/story/${id}?lang=${languages[0]}&look=${look}`)
      ])
      if (!answer.ok || drawn !== wanted) return
      const made = await answer.json()
      part.figure.style.zoom = parseFloat(getComputedStyle(document.documentElement).fontSize) / 34
      await chart({ data: made, parentElement: part.figure }, own.library)
      settle()
    } catch {
      drawn = '' // offline: the next event tries again
    }
  }

  dark.addEventListener('change', () => { drawn = '' })
  addEventListener('resize', () => { drawn = '' })
  return { draw }
}

export function onConsole (box, { language, room, fill, set }) {
  const part = parts(box)
  const words = box.dataset
  const desk = box.closest('.poll')
  const deed = (name, more) => room.deed({ do: name, poll: room.view().poll.id, ...more })

  function draw (poll) {
    const { story, phase } = poll
    const open = phase === 'collecting' && !story.over
    for (const name of ['reveal', 'reopen', 'close']) {
      const button = desk.querySelector(`[data-poll=${name}]`)
      button.hidden ||= name === 'reveal' || story.over
      button.classList.toggle('quiet', name !== 'close')
    }
    set(part.leads, story.over || open ? '' : story.leads[language])
    set(part.ended, story.over ? [story.ending.head, story.sentence, story.parted || {}, story.parted?.end || {}].map(one => one[language]).filter(Boolean).join('<br>') : '')
    part['go-on'].hidden = story.over || open || story.leading.length !== 1
    part.judge.hidden = !story.over || phase === 'revealed'
    const led = story.leading.length === 1
    const others = poll.bars.map((bar, n) => ({ ...bar, n: n + 1 })).filter(bar => !open && !(led && bar.name === story.leading[0]))
    if (story.over) {
      desk.querySelector('[data-part=phase]').textContent = words.ending
      desk.querySelector('[data-part=voted]').textContent = ''
    }
    part.head.textContent = led ? words.others : words.decide
    part['others-all'].hidden = !others.length
    buttons(part.others, others.map(bar => [bar.name, `<b>${bar.n}</b> ${bar[language]}`, { choice: bar.name }]))
    part.keys.hidden = !others.length
    part.again.hidden = !story.past.length
    buttons(part.steps, story.past.map((one, n) => [n, `<b>${fill(words.back, { n: n + 1 })}</b> ${one[language]}`, { steps: n }]), 'li')
  }

  // Buttons keep their element while votes come in, so that none jumps from under a finger.
  function buttons (list, wanted, around) {
    const same = JSON.stringify([room.view().poll.id, wanted])
    if (list.was === same) return
    list.was = same
    list.replaceChildren(...wanted.map(([, html, values]) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.innerHTML = html
      button.addEventListener('click', () => deed('choice' in values ? 'take' : 'step_back', values))
      if (!around) return button
      const item = document.createElement(around)
      item.append(button)
      return item
    }))
  }

  part['go-on'].addEventListener('click', () => deed('take'))
  part.judge.addEventListener('click', () => deed('reveal'))

  // A story that was put away, or left by turning the slide, waits to be gone on with.
  const waiting = document.querySelector('[data-story-left]')
  const left = ({ poll, polls, over }) => !poll && !over && (polls || []).filter(one => one.kind === 'path').pop()

  function offer (view) {
    const last = left(view)
    waiting.hidden = !last || last.phase === 'revealed'
  }

  waiting.querySelector('button').addEventListener('click', () => room.deed({ do: 'resume' }))

  document.querySelectorAll('[data-tales]').forEach(row => {
    row.querySelector('button').addEventListener('click', () => {
      const { dataset: place, value } = row.querySelector('select')
      room.deed({ do: 'ask', lesson: place.lesson, page: Number(place.number), block: Number(place.block), story: value })
    })
  })

  return { draw, offer }
}
