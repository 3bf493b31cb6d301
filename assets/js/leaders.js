// On the console: who leads the room, leaving it, handing it over; whether newcomers may come in, and speed counts.
export function leading (section, { part, room, fill, sure }) {
  const words = section.dataset
  const list = part('leaders-list')

  function draw ({ leaders = [], locked = false, speed = false }) {
    const names = leaders.map(one => String(one.id) === words.me ? fill(words.you, { name: one.name }) : one.name)
    part('led').textContent = names.length ? fill(words.led, { names: names.reduce((a, b) => fill(words.next, { a, b })) }) : ''
    if (list.was !== names.join('\n')) {
      list.was = names.join('\n')
      list.replaceChildren(...names.map(name => Object.assign(document.createElement('li'), { textContent: name })))
    }
    const race = part('race')
    race.textContent = speed ? race.dataset.on : race.dataset.off
    section.querySelector('[data-do=leave]').hidden = leaders.length < 2
    part('locked').hidden = !locked
    part('lock').textContent = locked ? words.unlock : words.lock
  }

  return {
    draw,
    actions: {
      lock: () => {
        const on = !room.view().locked
        room.deed({ do: 'lock', on }, { locked: on })
      },
      race: () => {
        const on = !room.view().speed
        room.deed({ do: 'race', on }, { speed: on })
      },
      leave: async () => { if (await sure('sure-dialog', 'leave', {})) room.deed({ do: 'leave' }) },
      hand_over: async () => {
        const number = await sure('hand-dialog', '')
        if (number) room.deed({ do: 'hand_over', to: number })
      }
    }
  }
}
