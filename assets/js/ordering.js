// Rows put into an order (courseware/questions/ordering), by drag, by ↑ and ↓, or by arrow keys.
// The row that is moved never leaves the page, or it would lose focus and finger: its neighbours are moved around it.

export function build(box, { arrange, carry, element, fill, plain, rowOf, save, say, slide }) {
  const list = box.appendChild(element('ol', 'ws-sort-list ws-sort-order'))
  const keep = box.appendChild(element('button', 'ws-sort-keep'))
  list.setAttribute('role', 'list')
  list.tabIndex = -1
  const now = () => [...list.children].map(row => row.dataset.id)
  const before = () => box.given ?? box.data.rows.map(row => row.id)

  box.form = given => Object.fromEntries(given.map((id, n) => [id, n + 1]))

  box.draw = () => {
    const { words, closed } = box.data
    box.classList.toggle('ws-sort-given', Boolean(box.given))
    list.setAttribute('aria-label', words.list)
    keep.textContent = words.keep
    keep.hidden = closed || Boolean(box.given)
    arrange(list, before().map(id => rowOf(box, id, make)))
    label()
  }

  function make(row) {
    row.ring = row.grip.appendChild(element('span', 'ws-sort-ring'))
    row.text = row.appendChild(element('span', 'ws-sort-text'))
    const steps = row.appendChild(element('span', 'ws-sort-steps'))
    for (const [by, arrow] of [['up', '↑'], ['down', '↓']]) {
      row[by] = steps.appendChild(element('button', 'ws-sort-step'))
      row[by].textContent = arrow
      row[by].dataset.by = by
    }
  }

  function label() {
    const { words, closed } = box.data
    const rows = [...list.children]
    for (const [n, row] of rows.entries()) {
      const values = { item: plain(row.told), place: n + 1, total: rows.length }
      row.ring.textContent = n + 1
      for (const [by, stuck] of [['up', n === 0], ['down', n === rows.length - 1]]) {
        row[by].setAttribute('aria-label', fill(words[by], values))
        row[by].setAttribute('aria-disabled', stuck) // disabled it would lose the focus at the end of the list
        row[by].disabled = closed
      }
    }
  }

  function step(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling
    if (!other || box.data.closed) return false
    const tops = [other, row].map(one => [one, one.getBoundingClientRect().top])
    if (by < 0) row.after(other)
    else row.before(other)
    for (const [one, top] of tops) if (one === other || !box.carrying) slide(one, top)
    label()
    return true
  }

  function moved(row) {
    save(box, now())
    box.draw()
    row.scrollIntoView({ block: 'nearest' }) // not under the bar at the foot of the page
    const place = now().indexOf(row.dataset.id) + 1
    say(box, fill(box.data.words.moved, { item: plain(row.told), place, total: list.children.length }))
  }

  list.addEventListener('click', event => {
    const by = { up: -1, down: 1 }[event.target.closest('button')?.dataset.by]
    const row = event.target.closest('li')
    if (by && step(row, by)) moved(row)
  })

  list.addEventListener('keydown', event => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const row = event.target.closest('li')
    if (!by || !row || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault() // at the ends of the list, too, the page stays where it is
    if (step(row, by)) moved(row)
  })

  keep.addEventListener('click', () => {
    save(box, now())
    box.draw()
    list.focus({ preventScroll: true })
    say(box, box.data.words.kept)
  })

  const middle = row => row.offsetTop + row.offsetHeight / 2
  carry(box, list, {
    over(row, { clientY }) {
      const y = clientY - list.getBoundingClientRect().top
      while (row.nextElementSibling && y > middle(row.nextElementSibling)) step(row, 1)
      while (row.previousElementSibling && y < middle(row.previousElementSibling)) step(row, -1)
    },
    drop(row) {
      if (now().join() !== before().join()) moved(row)
    },
    stop: box.draw,
  })
}
