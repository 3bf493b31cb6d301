// Sliders on the audience's page: the value beside each follows it and is spoken, and a slider at rest sends the form.
const scene = document.getElementById('scene')
const english = document.getElementById('live').dataset.language === 'en'
const REST = 500 // ms
let resting

function tell (slider) {
  const number = english ? Number(slider.value).toLocaleString('en-GB') : slider.value
  const said = slider.dataset.unit.replace('{n}', number)
  slider.setAttribute('aria-valuetext', said)
  slider.parentElement.querySelector('output').textContent = said
}

const all = () => scene.querySelectorAll('input[data-unit]').forEach(tell)

scene.addEventListener('input', ({ target }) => {
  if (!target.dataset.unit) return
  clearTimeout(resting)
  tell(target)
})
scene.addEventListener('change', ({ target }) => {
  if (!target.dataset.unit) return
  clearTimeout(resting)
  const { form } = target
  resting = setTimeout(() => { if (form.isConnected) form.querySelector('button').click() }, REST)
})
new MutationObserver(all).observe(scene, { childList: true })
all()
