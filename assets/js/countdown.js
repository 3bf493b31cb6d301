// The time left of an attempt: counted here from what the server said was left, so that no clock of a phone matters.
// When it is over the page is told, and told again until it has gone: the radio may be down at that moment.
export function countdown({ data, parentElement, setTriggerValue }) {
  let state = parentElement.countdown
  if (!state) {
    const box = parentElement.querySelector('.ws-time')
    state = parentElement.countdown = { box, shown: box.querySelector('b'), said: box.querySelector('[aria-live]') }
    state.timer = setInterval(() => tick(state), 250)
  }
  Object.assign(state, { data, setTriggerValue, over: performance.now() + data.left * 1000 })
  state.box.querySelector('span').textContent = data.label
  tick(state)
  return () => clearInterval(state.timer)
}

function tick(state) {
  const { data, box, shown, said } = state
  const left = Math.max(0, Math.ceil((state.over - performance.now()) / 1000))
  const hours = Math.floor(left / 3600)
  const minutes = Math.floor((left % 3600) / 60)
  const clock = `${hours ? hours + ':' + String(minutes).padStart(2, '0') : minutes}:${String(left % 60).padStart(2, '0')}`
  if (shown.textContent !== clock) shown.textContent = clock
  box.classList.toggle('soon', left <= 60)
  const now = left === 0 ? data.over : [600, 300, 60].includes(left) ? data.said[left / 60] : said.textContent
  if (said.textContent !== now) said.textContent = now
  if (left === 0 && !(performance.now() - state.asked < 3000)) {
    state.asked = performance.now()
    state.setTriggerValue('over', true)
  }
}
