// Rows put into classes (courseware/questions/categorising): a row that is picked offers the classes right below it,
// so that a thumb need not travel; or it is dragged. The next row that waits is picked by itself.

let heads = 0

export function build(box, { arrange, carry, element, fill, plain, rowOf, save, say, tell }) {
  const tray = bin(box, '')
  const bins = box.appendChild(element('div', 'ws-sort-bins'))
  const parts = () => [tray, ...bins.children]
  const inside = id => box.given?.[id] ?? ''
  const waiting = () => box.data.rows.filter(({ id }) => !inside(id))
  const next = () => waiting()[0]?.id

  box.form = given => Object.fromEntries(box.data.rows.map(({ id }) => [id, given[id] ?? '']))

  box.draw = () => {
    const { words, rows, classes } = box.data
    while (bins.children.length < classes.length) bin(bins, classes[bins.children.length].id)
    const left = waiting().length
    tell(tray.head, left ? fill(words.tray, { n: left }) : words.done)
    for (const [n, part] of parts().entries()) {
      if (n) tell(part.head, classes[n - 1].text)
      const here = rows.filter(({ id }) => inside(id) === part.dataset.class)
      arrange(part.list, here.map(({ id }) => rowOf(box, id, make)))
      part.none.textContent = words.empty
      part.none.hidden = !n || here.length > 0
    }
    box.open ??= next()
    for (const row of box.rows.values()) offer(row)
  }

  function bin(parent, id) {
    const part = parent.appendChild(element('div', id ? 'ws-sort-bin' : 'ws-sort-bin ws-sort-tray'))
    part.dataset.class = id
    part.head = part.appendChild(element('p', 'ws-sort-head'))
    part.head.id = `ws-sort-${(heads += 1)}`
    part.list = part.appendChild(element('ul', 'ws-sort-list'))
    part.list.setAttribute('role', 'list')
    part.list.setAttribute('aria-labelledby', part.head.id)
    part.none = part.appendChild(element('p', 'ws-sort-none'))
    return part
  }

  function make(row) {
    row.text = row.pick = row.appendChild(element('button', 'ws-sort-pick'))
    row.to = row.appendChild(element('div', 'ws-sort-to'))
    row.to.setAttribute('role', 'group')
  }

  // The classes below the row that is picked; a row that has one can also be put back.
  function offer(row) {
    const { words, closed, classes } = box.data
    const open = row.dataset.id === box.open && !closed
    row.classList.toggle('ws-sort-open', open)
    row.pick.disabled = closed
    row.pick.setAttribute('aria-expanded', open)
    row.to.hidden = !open
    row.to.setAttribute('aria-label', fill(words.into, { item: plain(row.told) }))
    const choices = [...classes, { id: '', text: words.back }]
    while (row.to.children.length < choices.length) row.to.append(element('button', 'ws-sort-class'))
    for (const [n, { id, text }] of choices.entries()) {
      const button = row.to.children[n]
      button.dataset.to = id
      if (id) button.setAttribute('aria-pressed', id === inside(row.dataset.id))
      else button.hidden = !inside(row.dataset.id)
      tell(button, text)
    }
  }

  function focus(row) {
    const target = row.to.hidden ? row.pick : row.to.querySelector('[aria-pressed=true]') ?? row.to.firstChild
    row.scrollIntoView({ block: 'nearest' }) // not under the bar at the foot of the page
    target.focus({ preventScroll: true })
  }

  function put(row, name) {
    const { words, classes } = box.data
    const given = { ...box.given, [row.dataset.id]: name }
    if (!name) delete given[row.dataset.id]
    save(box, given)
    box.open = name ? next() : row.dataset.id
    box.draw()
    if (!box.target) focus(box.rows.get(box.open) ?? row) // whoever drags stays where the row was let go
    const told = plain(classes.find(({ id }) => id === name)?.text ?? '')
    const values = { item: plain(row.told), class: told, n: waiting().length }
    say(box, fill(name ? words.moved : words.returned, values))
  }

  function pick(row) {
    const id = row.dataset.id
    box.open = box.open === id && inside(id) ? next() : id
    box.draw()
    focus(row)
  }

  box.addEventListener('click', event => {
    const row = event.target.closest('li')
    const choice = event.target.closest('.ws-sort-class')
    if (choice && event.detail > 1) return // a double click would put the next row, too
    if (choice && choice.dataset.to !== inside(row.dataset.id)) put(row, choice.dataset.to)
    else if (choice) pick(row)
    else if (event.target.closest('.ws-sort-pick')) pick(row)
  })

  box.addEventListener('keydown', event => {
    const row = event.target.closest('li')
    if (event.key !== 'Escape' || row?.dataset.id !== box.open || !inside(box.open)) return
    pick(row)
  })

  carry(box, box, {
    over(row, { clientX, clientY }) {
      const under = document.elementFromPoint(clientX, clientY)?.closest('.ws-sort-bin')
      box.target = box.contains(under) ? under : null
      for (const part of parts()) part.classList.toggle('ws-sort-over', part === box.target)
    },
    drop(row) {
      const name = box.target?.dataset.class
      if (name !== undefined && name !== inside(row.dataset.id)) put(row, name)
    },
    stop() {
      for (const part of parts()) part.classList.remove('ws-sort-over')
      box.target = null
      box.draw()
    },
  })
}
